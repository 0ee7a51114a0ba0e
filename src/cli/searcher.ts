import { getHeapStatistics } from "node:v8";
import { Worker } from "node:worker_threads";
import type { Point } from "../check.ts";
import { compare } from "../compare.ts";
import type { CheckedSpec } from "../language/checked-spec.ts";
import type { Run } from "../properties/run.ts";
import { exitCodeOfSignal } from "../report/exit-code.ts";
import type { SearchLimits, SearchReport, SearchRequest, Snapshot, StopFlag } from "./search-worker.ts";
import { clock, searchOptions } from "./search-worker.ts";

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

export type Signal = (typeof SIGNALS)[number];

/** Searches the points of a spec; a signal ends a search, and what it knows by then is kept. */
export type Searcher = {
  readonly search: (
    spec: CheckedSpec,
    points: readonly Point[],
    limits: SearchLimits,
    onProgress: ((snapshot: Snapshot) => void) | null,
  ) => Promise<readonly Run[]>;
  /** The signal that ended the search, if any. */
  readonly signal: () => Signal | null;
  readonly close: () => Promise<void>;
};

/** The thread died of it, and what it knew is lost. */
export class OutOfMemory extends Error {}

/**
 * Most searches are over in less time than a thread takes to start, so each is tried here first; what takes longer, and
 * all that follows, goes to the thread, where a signal can end it. `program` is the file that serves searches when it is started as a worker.
 */
export function openSearcher(program: URL): Searcher {
  const stop = new SharedArrayBuffer(4);
  let thread: Thread | null = null;
  let received: Signal | null = null;
  const onSignal = (signal: Signal): void => {
    // The first one asks for what is known so far; who sends a second one does not want to wait.
    if (received !== null) process.exit(exitCodeOfSignal(signal));
    received = signal;
    Atomics.store(new Int32Array(stop), 0, 1);
  };
  return {
    search: async (spec, points, limits, onProgress) => {
      const request: SearchRequest = { spec, points, limits, progress: onProgress !== null };
      // Nobody listens for signals here, so one ends the process at once: a single state may take for ever.
      const runs = thread === null ? searchBriefly(request) : null;
      if (runs !== null) return runs;
      if (thread === null) for (const signal of SIGNALS) process.on(signal, onSignal);
      thread ??= startThread(program, stop);
      return Promise.race([runsOf(thread.worker, request, onProgress), thread.death]);
    },
    signal: () => received,
    close: async () => {
      for (const signal of SIGNALS) process.off(signal, onSignal);
      await thread?.worker.terminate();
    },
  };
}

type Thread = { readonly worker: Worker; readonly death: Promise<never> };

function startThread(program: URL, stop: SharedArrayBuffer): Thread {
  const workerData: StopFlag = { stop };
  const heap = Math.floor(getHeapStatistics().heap_size_limit / 2 ** 20);
  const worker = new Worker(program, { workerData, resourceLimits: { maxOldGenerationSizeMb: heap } });
  return { worker, death: deathOf(worker) };
}

const BRIEF_SECONDS = 0.06;

/** Making the code of a spec with more statements takes longer than that. */
const BRIEF_STATEMENTS = 200;

/** Null: not over in that time, and nothing of it is kept. */
function searchBriefly({ spec, points, limits }: SearchRequest): readonly Run[] | null {
  if (limits.seconds !== null && limits.seconds <= BRIEF_SECONDS) return null;
  if (spec.statements > BRIEF_STATEMENTS) return null;
  const start = clock();
  let over = false;
  const options = {
    ...searchOptions(limits),
    shouldStop: () => {
      over = clock() - start > BRIEF_SECONDS;
      return over ? ("time" as const) : null;
    },
    onProgress: () => undefined,
  };
  const runs = compare(spec, points, options);
  return over ? null : runs;
}

/** Fails when the thread does, whether or not someone is waiting by then. */
function deathOf(worker: Worker): Promise<never> {
  const death = new Promise<never>((_, failed) => {
    worker.on("error", (problem: NodeJS.ErrnoException) =>
      failed(problem.code === "ERR_WORKER_OUT_OF_MEMORY" ? new OutOfMemory() : problem),
    );
  });
  death.catch(() => undefined);
  return death;
}

function runsOf(
  worker: Worker,
  request: SearchRequest,
  onProgress: ((snapshot: Snapshot) => void) | null,
): Promise<readonly Run[]> {
  return new Promise((done) => {
    const onMessage = (report: SearchReport): void => {
      if (report.kind === "progress") {
        onProgress?.(report.snapshot);
      } else {
        worker.off("message", onMessage);
        done(report.runs);
      }
    };
    worker.on("message", onMessage);
    worker.postMessage(request);
  });
}
