import type { GeneratedType } from "./generated-type.ts";
import { BOOL, literalsOf, sameType } from "./generated-type.ts";
import type { Part } from "./part.ts";
import { part } from "./part.ts";
import { selfOf, storePlace } from "./places.ts";
import { lockText } from "./predicates.ts";
import type { Scope } from "./scope.ts";
import { local } from "./scope.ts";
import type { Made } from "./simple-statements.ts";
import { made } from "./simple-statements.ts";
import { canMake } from "./values.ts";
import type { GeneratedLock } from "./world.ts";
import { freshName } from "./world.ts";

/** Locks taken and given back: in pairs around other statements, or, in an untidy spec, as it comes. */

export function lockStatement(scope: Scope): Made | null {
  const { dice, temper } = scope;
  if (temper.tidy || dice.chance(0.3)) return section(scope);
  const lock = anyLock(scope, () => true);
  if (lock === null) return null;
  const text = lockText(scope, lock);
  note(scope, lock);
  return dice.weighted<() => Made | null>([
    [lockable(scope, lock) ? 5 : 0, () => made(blocking(scope, part`lock(${text}${modeFor(scope, lock)});`))],
    [5, () => made(part`unlock(${text});`)],
    [lock.kind === "rwsem" ? 2 : 0, () => made(part`downgrade(${text});`)],
    [2, () => branchOn(scope, lock, text)],
    [2, () => storedTrylock(scope, part`trylock(${text}${modeFor(scope, lock)})`)],
    [scope.stepwise ? 1 : 0, () => spin(scope, lock, text)],
  ])();
}

function anyLock(scope: Scope, fits: (lock: GeneratedLock) => boolean): GeneratedLock | null {
  const { world, may, dice } = scope;
  if (!may.volatile || scope.body === "crash") return null;
  const usable = world.locks.filter((lock) => {
    const owner = lock.kind === "semaphore" || may.ownedLocks;
    return owner && fits(lock) && lock.indices.every((type) => canMake(scope, type));
  });
  return usable.length === 0 ? null : dice.of(usable);
}

function lockable(scope: Scope, { kind }: GeneratedLock): boolean {
  return scope.may.block && (scope.may.sleep || kind === "spinlock");
}

function note(scope: Scope, { kind, name }: GeneratedLock): void {
  const { usesOf } = scope.budget;
  usesOf.volatile = true;
  usesOf.locks.push(name);
  if (kind !== "semaphore") usesOf.ownedLocks = true;
}

function blocking(scope: Scope, text: Part): Part {
  scope.budget.usesOf.stepwise = true;
  return text;
}

function modeFor(scope: Scope, { kind }: GeneratedLock): Part | string {
  if (kind !== "rwsem") return "";
  const { dice } = scope;
  const mode = dice.chance(0.3)
    ? scope.make.value(scope, { kind: "lockmode" }, 1)
    : part`${dice.of(["SHARED", "EXCL"])}`;
  return part`, ${mode}`;
}

// ---------------------------------------------------------------------------------------------- untidy

function branchOn(scope: Scope, lock: GeneratedLock, text: Part): Made {
  const { dice, make } = scope;
  const inner = { ...scope, nesting: scope.nesting + 1 };
  const otherwise = dice.chance(0.5) ? part` else {\n${make.list(inner, 1)}}` : "";
  const sign = dice.of(["", "", "!", "!!"]);
  return made(part`if (${sign}trylock(${text}${modeFor(scope, lock)})) {\n${make.list(inner, 1)}}${otherwise}`);
}

function storedTrylock(scope: Scope, trylock: Part): Made | null {
  const { dice, world } = scope;
  const sign = dice.of(["", "", "!"]);
  const place = dice.chance(0.6) ? storePlace(scope, (type) => sameType(type, BOOL), 1) : null;
  if (place !== null) return made(part`${place.text} = ${sign}${trylock};`);
  const name = freshName(world, "v");
  return made(part`bool ${name} = ${sign}${trylock};`, [local(name, BOOL)]);
}

function spin(scope: Scope, lock: GeneratedLock, text: Part): Made {
  const { dice, make } = scope;
  scope.budget.usesOf.stepwise = true;
  const inner: Scope = { ...scope, once: false, nesting: scope.nesting + 1, loop: "break and continue" };
  const body = dice.chance(0.4) ? part`;` : part`{\n${make.list(inner, 1)}}`;
  return made(part`while (${dice.of(["", "!"])}trylock(${text}${modeFor(scope, lock)})) ${body}`);
}

// ---------------------------------------------------------------------------------------------- tidy

