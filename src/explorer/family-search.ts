import type { DesignSets, PackedModule, PackedSystem } from "../model/state.ts";
import { BATCH } from "../model/state.ts";
import { DesignBreaches } from "./design-breaches.ts";
import { DesignCounts } from "./design-counts.ts";
import type { Level } from "./design-frontier.ts";
import { DesignFrontier } from "./design-frontier.ts";
import type { DesignGraph } from "./design-graph.ts";
import { NOBODY } from "./edge-graph.ts";
import type { NumberedTable } from "./numbered-table.ts";
import { numberedTable } from "./numbered-table.ts";
import type { PackedOptions, PackedResult } from "./packed-search.ts";
import { packedStarts } from "./packed-starts.ts";
import {
  limitInside,
  MOST_PACKED_STARTS,
  STARTS_BETWEEN_QUESTIONS,
  STATES_BETWEEN_QUESTIONS,
  SuccessorQuestions,
} from "./questions.ts";
import type { Limit } from "./state-graph.ts";

export type FamilyOptions = Pick<PackedOptions, "ranges" | "limits" | "shouldStop" | "onProgress"> & {
  /** Number of designs; sets of them have so many words. */
  readonly designs: number;
  readonly designWords: number;
  /** Sets of designs by statement, by property and by fact of error codes. */
  readonly R: Int32Array;
  readonly SUB: Int32Array;
  readonly F: Int32Array;
  readonly graph: DesignGraph | null;
};

/** What a search of one design alone would say, for each. */
export type FamilyResult = {
  /** By design; null where it has more states than the limit allows, which only a search of its own can tell exactly. */
  readonly designs: readonly (PackedResult | null)[];
  /** Distinct states of all designs together. */
  readonly states: number;
  readonly table: NumberedTable;
  readonly frontier: DesignFrontier;
};

/**
 * HOT: `absorb` runs its loop once per successor. Searches all designs of a system at once, level by level: each state has
 * the set of designs that reach it, and is expanded for those that are new to it, so that each design reaches each state at
 * its own breadth-first depth. Null: the limit on memory is too small for all of them together.
 */
export function familySearch(system: PackedSystem, options: FamilyOptions): FamilyResult | null {
  const search = newSearch(system, options);
  const { state, table, limits, frontier } = search;
  const nothing: Level = { states: new Int32Array(0), sets: new Int32Array(0) };
  const stopped = initialStates(search);
  if (stopped !== null) return resultOf(search, nothing, 0, stopped);
  if (table.refused() === "memory") return null;
  leaveThoseBeyond(search);
  state.begun = true;
  for (let level = frontier.takeLevel(); level.states.length > 0; level = frontier.takeLevel()) {
    state.depth += 1;
    state.refusing = state.depth >= (limits.depth ?? Infinity);
    table.refuse(state.refusing);
    noteDepth(search, unionOf(search, level, 0), state.depth);
    const end = expandLevel(search, level);
    const stop = end.stop ?? limitInside(search.module.drain);
    if (stop !== null) return resultOf(search, level, end.index, stop);
    if (table.refused() === "memory") return null;
    leaveThoseBeyond(search);
  }
  return resultOf(search, nothing, 0, null);
}

/** The designs for which some of a level is to be expanded, from a place in it on. */
function unionOf({ sets: { words }, alive }: Search, { sets }: Level, from: number): Int32Array {
  const union = new Int32Array(words);
  for (let index = from * words; index < sets.length; index += 1) {
    const word = index % words;
    union[word] = (union[word] ?? 0) | ((sets[index] ?? 0) & (alive[word] ?? 0));
  }
  return union;
}

type Search = {
  readonly system: PackedSystem;
  readonly options: FamilyOptions;
  readonly limits: FamilyOptions["limits"];
  readonly table: NumberedTable;
  readonly frontier: DesignFrontier;
  readonly transitions: DesignCounts;
  readonly breaches: DesignBreaches;
  readonly module: PackedModule;
  readonly sets: DesignSets;
  /** Designs that are still searched: all but those with more states than allowed. */
  readonly alive: Int32Array;
  /** Designs of which the limit on depth refused something. */
  readonly refused: Int32Array;
  readonly depths: Int32Array;
  readonly state: { depth: number; generated: number; expanded: number; begun: boolean; refusing: boolean };
};

