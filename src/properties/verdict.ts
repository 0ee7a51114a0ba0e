import type { Limit } from "../explorer/state-graph.ts";
import type { DeclaredFairness } from "../model/fair-run.ts";
import type { Trace } from "../model/trace.ts";

/**
 * A broken property: in `steps` steps, of which there is a counterexample unless a limit ended the search for it, or nobody
 * asked for one (limit null).
 */
export type Violated = {
  readonly kind: "violated";
  readonly steps: number;
  /** False where one step fewer may do: the search ended in the middle of a level. */
  readonly shortest: boolean;
} & (
  | { readonly counterexample: Trace; readonly limit: null }
  | { readonly counterexample: null; readonly limit: Limit | null }
);

/** What is known of one property after a search. A search that was cut short never says "holds". */
export type Verdict =
  /** `fairness`: of a formula, under which it holds. */
  | { readonly kind: "holds"; readonly vacuous: boolean; readonly fairness?: DeclaredFairness }
  | Violated
  | { readonly kind: "undecided"; readonly limit: Limit | "unsupported" };
