import type { Limit, Path } from "../../explorer/state-graph.ts";
import type { Repairs } from "../../model/fair-run.ts";

/** What became of one formula. */
export type LivenessFinding =
  | { readonly kind: "holds"; readonly vacuous: boolean }
  | { readonly kind: "violated"; readonly path: Path; readonly repairs: Repairs }
  | { readonly kind: "undecided"; readonly limit: Limit | "unsupported" };

/** By index of the property. */
export type LivenessFindings = ReadonlyMap<number, LivenessFinding>;