function newSearch(system: PackedSystem, options: FamilyOptions): Search {
  const { words } = system;
  const { designWords, designs, graph, limits } = options;
  const frontier = new DesignFrontier(designWords);
  const breaches = new DesignBreaches(designWords);
  const otherBytes = () => frontier.bytes() + (graph?.bytes() ?? 0);
  const table = numberedTable(words, { states: Infinity, bytes: limits.bytes ?? Infinity }, BATCH, otherBytes);
  const speaking = new Int32Array(designWords);
  const sets: DesignSets = {
    words: designWords,
    active: new Int32Array(designWords),
    speaking,
    batch: new Int32Array((BATCH + 1) * designWords),
    told: () => graph?.told(speaking),
  };
  const state = { depth: -1, generated: 0, expanded: 0, begun: false, refusing: false };
  const B = new Int32Array((BATCH + 1) * words);
  const questions = new SuccessorQuestions(options.shouldStop);
  const module = system.instantiate({
    B,
    LIMIT: BATCH * words,
    flush: (filled) => {
      absorb(search, B, filled);
      questions.count(filled / words);
    },
    breach: (property, byStep) => breaches.note(property, state.depth + byStep, state.depth, speaking),
    label: () => {},
    R: options.R,
    SUB: options.SUB,
    F: options.F,
    designs: sets,
    ...(graph === null ? {} : { E: graph.labels, PR: graph.truth }),
  });
  const search: Search = {
    system,
    options,
    limits,
    table,
    frontier,
    transitions: new DesignCounts(designWords),
    breaches,
    module,
    sets,
    alive: new Int32Array(designWords).fill(-1),
    refused: new Int32Array(designWords),
    depths: new Int32Array(designs),
    state,
  };
  return search;
}

/** Puts a batch into the table: each state is reached by the designs of its set. */
function absorb(search: Search, B: Int32Array, filled: number): void {
  const { system, table, frontier, sets, state } = search;
  const { words, batch } = sets;
  table.insert(B, filled);
  frontier.ensure(table.count());
  if (state.begun) countSteps(search, filled / system.words);
  const { numbers } = table;
  const successors = filled / system.words;
  for (let index = 0; index < successors; index += 1) {
    const number = numbers[index] ?? -1;
    if (state.refusing) noteRefused(search, number, index * words);
    else if (number >= 0) frontier.reach(number, batch, index * words);
  }
}

function countSteps({ options: { graph }, table, transitions, sets, state }: Search, successors: number): void {
  const { words, batch } = sets;
  state.generated += successors;
  for (let index = 0; index < successors; index += 1) {
    graph?.inserted(index, table.numbers[index] ?? -1, batch);
    if (graph?.labels[index] === NOBODY) continue;
    for (let word = 0; word < words; word += 1) transitions.add(word, batch[index * words + word] ?? 0);
  }
}

/** The limit on depth refuses designs a state that they have not reached before. */
function noteRefused({ frontier, refused, sets: { words, batch } }: Search, number: number, at: number): void {
  const known = number < 0 ? null : frontier.knownOf(number);
  for (let word = 0; word < words; word += 1) {
    refused[word] = (refused[word] ?? 0) | ((batch[at + word] ?? 0) & ~(known?.[word] ?? 0));
  }
}

/** Makes the initial states of each group of designs; says why it was stopped. */
function initialStates(search: Search): Limit | null {
  let made = 0;
  for (const group of search.system.startDesigns.keys()) {
    const end = startsOfGroup(search, group, made);
    if (end.stop !== null) return end.stop;
    made = end.made;
  }
  return null;
}

function startsOfGroup(search: Search, group: number, before: number): { stop: Limit | null; made: number } {
  const { system, table, options, sets, breaches } = search;
  const designs = system.startDesigns[group] ?? [];
  sets.speaking.set(setOf(designs, sets.words));
  const starts = packedStarts(system, {
    R: options.R,
    SUB: options.SUB,
    F: options.F,
    designs: sets,
    group,
    breach: (property) => breaches.note(property, 0, 0, sets.speaking),
    withoutInit: () => breaches.note(options.ranges, 0, 0, sets.speaking),
  });
  let made = before;
  for (const start of starts) {
    const end = made > 0 && made % STARTS_BETWEEN_QUESTIONS === 0 ? endOfStarts(search, made, designs[0] ?? 0) : null;
    if (end === "enough") break;
    if (end !== null) return { stop: end, made };
    sets.batch.set(sets.speaking);
    absorb(search, start, system.words);
    const number = table.numbers[0] ?? -1;
    if (number >= 0) options.graph?.started(number, sets.speaking);
    made += 1;
  }
  return { stop: null, made };
}