/** What stays the same while the lock is held: literals, `self`, variables that keep their value. */
function steadyText(scope: Scope, lock: GeneratedLock): Part {
  const { dice, self, locals } = scope;
  const indices = lock.indices.map((type): Part => {
    const steady = locals.filter((one) => one.storage === "fixed" && sameType(one.type, type));
    if (self !== null && sameType(self, type) && dice.chance(0.5)) return part`[${selfOf(scope)}]`;
    if (steady.length > 0 && dice.chance(0.6)) return part`[${dice.of(steady).name}]`;
    return part`[${dice.of(steady.length > 0 ? steady.map(({ name }) => name) : literalsOf(type))}]`;
  });
  return part`${lock.name}${indices}`;
}

function isSteady({ locals }: Scope, type: GeneratedType): boolean {
  const names = locals.filter((one) => one.storage === "fixed" && sameType(one.type, type));
  return names.length > 0 || literalsOf(type).length > 0;
}

/** One that is not held, and that can be named in the same way all the time. */
function freeLock(scope: Scope): GeneratedLock | null {
  return anyLock(scope, ({ name, indices }) => {
    return scope.held.every((held) => held.lock !== name) && indices.every((type) => isSteady(scope, type));
  });
}

function section(scope: Scope): Made | null {
  const lock = freeLock(scope);
  if (lock === null) return null;
  note(scope, lock);
  const text = steadyText(scope, lock);
  return lockable(scope, lock) && scope.dice.chance(0.7)
    ? locked(scope, lock, text)
    : triedSection(scope, lock, text, modeFor(scope, lock));
}

/** At the beginning of an `atomic`: the rest of it may not block. */
export function lockFirst(scope: Scope): Part | null {
  const lock = freeLock(scope);
  if (lock === null || !lockable(scope, lock)) return null;
  note(scope, lock);
  const text = steadyText(scope, lock);
  const list = inside({ ...scope, may: { ...scope.may, block: false } }, lock, text);
  return blocking(scope, part`lock(${text}${modeFor(scope, lock)});\n${list}unlock(${text});`);
}

/** `lock(l); … unlock(l);` */
function locked(scope: Scope, lock: GeneratedLock, text: Part): Made {
  const { dice } = scope;
  if (lock.kind === "rwsem" && dice.chance(0.25)) {
    const [before, after] = [inside(scope, lock, text), inside(scope, lock, text)];
    return made(blocking(scope, part`lock(${text}, EXCL);\n${before}downgrade(${text});\n${after}unlock(${text});`));
  }
  return made(
    blocking(scope, part`lock(${text}${modeFor(scope, lock)});\n${inside(scope, lock, text)}unlock(${text});`),
  );
}

function inside(scope: Scope, lock: GeneratedLock, text: Part): Part {
  const { dice, temper, may } = scope;
  const within: Scope = {
    ...scope,
    may: { ...may, sleep: may.sleep && lock.kind !== "spinlock" },
    held: [...scope.held, { lock: lock.name, text }],
    loop: temper.tidy ? "none" : scope.loop,
    labels: temper.tidy ? [] : scope.labels,
    nesting: scope.nesting + 1,
  };
  return scope.make.list(within, dice.between(1, 2));
}

/** `if (trylock(l)) { … unlock(l); }`, and other ways to try. */
function triedSection(scope: Scope, lock: GeneratedLock, text: Part, mode: Part | string): Made {
  const { dice, make, world } = scope;
  const body = part`${inside(scope, lock, text)}unlock(${text});\n`;
  const outside = { ...scope, nesting: scope.nesting + 1 };
  const otherwise = () => make.list(outside, 1);
  return dice.weighted<() => Made>([
    [3, () => made(part`if (trylock(${text}${mode})) {\n${body}} else {\n${otherwise()}}`)],
    [2, () => made(part`if (!trylock(${text}${mode})) {\n${otherwise()}} else {\n${body}}`)],
    [1, () => made(part`if (!!trylock(${text}${mode})) {\n${body}}`)],
    [
      2,
      () => {
        const name = freshName(world, "v");
        const fixed = { ...local(name, BOOL), storage: "fixed" as const };
        return made(part`bool ${name} = trylock(${text}${mode});\nif (${name}) {\n${body}}`, [fixed]);
      },
    ],
    [
      scope.stepwise && scope.may.sleep ? 2 : 0,
      () => {
        scope.budget.usesOf.stepwise = true;
        const spinning: Scope = {
          ...outside,
          once: false,
          loop: "break and continue",
          may: { ...scope.may, leave: false },
        };
        const wait = dice.chance(0.5) ? part`;` : part`{\n${make.list({ ...spinning, loop: "none" }, 1)}}`;
        return made(part`while (!trylock(${text}${mode})) ${wait}\n${body}`);
      },
    ],
  ])();
}

/** Gives back everything that is held, innermost first. */
export function releases(scope: Scope): Part {
  const all = [...scope.held].reverse().map(({ text }) => part`unlock(${text});\n`);
  return part`${all}`;
}
