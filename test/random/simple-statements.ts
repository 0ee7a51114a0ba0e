import type { GeneratedType } from "./generated-type.ts";
import { BOOL, boundsOf, declared, ERRNO, LOCKMODE, sameType, typeText } from "./generated-type.ts";
import type { Part } from "./part.ts";
import { joined, part, textOf } from "./part.ts";
import { readPlace, storePlace } from "./places.ts";
import type { Scope } from "./scope.ts";
import { isCallable, local, unsetLocal } from "./scope.ts";
import { callOf, canMake, setLiteral, uncalledValue } from "./values.ts";
import type { GeneratedFunction, Named } from "./world.ts";
import { freshName, isRisky } from "./world.ts";

/** Statements that hold no other ones, but those on locks. */

export type Made = { readonly text: Part; readonly declares: readonly Named[] };

export function made(text: Part, declares: readonly Named[] = []): Made {
  return { text, declares };
}

/** Ghosts and causes may be read here too. */
function history(scope: Scope): Scope {
  return scope.role === "behaviour" ? { ...scope, role: "history" } : scope;
}

// ---------------------------------------------------------------------------------------------- declarations

export function localTypes({ world, temper, body }: Scope): GeneratedType[] {
  const scalars = world.scalars.filter((type) => type.kind !== "task" || body === "process");
  const errnos = temper.has.has("errnos") ? [ERRNO, ERRNO] : [];
  return [BOOL, LOCKMODE, ...scalars, ...scalars, ...errnos, ...world.structs, ...world.sets, ...world.queues];
}

export function declare(scope: Scope): Made {
  const { dice, world } = scope;
  const type = dice.of(localTypes(scope));
  const called = dice.chance(0.25) ? calledFor(scope, (result) => fitsStore(scope, result, type)) : null;
  const count = dice.chance(0.15) ? 2 : 1;
  const declares: Named[] = [];
  const declarators = Array.from({ length: count }, (_, position): Part => {
    const name = freshName(world, "v");
    if (dice.chance(0.12)) return array(scope, type, name, declares);
    const isCalled = position === 0 && called !== null;
    const initial = canMake(scope, type) && dice.chance(0.6);
    declares.push(isCalled || initial ? local(name, type) : unsetLocal(name, type));
    if (isCalled) return part`${name} = ${called}`;
    return initial ? part`${name} = ${scope.make.value(scope, type, 2)}` : part`${name}`;
  });
  return made(part`${typeText(type)} ${joined(declarators, ", ")};`, declares);
}

function array(scope: Scope, element: GeneratedType, name: string, declares: Named[]): Part {
  const size = scope.dice.between(1, 2);
  const index: GeneratedType = { kind: "range", low: 0, high: size - 1, text: String(size) };
  const type: GeneratedType = { kind: "array", element, index, size, text: String(size) };
  const before = canMake(scope, type) && scope.dice.chance(0.7) ? part` = ${scope.make.value(scope, type, 1)}` : "";
  declares.push(unsetLocal(name, type));
  return part`${name}[${size}]${before}`;
}

// ---------------------------------------------------------------------------------------------- assignments

export function assign(scope: Scope, storage: Named["storage"] | null = null): Made | null {
  const { dice } = scope;
  const wanted = (root: Named) => storage === null || root.storage === storage;
  const place = storePlace(scope, (type, root) => wanted(root) && canMake(scope, type), 2);
  if (place === null) return null;
  const ghost = place.root.storage === "ghost";
  const values = ghost ? history(scope) : scope;
  const bounds = boundsOf(place.type);
  if (bounds !== null && bounds.low < bounds.high && dice.chance(0.4)) {
    return made(counted(values, place.text, bounds));
  }
  if (place.type.kind === "set" && dice.chance(0.6)) return made(update(values, place.text, place.type));
  const value = () => (ghost ? uncalledValue(values, place.type, 2) : scope.make.value(scope, place.type, 2));
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const text = value();
    if (textOf(text) !== textOf(place.text)) return made(part`${place.text} = ${text};`);
  }
  return null;
}

/** `x += e` and `x -= e`: in range by its own test, unless the spec takes risks. */
function counted(scope: Scope, place: Part, { low, high }: { readonly low: number; readonly high: number }): Part {
  const { dice } = scope;
  const up = dice.chance(0.6);
  const sign = up ? "+=" : "-=";
  if (isRisky(scope)) return part`${place} ${sign} ${dice.chance(0.7) ? part`1` : scope.make.int(scope, 1)};`;
  return part`${place} ${sign} (${place} ${up ? part`< ${high}` : part`> ${low}`} ? 1 : 0);`;
}

/** `s += e`, `s -= { a, b }`: elements go and come. */
function update(scope: Scope, place: Part, type: GeneratedType & { readonly kind: "set" }): Part {
  const { dice } = scope;
  const whole = dice.chance(0.3) || !canMake(scope, type.element);
  const other = () => (dice.chance(0.6) ? setLiteral(scope, type, 1) : uncalledValue(scope, type, 1));
  return part`${place} ${dice.of(["+=", "+=", "-="])} ${whole ? other() : uncalledValue(scope, type.element, 1)};`;
}

