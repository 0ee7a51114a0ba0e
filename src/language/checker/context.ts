import type {
  Binding,
  Constant,
  Expression,
  FunctionDeclaration,
  Knob,
  Label,
  Local,
  Lock,
  Variable,
} from "../checked-spec.ts";
import type { Diagnostic } from "../diagnostic.ts";
import type { Property } from "../property.ts";
import type { Span } from "../source.ts";
import type { DeclarationSyntax, ExpressionSyntax, Name } from "../syntax.ts";
import type { EnumType, InstanceType, Type } from "../types.ts";
import { fail, failSilently } from "./failure.ts";
import { didYouMean } from "./suggest.ts";

export type FunctionSyntax = Extract<DeclarationSyntax, { kind: "function" }>;
export type TaskSyntax = Extract<DeclarationSyntax, { kind: "task" }>;
export type EventSyntax = Extract<DeclarationSyntax, { kind: "event" }>;

/** What a top-level name stands for. */
export type Meaning =
  | { readonly kind: "constant"; readonly constant: Constant }
  | { readonly kind: "type"; readonly type: Type }
  /** A `type`, `struct` or enum not resolved yet. */
  | { readonly kind: "type-syntax"; readonly declaration: DeclarationSyntax }
  | { readonly kind: "member"; readonly type: EnumType; readonly value: number }
  | { readonly kind: "code"; readonly code: number }
  | { readonly kind: "knob"; readonly knob: Knob }
  | { readonly kind: "variable"; readonly variable: Variable }
  | { readonly kind: "lock"; readonly lock: Lock }
  | { readonly kind: "process"; readonly process: ProcessOutline }
  | { readonly kind: "event"; readonly event: EventOutline }
  | { readonly kind: "function"; readonly declaration: FunctionSyntax };

/** What others may say of a task, daemon or work before its body is checked. */
export type ProcessOutline = {
  readonly declaration: TaskSyntax;
  readonly type: InstanceType;
  /** The parameters of a work first. */
  readonly outermost: ReadonlyMap<string, Local>;
  /** Names of outermost locals whose declaration is wrong: uses of them are no news. */
  readonly broken: ReadonlySet<string>;
  /** All labels of its body; `watched` is set while properties are checked. */
  readonly labels: ReadonlyMap<string, MutableLabel>;
};

/** `parameters` is null where the type of one is wrong: uses of the event are no news then. */
export type EventOutline = { readonly declaration: EventSyntax; readonly parameters: readonly Type[] | null };

/** The first declaration of a top-level name; known of all names before anything else is checked. */
export type Claim = {
  readonly name: Name;
  readonly kind: Exclude<Meaning["kind"], "type-syntax">;
  readonly declaration: DeclarationSyntax;
};

export type MutableLabel = { -readonly [K in keyof Label]: Label[K] };

/**
 * What a body does that only some callers may do; each with the place of the first such use. Facts of a function are
 * its callees' too.
 */
export type BodyFacts = {
  ghostInBehaviour: Fact | null;
  causeInBehaviour: Fact | null;
  /** Reads or writes what does not survive power failure: a shared variable, a lock, another task's local. */
  volatileUse: Fact | null;
  ghostStore: Fact | null;
  selfUse: Fact | null;
  /** Takes or gives back a lock that has an owner. */
  ownedLock: Fact | null;
  /** `wait`, `lock`, `push`, `pop`, `spawn`: what a crash block cannot do. */
  waiting: Fact | null;
};

export type Fact = { readonly what: string; readonly span: Span };

export type CheckedFunction = {
  readonly declaration: FunctionDeclaration;
  readonly facts: BodyFacts;
  /** Whether the body is a single `return` in which a mistake was told: it is not known what the call is worth. */
  readonly valueIsWrong: boolean;
};

/**
 * In which role an expression stands; it decides what may be read there.
 * - behaviour: guards, conditions, stores, indices of statements: no ghost, no cause
 * - history: right side of a ghost store, and asserts: ghosts and causes too
 * - state: invariants and liveness, between steps: all predicates too
 * - crash: ghosts, causes, durable variables
 * - fixed: constants and knobs only
 */
export type Role = "behaviour" | "history" | "state" | "crash" | "fixed";

export type BodyKind = "task" | "function" | "event" | "init" | "crash" | "property";

/**
 * What is in scope while one body is checked. `scopes` and `labels` are stacks, innermost last. A local is null where
 * its declaration is wrong: uses of it are no news.
 */
