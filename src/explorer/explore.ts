import { type Choices, compareChoices, type Step, type TransitionSystem } from "../model/transition-system.ts";
import { ForwardEdges } from "./forward-edges.ts";
import { MOST_PACKED_STARTS, STARTS_BETWEEN_QUESTIONS } from "./questions.ts";
import type { Breach, Limit, StateGraph } from "./state-graph.ts";

/** `transitions` of the states expanded so far; `depth` of those being expanded; `frontier` still to be expanded. */
export type Progress = {
  readonly states: number;
  readonly transitions: number;
  readonly depth: number;
  readonly frontier: number;
};

export type ExploreOptions<State> = {
  /** The properties broken in the state, by index. Called once per expanded state, with all steps out of it. */
  inspect(state: State, steps: readonly Step<State>[]): readonly number[];
  /** Called for each step that leads to a state, by numbers, after `inspect` of the state that it starts from. */
  onStep?(from: number, to: number, step: Step<State>): void;
  /** The graph never has more states, nor deeper ones. Absent: no limit but the memory of the visited set. */
  readonly limits?: { readonly states?: number | undefined; readonly depth?: number | undefined };
  /** Asked every 256 states, and every 4096 initial ones made; an answer other than null ends the search at once. */
  shouldStop?(): Limit | null;
  /** Called as often as `shouldStop`, just before it. */
  onProgress?(progress: Progress): void;
};

/** What changes while a search runs. */
type Search<State> = {
  readonly system: TransitionSystem<State>;
  readonly options: ExploreOptions<State>;
  /** The visited set: state numbers by key. */
  readonly numbers: Map<string, number>;
  readonly edges: ForwardEdges;
  readonly breaches: Map<number, Breach[]>;
  /** First state number of each level up to the one being expanded. */
  readonly levels: number[];
  /** The states found one level deeper. */
  found: State[];
  transitions: number;
  limit: Limit | null;
  certainDepth: number;
};

const STATES_BETWEEN_QUESTIONS = 256;

/**
 * Once a limit refuses states, so many initial ones are made in all, to see which properties break there. More than the
 * packed search makes, which counts them less finely, so that a second search finds what that one found.
 */
const MOST_STARTS = MOST_PACKED_STARTS + 2 ** 17;

/** V8 throws when a Map gets more entries. */
const VISITED_CAPACITY = 2 ** 24;

/**
 * Explores level by level until nothing new is found or a limit is met. A limit on states, depth or memory refuses new
 * states but lets the level end: every state of it is inspected and all its steps are seen. So each breach reported is
 * one of least depth, and the search is complete (limit null) if no state had to be refused. Only `shouldStop` ends a
 * level in the middle; a step breach found in that level may then be one step longer than a state breach not yet seen,
 * which is what `certainDepth` tells.
 */
export function explore<State>(system: TransitionSystem<State>, options: ExploreOptions<State>): StateGraph {
  const search: Search<State> = {
    system,
    options,
    numbers: new Map(),
    edges: new ForwardEdges(),
    breaches: new Map(),
    levels: [],
    found: [],
    transitions: 0,
    limit: null,
    certainDepth: Infinity,
  };
  const starts = begin(search);
  let first = 0;
  while (search.found.length > 0) {
    search.levels.push(first);
    if (search.limit !== null) break;
    const level = search.found;
    search.found = [];
    expandLevel(search, level, first);
    first += level.length;
  }
  return {
    states: search.numbers.size,
    transitions: search.transitions,
    depth: Math.max(0, search.levels.length - 1),
    limit: search.limit,
    certainDepth: search.certainDepth,
    levels: search.levels,
    starts,
    edgesInto: (state) => search.edges.into(state),
    numberOf: (key) => search.numbers.get(key) ?? null,
    breaches: search.breaches,
  };
}

