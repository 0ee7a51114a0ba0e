import { IntStack } from "./int-stack.ts";
import type { Move, Product } from "./product.ts";
import { initialVertices, movesFrom } from "./product.ts";
import type { Resources } from "./resources.ts";

const VERTICES_BETWEEN_QUESTIONS = 1 << 12;
const MOVES_BETWEEN_QUESTIONS = 1 << 14;

/** Breadth-first search from the initial vertices: how far each is, and the first of the shortest ways to it. */
export type Ways = {
  /** By vertex: steps from the start, -1 where no run comes to it. */
  readonly distance: Int32Array;
  /** Vertices in the order in which they were found. */
  readonly found: IntStack;
  readonly wayTo: (vertex: number) => readonly Move[];
};

export function waysFromStart(product: Product, resources: Resources): Ways {
  const size = product.graph.states * product.places;
  const distance = resources.ints(size).fill(-1);
  const before = resources.ints(size).fill(-1);
  const edgeInto = resources.ints(size);
  const found = new IntStack(resources);
  for (const vertex of initialVertices(product)) {
    if (distance[vertex] !== -1) continue;
    distance[vertex] = 0;
    found.push(vertex);
  }
  for (let index = 0; index < found.size(); index += 1) {
    if (index % VERTICES_BETWEEN_QUESTIONS === 0) resources.ask();
    const vertex = found.at(index);
    for (const { edge, to } of movesFrom(product, vertex)) {
      if (distance[to] !== -1) continue;
      distance[to] = (distance[vertex] ?? 0) + 1;
      before[to] = vertex;
      edgeInto[to] = edge;
      found.push(to);
    }
  }
  const wayTo = (vertex: number): Move[] => {
    const moves: Move[] = [];
    for (let to = vertex; distance[to] !== 0; ) {
      const from = before[to] ?? -1;
      if (from < 0) throw new Error("untorn defect: no way to a vertex that was reached");
      moves.push({ from, edge: edgeInto[to] ?? 0, to });
      to = from;
    }
    return moves.reverse();
  };
  return { distance, found, wayTo };
}

/** Shortest ways inside one set of vertices, again and again, with memory made once. */
export type InnerWays = {
  /** From a vertex, at least one move, to the first move that is wanted; null where there is none. */
  readonly find: (
    from: number,
    wanted: (move: Move) => boolean,
    isInside: (vertex: number) => boolean,
  ) => readonly Move[] | null;
  /** Moves looked at so far. */
  readonly work: () => number;
};

export function innerWays(product: Product, resources: Resources): InnerWays {
  const size = product.graph.states * product.places;
  const round = resources.ints(size);
  const before = resources.ints(size);
  const edgeInto = resources.ints(size);
  let rounds = 0;
  let work = 0;
  let asked = 0;
  const wayTo = (from: number, last: Move): Move[] => {
    const moves = [last];
    for (let to = last.from; to !== from; to = before[to] ?? from) {
      moves.push({ from: before[to] ?? from, edge: edgeInto[to] ?? 0, to });
    }
    return moves.reverse();
  };
  const isNew = ({ from, edge, to }: Move): boolean => {
    if (round[to] === rounds) return false;
    round[to] = rounds;
    before[to] = from;
    edgeInto[to] = edge;
    return true;
  };
  const find: InnerWays["find"] = (from, wanted, isInside) => {
    rounds += 1;
    round[from] = rounds;
    const open = [from];
    for (const vertex of open) {
      const moves = [...movesFrom(product, vertex)].filter(({ to }) => isInside(to));
      work += moves.length;
      if (work > asked + MOVES_BETWEEN_QUESTIONS) {
        asked = work;
        resources.ask();
      }
      const last = moves.find(wanted);
      if (last !== undefined) return wayTo(from, last);
      for (const move of moves) if (isNew(move)) open.push(move.to);
    }
    return null;
  };
  return { find, work: () => work };
}
