import { getHeapStatistics } from "node:v8";
import { parentPort, workerData } from "node:worker_threads";
import type { Point, Progress, SearchOptions } from "../check.ts";
import { compare } from "../compare.ts";
import type { CheckedSpec } from "../language/checked-spec.ts";
import type { Run } from "../properties/run.ts";
import type { Stage } from "../properties/search.ts";
import { ASKED, STOP } from "./silent-search.ts";

export type SearchLimits = {
  readonly maxStates: number | null;
  readonly maxDepth: number | null;
  /** Of table and queues. */
  readonly maxBytes: number | null;
  readonly engine: "generated" | "interpreter";
  readonly reduce: boolean;
  /** Of the search, and as much again of the second one, for its traces. */
  readonly seconds: number | null;
  readonly traces: "found" | "left out";
  /** Whether to tell what becomes of error codes. */
  readonly flow: boolean;
};

export type SearchRequest = {
  readonly spec: CheckedSpec;
  readonly points: readonly Point[];
  readonly limits: SearchLimits;
  readonly progress: boolean;
};

/** How far a search is, in states a second since the last snapshot and bytes of the whole process. */
export type Snapshot = Progress & { readonly rate: number; readonly bytes: number };

export type SearchReport =
  | { readonly kind: "progress"; readonly snapshot: Snapshot }
  | { readonly kind: "runs"; readonly runs: readonly Run[] };

/** Shared with the main thread; see silent-search.ts for its words. */
export type SharedFlags = { readonly flags: Int32Array<SharedArrayBuffer> };

/** The heap is full when this much of it is used and garbage collection does not change it for some questions. */
const FULL_SHARE = 0.9;
const FULL_QUESTIONS = 3;
/** Part of the limit that V8 keeps for young objects. */
const YOUNG_BYTES = 48 * 2 ** 20;
const PROGRESS_SECONDS = 0.2;

/** The search is synchronous, so it runs on a thread of its own: the main thread stays free for signals. */
export function serveSearches(): void {
  const port = parentPort;
  if (port === null) throw new Error("untorn defect: no thread to serve");
  const { flags } = workerData as SharedFlags;
  port.on("message", (request: SearchRequest) => {
    const report = (message: SearchReport): void => port.postMessage(message);
    const runs = compare(request.spec, request.points, optionsOf(request, flags, report));
    report({ kind: "runs", runs });
  });
}

export function clock(): number {
  return performance.now() / 1000;
}

/** What does not depend on who searches. */
export function searchOptions({ maxStates, maxDepth, maxBytes, engine, reduce, traces, flow }: SearchLimits) {
  const cpuClock = () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  };
  return { maxStates, maxDepth, maxBytes, engine, reduce, traces, flow, clock, cpuClock };
}

function optionsOf(
  { limits, progress }: SearchRequest,
  flags: Int32Array,
  report: (message: SearchReport) => void,
): SearchOptions {
  let start = clock();
  let shown = start;
  let before = 0;
  let full = 0;
  let current: Stage = "search";
  return {
    ...searchOptions(limits),
    shouldStop: (stage) => {
      if (stage !== current) [current, start, full] = [stage, clock(), 0];
      Atomics.add(flags, ASKED, 1);
      if (Atomics.load(flags, STOP) !== 0) return "interrupted";
      if (limits.seconds !== null && clock() - start > limits.seconds) return "time";
      const { used_heap_size: used, heap_size_limit: most } = getHeapStatistics();
      full = used > FULL_SHARE * (most - YOUNG_BYTES) ? full + 1 : 0;
      return full > FULL_QUESTIONS ? "memory" : null;
    },
    onProgress: (snapshot) => {
      const now = clock();
      if (!progress || now - shown < PROGRESS_SECONDS) return;
      const rate = Math.max(0, snapshot.states - before) / (now - shown);
      [shown, before] = [now, snapshot.states];
      report({ kind: "progress", snapshot: { ...snapshot, rate, bytes: process.memoryUsage.rss() } });
    },
  };
}
