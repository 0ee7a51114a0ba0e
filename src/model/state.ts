/**
 * Packed states and the module that expands them: the contract between generated code and the search. A state is
 * `words` 32-bit words; bit 0 of its first word is always 1.
 */
export type PackedModule = {
  /** Does everything with the state at `b` of the queue: successors into the batch, properties, statements reached. */
  readonly expand: (b: number) => void;
  /** One for each of `startDesigns`. */
  readonly starts: readonly PackedStart[];
  readonly setQueue: (queue: Int32Array) => void;
  /** While tracing, each outcome is labelled with its actor and choices. */
  readonly setTracing: (tracing: boolean) => void;
  /** Hands the rest of the batch to `flush`. */
  readonly drain: () => void;
  /** Words in the batch. */
  readonly pending: () => number;
};

export type PackedStart = {
  /** Makes the states after `init`. */
  readonly initialize: (b: number) => void;
  /** One per instance: its invisible first statements. */
  readonly prologues: readonly ((b: number) => void)[];
};

/**
 * Of a module for several designs at once. A set of designs is so many words, design d bit d & 31 of word d >> 5. What a
 * module says (a breach, a mark, a successor) it says for the designs in `speaking`.
 */
export type DesignSets = {
  readonly words: number;
  /** Set by the search: for which designs a state is expanded. */
  readonly active: Int32Array;
  readonly speaking: Int32Array;
  /** By successor in the batch. */
  readonly batch: Int32Array;
  /** Propositions are as in `PR`, for the designs in `speaking`. */
  readonly told: () => void;
};

export type PackedEnvironment = {
  /** Successors are collected here, and handed over when LIMIT words are in it. */
  readonly B: Int32Array;
  readonly LIMIT: number;
  readonly flush: (filled: number) => void;
  /** A property is broken: in the state being expanded (0), or by one of its steps (1). */
  readonly breach: (property: number, byStep: number) => void;
  readonly label: (actor: number, choices: number[], violated: number[], hasSuccessor: boolean) => void;
  /** By statement id: reached. With several designs, a set of them for each. */
  readonly R: Uint8Array | Int32Array;
  /** By property: an invariant whose left side was true. With several designs, a set of them for each. */
  readonly SUB: Uint8Array | Int32Array;
  /** By number of a fact of error codes (flow-sites.ts): come across, likewise. Of code that was made to note them. */
  readonly F?: Int32Array | undefined;
  /**
   * Of specs with formulas only. Labels of the successors in the batch (step-labels.ts): a state without steps is its own
   * successor then, with the label 0, unless tracing. Truth of the propositions in the state expanded last.
   */
  readonly E?: Int32Array;
  readonly PR?: Int32Array;
  /** There exactly where the system is for several designs. */
  readonly designs?: DesignSets;
};

export type PackedSystem = {
  readonly words: number;
  /** Designs whose initial states are made alike, by number; one list with the only one where there are no sets. */
  readonly startDesigns: readonly (readonly number[])[];
  readonly instantiate: (environment: PackedEnvironment) => PackedModule;
};

/** Successors in a batch: enough for the cache misses of their table slots to overlap. */
export const BATCH = 256;
