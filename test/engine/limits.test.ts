import { describe, expect, test } from "vitest";
import { searched, specOf, verdictOf, violations } from "../spec-text.ts";
import { agreed } from "./both.ts";

// A limit ends a level, not the middle of one, whoever searches.

/** 64 states on 16 levels, wide in the middle; `a` breaks in states, `b` by steps, both on several levels. */
const wide = specOf(`spec wide "x"; 0..3 n[3]; 0..15 sum;
task t[3] { loop { atomic { wait (n[self] < 3); n[self] += 1; sum += 1; assert b (sum < 6 || n[0] > 1) "x"; } } }
event undo() when (sum == 9) { sum = 0; n[0] = 0; n[1] = 0; n[2] = 0; }
invariant a: sum < 5 || n[1] > 0; invariant c: sum < 9;`);

/** Several initial states, some of which are refused. */
const starts = specOf(`spec starts "x"; 0..7 n; init { pick (0..7 v) { n = v; } }
task t { pick (0..3 v) { n = v; } n = 7; } invariant early: n != 5; invariant late: n < 7;`);

describe("both engines agree on states, transitions, depth, limit, verdicts and traces", () => {
  test("under every limit on states", () => {
    for (const spec of [wide, starts]) {
      const { states } = agreed(spec);
      for (let maxStates = 1; maxStates <= states + 1; maxStates += 1) {
        const run = agreed(spec, { maxStates });
        expect(run.states).toBe(Math.min(states, maxStates));
        expect(run.limit).toBe(maxStates < states ? "states" : null);
      }
    }
  });

  test("under every limit on depth", () => {
    for (const spec of [wide, starts]) {
      const { depth } = agreed(spec);
      for (let maxDepth = 1; maxDepth <= depth + 1; maxDepth += 1) {
        expect(agreed(spec, { maxDepth }).limit).toBe(maxDepth < depth ? "depth" : null);
      }
    }
  });

  test("under limits on states and depth together", () => {
    for (let maxStates = 1; maxStates <= 64; maxStates += 7) {
      for (let maxDepth = 1; maxDepth <= 9; maxDepth += 2) agreed(wide, { maxStates, maxDepth });
    }
  });
});

test("a limit met in the level of a violation hides it not, and leaves its trace the shortest", () => {
  const whole = agreed(wide);
  for (const property of ["a", "b", "c"]) {
    const verdict = verdictOf(whole, property);
    if (verdict.kind !== "violated") throw new Error(`'${property}' holds`);
    const run = agreed(wide, { maxDepth: verdict.steps });
    expect(verdictOf(run, property)).toMatchObject({ kind: "violated", steps: verdict.steps, shortest: true });
  }
  expect(violations(agreed(wide, { maxDepth: 6 })).map((each) => each.split(" ")[0])).toEqual(
    expect.arrayContaining(["a", "b"]),
  );
});

test("a limit on bytes that leaves no room for the first state leaves everything undecided", () => {
  const spec = specOf(`spec tiny "x"; 0..1 n; task t { n = 1; }
invariant small: n == 0; liveness later: eventually (n == 1);`);
  const run = searched(spec, { engine: "generated", maxBytes: 2 });
  expect(run).toMatchObject({ states: 0, limit: "memory" });
  expect(run.verdicts.map(({ kind }) => kind)).toEqual(run.verdicts.map(() => "undecided"));
});

test("a limit on bytes ends the search as undecided, with what was found until then", () => {
  const spec = specOf(`spec long "x"; 0..999 n[3]; task t[3] { loop { atomic { n[self] = (n[self] + 1) % 1000; } } }
invariant small: n[0] < 3;`);
  const run = searched(spec, { engine: "generated", maxBytes: 1 << 20 });
  expect(run.limit).toBe("memory");
  expect(verdictOf(run, "small")).toMatchObject({ kind: "violated", steps: 3, shortest: true, limit: null });
  expect(verdictOf(run, "deadlock")).toEqual({ kind: "undecided", limit: "memory" });
  expect((run.bytesPerState ?? 0) * run.states).toBeLessThanOrEqual(1 << 20);
});
