import { describe, expect, test } from "vitest";
import { checkPoints } from "../../src/check.ts";
import type { Limit } from "../../src/explorer/state-graph.ts";
import type { Progress, Stage } from "../../src/properties/search.ts";
import { checkMailLines } from "../../src/report/check-mail.ts";
import { checkLines } from "../../src/report/check-text.ts";
import { compareMailLines } from "../../src/report/compare-text.ts";
import { exitCodeOfVerdicts } from "../../src/report/exit-code.ts";
import { resultJson } from "../../src/report/json.ts";
import { MAIL, render } from "../../src/report/line.ts";
import { SUBJECT } from "../report/drawn.ts";
import { counts, searched, specOf, UNLIMITED, verdictOf } from "../spec-text.ts";

/** 97,336 states; the last one found is broken. */
const product = specOf(`spec product "x"; 0..22 n[3];
task t[3] { while (n[self] < 22) { n[self] += 1; } }
invariant never_all: n[0] < 22 || n[1] < 22 || n[2] < 22; invariant soon "not four": n[0] != 4;`);

function stopIn(stage: Stage, limit: Limit, after = 0): (asked: Stage) => Limit | null {
  let left = after;
  return (asked) => {
    if (asked !== stage) return null;
    left -= 1;
    return left < 0 ? limit : null;
  };
}

describe("where the second search, for the traces, is stopped", () => {
  const whole = searched(product, { engine: "generated" });
  const cut = searched(product, { engine: "generated", shouldStop: stopIn("traces", "interrupted") });

  test("the verdicts and lengths of the first one stay, and so do its counts", () => {
    expect(counts(cut)).toBe(counts(whole));
    expect(cut.limit).toBeNull();
    expect(verdictOf(cut, "never_all")).toEqual({
      kind: "violated",
      steps: 132,
      shortest: true,
      counterexample: null,
      limit: "interrupted",
    });
    expect(verdictOf(cut, "deadlock")).toEqual(verdictOf(whole, "deadlock"));
    expect(exitCodeOfVerdicts(cut.verdicts)).toBe(1);
  });

  test("a trace that was found by then is shown", () => {
    const late = searched(product, { engine: "generated", shouldStop: stopIn("traces", "time", 8) });
    expect(verdictOf(late, "soon")).toMatchObject({ kind: "violated", steps: 8, shortest: true, limit: null });
    expect(verdictOf(late, "never_all")).toMatchObject({ counterexample: null, limit: "time" });
  });

  test("the report says why there is no trace, and which command gives it", () => {
    const shown = render({ ...MAIL, width: 80 }, checkLines(cut, SUBJECT, 80, "normal")).replace(/(\s|\\\n)+/g, " ");
    expect(shown).toContain("trace not made: the search was interrupted before it was found; the verdict stands");
    expect(shown).toContain("untorn trace specs/demo.untorn --property never_all --max-depth 132");
    expect(shown).toContain("never_all in 132 steps");
    expect(shown).toContain(": every interleaving of these steps");
    const mail = render(MAIL, checkMailLines(cut, SUBJECT)).replace(/(\s|\\\n)+/g, " ");
    expect(mail).toContain("untorn trace specs/demo.untorn --property never_all --max-depth 132");
  });

  test("the JSON has its length and no trace", () => {
    const [run] = JSON.parse(resultJson([cut], SUBJECT, null)).runs;
    expect(run).toMatchObject({ complete: true, limit: null });
    expect(run.properties[0]).toMatchObject({
      name: "never_all",
      verdict: "violated",
      steps: 132,
      shortest: true,
      trace: null,
      limit: "interrupted",
      line: 3,
    });
  });

  test("a comparison has its length in the table, and the command in place of the trace", () => {
    const comparison = { runs: [cut], expected: [], findings: null, traces: "shown" } as const;
    const mail = render(MAIL, compareMailLines(comparison, SUBJECT, ["compare"]));
    expect(mail).toContain("FAIL@132");
    expect(mail.replace(/(\s|\\\n)+/g, " ")).toContain("--property never_all --max-depth 132");
  });
});

