import type { Dice } from "./dice.ts";
import type { GeneratedType } from "./generated-type.ts";
import { beginsUnset, sameType } from "./generated-type.ts";
import type { Part } from "./part.ts";
import type { GeneratedFunction, Named, Temper, Uses, World } from "./world.ts";

/** What may be written at one place of a spec. */
export type Scope = {
  readonly world: World;
  readonly dice: Dice;
  readonly temper: Temper;
  readonly make: Makers;
  /** Property: an invariant. Fixed: over constants and knobs. */
  readonly body: "process" | "function" | "event" | "init" | "crash" | "property" | "fixed";
  /** Behaviour decides what happens; history also reads ghosts and causes; state also sees where control is. */
  readonly role: "behaviour" | "history" | "state" | "crash" | "fixed";
  readonly self: GeneratedType | null;
  readonly result: GeneratedType | "void" | null;
  readonly locals: readonly Named[];
  readonly may: Allowed;
  /** Whether visible statements end steps here: not in `atomic`, events, `init`, crash blocks and what they call. */
  readonly stepwise: boolean;
  readonly loop: "none" | "break only" | "break and continue";
  /** Control comes here at most once in each instance. */
  readonly once: boolean;
  readonly labels: readonly Label[];
  /** Collects the names of all labels of the body. */
  readonly labelsOfBody: string[];
  readonly held: readonly Held[];
  readonly budget: Budget;
  /** Levels of statements around. */
  readonly nesting: number;
};

export type Allowed = {
  /** Anything that can block. */
  readonly block: boolean;
  /** Shared variables, locks, locals of others. */
  readonly volatile: boolean;
  readonly ownedLocks: boolean;
  readonly ghostStores: boolean;
  /** `return` and `goto`; not out of a critical section that is to be left in order. */
  readonly leave: boolean;
  readonly sleep: boolean;
  /** `holds` and the like; not in what a function returns. */
  readonly predicates: boolean;
};

/** `backwards`: control may come back to it, since a visible statement stands there. */
export type Label = { readonly name: string; readonly passed: boolean; readonly backwards: boolean };

export type Held = { readonly lock: string; readonly text: Part };

/** What one body may still have; counted down. */
export type Budget = { choices: number; calls: number; readonly usesOf: MutableUses };

export type MutableUses = { -readonly [K in keyof Uses]: K extends "locks" ? string[] : Uses[K] };

/** The generators of expressions and statements, which call each other. */
export type Makers = {
  /** A value for a place of the type, where conversions are made: stores, arguments, indices. */
  readonly value: (scope: Scope, type: GeneratedType, depth: number) => Part;
  readonly int: (scope: Scope, depth: number) => Part;
  readonly condition: (scope: Scope, depth: number) => Part;
  readonly list: (scope: Scope, count: number) => Part;
};

export function newBudget(choices: number): Budget {
  const usesOf: MutableUses = {
    volatile: false,
    self: false,
    ownedLocks: false,
    ghostStores: false,
    history: false,
    stepwise: false,
    queues: false,
    gate: false,
    locks: [],
    choices: 1,
  };
  return { choices, calls: 3, usesOf };
}

/** Everything with a name that may be read. */
export function readable(scope: Scope): readonly Named[] {
  const { world, role, may } = scope;
  if (role === "fixed") return world.settings;
  const globals = world.variables.filter(({ storage }) => {
    if (storage === "shared") return may.volatile;
    return storage === "durable" || role !== "behaviour";
  });
  return [...scope.locals, ...scope.locals, ...globals, ...world.settings];
}

/** Everything that may be stored into. */
export function writable(scope: Scope): readonly Named[] {
  const { world, body, may } = scope;
  const globals = world.variables.filter(({ storage }) => {
    if (storage === "ghost") return body !== "crash" && may.ghostStores;
    return storage === "durable" || may.volatile;
  });
  return [...scope.locals.filter(({ storage }) => storage === "local"), ...globals];
}

/** The way from a variable to something inside it. */
export type Way = {
  readonly root: Named;
  readonly steps: readonly ({ readonly field: string } | { readonly index: GeneratedType })[];
  readonly type: GeneratedType;
};

const waysKnown = new WeakMap<Named, readonly Way[]>();

export function waysInto(root: Named): readonly Way[] {
  const known = waysKnown.get(root);
  if (known !== undefined) return known;
  const ways = [...waysFrom({ root, steps: [], type: root.type })];
  waysKnown.set(root, ways);
  return ways;
}

