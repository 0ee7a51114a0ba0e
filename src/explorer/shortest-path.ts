import { type Choices, compareChoices } from "../model/transition-system.ts";
import type { Breach, Path, StateGraph } from "./state-graph.ts";

/** What of a state graph leads to breaches. */
export type BreachGraph = Pick<StateGraph, "starts" | "edgesInto" | "breaches">;

/** The last step of a path: an edge, or a step that breaks the property and may lead nowhere. */
type Arrival = { readonly from: number; readonly actor: number; readonly choices: Choices };

/** The preferred one of all paths to a state that end with a step of `actor`: a chain of first parts. */
type Prefix = {
  readonly before: Prefix | null;
  /** Null before the first step; `choices` are then those of the initial state. */
  readonly actor: number | null;
  readonly choices: Choices;
  /** Task switches; the first step counts as one, for every path alike. */
  readonly switches: number;
  /** Position among all prefixes of this length in lexicographic order, set once the layer is complete. */
  rank: number;
};

/** For each state of a layer, its prefixes: one per last actor. */
type Layer = ReadonlyMap<number, readonly Prefix[]>;

/**
 * The counterexample to show: of all shortest paths to a breach, the one with the fewest task switches; of these the
 * first by initial choices, then step by step by actor and choices. Null if the property is not broken. Takes time
 * proportional to edges × actors of the part of the graph that leads to the breaches in the least number of steps.
 * If a limit ended the search at that very depth, states not inspected may hide a path of the same length that is preferred.
 */
export function shortestPath(graph: BreachGraph, property: number): Path | null {
  const breaches = graph.breaches.get(property) ?? [];
  const [first] = breaches;
  if (first === undefined) return null;
  if (first.depth === 0) return { start: leastStart(graph, breaches), steps: [] };

  const arrivals = breaches.flatMap((breach) => arrivalsAt(graph, breach));
  const [initial, ...later] = statesOnTheWay(graph, arrivals, first.depth);
  let layer = initialLayer(graph, initial ?? new Set());
  for (const states of later) layer = nextLayer(graph, states, layer);

  const [preferred] = preferredByActor(arrivals, layer).sort(comparePreference);
  if (preferred === undefined) throw new Error(`Defect: no path leads to the breach of property ${property}.`);
  return pathOf(preferred);
}

function leastStart(graph: BreachGraph, breaches: readonly Breach[]): Choices {
  const broken = new Set(breaches.map((breach) => (breach.kind === "state" ? breach.state : null)));
  const [least] = [
    ...breaches.flatMap((breach) => (breach.kind === "start" ? [breach.choices] : [])),
    ...graph.starts.filter(({ state }) => broken.has(state)).map(({ choices }) => choices),
  ].sort(compareChoices);
  if (least === undefined) throw new Error("Defect: a state broken at depth 0 is not initial.");
  return least;
}

function arrivalsAt(graph: BreachGraph, breach: Breach): readonly Arrival[] {
  switch (breach.kind) {
    case "state":
      return graph.edgesInto(breach.state);
    case "step":
      return [breach];
    case "start":
      return [];
  }
}

/** Level by level from the initial states, those from which the arrivals can be reached in `depth` steps. */
function statesOnTheWay(graph: BreachGraph, arrivals: readonly Arrival[], depth: number): Set<number>[] {
  let states = new Set(arrivals.map(({ from }) => from));
  const layers = [states];
  while (layers.length < depth) {
    const before = new Set<number>();
    for (const state of states) for (const { from } of graph.edgesInto(state)) before.add(from);
    layers.push(before);
    states = before;
  }
  return layers.reverse();
}

function initialLayer(graph: BreachGraph, states: ReadonlySet<number>): Layer {
  const layer = new Map<number, Prefix[]>();
  for (const { state, choices } of graph.starts) {
    if (states.has(state)) layer.set(state, [{ before: null, actor: null, choices, switches: 0, rank: 0 }]);
  }
  rank(layer);
  return layer;
}

function nextLayer(graph: BreachGraph, states: ReadonlySet<number>, before: Layer): Layer {
  const layer = new Map<number, Prefix[]>();
  for (const state of states) layer.set(state, preferredByActor(graph.edgesInto(state), before));
  rank(layer);
  return layer;
}

/**
 * One prefix per last actor is enough: what may follow, and whether it starts with a switch, depends on the state and
 * that actor alone, so a path that is preferred as a whole consists of prefixes preferred among their like.
 */
function preferredByActor(arrivals: readonly Arrival[], layer: Layer): Prefix[] {
  const preferred = new Map<number, Prefix>();
  for (const { from, actor, choices } of arrivals) {
    for (const before of layer.get(from) ?? []) {
      const switches = before.switches + (before.actor === actor ? 0 : 1);
      const prefix: Prefix = { before, actor, choices, switches, rank: 0 };
      const known = preferred.get(actor);
      if (known === undefined || comparePreference(prefix, known) < 0) preferred.set(actor, prefix);
    }
  }
  return [...preferred.values()];
}

function comparePreference(left: Prefix, right: Prefix): number {
  return left.switches - right.switches || compareLexically(left, right);
}

/** Of two prefixes of one length, whatever their switches. */
function compareLexically(left: Prefix, right: Prefix): number {
  return (
    (left.before?.rank ?? 0) - (right.before?.rank ?? 0) ||
    (left.actor ?? 0) - (right.actor ?? 0) ||
    compareChoices(left.choices, right.choices)
  );
}

function rank(layer: Layer): void {
  const prefixes = [...layer.values()].flat().sort(compareLexically);
  for (const [position, prefix] of prefixes.entries()) prefix.rank = position;
}

function pathOf(last: Prefix): Path {
  const steps: { actor: number; choices: Choices }[] = [];
  let prefix = last;
  while (prefix.before !== null && prefix.actor !== null) {
    steps.push({ actor: prefix.actor, choices: prefix.choices });
    prefix = prefix.before;
  }
  return { start: prefix.choices, steps: steps.reverse() };
}
