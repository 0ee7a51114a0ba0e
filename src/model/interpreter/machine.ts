import { List } from "immutable";
import type { CheckedSpec, KnobValue, Statement, Target } from "../../language/checked-spec.ts";
import type { Span } from "../../language/source.ts";
import type { Type } from "../../language/types.ts";
import type { Value } from "../value.ts";
import { at } from "../value.ts";
import { convertAt, targetPath } from "./evaluate.ts";
import type { FlowNotes } from "./flow-notes.ts";
import type { Scope } from "./scope.ts";
import type { Frame, State } from "./state.ts";

/** What runs, and for which design. `reached` collects the statements that were ever executed, by id. */
export type Model = {
  readonly spec: CheckedSpec;
  readonly knobs: readonly KnobValue[];
  readonly reached: Set<number>;
  /** Property index of the built-in `ranges`. */
  readonly ranges: number;
  /** Null: nobody asks what becomes of error codes. */
  readonly flow: FlowNotes | null;
};

/** Something worth telling of a step, in the order in which it happened. */
export type Note =
  | {
      readonly kind: "choice";
      readonly value: number;
      readonly statement: Statement | null;
      readonly detail: ChoiceDetail;
    }
  | { readonly kind: "failure"; readonly property: number; readonly message: string; readonly span: Span }
  | {
      readonly kind: "lock";
      readonly action: "lock" | "unlock" | "downgrade";
      readonly slot: number;
      readonly element: number;
      readonly mode: number | null;
    };

export type ChoiceDetail =
  | { readonly kind: "branch"; readonly span: Span }
  | { readonly kind: "value"; readonly name: string; readonly type: Type; readonly value: Value; readonly span: Span }
  | { readonly kind: "otherwise"; readonly span: Span };

/**
 * One actor in the middle of a step, immutable: what it branches into are new machines. Between steps there is none.
 */
export type Machine = {
  readonly state: State;
  /** The innermost frame of the actor; that of `state.processes` is stale meanwhile. */
  readonly frame: Frame;
  /** Number among all instances; null for events, `init` and crash blocks. */
  readonly self: number | null;
  readonly notes: readonly Note[];
  /** Statements executed in this step. */
  readonly executed: number;
  /** Nothing but the way into an `atomic` was executed yet: what blocks now blocks the whole step. */
  readonly leading: boolean;
};

/** With the process list up to date, so that others (and asserts) see the actor's own locals as they are. */
export function scopeOf(model: Model, machine: Machine): Scope {
  const { frame, self } = machine;
  const state = self === null ? machine.state : withFrame(machine);
  const { spec, knobs, flow } = model;
  return { spec, knobs, state, locals: frame.locals, self, bound: [], steps: null, flow };
}

/** The state in which the actor stands where the machine is. */
export function withFrame(machine: Machine): State {
  const { state, self, frame } = machine;
  return self === null ? state : { ...state, processes: state.processes.set(self, frame) };
}

export function noteOf(machine: Machine, note: Note): Machine {
  return { ...machine, notes: [...machine.notes, note] };
}

/** Stores a value that already has the target's type. */
export function store(model: Model, machine: Machine, target: Target, value: Value): Machine {
  const path = targetPath(target, scopeOf(model, machine));
  const { root } = target;
  const { frame, state } = machine;
  if (root.kind === "local") {
    const { slot } = root.local;
    const locals = frame.locals.set(slot, replaced(frame.locals.get(slot) ?? null, path, value));
    return { ...machine, frame: { ...frame, locals } };
  }
  const { slot } = root.variable;
  const variables = state.variables.set(slot, replaced(state.variables.get(slot) ?? null, path, value));
  return { ...machine, state: { ...state, variables } };
}

/** The value at a target. */
export function load(model: Model, machine: Machine, target: Target): Value {
  const path = targetPath(target, scopeOf(model, machine));
  const { root } = target;
  const whole =
    root.kind === "local" ? machine.frame.locals.get(root.local.slot) : machine.state.variables.get(root.variable.slot);
  return path.reduce<Value>((value, index) => at(value, index), whole ?? null);
}

function replaced(whole: Value, path: readonly number[], value: Value): Value {
  const [index, ...rest] = path;
  if (index === undefined) return value;
  if (!List.isList(whole)) throw new Error("untorn defect: a path into a scalar");
  return whole.set(index, replaced(at(whole, index), rest, value));
}

/** Stores the result of a call or arithmetic: converts first. */
export function storeConverted(
  model: Model,
  machine: Machine,
  target: Target,
  value: Value,
  from: Type,
  span: Span,
): Machine {
  return store(model, machine, target, convertAt(value, from, target.type, span));
}
