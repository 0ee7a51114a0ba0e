import { describe, expect, test } from "vitest";
import { explore } from "../../src/explorer/explore.ts";
import type { TransitionSystem } from "../../src/model/transition-system.ts";
import { drawn, explored, traced } from "./drawn-graph.ts";

/** Levels a · b c · d e. */
const tree = `
  start -> a
  a p   -> b
  a q   -> c
  b p   -> d
  c p   -> e
`;

describe("a limit on states", () => {
  test("is never exceeded, and the search says that it met it", () => {
    expect(explored(drawn(tree), { states: 4 })).toMatchObject({ states: 4, limit: "states", depth: 2 });
    expect(explored(drawn(tree), { states: 2 })).toMatchObject({ states: 2, limit: "states", depth: 1 });
  });

  test("of exactly the number of states leaves the search complete", () => {
    expect(explored(drawn(tree), { states: 5 })).toMatchObject({ states: 5, limit: null, transitions: 4 });
  });

  test("holds for initial states too", () => {
    const graph = explored(drawn("start.0 -> a\nstart.1 -> b\nstart.2 -> none !0"), { states: 1 });
    expect(graph).toMatchObject({ states: 1, limit: "states", depth: 0, levels: [0] });
    expect(graph.breaches.get(0)).toHaveLength(1);
  });

  test("lets the level end, so a breach in it is found", () => {
    expect(traced(drawn(`${tree}\n c !0`), 0, { states: 3 })).toBe("start q");
    expect(traced(drawn(`${tree}\n c q -> none !0`), 0, { states: 3 })).toBe("start q q");
  });

  test("never makes a trace longer: a later state of the level counts before an earlier step out of it", () => {
    expect(traced(drawn(`${tree}\n b q -> none !0\n c !0`), 0, { states: 3 })).toBe("start q");
  });

  test("leaves the states found last without inspection", () => {
    expect(traced(drawn(`${tree}\n d !0`), 0, { states: 4 })).toBeNull();
  });
});

describe("a limit on depth", () => {
  test("adds no deeper states", () => {
    expect(explored(drawn(tree), { depth: 1 })).toMatchObject({ states: 3, limit: "depth", depth: 1, levels: [0, 1] });
    expect(explored(drawn(tree), { depth: 0 })).toMatchObject({ states: 1, limit: "depth", depth: 0 });
  });

  test("of exactly the depth of the graph leaves the search complete", () => {
    const withCycles = `${tree}\n d p -> a\n e p -> d\n e q -> none !1`;
    expect(explored(drawn(withCycles), { depth: 2 })).toMatchObject({ states: 5, transitions: 6, limit: null });
  });

  test("has the states at that depth inspected, and the steps out of them", () => {
    expect(traced(drawn(`${tree}\n c !0`), 0, { depth: 1 })).toBe("start q");
    expect(traced(drawn(`${tree}\n c q -> e !0`), 0, { depth: 1 })).toBe("start q q");
    expect(traced(drawn(`${tree}\n d !0`), 0, { depth: 1 })).toBeNull();
  });
});

test("limits on depth and on states met in the level of a violation hide it from neither", () => {
  const table = drawn(`${tree}\n b !0\n c !1\n c q -> none !2`);
  for (const limits of [{ states: 3 }, { depth: 1 }, { states: 3, depth: 1 }]) {
    const traces = [0, 1, 2].map((property) => traced(table, property, limits));
    expect(traces).toEqual(["start p", "start q", "start q q"]);
  }
  expect(explored(table, { states: 3, depth: 1 })).toMatchObject({ states: 3, limit: "depth" });
});

/** 0 → 1 → 2 → … without end. */
const endless: TransitionSystem<number> = {
  actors: [],
  initial: () => [{ choices: [], next: 0, violated: [] }],
  steps: (state) => [{ actor: 0, choices: [], next: state + 1, violated: [] }],
  key: String,
};

test("an early stop ends the search at once with its reason, and what was found stays", () => {
  let answers = 0;
  const graph = explore(endless, {
    inspect: (state) => (state === 300 ? [0] : []),
    shouldStop() {
      answers += 1;
      return answers === 3 ? "interrupted" : null;
    },
  });
  expect(graph).toMatchObject({ states: 3 * 256 + 1, transitions: 3 * 256, limit: "interrupted" });
  expect(graph.breaches.get(0)).toEqual([{ kind: "state", property: 0, depth: 300, state: 300 }]);
});

test("a search that ends by itself is complete, however soon it would have been stopped", () => {
  const graph = explored(drawn(tree));
  const stopped = explore(
    { ...endless, steps: (state) => endless.steps(state % 256 === 255 ? -1 : state) },
    {
      inspect: () => [],
      shouldStop: () => "time",
    },
  );
  expect(graph.limit).toBeNull();
  expect(stopped).toMatchObject({ states: 256, limit: null });
});
