import { describe, expect, test } from "vitest";
import type { Limit } from "../../src/explorer/state-graph.ts";
import type { Stage } from "../../src/properties/search.ts";
import { searched, specOf, verdictOf } from "../spec-text.ts";
import { agreed } from "./both.ts";

// `init` and the prologues may leave more initial states than fit anywhere: limits hold while they are made.

/** A million of them: 100 values for each of three tasks. */
const million = specOf(`spec million "x"; 0..99 x; task t[3] { 0..99 k; pick (0..99 v) { k = v; } x = k; }
invariant i: x != 5;`);

/** As many as there are atoms in a grain of sand; nothing comes to their end. */
const endless = specOf(
  `spec endless "x"; 0..99 x; task t[9] { 0..99 k; pick (0..99 v) { k = v; assert small (v < 3) "x"; } x = k; }`,
);

function stopAt(question: number, limit: Limit): (stage: Stage) => Limit | null {
  let left = question;
  return () => {
    left -= 1;
    return left < 0 ? limit : null;
  };
}

describe("a limit among the initial states", () => {
  test("on states: no more are kept, and what is undecided is said to be", () => {
    const run = searched(million, { engine: "generated", maxStates: 1000 });
    expect([run.states, run.transitions, run.limit]).toEqual([1000, 0, "states"]);
    expect(verdictOf(run, "i")).toEqual({ kind: "undecided", limit: "states" });
  });

  test("on memory", () => {
    const run = searched(million, { engine: "generated", maxBytes: 1 << 20 });
    expect(run.limit).toBe("memory");
    expect(run.states).toBeGreaterThan(10_000);
    expect((run.bytesPerState ?? 0) * run.states).toBeLessThanOrEqual(1 << 20);
  });

  test.each([0, 1, 7])("on time, asked every 4,096 of them: at question %i", (question) => {
    const run = searched(million, { engine: "generated", shouldStop: stopAt(question, "time") });
    expect([run.states, run.transitions, run.limit]).toEqual([(question + 1) * 4096, 0, "time"]);
  });

  test("by Ctrl-C, with the interpreter as with the generated engine", () => {
    const seen = (["interpreter", "generated"] as const).map((engine) => {
      const progress: number[] = [];
      const run = searched(endless, {
        engine,
        shouldStop: stopAt(1, "interrupted"),
        onProgress: ({ states, frontier, depth }) => progress.push(states, frontier, depth),
      });
      return { states: run.states, limit: run.limit, small: verdictOf(run, "small"), progress: progress.slice(0, 6) };
    });
    expect(seen[0]?.states).toBe(8192);
    expect(seen[0]?.progress).toEqual([4096, 4096, 0, 8192, 8192, 0]);
    expect(seen[1]?.progress).toEqual(seen[0]?.progress);
    expect(seen[1]?.states).toEqual(seen[0]?.states);
    expect(seen[0]?.small).toMatchObject({ kind: "violated", steps: 0, shortest: true });
  });
});

test("beyond a limit on states a million initial states are looked at, and no more, for what breaks in them", () => {
  const run = searched(endless, { engine: "generated", maxStates: 500 });
  expect([run.states, run.limit]).toEqual([500, "states"]);
  expect(verdictOf(run, "small")).toMatchObject({ kind: "violated", steps: 0, shortest: true });
});

test("both engines keep the same ones under every limit, and show the first that breaks", () => {
  const spec =
    specOf(`spec starts "x"; 0..7 x; init { pick (0..3 v) { x = v; } } task t[2] { 0..3 k; pick (0..3 v where v >= x) { k = v; assert a (v + x < 5) "x"; } x = k; }
event e() when (x == 3) { x = 7; } invariant i: x < 7;`);
  for (let maxStates = 1; maxStates < 40; maxStates += 1) agreed(spec, { maxStates });
  expect(agreed(spec).limit).toBeNull();
});
