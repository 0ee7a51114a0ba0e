import { NOBODY } from "../../explorer/edge-graph.ts";
import type { FairSets } from "./components.ts";
import type { Demands } from "./fair-set.ts";
import { enablesSome } from "./fair-set.ts";
import type { Move, Product } from "./product.ts";
import type { Resources } from "./resources.ts";
import type { InnerWays } from "./ways.ts";
import { innerWays, waysFromStart } from "./ways.ts";

/** Steps in the graph, by number of the edge: `stem` leads to the loop. A run that stops has no loop: it stays so. */
export type Lasso = {
  /** State that it begins with. */
  readonly start: number;
  readonly stem: readonly number[];
  readonly loop: readonly number[];
};

/** What a lasso is looked for in: all vertices for the way to the loop, those that can recur for the loop. */
export type LassoField = {
  readonly whole: Product;
  readonly core: Product;
  /** By place of `whole`: its number in `core`, or -1. */
  readonly coreOf: readonly number[];
  readonly placeOf: readonly number[];
  readonly sets: FairSets;
  readonly demands: Demands;
};

/** Moves that may be looked at in search of a shorter lasso than the first. */
const WORK = 2_000_000;

/**
 * A lasso that is as short as a greedy search makes it: from the fair vertices nearest to the start, a loop that meets
 * one demand after the other by the shortest way; then the least sum of both, until that takes too long.
 */
export function shortLasso(field: LassoField, resources: Resources): Lasso {
  const { whole, core, placeOf, sets } = field;
  const ways = waysFromStart(whole, resources);
  const wholeOf = (vertex: number) =>
    Math.floor(vertex / core.places) * whole.places + (placeOf[vertex % core.places] ?? 0);
  const distanceOf = (vertex: number) => ways.distance[wholeOf(vertex)] ?? -1;
  const inner = innerWays(core, resources);
  let best: { readonly entry: number; readonly loop: readonly Move[]; readonly length: number } | null = null;
  for (const candidate of fairVertices(field, ways.found)) {
    const distance = distanceOf(candidate);
    if (best !== null && (distance + 1 >= best.length || inner.work() > WORK)) break;
    const set = sets.setOf(candidate);
    const loop = loopFrom(field, inner, candidate, (vertex) => sets.setOf(vertex) === set);
    const turned = turnedTo(loop, distanceOf);
    const entry = turned[0]?.from ?? candidate;
    const length = distanceOf(entry) + loop.length;
    if (best === null || length < best.length) best = { entry, loop: turned, length };
  }
  if (best === null) throw new Error("untorn defect: no fair vertex is reached");
  const stem = ways.wayTo(wholeOf(best.entry));
  const first = stem[0]?.from ?? wholeOf(best.entry);
  const steps = (moves: readonly Move[]) =>
    moves.flatMap(({ edge }) => (whole.graph.labels[edge] === NOBODY ? [] : [edge]));
  return wound({ start: Math.floor(first / whole.places), stem: steps(stem), loop: steps(best.loop) });
}

/** The same run, the loop begun as early as the steps repeat: places of the automaton may differ where states do not. */
function wound({ start, stem, loop }: Lasso): Lasso {
  const turned = [...loop];
  let length = stem.length;
  while (length > 0 && turned.length > 0 && stem[length - 1] === turned.at(-1)) {
    turned.unshift(...turned.splice(-1));
    length -= 1;
  }
  const periods = turned.map((_, index) => index + 1).filter((period) => turned.length % period === 0);
  const period = periods.find((each) => turned.every((edge, index) => edge === turned[index % each]));
  return { start, stem: stem.slice(0, length), loop: turned.slice(0, period) };
}

/** Vertices of `core` in fair sets, the nearest first. */
function* fairVertices(
  { whole, core, coreOf, sets }: LassoField,
  found: { readonly size: () => number; readonly at: (index: number) => number },
): Generator<number> {
  for (let index = 0; index < found.size(); index += 1) {
    const vertex = found.at(index);
    const place = coreOf[vertex % whole.places] ?? -1;
    const inCore = Math.floor(vertex / whole.places) * core.places + place;
    if (place !== -1 && sets.setOf(inCore) > 0) yield inCore;
  }
}

/** The same loop, begun at its vertex that is nearest to the start. */
function turnedTo(loop: readonly Move[], distanceOf: (vertex: number) => number): readonly Move[] {
  let nearest = 0;
  for (const [index, { from }] of loop.entries()) {
    if (distanceOf(from) < distanceOf(loop[nearest]?.from ?? from)) nearest = index;
  }
  return [...loop.slice(nearest), ...loop.slice(0, nearest)];
}

/** A fair accepted loop through a vertex of a fair set. */
function loopFrom(
  field: LassoField,
  inner: InnerWays,
  start: number,
  isInside: (vertex: number) => boolean,
): readonly Move[] {
  const loop: Move[] = [];
  let at = start;
  const go = (wanted: (move: Move) => boolean): void => {
    const way = inner.find(at, wanted, isInside);
    if (way === null) throw new Error("untorn defect: a fair set without a fair loop");
    loop.push(...way);
    at = way.at(-1)?.to ?? at;
  };
  for (;;) {
    const open = openDemands(field, start, loop);
    if (open.length > 0) go((move) => open.some((meets) => meets(move)));
    else if (at !== start || loop.length === 0) go(({ to }) => to === start);
    else return loop;
  }
}

/** For each demand that a walk does not meet yet: whether a move meets it. */
function openDemands(
  { core, demands }: LassoField,
  start: number,
  walk: readonly Move[],
): readonly ((move: Move) => boolean)[] {
  const vertices = [start, ...walk.map(({ to }) => to)];
  const sets = demands.accepting.flatMap((set) => {
    if (vertices.some((vertex) => set[vertex % core.places] === true)) return [];
    return [(move: Move) => set[move.to % core.places] === true];
  });
  const conditions = demands.conditions.flatMap(({ strength }, number) => {
    const only = new Set([number]);
    const takes = ({ edge }: Move) => (demands.byLabel[core.graph.labels[edge] ?? 0] ?? []).includes(number);
    const enabled = (vertex: number) => enablesSome(core, vertex, only, demands);
    if (walk.some(takes)) return [];
    if (strength === "strong") return vertices.some(enabled) ? [takes] : [];
    if (!vertices.every(enabled)) return [];
    return [(move: Move) => takes(move) || !enabled(move.to)];
  });
  return [...sets, ...conditions];
}
