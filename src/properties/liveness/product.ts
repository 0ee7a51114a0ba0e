import type { EdgeGraph } from "../../explorer/edge-graph.ts";
import type { Automaton } from "./automaton.ts";

/**
 * The states of a graph, each beside a place of an automaton that fits it. A vertex is `state × places + place`. Nothing
 * is stored: successors are looked up in the graph and the automaton.
 */
export type Product = {
  readonly graph: EdgeGraph;
  readonly automaton: Automaton;
  readonly places: number;
  /** By class × places + place: whether the literals of the place are true. */
  readonly fits: Uint8Array;
  /** By place. */
  readonly next: readonly Int32Array[];
};

export function productOf(graph: EdgeGraph, automaton: Automaton): Product {
  const places = automaton.places.length;
  const fits = new Uint8Array(graph.classes.length * places);
  for (const [number, truth] of graph.classes.entries()) {
    for (const [place, { literals }] of automaton.places.entries()) {
      const fitting = literals.every(({ proposition, negated }) => isTrueIn(truth, proposition) !== negated);
      fits[number * places + place] = fitting ? 1 : 0;
    }
  }
  return { graph, automaton, places, fits, next: automaton.places.map(({ next }) => Int32Array.from(next)) };
}

export function isTrueIn(truth: readonly number[], proposition: number): boolean {
  return (((truth[proposition >> 5] ?? 0) >>> (proposition & 31)) & 1) === 1;
}

/** Vertices that a run can begin with, in order. */
export function initialVertices({ graph, automaton, places, fits }: Product): number[] {
  return graph.starts.flatMap((state) => {
    const base = (graph.classOf[state] ?? 0) * places;
    return automaton.initial.flatMap((place) => (fits[base + place] === 1 ? [state * places + place] : []));
  });
}

/** A step in the product; `edge` is its number in the graph. */
export type Move = { readonly from: number; readonly edge: number; readonly to: number };

/** In order of edges, then of places. */
export function* movesFrom({ graph, places, fits, next }: Product, vertex: number): Generator<Move> {
  const state = Math.floor(vertex / places);
  const after = next[vertex % places] ?? [];
  const end = graph.first[state + 1] ?? 0;
  for (let edge = graph.first[state] ?? 0; edge < end; edge += 1) {
    const target = graph.targets[edge] ?? 0;
    const base = (graph.classOf[target] ?? 0) * places;
    for (const place of after) if (fits[base + place] === 1) yield { from: vertex, edge, to: target * places + place };
  }
}

/** HOT: once per component of one vertex, of which there may be as many as states. */
export function movesToItself({ graph, places, next }: Product, vertex: number): boolean {
  const state = Math.floor(vertex / places);
  const place = vertex - state * places;
  if (next[place]?.includes(place) !== true) return false;
  const end = graph.first[state + 1] ?? 0;
  for (let edge = graph.first[state] ?? 0; edge < end; edge += 1) if (graph.targets[edge] === state) return true;
  return false;
}