describe("a search stopped in the middle of a level", () => {
  /** A step out of the first initial state errs, and so does the invariant in the last one. */
  const level = specOf(`spec level "x"; 0..2999 n; init { pick (0..2999 v) { n = v; } }
task t { n -= 1; } invariant i: 9 / (2999 - n) < 10;`);

  test("may have found a trace with one step too many, and says so", () => {
    const run = searched(level, { engine: "interpreter", shouldStop: stopIn("search", "time") });
    expect(verdictOf(run, "ranges")).toMatchObject({ kind: "violated", steps: 1, shortest: false });
    const shown = render({ ...MAIL, width: 80 }, checkLines(run, SUBJECT, 80, "normal"));
    expect(shown).toContain("0 or 1 step");
    expect(shown).toContain("shortest          not known: the search ended early");
  });

  test("has the shortest all the same where the second search ends by itself", () => {
    const run = searched(level, { engine: "generated", shouldStop: stopIn("search", "time") });
    expect(run.limit).toBe("time");
    expect(verdictOf(run, "ranges")).toMatchObject({ kind: "violated", steps: 0, shortest: true });
  });

  test("is sure of the length where the level before was the last one needed", () => {
    const run = searched(product, { engine: "interpreter", shouldStop: stopIn("search", "time", 8) });
    expect(verdictOf(run, "soon")).toMatchObject({ kind: "violated", steps: 8, shortest: true });
  });

  test("does not take the second search for certain where that is stopped too", () => {
    const run = searched(level, { engine: "generated", shouldStop: () => "interrupted" });
    expect(verdictOf(run, "ranges")).toMatchObject({ kind: "violated", steps: 1, shortest: false });
  });
});

test("progress counts the states found and not expanded, every 1024 states, and names the stage", () => {
  const seen: Progress[] = [];
  const run = searched(product, { engine: "generated", onProgress: (progress) => seen.push(progress) });
  const first = seen.filter(({ stage }) => stage === "search");
  expect(first).toHaveLength(Math.ceil(run.states / 1024) - 1);
  for (const [index, { states, frontier }] of first.entries()) expect(states - frontier).toBe((index + 1) * 1024);
  expect(seen.at(-1)?.stage).toBe("traces");
});

test("a search that ends by itself is complete, however soon it would have been stopped", () => {
  const spec = specOf('spec few "x"; 0..1023 n; init { pick (0..1023 v) { n = v; } } event e() when (false) { }');
  for (const engine of ["interpreter", "generated"] as const) {
    const run = searched(spec, { engine, shouldStop: stopIn("search", "time", engine === "interpreter" ? 3 : 0) });
    expect([run.limit, run.states]).toEqual([null, 1024]);
  }
});

/** Both initial steps end in a state with 2^19 steps out of it. */
const broad = specOf(`spec broad "x"; knob bool LATE = false; bool on; 0..1023 n; 0..511 m;
event any(0..1023 i, 0..511 j) when (on) { n = i; m = j; on = false; }
task t { on = true; } invariant low: n < 1000;`);

test.each([
  ["alone", [false]],
  ["with other designs", [false, true]],
])("a state with many steps out of it does not keep a limit waiting, searched %s", (_, settings) => {
  const points = settings.map((late) => ({ design: null, knobs: [late] }));
  const options = {
    ...UNLIMITED,
    traces: "left out" as const,
    shouldStop: () => "time" as const,
  };
  for (const run of checkPoints(broad, points, options)) {
    expect(run.limit).toBe("time");
    expect(run.states).toBeLessThan(2 ** 18 + 2 ** 9);
    expect(verdictOf(run, "deadlock")).toEqual({ kind: "undecided", limit: "time" });
  }
});
