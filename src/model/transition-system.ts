/**
 * The contract between a model and whoever explores it. States are opaque; `key` tells them apart. Everything is
 * deterministic: the same state gives the same steps in the same order, by actor, then by choices.
 */
export type Actor = {
  /** Position among all actors: order of declaration, then of instance. */
  readonly index: number;
  readonly kind: "task" | "daemon" | "work" | "event";
  /** Of the declaration. */
  readonly name: string;
  /** Null for events, whose parameters are choices. */
  readonly instance: number | null;
};

/** Branch numbers and values chosen on the way, event parameters first: compared item by item. */
export type Choices = readonly number[];

/** What a step leads to. `next` is null where it ends in an error: it is no transition then. */
export type Step<State> = {
  readonly actor: number;
  readonly choices: Choices;
  readonly next: State | null;
  /** Properties broken on the way, by index: failed asserts, and `ranges` where `next` is null. */
  readonly violated: readonly number[];
  /**
   * Properties broken while finding out whether the actor can step (errors in guards): they belong to the state. Such
   * an entry has no `next` and no `violated`, and is no step.
   */
  readonly inState?: readonly number[];
};

/** An initial state with the choices of `init` and of the prologues. */
export type Start<State> = {
  readonly choices: Choices;
  readonly next: State | null;
  readonly violated: readonly number[];
};

export type TransitionSystem<State> = {
  readonly actors: readonly Actor[];
  /** In the order of their choices; made one by one, since there may be very many. */
  initial(): Iterable<Start<State>>;
  steps(state: State): readonly Step<State>[];
  key(state: State): string;
};

/** Lexicographic: the order in which shortest traces are preferred. */
export function compareChoices(left: Choices, right: Choices): number {
  const shared = Math.min(left.length, right.length);
  for (let index = 0; index < shared; index += 1) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