/** Arrays without elements lead nowhere. */
function* waysFrom(way: Way): Generator<Way> {
  yield way;
  const { type, steps } = way;
  if (type.kind === "array" && type.size > 0) {
    yield* waysFrom({ ...way, steps: [...steps, { index: type.index }], type: type.element });
  }
  if (type.kind === "struct") {
    for (const { name, type: inner } of type.fields) {
      yield* waysFrom({ ...way, steps: [...steps, { field: name }], type: inner });
    }
  }
}

/** Whether there is something to index with all along the way: symmetric values have no literals. */
function isOpen(scope: Scope, { steps }: Way): boolean {
  return steps.every((step) => {
    return "field" in step || step.index.kind !== "symmetric" || symmetricNames(scope, step.index).length > 0;
  });
}

/** The variables of a symmetric type that have a value for sure. */
export function symmetricNames(scope: Scope, type: GeneratedType): readonly Named[] {
  return readable(scope).filter((one) => one.unset !== true && sameType(one.type, type));
}

/** Of symmetric places, only those that have a value, but in a spec that takes risks. */
export function withValue(
  { temper }: Scope,
  accepts: (type: GeneratedType, root: Named) => boolean,
): (type: GeneratedType, root: Named) => boolean {
  const isSafe = (type: GeneratedType, { unset }: Named) => type.kind !== "symmetric" || unset !== true;
  return (type, root) => accepts(type, root) && (isSafe(type, root) || temper.risk > 0.1);
}

/** A random way to something that is accepted; every variable is equally likely. */
export function findWay(
  scope: Scope,
  names: readonly Named[],
  accepts: (type: GeneratedType, root: Named) => boolean,
): Way | null {
  const { dice } = scope;
  const fitting = names.flatMap((root) => {
    const ways = waysInto(root).filter((way) => accepts(way.type, root) && isOpen(scope, way));
    return ways.length === 0 ? [] : [ways];
  });
  return fitting.length === 0 ? null : dice.of(dice.of(fitting));
}

/** Whether a function may be called here. */
export function isCallable(scope: Scope, { uses, isExpression }: GeneratedFunction): boolean {
  const { may, role, self, budget } = scope;
  const blocking = scope.stepwise && may.block && may.sleep;
  const erring = (scope.body === "event" || scope.body === "init") && scope.temper.risk > 0;
  const forbidden = [
    role === "fixed",
    uses.history && (role === "behaviour" || !isExpression),
    uses.volatile && !may.volatile,
    uses.self && self === null,
    uses.ownedLocks && !may.ownedLocks,
    uses.ghostStores && !may.ghostStores,
    uses.choices > budget.choices + 1,
    uses.stepwise && !blocking,
    uses.queues && !blocking && !erring,
    scope.temper.tidy && uses.locks.some((name) => scope.held.some(({ lock }) => lock === name)),
  ];
  return !forbidden.includes(true);
}

/** What is noted of the body when it calls the function. */
export function noteCall(scope: Scope, { uses }: GeneratedFunction): void {
  const { usesOf } = scope.budget;
  usesOf.volatile ||= uses.volatile;
  usesOf.self ||= uses.self;
  usesOf.ownedLocks ||= uses.ownedLocks;
  usesOf.ghostStores ||= uses.ghostStores;
  usesOf.history ||= uses.history;
  usesOf.stepwise ||= uses.stepwise;
  usesOf.queues ||= uses.queues;
  usesOf.locks.push(...uses.locks);
  usesOf.choices *= uses.choices;
}

/** Notes that the body reads or writes something. */
export function noteUse(scope: Scope, { storage }: Named): void {
  if (storage === "shared") scope.budget.usesOf.volatile = true;
  if (storage === "ghost" && scope.role !== "behaviour") scope.budget.usesOf.history = true;
}

export function local(name: string, type: GeneratedType): Named {
  return { name, type, storage: "local" };
}

/** One that begins with the default of its type. */
export function unsetLocal(name: string, type: GeneratedType): Named {
  return { name, type, storage: "local", unset: beginsUnset(type) };
}

export function withLocals(scope: Scope, ...locals: readonly Named[]): Scope {
  return { ...scope, locals: [...scope.locals, ...locals] };
}

export function isOfType(type: GeneratedType): (candidate: GeneratedType) => boolean {
  return (candidate) => sameType(candidate, type);
}