/** All designs of a group have the same initial states: with too many, each of them is searched alone. */
function endOfStarts(
  { options, limits, table, frontier }: Search,
  made: number,
  design: number,
): Limit | "enough" | null {
  const stop = options.shouldStop();
  if (stop !== null) return stop;
  const isBeyond = frontier.states.of(design) > (limits.states ?? Infinity);
  return isBeyond || (made >= MOST_PACKED_STARTS && table.refused() !== null) ? "enough" : null;
}

function setOf(designs: readonly number[], words: number): Int32Array {
  const set = new Int32Array(words);
  for (const design of designs) set[design >> 5] = (set[design >> 5] ?? 0) | (1 << (design & 31));
  return set;
}

type End = { readonly stop: Limit | null; readonly index: number };

/** Expands every state of a level for the designs that are new to it; says where and why it was stopped. */
function expandLevel(search: Search, { states, sets }: Level): End {
  const { state, table } = search;
  for (let index = 0; index < states.length; index += 1) {
    if (state.expanded % STATES_BETWEEN_QUESTIONS === 0 && state.expanded > 0) {
      const stop = askWhetherToStop(search);
      if (stop !== null) return { stop, index };
      if (table.refused() === "memory") break;
    }
    state.expanded += 1;
    const stop = limitInside(() => expandState(search, states[index] ?? 0, sets, index * search.sets.words));
    if (stop !== null) return { stop, index };
  }
  return { stop: null, index: states.length };
}

/** For the designs in the set at a place of `all` that are still searched. */
function expandState(search: Search, number: number, all: Int32Array, at: number): void {
  const { module, table, alive, sets, system, options } = search;
  const { active, words } = sets;
  let any = 0;
  for (let word = 0; word < words; word += 1) {
    const set = (all[at + word] ?? 0) & (alive[word] ?? 0);
    active[word] = set;
    any |= set;
  }
  if (any === 0) return;
  options.graph?.expanding(number, active, module.pending() / system.words);
  module.setQueue(table.chunkOf(number));
  module.expand(table.offsetOf(number));
}

function noteDepth({ depths }: Search, set: Int32Array, depth: number): void {
  for (let design = 0; design < depths.length; design += 1) if (isIn(set, design)) depths[design] = depth;
}

function isIn(set: Int32Array, design: number): boolean {
  return (((set[design >> 5] ?? 0) >>> (design & 31)) & 1) === 1;
}

function askWhetherToStop({ module, table, state, options }: Search): Limit | null {
  const stop = limitInside(module.drain);
  if (stop !== null) return stop;
  const { depth, generated, expanded } = state;
  const states = table.count();
  options.onProgress({ states, transitions: generated, depth, frontier: Math.max(0, states - expanded) });
  return options.shouldStop();
}

/** Designs with more states than allowed are searched no further. */
function leaveThoseBeyond({ limits, frontier, alive, options }: Search): void {
  if (limits.states === undefined) return;
  for (let design = 0; design < options.designs; design += 1) {
    if (frontier.states.of(design) > limits.states)
      alive[design >> 5] = (alive[design >> 5] ?? 0) & ~(1 << (design & 31));
  }
}

/** `stop`: the search ended in the middle of a level, before the state at `index` of it was expanded. */
function resultOf(search: Search, level: Level, index: number, stop: Limit | null): FamilyResult {
  const { table, frontier, transitions, breaches, options, alive, refused, state, depths } = search;
  const { begun } = state;
  const here = unionOf(search, level, index);
  // Of states found in this level it is known that they are there, though none of them was expanded.
  const deeper = unionOf(search, frontier.takeLevel(), 0);
  if (stop !== null) noteDepth(search, deeper, state.depth + 1);
  const peakBytes = table.peakBytes();
  const designs = Array.from({ length: options.designs }, (_, design): PackedResult | null => {
    if (!isIn(alive, design)) return null;
    const unfinished = isIn(here, design) || isIn(deeper, design) || (stop !== null && !begun);
    return {
      states: frontier.states.of(design),
      transitions: transitions.of(design),
      depth: depths[design] ?? 0,
      limit: unfinished ? stop : isIn(refused, design) ? "depth" : null,
      breaches: breaches.of(design),
      certainDepth: unfinished ? Math.max(0, state.depth) : Infinity,
      peakBytes,
    };
  });
  return { designs, states: table.count(), table, frontier };
}
