import type { Limit } from "../explorer/state-graph.ts";
import type { CheckedSpec, KnobValue } from "../language/checked-spec.ts";
import type { Span } from "../language/source.ts";
import type { ErrorFlow } from "./error-flow.ts";
import type { Verdict } from "./verdict.ts";

/** One search: a spec under one design, and a verdict per property. */
export type Run = {
  readonly spec: CheckedSpec;
  /** A design's name, or null for the defaults and for `-D` settings. */
  readonly design: string | null;
  /** One value per knob. */
  readonly knobs: readonly KnobValue[];
  /** Null: every reachable state was explored. */
  readonly limit: Limit | null;
  readonly states: number;
  readonly transitions: number;
  readonly depth: number;
  /** Wall time of the search; 0 where reports must not differ between runs. */
  readonly seconds: number;
  /** Processor time of the search, or its wall time where nobody counts that. */
  readonly cpuSeconds: number;
  /** Table and queues at their peak, over the states; null for the interpreter. */
  readonly bytesPerState: number | null;
  /** In the order of `spec.properties`. */
  readonly verdicts: readonly Verdict[];
  readonly statementsReached: number;
  /** Those never executed; meaningful only when the search is complete. */
  readonly unreached: readonly Span[];
  /** Null where nobody asked for it. */
  readonly errorFlow: ErrorFlow | null;
};
