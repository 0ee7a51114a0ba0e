import type { Expectation } from "./expectation.ts";
import type { Property } from "./property.ts";
import type { SourceFile, Span } from "./source.ts";
import type { ArrayType, InstanceType, StructType, Type } from "./types.ts";

/**
 * The checked tree: every name resolved to its declaration, every type and size known for one valuation of the
 * constants, every implicit conversion written out as `convert`. Knobs are still open: one CheckedSpec serves every
 * design. What a statement's scheduling point is, is not decided here: each engine finds it from the rule.
 */
export type CheckedSpec = {
  readonly name: string;
  readonly doc: string | null;
  readonly hides: string | null;
  /** The spec first, then its parts in the order of their first `use`. */
  readonly files: readonly SourceFile[];
  readonly constants: readonly Constant[];
  readonly knobs: readonly Knob[];
  readonly designs: readonly Design[];
  readonly assumptions: readonly Expression[];
  /** Names of error codes; index 0 stands for "no error". */
  readonly codes: readonly string[];
  /** Names of causes: index 0 is "none"; then those of `because`, then `function:line`. */
  readonly causes: readonly string[];
  readonly variables: readonly Variable[];
  readonly locks: readonly Lock[];
  readonly functions: readonly FunctionDeclaration[];
  readonly init: Body | null;
  /** Tasks, daemons, works and events in order of declaration. */
  readonly actors: readonly ActorDeclaration[];
  /** Number of instances of all tasks, daemons and works. */
  readonly instances: number;
  readonly crashes: readonly Crash[];
  readonly invariants: readonly Invariant[];
  readonly liveness: readonly Liveness[];
  /** In order of declaration, the built-in ones last. */
  readonly properties: readonly Property[];
  readonly expectations: readonly Expectation[];
  /** Number of statements; statement ids are below it. */
  readonly statements: number;
};

export type Constant = { readonly name: string; readonly value: number | boolean; readonly span: Span };

/** A knob's value: a bool, an int, the index of an enum member, lock mode or code, or SAME. */
export type KnobValue = number | boolean;

/** In the domain of an errno knob: `-KNOB from e` has the code of `e`. */
export const SAME = -1;

export type Knob = {
  readonly index: number;
  readonly name: string;
  /** `code` for errno knobs. */
  readonly type: Type;
  readonly domain: readonly KnobValue[];
  readonly initial: KnobValue;
  readonly doc: string | null;
  readonly span: Span;
};

/** `values` holds one value per knob, defaults filled in. */
export type Design = {
  readonly name: string;
  readonly doc: string | null;
  readonly values: readonly KnobValue[];
  readonly span: Span;
};

export type Variable = {
  readonly slot: number;
  readonly name: string;
  readonly storage: "shared" | "ghost" | "durable";
  readonly type: Type;
  /** Null: the default of its type. */
  readonly initial: Expression | null;
  readonly span: Span;
};

/** One lock, or an array of `count` locks numbered row by row. */
export type Lock = {
  readonly slot: number;
  readonly name: string;
  readonly kind: LockKind;
  readonly indices: readonly Type[];
  readonly count: number;
  readonly span: Span;
};

export type LockKind = "mutex" | "spinlock" | "rwsem" | "semaphore";

/** A parameter, local, loop or pick variable of one body; `slot` counts within the body. */
export type Local = {
  readonly slot: number;
  readonly name: string;
  readonly type: Type;
  /** The variable of a `for`: only its loop assigns it. */
  readonly counter: boolean;
  readonly span: Span;
};

/**
 * What runs: a task, a function, an event, `init` or a crash block. The first locals are the parameters; then, in a
 * task, come its outermost locals (`outermost` of them), which outlive it.
 */
export type Body = {
  /** Of the declaration, for causes and messages. */
  readonly name: string;
  readonly locals: readonly Local[];
  readonly parameters: number;
  /** Null where nothing can be returned. */
  readonly result: Type | null;
  readonly block: Block;
  readonly span: Span;
};

