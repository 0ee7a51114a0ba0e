import type {
  Alternative,
  Condition,
  Expression,
  LockReference,
  Target,
  Trylock,
} from "../../language/checked-spec.ts";
import type { Type } from "../../language/types.ts";

/**
 * A body as a graph of instructions, calls inlined: what the generated engine is made from. Derived from the checked
 * tree only; the reference interpreter knows nothing of it.
 */
export type FlowGraph = {
  readonly instructions: readonly Instruction[];
  readonly entry: number;
  /** In order of allocation; a register is a parameter, local or hidden variable of one inlined call. */
  readonly registers: readonly Register[];
  readonly frames: readonly Frame[];
};

/** One inlined activation. Frames called from different places never live at once and share their storage. */
export type Frame = {
  readonly index: number;
  readonly caller: Frame | null;
  /** By slot of the body's locals. */
  readonly registers: readonly Register[];
};

export type Register = {
  readonly index: number;
  readonly frame: number;
  readonly type: Type;
  /** Slot of an outermost local of a task, which others may read; null for all others. */
  readonly outermost: number | null;
};

/** Where a value is stored: a target as written, or a whole register. */
export type Place =
  | { readonly kind: "target"; readonly target: Target }
  | { readonly kind: "register"; readonly register: Register };

export type Instruction = {
  readonly operation: Operation;
  /** Where locals of its expressions live. */
  readonly frame: Frame;
  /** Id of the statement it executes; null for what is none. Executing it counts against the limit of a step. */
  readonly statement: number | null;
  /** Whether control rests here between steps; `if blocked`: an invisible choice that may have no open branch. */
  readonly rest: "always" | "if blocked" | "never";
  /** Inside an `atomic`: nothing rests here. */
  readonly atomic: boolean;
  /** Registers in scope here, callers' included. */
  readonly scope: readonly Register[];
  /** Ids of watched labels, where the instruction begins a labelled statement of the task's own body. */
  readonly labels: readonly number[];
};

/** `next` and the like are indices of instructions. */
export type Operation =
  | { readonly kind: "skip"; readonly next: number }
  /** The way into an atomic or a block: what blocks behind it blocks here. */
  | { readonly kind: "enter"; readonly next: number; readonly cleared: readonly Register[] }
  | {
      readonly kind: "assign";
      readonly place: Place;
      readonly operator: "=" | "+=" | "-=";
      /** Null: the default. */
      readonly value: Expression | null;
      readonly next: number;
    }
  | {
      readonly kind: "update-set";
      readonly target: Target;
      readonly operator: "+=" | "-=";
      readonly value: Expression;
      readonly next: number;
    }
  /** Blocks while the queue is full; where nothing can wait, that is an error. */
  | { readonly kind: "push"; readonly queue: Target; readonly value: Expression; readonly next: number }
  /** Blocks while the queue is empty, likewise. */
  | { readonly kind: "pop"; readonly queue: Target; readonly target: Target | null; readonly next: number }
  | { readonly kind: "spawn"; readonly work: string; readonly args: readonly Expression[]; readonly next: number }
  | { readonly kind: "call"; readonly args: readonly Expression[]; readonly callee: Frame; readonly next: number }
  /** Evaluates in its own frame, converts step by step (through `return f(…)`), stores for the caller. */
  | {
      readonly kind: "return";
      readonly value: Expression | null;
      readonly conversions: readonly { readonly from: Type; readonly to: Type }[];
      readonly into: Register | null;
      /** The id of the call that wants the value, or drops it; null in a task. */
      readonly call: number | null;
      readonly next: number;
    }
  | { readonly kind: "store-returned"; readonly register: Register; readonly target: Target; readonly next: number }
  | { readonly kind: "trylock"; readonly trylock: Trylock; readonly target: Target | null; readonly next: number }
  | { readonly kind: "branch"; readonly condition: Condition; readonly then: number; readonly else: number }
  | {
      readonly kind: "switch";
      readonly value: Expression;
      readonly cases: readonly { readonly alternatives: readonly Alternative[]; readonly next: number }[];
      /** To `default`, or behind. */
      readonly otherwise: number;
    }
  /** One round of a `for`, or its end when `round` has passed all values. */
  | {
      readonly kind: "for";
      readonly round: Register;
      readonly variable: Register;
      readonly body: number;
      readonly exit: number;
    }
  | { readonly kind: "set-round"; readonly round: Register; readonly value: "first" | "next"; readonly next: number }
  | {
      readonly kind: "choose";
      readonly branches: readonly { readonly guard: Expression | null; readonly next: number }[];
    }
  | {
      readonly kind: "pick";
      readonly register: Register;
      readonly where: Expression | null;
      readonly next: number;
      readonly otherwise: number | null;
    }
  | { readonly kind: "assert"; readonly property: number; readonly condition: Expression; readonly next: number }
  | { readonly kind: "wait"; readonly condition: Expression; readonly next: number }
  | { readonly kind: "lock"; readonly lock: LockReference; readonly mode: Expression | null; readonly next: number }
  | { readonly kind: "unlock"; readonly lock: LockReference; readonly next: number }
  | { readonly kind: "downgrade"; readonly lock: LockReference; readonly next: number }
  /** A function that ends without returning a value. */
  | { readonly kind: "error" }
  | { readonly kind: "done" };

