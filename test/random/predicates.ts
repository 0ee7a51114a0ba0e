import type { Part } from "./part.ts";
import { expression, joined, part } from "./part.ts";
import { index, instance } from "./places.ts";
import type { Scope } from "./scope.ts";
import { canMake } from "./values.ts";
import type { GeneratedLock } from "./world.ts";

/** Predicates of properties: on locks, and in invariants on where control is. */

export function makePredicate(scope: Scope): Part | null {
  const { dice, role } = scope;
  const state = role === "state" ? 1 : 0;
  const made = dice.weighted<() => Part | null>([
    [3, () => holds(scope)],
    [3, () => held(scope)],
    [2 * state, () => at(scope)],
    [4 * state, () => status(scope)],
    [4 * state, () => enabled(scope)],
  ])();
  return made === null ? null : expression("bool", ["true", "false"], made);
}

/** `l`, `l[i]`, `l[i][j]`; what a lock is indexed with may not change while it is held, so `fixed` for those. */
export function lockText(scope: Scope, lock: GeneratedLock): Part {
  scope.budget.usesOf.volatile = true;
  return part`${lock.name}${lock.indices.map((type) => part`[${index(scope, type, 1)}]`)}`;
}

function mode({ dice }: Scope, { kind }: GeneratedLock): string {
  return kind === "rwsem" && dice.chance(0.85) ? dice.of([", SHARED", ", EXCL"]) : "";
}

function usableLocks(scope: Scope): GeneratedLock[] {
  if (!scope.may.volatile || scope.role === "crash") return [];
  return scope.world.locks.filter(({ indices }) => indices.every((type) => canMake(scope, type)));
}

function holds(scope: Scope): Part | null {
  const owned = usableLocks(scope).filter(({ kind }) => kind !== "semaphore");
  const who = instance(scope, { orTask: true });
  if (owned.length === 0 || who === null) return null;
  const lock = scope.dice.of(owned);
  return part`holds(${who.text}, ${lockText(scope, lock)}${mode(scope, lock)})`;
}

function held(scope: Scope): Part | null {
  const locks = usableLocks(scope);
  if (locks.length === 0) return null;
  const lock = scope.dice.of(locks);
  return part`held(${lockText(scope, lock)}${mode(scope, lock)})`;
}

function at(scope: Scope): Part | null {
  const who = instance(scope);
  const labels = who?.process?.labels ?? [];
  return who === null || labels.length === 0 ? null : part`at(${who.text}, ${scope.dice.of(labels)})`;
}

function status(scope: Scope): Part | null {
  const who = instance(scope, { orTask: true });
  return who === null ? null : part`${scope.dice.of(["done", "blocked", "may_sleep"])}(${who.text})`;
}

function enabled(scope: Scope): Part | null {
  const { world, dice, make } = scope;
  if (world.events.length === 0) return null;
  const withParameters = world.events.filter(({ parameters: all }) => all.length > 0);
  const { name, parameters } = dice.of(withParameters.length > 0 && dice.chance(0.6) ? withParameters : world.events);
  if (dice.chance(0.15) || !parameters.every((type) => canMake(scope, type))) return part`enabled(${name})`;
  const values = parameters.map((type) => make.value(scope, type, 1));
  return part`enabled(${joined([part`${name}`, ...values], ", ")})`;
}