export type Environment = {
  readonly context: Context;
  readonly owner: string;
  readonly kind: BodyKind;
  /** Type of `self`; null where there is none. */
  readonly self: Type | null;
  /** Null outside functions; "unknown" where the result type is wrong. */
  readonly result: Type | null | "unknown";
  readonly locals: Local[];
  /** Parameters and outermost locals of a task, made before its body was checked. */
  readonly outermost: ReadonlyMap<string, Local>;
  readonly scopes: Map<string, Local | null>[];
  readonly bindings: Binding[];
  /** All labels of the body, and those that a `goto` can reach. */
  readonly allLabels: ReadonlyMap<string, MutableLabel>;
  readonly labels: Map<string, MutableLabel>[];
  readonly facts: BodyFacts;
  loops: number;
  /** `switch` statements around, which `break` leaves too. */
  switches: number;
  role: Role;
};

/** `expected` guides what has no type of its own, such as struct literals; it is not enforced. */
export type CheckExpression = (environment: Environment, syntax: ExpressionSyntax, expected: Type | null) => Expression;

/**
 * The recursion of the checker, bound late so that its files do not import each other in circles: an expression may
 * call a function, whose body holds statements, which hold expressions.
 */
export type Recursion = {
  readonly expression: CheckExpression;
  /** Checks the function on its first use; fails on recursion. */
  readonly function: (context: Context, name: Name) => CheckedFunction;
};

/** Everything known while one spec is checked; grows declaration by declaration, then becomes the CheckedSpec. */
export type Context = {
  readonly recursion: Recursion;
  readonly diagnostics: Diagnostic[];
  readonly claims: Map<string, Claim>;
  readonly meanings: Map<string, Meaning>;
  /** Names without a meaning because a mistake in their declaration was told: uses of them are no news. */
  readonly poisoned: Set<string>;
  readonly processes: Map<TaskSyntax, ProcessOutline>;
  readonly codes: string[];
  readonly causes: string[];
  readonly causeNumbers: Map<string, number>;
  /** Names that some `because` uses: what `cause(e)` may be compared with. */
  readonly namedCauses: Set<string>;
  readonly properties: Property[];
  readonly propertyNumbers: Map<string, number>;
  /** "broken": a mistake in its head was told. */
  readonly functions: Map<string, CheckedFunction | "in progress" | "broken">;
  instances: number;
  statements: number;
  labels: number;
};

/** What types, sizes and constants are made of. `isLocal` tells the names that are known but no part of that. */
export type Names = Readonly<Pick<Context, "claims" | "diagnostics" | "instances" | "meanings" | "poisoned">> & {
  readonly isLocal?: (name: string) => boolean;
};

export function newContext(recursion: Recursion): Context {
  return {
    recursion,
    diagnostics: [],
    claims: new Map(),
    meanings: new Map(),
    poisoned: new Set(),
    processes: new Map(),
    codes: ["0"],
    causes: ["none"],
    causeNumbers: new Map(),
    namedCauses: new Set(),
    properties: [],
    propertyNumbers: new Map(),
    functions: new Map(),
    instances: 0,
    statements: 0,
    labels: 0,
  };
}

export function noFacts(): BodyFacts {
  return {
    ghostInBehaviour: null,
    causeInBehaviour: null,
    volatileUse: null,
    ghostStore: null,
    selfUse: null,
    ownedLock: null,
    waiting: null,
  };
}

const RESERVED = new Set([
  "SHARED",
  "EXCL",
  "holds",
  "held",
  "at",
  "done",
  "blocked",
  "may_sleep",
  "enabled",
  "cause",
  "lock",
  "unlock",
  "trylock",
  "downgrade",
  "push",
  "pop",
]);

/** Gives a name its meaning, unless it belongs to another declaration or its declaration is wrong, as was told. */
export function declare(context: Context, name: Name, meaning: Meaning): void {
  if (isOwner(context, name) && !context.poisoned.has(name.text)) context.meanings.set(name.text, meaning);
}

/** Takes a name out of use after a mistake in its declaration. */
export function poison(context: Context, name: Name): void {
  if (!isOwner(context, name)) return;
  context.poisoned.add(name.text);
  context.meanings.delete(name.text);
}

function isOwner(context: Context, name: Name): boolean {
  return context.claims.get(name.text)?.name === name;
}

export function isReserved(text: string): boolean {
  return RESERVED.has(text);
}

export function unknownName(
  context: Pick<Context, "poisoned">,
  name: Name,
  what: string,
  candidates: Iterable<string>,
): never {
  if (context.poisoned.has(name.text)) failSilently();
  fail(name.span, "U0103", `unknown ${what} '${name.text}'`, didYouMean(name.text, candidates));
}

/** The number of a cause, the same for the same name. */
export function causeNumber(context: Context, cause: string): number {
  const known = context.causeNumbers.get(cause);
  if (known !== undefined) return known;
  const number = context.causes.length;
  context.causes.push(cause);
  context.causeNumbers.set(cause, number);
  return number;
}

/** The form that tells error codes from other names. */
export function looksLikeCode(text: string): boolean {
  return /^E[A-Z0-9]+$/.test(text);
}
