/** What liveness tells beside a verdict: under which fairness it was decided, and how a loop meets that. */

/** Whose condition it is: an instance's steps, its acquiring of locks, or an event with certain parameters. */
export type Subject =
  | { readonly kind: "steps" | "locks"; readonly actor: number }
  | { readonly kind: "event"; readonly actor: number; readonly ordinals: readonly number[] };

/** One annotation changed: that of a task, daemon, work or event, or that it stops at some point. */
export type FairnessChange = { readonly name: string; readonly to: "weak" | "strong" | "stops" };

/** The annotations that a spec has beside the rule that every task, daemon and work is weakly fair. */
export type DeclaredFairness = {
  readonly strong: readonly string[];
  readonly unfair: readonly string[];
  /** Events, which are not fair otherwise. */
  readonly weakEvents: readonly string[];
};

/** How the loop of a lasso meets one condition; steps count from 1, in state 0 nothing was done yet. */
export type ConditionMet = {
  readonly subject: Subject;
  readonly strength: "weak" | "strong";
  readonly how:
    | { readonly kind: "taken"; readonly step: number }
    /** Weak: in the state after this step. */
    | { readonly kind: "not possible"; readonly step: number }
    /** Strong: in no state of the loop. */
    | { readonly kind: "never possible" };
};

/** Single changes of fairness under which a formula holds, and those that a limit kept from being tried. */
export type Repairs = { readonly found: readonly FairnessChange[]; readonly untried: readonly FairnessChange[] };

export type LassoFacts = {
  /** Nothing can step at the end, or steps go on for ever without what was promised. */
  readonly kind: "stuck" | "livelock";
  readonly declared: DeclaredFairness;
  /** Those of instances and events that exist; a condition that no state of the graph could break is left out. */
  readonly conditions: readonly ConditionMet[];
  /** Null where nobody tried. */
  readonly repairs: Repairs | null;
};
