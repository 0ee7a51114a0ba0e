import type { DesignSets, PackedModule, PackedSystem } from "../model/state.ts";
import { BATCH } from "../model/state.ts";
import { packedStarts } from "./packed-starts.ts";
import {
  limitInside,
  MOST_PACKED_STARTS,
  STARTS_BETWEEN_QUESTIONS,
  STATES_BETWEEN_QUESTIONS,
  SuccessorQuestions,
} from "./questions.ts";
import type { Limit } from "./state-graph.ts";
import type { Queue, StateTable } from "./state-table.ts";
import { stateTable } from "./state-table.ts";

/** What is known after a search over packed states: counts, and how deep each property breaks first. */
export type PackedResult = {
  readonly states: number;
  readonly transitions: number;
  readonly depth: number;
  readonly limit: Limit | null;
  /** By property index: steps of the shortest trace to a breach. */
  readonly breaches: ReadonlyMap<number, number>;
  /** Breaches of this depth or less are nowhere nearer; Infinity unless the search ended in the middle of a level. */
  readonly certainDepth: number;
  /** Table and queues at their peak. */
  readonly peakBytes: number;
};

/** Keeps every state with its steps: what a search calls on its way. */
export type Collector = {
  readonly table: StateTable;
  /** Filled by the generated module: labels of the batch, and truth of the propositions in the state expanded last. */
  readonly labels: Int32Array;
  readonly truth: Int32Array;
  /** An initial state was inserted. */
  readonly started: () => void;
  /** So many successors were inserted; gives how many of them are no steps. */
  readonly inserted: (successors: number) => number;
  /** A state is about to be expanded, with so many successors in the batch. */
  readonly expanding: (pending: number) => void;
  readonly expanded: () => void;
  /** The state being expanded breaks a property at this depth, or a step out of it does. */
  readonly broken?: (property: number, depth: number, byStep: number) => void;
};

export type PackedOptions = {
  readonly R: Uint8Array | Int32Array;
  readonly SUB: Uint8Array | Int32Array;
  readonly F?: Int32Array | undefined;
  /** Of a system for several designs: the only one that is searched, and which of `startDesigns` it is in. */
  readonly design?: { readonly sets: DesignSets; readonly group: number };
  readonly ranges: number;
  readonly limits: {
    readonly states?: number | undefined;
    readonly depth?: number | undefined;
    readonly bytes?: number | undefined;
  };
  /** Asked every so many states or successors, see questions.ts; an answer other than null ends the search at once. */
  readonly shouldStop: () => Limit | null;
  /** Called as often as `shouldStop`, just before it; `frontier`: found and not expanded. */
  readonly onProgress: (progress: { states: number; transitions: number; depth: number; frontier: number }) => void;
  /** Keeps every state with its steps; absent: states are only counted. */
  readonly collector?: Collector | null;
  /** Slots of the table at first, for tests of its growth. */
  readonly firstSlots?: number;
};

/**
 * HOT: the loop of the search, once per state; see state-table.ts for the once-per-successor part. Level by level: the
 * queue holds the frontier only, and no parents are kept. The order of states is that of explore.ts, so both stop at the
 * same places under a limit.
 */
export function packedSearch(system: PackedSystem, options: PackedOptions): PackedResult {
  const search = newSearch(system, options);
  const { table, module, limits, state } = search;
  const stoppedBefore = initialStates(search);
  if (stoppedBefore !== null) return resultOf(search, 0, stoppedBefore, 0);
  state.begun = true;
  let limit: Limit | null = null;
  let level = table.takeQueue();
  let depth = -1;
  let certainDepth = Infinity;
  while (level.end > level.begin) {
    depth += 1;
    state.depth = depth;
    const reason = refusal(table);
    if (reason !== null) {
      limit = reason;
      break;
    }
    const atLimit = depth >= (limits.depth ?? Infinity);
    table.refuse(atLimit);
    const stopped = expandLevel(search, level) ?? limitInside(module.drain);
    if (stopped !== null) {
      limit = stopped;
      certainDepth = depth;
      // States found in this level are known, though none of them was expanded.
      const { begin, end } = table.takeQueue();
      if (end > begin) depth += 1;
      break;
    }
    limit = refusal(table);
    level = table.takeQueue();
  }
  // Where no initial state had room, there was not even a first level.
  return resultOf(search, Math.max(0, depth), limit ?? refusal(table), certainDepth);
}

