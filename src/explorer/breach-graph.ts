import type { Choices, TransitionSystem } from "../model/transition-system.ts";
import { compareChoices } from "../model/transition-system.ts";
import type { BreachCollector } from "./breach-collector.ts";
import { MOST_PACKED_STARTS, STARTS_BETWEEN_QUESTIONS } from "./questions.ts";
import type { BreachGraph } from "./shortest-path.ts";
import type { Breach, Edge, Limit } from "./state-graph.ts";

/** A transition system that also tells which properties are broken in the state whose steps were asked for last. */
export type BreachSystem = TransitionSystem<Int32Array> & { readonly brokenInLastState: () => readonly number[] };

/**
 * The states from which a breach is as near as it can be, with actor and choices of each step between them: a search that
 * kept numbers only is walked again in that part. `shouldStop` is asked every so many states; its answer, if it ended that.
 */
export function breachGraph(
  system: BreachSystem,
  collector: BreachCollector,
  properties: readonly number[],
  shouldStop: () => Limit | null,
): BreachGraph | Limit {
  const way = collector.onTheWay(properties);
  const { table } = collector;
  const numbers = new Map<string, number>();
  for (let state = 0; state < way.wanted.length; state += 1) {
    if (way.wanted[state] === 1) numbers.set(system.key(table.stateAt(state)), state);
  }
  const walk: Walk = {
    system,
    collector,
    properties: new Set(properties),
    depths: way.depths,
    numbers,
    into: new Map(),
    breaches: new Map(),
  };
  const starts = startsOf(walk, shouldStop);
  if (typeof starts === "string") return starts;
  let walked = 0;
  for (const state of numbers.values()) {
    walked += 1;
    const stop = walked % STATES_BETWEEN_QUESTIONS === 0 ? shouldStop() : null;
    if (stop !== null) return stop;
    walkFrom(walk, state);
  }
  return { starts, edgesInto: (state) => walk.into.get(state) ?? [], breaches: walk.breaches };
}

const STATES_BETWEEN_QUESTIONS = 256;

type Walk = {
  readonly system: BreachSystem;
  readonly collector: BreachCollector;
  readonly properties: ReadonlySet<number>;
  readonly depths: Int32Array;
  /** Of the states on the way, by key. */
  readonly numbers: ReadonlyMap<string, number>;
  readonly into: Map<number, Edge[]>;
  readonly breaches: Map<number, Breach[]>;
};

/** Initial states come in the order of their choices: after so many, a later one is not the one to show. */
function startsOf(walk: Walk, shouldStop: () => Limit | null): BreachGraph["starts"] | Limit {
  const { system, numbers } = walk;
  const least = new Map<number, Choices>();
  let made = 0;
  for (const { choices, next, violated } of system.initial()) {
    if (made > 0 && made % STARTS_BETWEEN_QUESTIONS === 0) {
      const stop = shouldStop();
      if (stop !== null) return stop;
    }
    made += 1;
    for (const property of new Set(violated)) noteStart(walk, property, choices);
    const state = next === null ? undefined : numbers.get(system.key(next));
    if (state !== undefined) keepLeast(least, state, choices);
    if (made >= MOST_STARTS) break;
  }
  return [...least].map(([state, choices]) => ({ state, choices }));
}

function keepLeast(least: Map<number, Choices>, state: number, choices: Choices): void {
  const known = least.get(state);
  if (known === undefined || compareChoices(choices, known) < 0) least.set(state, choices);
}

/** More than the packed search makes under a limit, which counts them less finely. */
const MOST_STARTS = MOST_PACKED_STARTS * 2;

function noteStart({ breaches, properties }: Walk, property: number, choices: Choices): void {
  if (!properties.has(property) || (breaches.get(property)?.length ?? 0) >= STARTS_BETWEEN_QUESTIONS) return;
  note(breaches, { kind: "start", property, depth: 0, choices });
}

/** The steps of one state that lead on, and its breaches. */
function walkFrom(walk: Walk, state: number): void {
  const { system, collector, depths, breaches } = walk;
  const depth = depths[state] ?? 0;
  const steps = system.steps(collector.table.stateAt(state));
  for (const property of leastAt(walk, system.brokenInLastState(), depth)) {
    note(breaches, { kind: "state", property, depth, state });
  }
  for (const { actor, choices, violated, next } of steps) {
    for (const property of leastAt(walk, violated, depth + 1)) {
      note(breaches, { kind: "step", property, depth: depth + 1, from: state, actor, choices });
    }
    if (next !== null) keepEdge(walk, state, next, { actor, choices });
  }
}

/** Those of the properties whose nearest breach is at this depth. */
function leastAt({ properties, collector }: Walk, broken: readonly number[], depth: number): number[] {
  return [...new Set(broken)].filter(
    (property) => properties.has(property) && collector.breaches.get(property)?.depth === depth,
  );
}

function keepEdge(
  { system, numbers, depths, into }: Walk,
  from: number,
  next: Int32Array,
  step: Pick<Edge, "actor" | "choices">,
): void {
  const to = numbers.get(system.key(next));
  if (to === undefined || depths[to] !== (depths[from] ?? 0) + 1) return;
  const edges = into.get(to) ?? [];
  edges.push({ from, to, ...step });
  into.set(to, edges);
}

function note(breaches: Map<number, Breach[]>, breach: Breach): void {
  const known = breaches.get(breach.property) ?? [];
  known.push(breach);
  breaches.set(breach.property, known);
}