function begin<State>(search: Search<State>): StateGraph["starts"] {
  const leastChoices = new Map<number, Choices>();
  let made = 0;
  let placed = 0;
  for (const { choices, next, violated } of search.system.initial()) {
    if (made > 0 && made % STARTS_BETWEEN_QUESTIONS === 0 && endsAmongStarts(search, placed)) break;
    made += 1;
    for (const property of new Set(violated)) recordStart(search.breaches, property, choices);
    if (next === null) continue;
    placed += 1;
    const state = place(search, next);
    if (state === null) continue;
    const known = leastChoices.get(state);
    if (known === undefined || compareChoices(choices, known) < 0) leastChoices.set(state, choices);
  }
  return [...leastChoices].map(([state, choices]) => ({ state, choices }));
}

/** Initial states come in the order of their choices: after so many, a later one is not the one to show. */
function recordStart(breaches: Map<number, Breach[]>, property: number, choices: Choices): void {
  if ((breaches.get(property)?.length ?? 0) >= STARTS_BETWEEN_QUESTIONS) return;
  record(breaches, { kind: "start", property, depth: 0, choices });
}

function endsAmongStarts<State>(search: Search<State>, placed: number): boolean {
  const stop = askWhetherToStop(search, 0);
  if (stop === null) return search.limit !== null && placed >= MOST_STARTS;
  search.limit = stop;
  search.certainDepth = 0;
  return true;
}

function expandLevel<State>(search: Search<State>, level: readonly State[], first: number): void {
  const firstDeeper = first + level.length;
  let number = first;
  for (const state of level) {
    if (number > 0 && number % STATES_BETWEEN_QUESTIONS === 0) {
      const stop = askWhetherToStop(search, number);
      if (stop !== null) {
        search.limit = stop;
        search.certainDepth = search.levels.length - 1;
        return;
      }
    }
    expand(search, state, number, firstDeeper);
    number += 1;
  }
}

function askWhetherToStop<State>(search: Search<State>, expanded: number): Limit | null {
  const { numbers, options, transitions, levels } = search;
  const states = numbers.size;
  options.onProgress?.({ states, transitions, depth: Math.max(0, levels.length - 1), frontier: states - expanded });
  return options.shouldStop?.() ?? null;
}

/** HOT: once per state; the loop runs once per step. Nothing is kept of a step that leads no deeper. */
function expand<State>(search: Search<State>, state: State, number: number, firstDeeper: number): void {
  const depth = search.levels.length - 1;
  const steps = search.system.steps(state);
  for (const property of search.options.inspect(state, steps)) {
    record(search.breaches, { kind: "state", property, depth, state: number });
  }
  for (const step of steps) {
    if (step.violated.length > 0) recordStep(search.breaches, step, number, depth + 1);
    if (step.next === null) continue;
    search.transitions += 1;
    const to = place(search, step.next);
    if (to !== null) search.options.onStep?.(number, to, step);
    if (to !== null && to >= firstDeeper) search.edges.add(number, to, step.actor, step.choices);
  }
}

/** The number of a state, new or known; null if it is new and refused. */
function place<State>(search: Search<State>, state: State): number | null {
  const key = search.system.key(state);
  const known = search.numbers.get(key);
  if (known !== undefined) return known;
  const refusal = refusalOfNewState(search);
  if (refusal !== null) {
    search.limit = refusal;
    return null;
  }
  const number = search.numbers.size;
  search.numbers.set(key, number);
  search.found.push(state);
  return number;
}

function refusalOfNewState<State>({ numbers, levels, options: { limits } }: Search<State>): Limit | null {
  if (levels.length > (limits?.depth ?? Infinity)) return "depth";
  if (numbers.size >= (limits?.states ?? Infinity)) return "states";
  return numbers.size >= VISITED_CAPACITY ? "memory" : null;
}

/** An assert that fails twice on the way is broken once. */
function recordStep<State>(
  breaches: Map<number, Breach[]>,
  { actor, choices, violated }: Step<State>,
  from: number,
  depth: number,
): void {
  for (const property of new Set(violated)) record(breaches, { kind: "step", property, depth, from, actor, choices });
}

/** A step breach is found one level ahead of the state breaches of its depth, so a lesser depth may still come. */
function record(breaches: Map<number, Breach[]>, breach: Breach): void {
  const known = breaches.get(breach.property);
  const least = known?.[0]?.depth ?? Infinity;
  if (breach.depth < least) breaches.set(breach.property, [breach]);
  else if (breach.depth === least) known?.push(breach);
}