/** Where control can go from an instruction. */
export function successors(operation: Operation): readonly number[] {
  switch (operation.kind) {
    case "branch":
      return [operation.then, operation.else];
    case "switch":
      return [...operation.cases.map((one) => one.next), operation.otherwise];
    case "for":
      return [operation.body, operation.exit];
    case "choose":
      return operation.branches.map((branch) => branch.next);
    case "pick":
      return operation.otherwise === null ? [operation.next] : [operation.next, operation.otherwise];
    case "error":
    case "done":
      return [];
    default:
      return [operation.next];
  }
}

/** Expressions that an instruction evaluates, indices of what it stores to included. */
export function expressionsIn(operation: Operation): readonly Expression[] {
  const some = (expression: Expression | null) => (expression === null ? [] : [expression]);
  const indices = (target: Target | null) =>
    target?.path.flatMap((step) => (step.kind === "index" ? [step.index] : [])) ?? [];
  switch (operation.kind) {
    case "assign":
      return [...some(operation.value), ...(operation.place.kind === "target" ? indices(operation.place.target) : [])];
    case "update-set":
      return [operation.value, ...indices(operation.target)];
    case "push":
      return [operation.value, ...indices(operation.queue)];
    case "pop":
      return [...indices(operation.queue), ...indices(operation.target)];
    case "call":
    case "spawn":
      return operation.args;
    case "return":
      return some(operation.value);
    case "store-returned":
      return indices(operation.target);
    case "trylock":
      return [...trylockParts(operation.trylock), ...indices(operation.target)];
    case "branch":
      return conditionParts(operation.condition, indices);
    case "switch":
      return [operation.value, ...operation.cases.flatMap(({ alternatives }) => alternatives.flatMap(boundsOf))];
    case "choose":
      return operation.branches.flatMap((branch) => some(branch.guard));
    case "pick":
      return some(operation.where);
    case "assert":
    case "wait":
      return [operation.condition];
    case "lock":
      return [...operation.lock.indices, ...some(operation.mode)];
    case "unlock":
    case "downgrade":
      return operation.lock.indices;
    default:
      return [];
  }
}

function conditionParts(
  condition: Condition,
  indices: (target: Target) => readonly Expression[],
): readonly Expression[] {
  switch (condition.kind) {
    case "expression":
      return [condition.expression];
    case "trylock":
      return trylockParts(condition.trylock);
    case "pop":
      return indices(condition.queue);
  }
}

function boundsOf(alternative: Alternative): readonly Expression[] {
  return alternative.kind === "value" ? [alternative.value] : [alternative.low, alternative.high];
}

function trylockParts({ lock, mode }: Trylock): readonly Expression[] {
  return mode === null ? lock.indices : [...lock.indices, mode];
}