export type Block = {
  readonly statements: readonly Statement[];
  /** Slots of the locals declared directly in this block: stored as their default when control leaves it. */
  readonly locals: readonly number[];
};

export type FunctionDeclaration = {
  readonly index: number;
  readonly name: string;
  readonly result: Type;
  readonly body: Body;
  /** The expression, where the body is a single `return`: then it may stand in expressions. */
  readonly expression: Expression | null;
  readonly doc: string | null;
  readonly span: Span;
};

export type Fairness = "none" | "weak" | "strong" | "unfair";

/**
 * The instances of a `work` are idle until `spawn` starts one with values for its parameters, which are the first
 * locals of its body and among its outermost ones.
 */
export type Process = {
  readonly kind: "task" | "daemon" | "work";
  readonly name: string;
  readonly type: InstanceType;
  readonly fairness: Fairness;
  readonly body: Body;
  /** Slots of the outermost locals: what `w.local` sees. */
  readonly outermost: readonly number[];
  readonly doc: string | null;
  readonly span: Span;
};

export type EventDeclaration = {
  readonly kind: "event";
  readonly name: string;
  readonly fairness: Fairness;
  /** Over the parameters, which are the first locals of the body. */
  readonly guard: Expression | null;
  readonly body: Body;
  readonly doc: string | null;
  readonly span: Span;
};

export type ActorDeclaration = Process | EventDeclaration;

export type Invariant = { readonly property: number; readonly condition: Expression };
export type Crash = { readonly property: number; readonly body: Body };
export type Liveness = { readonly property: number; readonly formula: Expression };

/** Every expression has its type; a `convert` changes it, with a check at run time where values can fall outside. */
export type Expression = ExpressionKind & { readonly type: Type; readonly span: Span };

export type ArithmeticOperator = "+" | "-" | "*" | "/" | "%";
export type ComparisonOperator = "<" | "<=" | ">" | ">=";
export type LogicalOperator = "&&" | "||" | "=>";
export type TemporalUnary = "always" | "eventually" | "next";
export type TemporalBinary = "until" | "leads_to";

/** A variable bound by a quantifier; `bound` counts the quantifiers around it within one expression, from outside. */
export type Binding = { readonly bound: number; readonly name: string; readonly type: Type };

export type Alternative =
  | { readonly kind: "value"; readonly value: Expression }
  | { readonly kind: "range"; readonly low: Expression; readonly high: Expression };

export type LockReference = {
  readonly lock: Lock;
  /** Converted to the index types; none for a single lock. */
  readonly indices: readonly Expression[];
  readonly span: Span;
};

