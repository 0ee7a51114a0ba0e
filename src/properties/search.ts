import type { PackedResult } from "../explorer/packed-search.ts";
import type { Limit, StateGraph } from "../explorer/state-graph.ts";
import { Resources } from "./liveness/resources.ts";

/** What searches have in common: two engines, one meaning, and a search by either gives Findings. */

export type SearchLimits = {
  readonly states: number | null;
  readonly depth: number | null;
  /** Of table and queues, which the generated engine counts, and of the analysis of formulas. */
  readonly bytes: number | null;
  /** Whether the ways to violations are found, by a second search. */
  readonly traces: "found" | "left out";
  readonly shouldStop: (stage: Stage) => Limit | null;
  readonly onProgress: (progress: Progress) => void;
};

/** `search` decides the verdicts; `traces` is a second search, for the ways to the violations that the first found. */
export type Stage = "search" | "traces";

export type Progress = {
  readonly states: number;
  readonly transitions: number;
  readonly depth: number;
  readonly frontier: number;
  readonly stage: Stage;
};

/** What is left for deciding formulas beside what the graph takes, and memory that is there already. */
export function resourcesFor({ bytes, shouldStop }: SearchLimits, graphBytes: number, spare?: Int32Array): Resources {
  const usedBytes = graphBytes + (spare?.byteLength ?? 0);
  return new Resources({ bytes: bytes ?? Infinity, usedBytes, shouldStop: () => shouldStop("search") }, spare);
}

export function questions({ shouldStop, onProgress }: SearchLimits, stage: Stage) {
  return {
    shouldStop: () => shouldStop(stage),
    onProgress: (progress: Omit<Progress, "stage">) => onProgress({ ...progress, stage }),
  };
}

export function countsOf({ states, transitions, depth, limit }: StateGraph | PackedResult) {
  return { states, transitions, depth, limit };
}
