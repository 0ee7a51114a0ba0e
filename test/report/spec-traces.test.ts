import { beforeAll, expect, test } from "vitest";
import { checkPoint, readSpec } from "../../src/check.ts";
import { openSpec } from "../../src/cli/files.ts";
import { designPoints } from "../../src/compare.ts";
import type { Trace } from "../../src/model/trace.ts";
import type { Run } from "../../src/properties/run.ts";
import { MAIL, render } from "../../src/report/line.ts";
import { columnLines } from "../../src/report/trace-columns.ts";
import { traceLines } from "../../src/report/trace-text.ts";

// Every trace of the XFS spec as it is shipped, all designs, with its own constants.

const SPEC = "specs/xfs-atomic-write.untorn";
const MOST_ROWS = 25;

let runs: readonly Run[] = [];
let traces: readonly Trace[] = [];

beforeAll(() => {
  const { main, readPart } = openSpec(SPEC, null);
  const { spec } = readSpec(main, { constants: new Map(), readPart });
  if (spec === null) throw new Error(`${SPEC} has mistakes`);
  const limits = { maxStates: null, maxDepth: null, shouldStop: () => null, onProgress: () => {}, clock: () => 0 };
  runs = designPoints(spec).map((point) => checkPoint(spec, point, limits));
  traces = runs
    .flatMap(({ verdicts }) => verdicts.flatMap((one) => (one.kind === "violated" ? [one.counterexample] : [])))
    .filter((trace) => trace !== null);
}, 600_000);

test("there are traces to look at, of every kind of design that is not safe", () => {
  expect(traces.length).toBeGreaterThan(10);
  expect(new Set(traces.map(({ property }) => property.name)).size).toBeGreaterThan(3);
});

test("no trace has more than 25 rows, the initial state among them", () => {
  for (const trace of traces) {
    const text = render(MAIL, columnLines(trace, MAIL.width));
    const rows = text.split("\n").filter((line) => /^ {1,4}\d+ /.test(line));
    expect(rows.length).toBeLessThanOrEqual(MOST_ROWS);
    expect(rows.length).toBeGreaterThanOrEqual(trace.steps.length - 1);
  }
});

test("no line wraps, at 80 columns or in mail, and mail is ASCII, indented, without trailing blanks", () => {
  for (const trace of traces) {
    const wide = render({ ...MAIL, width: 80, charset: "any" }, traceLines(trace, true, 80)).split("\n");
    expect(Math.max(...wide.map(({ length }) => length))).toBeLessThanOrEqual(80);
    const mail = render(MAIL, traceLines(trace, true, MAIL.width)).split("\n");
    for (const line of mail) expect(line).toMatch(/^$|^ {2}[ -~]{0,69}[!-~]$/);
  }
});

test("a property that speaks of error codes has a chain from a birth to the property in each of its traces", () => {
  const about = traces.filter(({ property: { name } }) => name === "right_cause" || name === "no_internal_code");
  expect(about.length).toBeGreaterThan(5);
  for (const { errorChain, property } of about) {
    expect(errorChain.at(0)?.kind).toBe("born");
    expect(errorChain.at(-1)).toMatchObject({ kind: "asked", name: property.name });
  }
});
