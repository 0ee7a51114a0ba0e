import type { Choices } from "../model/transition-system.ts";

/** Why a search ended before everything was explored. */
export type Limit = "states" | "depth" | "memory" | "time" | "interrupted";

/** One way to break a property: in a state, by a step out of it, or (from = null) on the way to an initial state. */
export type Breach = {
  readonly property: number;
  /** Steps of the trace: the depth of the state, or of the step's origin plus one. */
  readonly depth: number;
} & (
  | { readonly kind: "state"; readonly state: number }
  | { readonly kind: "step"; readonly from: number; readonly actor: number; readonly choices: Choices }
  | { readonly kind: "start"; readonly choices: Choices }
);

/** A step from a state to one found one level deeper; shortest traces consist of nothing else. */
export type Edge = {
  readonly from: number;
  readonly to: number;
  readonly actor: number;
  readonly choices: Choices;
};

/** What breadth-first search saw. States are numbered in the order they were found. */
export type StateGraph = {
  readonly states: number;
  /** Steps with a successor; under a limit also those to states that were refused. */
  readonly transitions: number;
  /** Steps from an initial state to the farthest state. */
  readonly depth: number;
  /** Null: everything reachable was explored. */
  readonly limit: Limit | null;
  /** A breach of this depth or less is one of least depth; Infinity unless the search ended in the middle of a level. */
  readonly certainDepth: number;
  /** First state number of each level; level 0 holds the initial states. Under a limit the last one may lack states. */
  readonly levels: readonly number[];
  /** Initial state number with the least choices that lead to it. */
  readonly starts: readonly { readonly state: number; readonly choices: Choices }[];
  /** Into state `n`: the edges from the level before it, in the order they were found. */
  edgesInto(state: number): readonly Edge[];
  /** The number of the state with this key; null where it was not found. */
  numberOf(key: string): number | null;
  /** For each property, all breaches of its least depth, in the order they were found. */
  readonly breaches: ReadonlyMap<number, readonly Breach[]>;
};

/** A path through the model: choices of the initial state, then one actor and its choices per step. */
export type Path = {
  readonly start: Choices;
  readonly steps: readonly { readonly actor: number; readonly choices: Choices }[];
  /** Of a lasso: number of steps before the loop. Where that is all of them, nothing can step at the end. */
  readonly loop?: number | null;
};
