import { expect, test } from "vitest";
import { checkPoints } from "../../src/check.ts";
import { designPoint, designPoints, variedPoints } from "../../src/compare.ts";
import { comparedRows } from "../../src/report/compare-rows.ts";
import { knobValueText } from "../../src/report/knob-text.ts";
import { specOf } from "../spec-text.ts";

// What nothing reachable tells apart is one row of the table.

const OPTIONS = { maxStates: null, maxDepth: null, shouldStop: () => null, onProgress: () => {}, clock: () => 0 };

/** One line per row: the designs' names, or the values of each knob. */
function rowsOf(text: string, which: "designs" | "points"): string[] {
  const spec = specOf(text);
  const base = designPoint(spec, null);
  const points = which === "designs" || base === null ? designPoints(spec) : variedPoints(spec, base, spec.knobs);
  return comparedRows(checkPoints(spec, points, OPTIONS), spec.knobs).map(({ runs, values }) => {
    if (which === "designs") return runs.map(({ design }) => design).join(", ");
    return [...values].map(([knob, some]) => some.map((one) => knobValueText(spec, knob, one)).join("/")).join(" ");
  });
}

const BRANCH = `spec s;
knob bool RETRY = true;
knob 1..3 TIMES in { 1, 2, 3 } = 1;
knob bool UNREAD = false;
0..3 n;
task t[1] {
	if (RETRY)
		n += TIMES;
	n = n;
}
design one { }
design other { UNREAD = true; }
design never { RETRY = false; }
design neither { RETRY = false; TIMES = 3; }
`;

test("values that change nothing that is counted or judged share a row", () => {
  expect(rowsOf(BRANCH, "points")).toEqual(["false 1/2/3 false/true", "true 1/2/3 false/true"]);
});

test("values that make a difference have rows of their own", () => {
  const counted = BRANCH.replace("n = n;", "while (n > 0) n -= 1;");
  expect(rowsOf(counted, "points")).toEqual([
    "false 1/2/3 false/true",
    "true 1 false/true",
    "true 2 false/true",
    "true 3 false/true",
  ]);
});

test("designs with names share a row, in order of declaration", () => {
  expect(rowsOf(BRANCH, "designs")).toEqual(["one, other", "never, neither"]);
});

test("points that are alike but fill no box of values are several rows", () => {
  const diagonal = `spec s;
knob bool A = false;
knob bool B = false;
0..1 n;
task t[1] { if (A == B) n = 1; }
`;
  expect(rowsOf(diagonal, "points")).toEqual(["false false", "true false", "false true", "true true"].sort());
});
