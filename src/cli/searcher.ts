import { getHeapStatistics } from "node:v8";
import { Worker } from "node:worker_threads";
import type { Point } from "../check.ts";
import { abandonedRuns } from "../check.ts";
import { compare } from "../compare.ts";
import type { CheckedSpec } from "../language/checked-spec.ts";
import { mostValuesTried } from "../language/values-tried.ts";
import type { Run } from "../properties/run.ts";
import { exitCodeOfSignal } from "../report/exit-code.ts";
import type { SearchLimits, SearchReport, SearchRequest, SharedFlags, Snapshot } from "./search-worker.ts";
import { clock, searchOptions } from "./search-worker.ts";
import { STOP, silentBeyond } from "./silent-search.ts";

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
 * all that follows, goes to a thread, where a signal can end it. `program` is the file that serves searches when it is
 * started as a worker.
 */
export function openSearcher(program: URL): Searcher {
  const flags = new Int32Array(new SharedArrayBuffer(8));
  let thread: Thread | null = null;
  let received: Signal | null = null;
  const onSignal = (signal: Signal): void => {
    // The first one asks for what is known so far; who sends a second one does not want to wait.
    if (received !== null) process.exit(exitCodeOfSignal(signal));
    received = signal;
    Atomics.store(flags, STOP, 1);
  };
  const leave = (): void => {
    for (const signal of SIGNALS) process.off(signal, onSignal);
  };
  const listen = (): void => {
    leave();
    for (const signal of SIGNALS) process.on(signal, onSignal);
  };
  const searchInThread = async (request: SearchRequest, onProgress: OnProgress): Promise<readonly Run[]> => {
    thread ??= startThread(program, flags);
    const over = new AbortController();
    let far: Snapshot | null = null;
    const runs = runsOf(thread.worker, request, (snapshot) => {
      far = snapshot;
      onProgress?.(snapshot);
    });
    const silent = silentBeyond(request.limits, flags, over.signal).then(async (limit) => {
      await thread?.worker.terminate();
      thread = null;
      return abandonedRuns(request.spec, request.points, limit, far);
    });
    return Promise.race([runs, thread.death, silent]).finally(() => over.abort());
  };
  return {
    search: async (spec, points, limits, onProgress) => {
      const request: SearchRequest = { spec, points, limits, progress: onProgress !== null };
      if (thread === null && received === null && isBrief(request)) {
        // Signals that came are heard first. None is while this thread searches, so one ends the process then.
        await new Promise((heard) => setImmediate(heard));
        leave();
        const runs = searchBriefly(request);
        listen();
        if (runs !== null) return runs;
      }
      listen();
      return searchInThread(request, onProgress);
    },
    signal: () => received,
    close: async () => {
      leave();
      await thread?.worker.terminate();
    },
  };
}

type Thread = { readonly worker: Worker; readonly death: Promise<never> };

type OnProgress = ((snapshot: Snapshot) => void) | null;

function startThread(program: URL, flags: Int32Array<SharedArrayBuffer>): Thread {
  const workerData: SharedFlags = { flags };
  const heap = Math.floor(getHeapStatistics().heap_size_limit / 2 ** 20);
  const worker = new Worker(program, { workerData, resourceLimits: { maxOldGenerationSizeMb: heap } });
  return { worker, death: deathOf(worker) };
}

const BRIEF_SECONDS = 0.06;

/** Making the code of a spec with more statements takes longer than that. */
const BRIEF_STATEMENTS = 200;

/** With more of them a single state may take longer. */
const BRIEF_VALUES = 4096;

function isBrief({ spec, limits }: SearchRequest): boolean {
  if (limits.seconds !== null && limits.seconds <= BRIEF_SECONDS) return false;
  return spec.statements <= BRIEF_STATEMENTS && mostValuesTried(spec) <= BRIEF_VALUES;
}

/** Null: not over in that time, and nothing of it is kept. */
function searchBriefly({ spec, points, limits }: SearchRequest): readonly Run[] | null {
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
  onProgress: (snapshot: Snapshot) => void,
): Promise<readonly Run[]> {
  return new Promise((done) => {
    const onMessage = (report: SearchReport): void => {
      if (report.kind === "progress") {
        onProgress(report.snapshot);
      } else {
        worker.off("message", onMessage);
        done(report.runs);
      }
    };
    worker.on("message", onMessage);
    worker.postMessage(request);
  });
}
