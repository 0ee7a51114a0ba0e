import type { Limit, Path } from "../explorer/state-graph.ts";
import type { ErrorFlow } from "./error-flow.ts";
import type { LivenessFindings } from "./liveness/findings.ts";

/** How a property is broken; `shortest` is false where a breach one step nearer may have been missed. */
export type Finding = { readonly steps: number; readonly shortest: boolean } & (
  | { readonly path: Path; readonly limit: null }
  /** The way there is not known, because this ended the search for it; null: because nobody asked. */
  | { readonly path: null; readonly limit: Limit | null }
);

/** What a search found, whichever engine made it. */
export type Findings = {
  readonly states: number;
  readonly transitions: number;
  readonly depth: number;
  /** Null: every reachable state was explored. */
  readonly limit: Limit | null;
  /** By index of a violated property. */
  readonly breaches: ReadonlyMap<number, Finding>;
  /** Whether a statement was ever executed, by id. */
  readonly reached: (statement: number) => boolean;
  /** Whether an invariant's left side was ever true, by property index; true for invariants without one. */
  readonly substantial: (property: number) => boolean;
  /** Of formulas, which are not decided in states. */
  readonly liveness: LivenessFindings;
  /** What became of error codes, where that was asked for. */
  readonly flow: ErrorFlow | null;
  /** Table and queues at their peak; null where nobody counts them. */
  readonly peakBytes: number | null;
};