/** A statement that is a step of its own wherever steps are. */
export function visibleStatement(scope: Scope): Part {
  const { dice } = scope;
  const shared = dice.chance(0.8) ? assign(scope, dice.chance(0.2) ? "durable" : "shared") : null;
  return shared?.text ?? part`atomic { ${scope.make.list({ ...scope, ...inAtomic(scope) }, 1)}}`;
}

/** What changes inside an `atomic`, behind its first statement. */
export function inAtomic(scope: Scope): Pick<Scope, "stepwise" | "may" | "labels" | "nesting"> {
  return {
    stepwise: false,
    may: { ...scope.may, block: false },
    labels: scope.labels,
    nesting: scope.nesting + 1,
  };
}

// ---------------------------------------------------------------------------------------------- calls

/** Whether a result may be stored in a place without leaving its range; in a risky spec perhaps not. */
export function fitsStore(scope: Scope, result: GeneratedType, target: GeneratedType): boolean {
  if (sameType(result, target)) return true;
  if (target.kind === "optional") return sameType(result, target.element);
  const [from, to] = [boundsOf(result), boundsOf(target)];
  if (result.kind === "instance" && target.kind === "instance") return false;
  return from !== null && to !== null && ((to.low <= from.low && from.high <= to.high) || isRisky(scope));
}

function callable(scope: Scope, fits: (result: GeneratedType | "void") => boolean): GeneratedFunction[] {
  if (scope.budget.calls <= 0) return [];
  return scope.world.functions.filter((one) => {
    const able = fits(one.result) && isCallable(scope, one);
    return able && one.parameters.every((parameter) => canMake(scope, parameter));
  });
}

function calledFor(scope: Scope, fits: (result: GeneratedType) => boolean): Part | null {
  const able = callable(scope, (result) => result !== "void" && fits(result));
  if (able.length === 0) return null;
  scope.budget.calls -= 1;
  return callOf(scope, scope.dice.of(able), 2);
}

/** A call as a statement; its result is dropped, or stored anywhere. */
export function call(scope: Scope): Made | null {
  const { dice } = scope;
  if (dice.chance(0.35)) {
    const able = callable(scope, () => true);
    if (able.length === 0) return null;
    scope.budget.calls -= 1;
    return made(part`${callOf(scope, dice.of(able), 2)};`);
  }
  const results = callable(scope, (result) => result !== "void").flatMap(({ result }) =>
    result === "void" ? [] : [result],
  );
  if (results.length === 0) return null;
  const storage = dice.of(["shared", "ghost", "ghost", "local", "durable", "durable"] as const);
  const accepts = (type: GeneratedType, root: Named) =>
    (storage === null || root.storage === storage) && results.some((result) => fitsStore(scope, result, type));
  const target = storePlace(scope, accepts, 2);
  if (target === null) return null;
  const called = calledFor(scope, (result) => fitsStore(scope, result, target.type));
  return called === null ? null : made(part`${target.text} = ${called};`);
}

/** A call of a function that may block at its beginning, at the beginning of an `atomic`. */
export function callFirst(scope: Scope): Part | null {
  const gates = scope.world.functions.filter((one) => {
    const { uses } = one;
    const inStep: Scope = { ...scope, stepwise: true };
    return uses.gate && isCallable(inStep, one) && one.parameters.every((parameter) => canMake(scope, parameter));
  });
  return gates.length === 0 ? null : part`${callOf(scope, scope.dice.of(gates), 1)};`;
}

/** `return`, with a value where one is due; in a task it ends the task. */
export function returning(scope: Scope): Part | null {
  const { result, body, dice } = scope;
  if (result === null || result === "void") return body === "property" ? null : part`return;`;
  const called = dice.chance(0.9) ? calledFor(scope, (from) => fitsStore(scope, from, result)) : null;
  if (called !== null) return part`return ${called};`;
  return canMake(scope, result) ? part`return ${scope.make.value(scope, result, 2)};` : null;
}

// ---------------------------------------------------------------------------------------------- assert and wait

export function assertion(scope: Scope): Made {
  const { dice, temper, body } = scope;
  const seeing = history(scope);
  const condition = dice.chance(temper.truth) ? sure(seeing) : seeing.make.condition(seeing, 2);
  const name = body === "crash" || dice.chance(0.35) ? "" : `claim_${dice.below(3)} `;
  const why = dice.chance(0.3) ? ' "why"' : "";
  return made(part`assert ${name}(${condition})${why};`);
}

/** True of every value of its type, or true whatever the condition. */
export function sure(scope: Scope): Part {
  const { dice } = scope;
  const place = readPlace(scope, (type) => boundsOf(type) !== null, 1);
  const bounds = place === null ? null : boundsOf(place.type);
  if (place !== null && bounds !== null && dice.chance(0.7)) {
    return part`${scope.make.condition(scope, 1)} => ${place.text} in { ${bounds.low}..${bounds.high} }`;
  }
  const condition = scope.make.condition(scope, 1);
  return part`(${condition} => ${condition})`;
}

/** A declaration of parameters: `0..2 a, bool b`. */
export function parameterList(parameters: readonly Named[]): Part {
  return joined(
    parameters.map(({ name, type }) => part`${declared(type, name)}`),
    ", ",
  );
}
