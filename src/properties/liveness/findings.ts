import type { Limit, Path } from "../../explorer/state-graph.ts";
import type { FairnessChange } from "../../model/fair-run.ts";

/** What became of one formula. */
export type LivenessFinding =
  | { readonly kind: "holds"; readonly vacuous: boolean }
  /** `repairs`: single changes of fairness under which it holds. */
  | { readonly kind: "violated"; readonly path: Path; readonly repairs: readonly FairnessChange[] }
  | { readonly kind: "undecided"; readonly limit: Limit | "unsupported" };

/** By index of the property. */
export type LivenessFindings = ReadonlyMap<number, LivenessFinding>;
