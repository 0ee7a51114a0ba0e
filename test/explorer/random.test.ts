import fc from "fast-check";
import { expect, test } from "vitest";
import { shortestPath } from "../../src/explorer/shortest-path.ts";
import type { Path } from "../../src/explorer/state-graph.ts";
import { comparePaths, shortestWalks, switches } from "./brute-force.ts";
import { explored, type Table, traced } from "./drawn-graph.ts";
import { PROPERTIES, randomTable } from "./random-graph.ts";

/** What a random graph gives a wrong rule to fail on, for one property. */
function demands(walks: readonly Path[]): string[] {
  const [first] = walks;
  if (first === undefined) return ["unbroken"];
  if (first.steps.length < 2) return ["at once"];
  const least = Math.min(...walks.map(switches));
  const withLeast = walks.filter((walk) => switches(walk) === least);
  return [
    "deep",
    ...(walks.length > 1 ? ["tied"] : []),
    ...(withLeast.length < walks.length ? ["decided by switches"] : []),
    ...(withLeast.length > 1 ? ["tied on switches"] : []),
  ];
}

test("on random graphs the trace comes first by the rule among all shortest walks there are", () => {
  const runs = { all: 0, unbroken: 0, "at once": 0, deep: 0, tied: 0, "decided by switches": 0, "tied on switches": 0 };
  fc.assert(
    fc.property(randomTable, (table) => {
      const graph = explored(table);
      expect(graph.limit).toBeNull();
      const walks = PROPERTIES.map((property) => [...shortestWalks(table, property)].sort(comparePaths));
      for (const [property, [preferred]] of walks.entries()) {
        expect(shortestPath(graph, property)).toEqual(preferred ?? null);
        expect(graph.breaches.get(property)?.[0]?.depth).toBe(preferred?.steps.length);
      }
      const met = new Set(["all", ...walks.flatMap(demands)]);
      for (const demand of Object.keys(runs) as (keyof typeof runs)[]) if (met.has(demand)) runs[demand] += 1;
    }),
    { numRuns: 5_000 },
  );
  // Graphs that decide nothing prove nothing.
  expect(runs.all).toBe(5_000);
  for (const demand of ["tied", "decided by switches", "tied on switches"] as const) {
    expect(runs[demand] / runs.all, demand).toBeGreaterThan(0.3);
  }
  expect(Math.min(runs.unbroken, runs["at once"])).toBeGreaterThan(0.03 * runs.all);
});

function reversed({ starts, steps, broken }: Table): Table {
  return {
    starts: starts.toReversed(),
    steps: new Map([...steps].map(([state, each]) => [state, each.toReversed()])),
    broken,
  };
}

test("on random graphs the trace does not depend on the order in which the model lists its steps", () => {
  fc.assert(
    fc.property(randomTable, fc.constantFrom(...PROPERTIES), (table, property) => {
      expect(traced(reversed(table), property)).toBe(traced(table, property));
    }),
    { numRuns: 1_000 },
  );
});

const limited = fc.record({ states: fc.integer({ min: 0, max: 20 }), depth: fc.integer({ min: 0, max: 6 }) });

test("on random graphs a limit hides breaches and states, but never makes a trace longer", () => {
  fc.assert(
    fc.property(randomTable, limited, (table, limits) => {
      const whole = explored(table);
      const part = explored(table, limits);
      expect(part.states).toBeLessThanOrEqual(limits.states);
      expect(part.depth).toBeLessThanOrEqual(limits.depth);
      expect(part.limit === null).toBe(whole.states <= limits.states && whole.depth <= limits.depth);
      if (part.limit === null) expect(part).toMatchObject({ states: whole.states, transitions: whole.transitions });
      for (const property of part.breaches.keys()) {
        expect(shortestPath(part, property)?.steps.length).toBe(shortestPath(whole, property)?.steps.length);
      }
    }),
    { numRuns: 2_000 },
  );
});

test("on random graphs a limit on depth leaves the traces to all breaches down to it as they are", () => {
  fc.assert(
    fc.property(randomTable, fc.integer({ min: 0, max: 4 }), (table, depth) => {
      for (const property of PROPERTIES) {
        const trace = shortestPath(explored(table), property);
        if (trace === null || trace.steps.length > depth) continue;
        expect(shortestPath(explored(table, { depth }), property)).toEqual(trace);
      }
    }),
    { numRuns: 1_000 },
  );
});