function resultOf(
  { table, state, breaches }: Search,
  depth: number,
  limit: Limit | null,
  certainDepth: number,
): PackedResult {
  const { transitions } = state;
  return { states: table.count(), transitions, depth, limit, breaches, certainDepth, peakBytes: table.peakBytes() };
}

type Search = {
  readonly system: PackedSystem;
  readonly options: PackedOptions;
  readonly limits: PackedOptions["limits"];
  readonly table: StateTable;
  readonly module: PackedModule;
  readonly breaches: Map<number, number>;
  readonly state: { depth: number; transitions: number; expanded: number; begun: boolean };
};

function newSearch(system: PackedSystem, options: PackedOptions): Search {
  const { words } = system;
  const { limits } = options;
  const { collector = null } = options;
  const most = { states: limits.states ?? Infinity, bytes: limits.bytes ?? Infinity };
  const table = collector?.table ?? stateTable(words, most, options.firstSlots);
  const B = new Int32Array((BATCH + 1) * words);
  const breaches = new Map<number, number>();
  const state = { depth: 0, transitions: 0, expanded: 0, begun: false };
  const note = (property: number, depth: number) => {
    const known = breaches.get(property);
    if (known === undefined || depth < known) breaches.set(property, depth);
  };
  const questions = new SuccessorQuestions(options.shouldStop);
  const module = system.instantiate({
    B,
    LIMIT: BATCH * words,
    flush: (filled) => {
      if (state.begun) state.transitions += filled / words;
      table.insert(B, filled);
      if (collector !== null && state.begun) state.transitions -= collector.inserted(filled / words);
      questions.count(filled / words);
    },
    breach: (property, byStep) => {
      note(property, state.depth + byStep);
      collector?.broken?.(property, state.depth + byStep, byStep);
    },
    label: () => {},
    R: options.R,
    SUB: options.SUB,
    F: options.F,
    ...(options.design === undefined ? {} : { designs: options.design.sets }),
    ...(collector === null ? {} : { E: collector.labels, PR: collector.truth }),
  });
  return { system, options, limits, table, module, breaches, state };
}

/** Makes the initial states; says why it was stopped. */
function initialStates(search: Search): Limit | null {
  const { system, table, options, breaches } = search;
  const starts = packedStarts(system, {
    R: options.R,
    SUB: options.SUB,
    F: options.F,
    ...(options.design === undefined ? {} : { designs: options.design.sets, group: options.design.group }),
    breach: (property) => breaches.set(property, 0),
    withoutInit: () => breaches.set(options.ranges, 0),
  });
  let made = 0;
  for (const start of starts) {
    if (made > 0 && made % STARTS_BETWEEN_QUESTIONS === 0) {
      const stop = askWhetherToStop(search);
      if (stop !== null) return stop;
      if (made >= MOST_PACKED_STARTS && refusal(table) !== null) break;
    }
    table.insert(start, system.words);
    options.collector?.started();
    made += 1;
  }
  return null;
}

/** Expands every state of a level; says why it was stopped. */
function expandLevel(search: Search, level: Queue): Limit | null {
  const { module, state, system } = search;
  const { words } = system;
  module.setQueue(level.states);
  for (let start = level.begin; start < level.end; ) {
    const since = state.expanded % STATES_BETWEEN_QUESTIONS;
    if (since === 0 && state.expanded > 0) {
      const stop = askWhetherToStop(search);
      if (stop !== null) return stop;
    }
    const end = Math.min(level.end, start + (STATES_BETWEEN_QUESTIONS - since) * words);
    const stop = limitInside(() => expandStates(search, start, end));
    if (stop !== null) return stop;
    state.expanded += (end - start) / words;
    start = end;
  }
  return null;
}

function expandStates({ module, system: { words }, options: { collector } }: Search, start: number, end: number): void {
  if (collector == null) {
    for (let b = start; b < end; b += words) module.expand(b);
    return;
  }
  for (let b = start; b < end; b += words) {
    collector.expanding(module.pending() / words);
    module.expand(b);
    collector.expanded();
  }
}

function askWhetherToStop({ module, table, state, options }: Search): Limit | null {
  const stop = limitInside(module.drain);
  if (stop !== null) return stop;
  const { depth, transitions, expanded } = state;
  const states = table.count();
  options.onProgress({ states, transitions, depth, frontier: states - expanded });
  return options.shouldStop();
}

function refusal(table: StateTable): Limit | null {
  const refused = table.refused();
  return refused === "all" ? "depth" : refused;
}