export type ExpressionKind =
  /** `value` is that of a KnobValue, or null for `none`. */
  | { readonly kind: "literal"; readonly value: number | boolean | null }
  | { readonly kind: "knob"; readonly knob: number }
  | { readonly kind: "variable"; readonly variable: Variable }
  | { readonly kind: "local"; readonly local: Local }
  | { readonly kind: "bound"; readonly binding: Binding }
  /** `w.mode`: an outermost local of another instance. */
  | {
      readonly kind: "remote";
      readonly instance: Expression;
      readonly process: string;
      readonly slot: number;
      readonly name: string;
    }
  | { readonly kind: "self" }
  /** `index` is converted to the array's index type. */
  | { readonly kind: "index"; readonly base: Expression; readonly array: ArrayType; readonly index: Expression }
  | { readonly kind: "field"; readonly base: Expression; readonly field: number; readonly name: string }
  /** `{ a, b }` as a set: its elements are converted to the set's element type. */
  | { readonly kind: "set"; readonly elements: readonly Expression[] }
  /** `e in s`: membership of a set or queue; `value` is converted to the element type. */
  | { readonly kind: "member"; readonly value: Expression; readonly collection: Expression }
  /** `size(s)` of a set, `length(q)` of a queue. */
  | { readonly kind: "size"; readonly collection: Expression }
  /** One value per field, in order. Null: the default. */
  | { readonly kind: "struct"; readonly struct: StructType; readonly fields: readonly (Expression | null)[] }
  | { readonly kind: "not"; readonly operand: Expression }
  | { readonly kind: "negate"; readonly operand: Expression }
  | {
      readonly kind: "arithmetic";
      readonly operator: ArithmeticOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly kind: "compare";
      readonly operator: ComparisonOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  /** Both sides have the same type, after conversions. */
  | { readonly kind: "equal"; readonly negated: boolean; readonly left: Expression; readonly right: Expression }
  | {
      readonly kind: "logical";
      readonly operator: LogicalOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: "in"; readonly value: Expression; readonly alternatives: readonly Alternative[] }
  | {
      readonly kind: "conditional";
      readonly condition: Expression;
      readonly then: Expression;
      readonly else: Expression;
    }
  | {
      readonly kind: "quantifier";
      readonly quantifier: "forall" | "exists" | "count";
      readonly bindings: readonly Binding[];
      readonly body: Expression;
    }
  /** A function whose body is a single `return`; `args` are converted. */
  | { readonly kind: "call"; readonly function: FunctionDeclaration; readonly args: readonly Expression[] }
  /**
   * `-CODE`. `knob` is null for a code. Without `from`, the cause is born here; with it, the cause of `from` is kept,
   * or born here where `from` is 0.
   */
  | {
      readonly kind: "errno";
      readonly code: number;
      readonly knob: number | null;
      readonly cause: number;
      readonly from: Expression | null;
    }
  | { readonly kind: "cause"; readonly operand: Expression }
  | { readonly kind: "convert"; readonly operand: Expression }
  // Predicates; `instance` is an expression of an instance type or of type `task`.
  | { readonly kind: "at"; readonly instance: Expression; readonly label: Label }
  | { readonly kind: "status"; readonly status: "done" | "blocked" | "may_sleep"; readonly instance: Expression }
  | {
      readonly kind: "holds";
      readonly instance: Expression;
      readonly lock: LockReference;
      readonly mode: Expression | null;
    }
  | { readonly kind: "held"; readonly lock: LockReference; readonly mode: Expression | null }
  /** Without `args`: for some values of the parameters. */
  | { readonly kind: "enabled"; readonly event: string; readonly args: readonly Expression[] | null }
  | { readonly kind: "temporal"; readonly operator: TemporalUnary; readonly operand: Expression }
  | {
      readonly kind: "temporal-binary";
      readonly operator: TemporalBinary;
      readonly left: Expression;
      readonly right: Expression;
    };

// ---------------------------------------------------------------------------------------------- statements

export type Label = {
  readonly id: number;
  readonly name: string;
  /** Named by a property in `at(…)`: a scheduling point. */
  readonly watched: boolean;
};

/** Where a value is stored: a variable and the way into it. */
export type Target = {
  readonly root:
    | { readonly kind: "variable"; readonly variable: Variable }
    | { readonly kind: "local"; readonly local: Local };
  readonly path: readonly TargetStep[];
  /** Of the place itself. */
  readonly type: Type;
  readonly span: Span;
};

export type TargetStep =
  | { readonly kind: "index"; readonly array: ArrayType; readonly index: Expression }
  | { readonly kind: "field"; readonly field: number; readonly name: string };

export type Branch = { readonly guard: Expression | null; readonly block: Block; readonly span: Span };

/** `trylock(l)` as a right side or condition. `mode` is null except for an rwsem. */
export type Trylock = { readonly lock: LockReference; readonly mode: Expression | null; readonly negated: boolean };

export type Condition =
  | { readonly kind: "expression"; readonly expression: Expression }
  | { readonly kind: "trylock"; readonly trylock: Trylock }
  /** `if (pop(q))`: `negated` where an odd number of '!' stands before it. */
  | { readonly kind: "pop"; readonly queue: Target; readonly negated: boolean };

/** One `case` group of a `switch`: it is taken where one of the alternatives matches. Control never falls through. */
export type Case = {
  readonly alternatives: readonly Alternative[];
  /** `default` stands in this group. */
  readonly isDefault: boolean;
  readonly block: Block;
  readonly span: Span;
};

export type Statement = StatementKind & {
  readonly id: number;
  readonly labels: readonly Label[];
  readonly doc: string | null;
  readonly span: Span;
};

export type StatementKind =
  | { readonly kind: "empty" }
  /** `value` is converted to the local's type; null: the default. */
  | { readonly kind: "declare"; readonly local: Local; readonly value: Expression | null }
  /** `value` is converted to the target's type; `x += e` keeps its own operator, evaluated as one step. */
  | {
      readonly kind: "assign";
      readonly target: Target;
      readonly operator: "=" | "+=" | "-=";
      readonly value: Expression;
    }
  /** `s += e`, `s -= e` on a set; `value` is a set of the target's type (`{ e }` for one element). */
  | {
      readonly kind: "update-set";
      readonly target: Target;
      readonly operator: "+=" | "-=";
      readonly value: Expression;
    }
  /** In tasks and functions it waits while the queue is full; in events and `init`, an error then. */
  | { readonly kind: "push"; readonly queue: Target; readonly value: Expression }
  /** `target` null: the value is dropped. The value converts to the target's type. Empty: as `push` on a full one. */
  | { readonly kind: "pop"; readonly queue: Target; readonly target: Target | null }
  /** Starts the first idle instance, `args` converted to the types of its parameters; an error where none is idle. */
  | { readonly kind: "spawn"; readonly work: string; readonly args: readonly Expression[] }
  /** `value` is evaluated once; the alternatives are made of constants and knobs, the first match counts. */
  | { readonly kind: "switch"; readonly value: Expression; readonly cases: readonly Case[] }
  /** `target` null: the result is dropped. The result converts to the target's type when it is stored. */
  | {
      readonly kind: "call";
      readonly function: FunctionDeclaration;
      readonly args: readonly Expression[];
      readonly target: Target | null;
    }
  | { readonly kind: "trylock"; readonly trylock: Trylock; readonly target: Target | null }
  | { readonly kind: "block"; readonly block: Block }
  | { readonly kind: "if"; readonly condition: Condition; readonly then: Block; readonly else: Block | null }
  | { readonly kind: "while"; readonly condition: Condition; readonly body: Block }
  | { readonly kind: "for"; readonly local: Local; readonly body: Block }
  | { readonly kind: "loop"; readonly body: Block }
  | { readonly kind: "break" }
  | { readonly kind: "continue" }
  | { readonly kind: "goto"; readonly label: Label }
  | { readonly kind: "return"; readonly value: Expression | null }
  /** `return f(x);` */
  | { readonly kind: "return-call"; readonly function: FunctionDeclaration; readonly args: readonly Expression[] }
  | { readonly kind: "assert"; readonly property: number; readonly condition: Expression; readonly why: string | null }
  | { readonly kind: "wait"; readonly condition: Expression }
  | { readonly kind: "atomic"; readonly block: Block }
  | { readonly kind: "choose"; readonly branches: readonly Branch[] }
  | {
      readonly kind: "pick";
      readonly local: Local;
      readonly where: Expression | null;
      readonly block: Block;
      readonly otherwise: Block | null;
    }
  /** `mode` is null except for an rwsem. */
  | { readonly kind: "lock"; readonly lock: LockReference; readonly mode: Expression | null }
  | { readonly kind: "unlock"; readonly lock: LockReference }
  | { readonly kind: "downgrade"; readonly lock: LockReference };
