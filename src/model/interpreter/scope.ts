import type { List } from "immutable";
import type { CheckedSpec, KnobValue } from "../../language/checked-spec.ts";
import type { Step } from "../transition-system.ts";
import type { Value } from "../value.ts";
import type { FlowNotes } from "./flow-notes.ts";
import type { State } from "./state.ts";

/** What an expression can see. `self` is the number among all instances; `steps` those out of a state between steps. */
export type Scope = {
  readonly spec: CheckedSpec;
  readonly knobs: readonly KnobValue[];
  readonly state: State;
  readonly locals: List<Value>;
  readonly self: number | null;
  readonly bound: readonly Value[];
  readonly steps: StateSteps | null;
  /** Null where nobody asks what becomes of error codes, or what is evaluated only looks on. */
  readonly flow: FlowNotes | null;
};

/** Answers to what only the whole state can tell; given where properties are evaluated. */
export type StateSteps = {
  readonly all: readonly Step<State>[];
  readonly maySleep: (instance: number) => boolean;
  /** Index of an instance among the actors, and of an event. */
  readonly actorOfInstance: (instance: number) => number;
  readonly actorOfEvent: (name: string) => number;
};
