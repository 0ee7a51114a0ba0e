import { expect, test } from "vitest";
import { explore, type Progress } from "../../src/explorer/explore.ts";
import type { TransitionSystem } from "../../src/model/transition-system.ts";
import { drawn, explored, systemOf } from "./drawn-graph.ts";

test("states are distinct, transitions are all steps with a successor, depth is that of the farthest state", () => {
  const graph = explored(
    drawn(`
      start -> a
      a p   -> b
      a q   -> c
      b q   -> d
      c p   -> d
      d p   -> a
      d q   -> d
    `),
  );
  expect(graph).toMatchObject({ states: 4, transitions: 6, depth: 2, limit: null, levels: [0, 1, 3] });
});

test("the depth of a state is that of the shortest way to it", () => {
  const graph = explored(
    drawn(`
      start -> a
      a p   -> b
      b p   -> c
      c p   -> d
      a q   -> d
    `),
  );
  expect(graph).toMatchObject({ states: 4, transitions: 4, depth: 2, levels: [0, 1, 3] });
});

test("steps of one state that lead to the same successor count separately", () => {
  const graph = explored(
    drawn(`
      start -> a
      a p.0 -> b
      a p.1 -> b
      a q   -> b
    `),
  );
  expect(graph).toMatchObject({ states: 2, transitions: 3 });
});

test("a step that ends in an error is no transition", () => {
  const graph = explored(
    drawn(`
      start -> a
      a p   -> none !0
      a q   -> b
    `),
  );
  expect(graph).toMatchObject({ states: 2, transitions: 1, depth: 1, limit: null });
});

test("initial states are no transitions, and equal ones are one state with the least of their choices", () => {
  const graph = explored(
    drawn(`
      start.2   -> b
      start.1.1 -> a
      start.1   -> a
      start.0   -> none !0
    `),
  );
  expect(graph).toMatchObject({ states: 2, transitions: 0, depth: 0, levels: [0] });
  expect(graph.starts).toEqual([
    { state: 0, choices: [2] },
    { state: 1, choices: [1] },
  ]);
});

test("a model without an initial state has no states and is complete", () => {
  const graph = explored(drawn("start -> none !0"));
  expect(graph).toMatchObject({ states: 0, transitions: 0, depth: 0, limit: null, levels: [], starts: [] });
});

test("all edges to the next level are kept, those within a level and back are not", () => {
  const graph = explored(
    drawn(`
      start   -> a
      a p     -> b
      a q.0.1 -> c
      a q.0.2 -> c
      b p     -> d
      b q     -> c
      c p     -> d
      d p     -> a
    `),
  );
  const [a, b, c, d] = [0, 1, 2, 3] as const;
  expect(graph.edgesInto(a)).toEqual([]);
  expect(graph.edgesInto(c)).toEqual([
    { from: a, to: c, actor: 1, choices: [0, 1] },
    { from: a, to: c, actor: 1, choices: [0, 2] },
  ]);
  expect(graph.edgesInto(d)).toEqual([
    { from: b, to: d, actor: 0, choices: [] },
    { from: c, to: d, actor: 0, choices: [] },
  ]);
});

test("every state is inspected once, in breadth-first order, together with all its steps", () => {
  const table = drawn(`
    start -> a
    a p   -> b
    a q   -> c
    b p   -> d
    c p   -> d
    d p   -> a
    d q   -> none !0
  `);
  const inspected: string[] = [];
  explore(systemOf(table), {
    inspect(state, steps) {
      inspected.push(`${state}${steps.length}`);
      return [];
    },
  });
  expect(inspected).toEqual(["a2", "b1", "c1", "d2"]);
});

/** All pairs of numbers below `size`: actors 0 and 1 count up one of them each. */
function square(size: number): TransitionSystem<readonly [number, number]> {
  return {
    actors: [],
    initial: () => [{ choices: [], next: [0, 0], violated: [] }],
    steps: ([x, y]) => [
      ...(x + 1 < size ? [{ actor: 0, choices: [], next: [x + 1, y] as const, violated: [] }] : []),
      ...(y + 1 < size ? [{ actor: 1, choices: [y], next: [x, y + 1] as const, violated: [] }] : []),
    ],
    key: ([x, y]) => `${x},${y}`,
  };
}

test("a larger graph keeps its counts and all its edges", () => {
  const graph = explore(square(100), { inspect: () => [] });
  expect(graph).toMatchObject({ states: 10_000, transitions: 2 * 100 * 99, depth: 198, limit: null });
  const edges = Array.from({ length: graph.states }, (_, state) => graph.edgesInto(state));
  expect(edges.flat()).toHaveLength(graph.transitions);
  expect(edges.every((into, state) => into.every(({ to }) => to === state))).toBe(true);
});

test("progress tells states found, those still to expand, transitions and depth", () => {
  const seen: Progress[] = [];
  explore(square(100), { inspect: () => [], onProgress: (progress) => seen.push(progress) });
  expect(seen).toHaveLength(Math.floor(9_999 / 256));
  // 253 states lie above level 22, so 3 of its 23 are expanded and have found 4 of the next level.
  expect(seen[0]).toEqual({ states: 280, transitions: 512, depth: 22, frontier: 24 });
});
