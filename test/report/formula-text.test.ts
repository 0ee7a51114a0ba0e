import { expect, test } from "vitest";
import type { Expression, Knob, KnobValue } from "../../src/language/checked-spec.ts";
import { designFormulas } from "../../src/properties/designs/design-formulas.ts";
import { smallestChanges } from "../../src/properties/designs/smallest-change.ts";
import type { Run } from "../../src/properties/run.ts";
import type { Verdict } from "../../src/properties/verdict.ts";
import type { Detail } from "../../src/report/check-text.ts";
import { formulaJson } from "../../src/report/formula-json.ts";
import { literalText } from "../../src/report/formula-text.ts";
import type { KnobFindings } from "../../src/report/knob-findings.ts";
import { findingLines } from "../../src/report/knob-findings.ts";
import { MAIL, render } from "../../src/report/line.ts";
import { allPoints, boolKnob, codeKnob } from "../properties/designs/drawn-knobs.ts";
import { FILE, property, run, spanOf, spec, trace } from "./drawn.ts";

const knobs = [
  codeKnob(0, "HW_REFUSED", "EAGAIN", "ENOPROTOOPT"),
  codeKnob(1, "CACHE_BUSY", "EAGAIN", "EBUSY"),
  boolKnob(2, "DRAIN"),
];
const codes = ["0", "EAGAIN", "EBUSY", "ENOTBLK", "ENOPROTOOPT", "EINVAL"];
const [first, second] = [property(0, "right_cause"), property(1, "no_trample")];
const demo = spec({ knobs, codes, properties: [first, second] });

const holds: Verdict = { kind: "holds", vacuous: false };
const violated: Verdict = {
  kind: "violated",
  steps: 2,
  shortest: true,
  counterexample: trace(first, [], []),
  limit: null,
};
const open: Verdict = { kind: "undecided", limit: "states" };

type Values = readonly KnobValue[];

/** What it says is told by the function that is handed over; here it only has to be there. */
const ASSUMPTION: Expression = { kind: "self", type: { kind: "bool" }, span: spanOf(FILE, "line one") };

function runOf(values: Values, verdicts: readonly Verdict[], design: string | null = null, of = demo): Run {
  return run({ spec: of, knobs: values, verdicts, design });
}

function verdict(isHeld: boolean): Verdict {
  return isHeld ? holds : violated;
}

const rightCause = ([hw, cache]: Values): Verdict => verdict(hw !== cache);
const noTrample = ([, , drain]: Values): Verdict => verdict(drain === true);
const grid = allPoints(knobs).map((values) => runOf(values, [rightCause(values), noTrample(values)]));

function findingsOf(runs: readonly Run[], isAdmitted: (values: Values) => boolean = () => true): KnobFindings | null {
  const formulas = designFormulas(runs, (literal) => literalText(demo, literal).length, isAdmitted);
  return formulas === null ? null : { formulas, changes: smallestChanges(runs) };
}

function text(runs: readonly Run[], detail: Detail = "normal", isAdmitted?: (values: Values) => boolean): string {
  return `\n${render(MAIL, findingLines(findingsOf(runs, isAdmitted), runs, MAIL.width, detail))}`;
}

test("where all points were searched, a formula is equivalent to being safe, and so are those of properties", () => {
  expect(text(grid)).toMatchInlineSnapshot(`
    "
      safe         <=>  HW_REFUSED != CACHE_BUSY && DRAIN
                        (all 8 points searched)
      right_cause  <=>  HW_REFUSED != CACHE_BUSY
      no_trample   <=>  DRAIN

      smallest change to a safe point
        3 points  DRAIN=false -> true
        1 point   CACHE_BUSY=EAGAIN -> EBUSY, DRAIN=false -> true
        1 point   CACHE_BUSY=EAGAIN -> EBUSY

    "
  `);
});

test("a property that always holds, or just where all do, has a line of its own only with -v", () => {
  const runs = allPoints(knobs).map((values) => runOf(values, [rightCause(values), holds]));
  expect(text(runs)).not.toContain("no_trample");
  expect(text(runs)).not.toContain("right_cause");
  expect(text(runs, "verbose")).toMatchInlineSnapshot(`
    "
      safe         <=>  HW_REFUSED != CACHE_BUSY
                        (all 8 points searched)
      right_cause  <=>  HW_REFUSED != CACHE_BUSY
      no_trample   <=>  always

      smallest change to a safe point
        2 points  CACHE_BUSY=EAGAIN -> EBUSY

    "
  `);
});

test("of some points, a formula says nothing about the others", () => {
  const designs = [
    runOf([1, 1, true], [violated, holds], "posted"),
    runOf([4, 1, true], [holds, holds], "merged"),
    runOf([4, 2, false], [holds, violated], "hasty"),
  ];
  expect(text(designs)).toMatchInlineSnapshot(`
    "
      of the 3 designs: safe exactly when HW_REFUSED != EAGAIN && DRAIN;
        5 points not searched
      right_cause holds exactly when HW_REFUSED != EAGAIN
      no_trample holds exactly when DRAIN

      smallest change to a safe design
        posted  HW_REFUSED=EAGAIN -> ENOPROTOOPT (merged)
        hasty   CACHE_BUSY=EBUSY -> EAGAIN, DRAIN=false -> true (merged)

    "
  `);
});

test("points that assume excludes are not missing", () => {
  const excluding = spec({
    ...demo,
    assumptions: [ASSUMPTION],
  });
  const isAdmitted = ([hw, cache]: Values): boolean => hw === 4 || cache === 1;
  const runs = grid
    .filter(({ knobs: values }) => isAdmitted(values))
    .map(({ knobs: values, verdicts }) => ({ ...runOf(values, verdicts), spec: excluding }));
  expect(text(runs, "normal", isAdmitted)).toContain("(all 6 points searched)");
  expect(text(runs.slice(1), "normal", isAdmitted)).toContain("1 point not searched");
});

test("too many combinations to hold against assume are not counted", () => {
  const many = Array.from({ length: 17 }, (_, index) => boolKnob(index));
  const of = spec({ knobs: many, codes, properties: [first], assumptions: [ASSUMPTION] });
  const runs = [false, true].map((value) => runOf(Array(17).fill(value), [verdict(value)], null, of));
  expect(text(runs)).toContain("of the 2 points: safe exactly when A; other points not searched\n");
});

test("a point that is undecided leaves the formula open, unless something else is violated there", () => {
  const [one, two, ...others] = grid;
  expect(one?.verdicts.map(({ kind }) => kind)).toEqual(["violated", "violated"]);
  const runs = [
    ...(one === undefined ? [] : [runOf(one.knobs, [open, violated])]),
    ...(two === undefined ? [] : [two]),
    ...others,
  ];
  expect(text(runs)).toMatchInlineSnapshot(`
    "
      safe        <=>  HW_REFUSED != CACHE_BUSY && DRAIN
                       (all 8 points searched)
      no_trample  <=>  DRAIN
      no formula for right_cause: 1 of the 8 points is undecided

      smallest change to a safe point
        3 points  DRAIN=false -> true
        1 point   CACHE_BUSY=EAGAIN -> EBUSY, DRAIN=false -> true
        1 point   CACHE_BUSY=EAGAIN -> EBUSY

    "
  `);
  const bothOpen = [...runs.slice(1), runOf([1, 1, false], [open, open])];
  expect(text(bothOpen)).toContain(
    "no formula for safe, right_cause and no_trample: 1 of the 8 points is\n  undecided",
  );
});

test("one point, or knobs that do not differ: nothing is said", () => {
  expect(findingsOf([runOf([1, 1, true], [holds, holds])])).toBeNull();
  const twice = [runOf([1, 1, true], [violated, holds], "one"), runOf([1, 1, true], [violated, holds], "two")];
  expect(findingsOf(twice)).toBeNull();
  expect(text(twice)).toBe("\n");
});

test("where no design is safe, no change makes one safe", () => {
  const runs = allPoints(knobs).map((values) => runOf(values, [violated, noTrample(values)]));
  expect(text(runs)).toMatchInlineSnapshot(`
    "
      safe        <=>  never        (all 8 points searched)
      no_trample  <=>  DRAIN

    "
  `);
});

test("the smallest change leads to the safe point with the fewest other values, the first one of several", () => {
  const [change] = smallestChanges([
    runOf([1, 1, false], [violated, holds], "posted"),
    runOf([4, 2, false], [holds, holds], "both"),
    runOf([4, 1, false], [holds, holds], "merged"),
    runOf([1, 2, false], [holds, holds], "busy"),
    runOf([1, 1, true], [open, holds], "drained"),
  ]);
  expect(change?.to.design).toBe("merged");
  expect(change?.knobs.map(({ name }) => name)).toEqual(["HW_REFUSED"]);
});

test("no line is wider than the page, and lines end behind && and ||", () => {
  const many = Array.from({ length: 6 }, (_, index) => boolKnob(index, `A_RATHER_LONG_NAME_OF_A_KNOB_${index}`));
  const wide = spec({ knobs: many, codes, properties: [first] });
  const runs = allPoints(many).map((values) =>
    runOf(values, [verdict([0, 2, 4].every((at) => values.slice(at, at + 2).includes(true)))], null, wide),
  );
  const lines = text(runs).split("\n");
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(MAIL.width);
  const broken = lines.filter((line) => line.includes("A_RATHER") && !line.includes("->"));
  expect(broken.length).toBeGreaterThan(3);
  for (const line of broken.slice(0, -1)) expect(line).toMatch(/(&&|\|\|)$/);
});

test("changes of many points are counted, and the rare ones left to -v", () => {
  const many: Knob[] = Array.from({ length: 4 }, (_, index) => boolKnob(index));
  const of = spec({ knobs: many, codes, properties: [first] });
  // Safe where exactly one knob is set: what is nearest depends on which knobs are set.
  const runs = allPoints(many).map((values) =>
    runOf(values, [verdict(values.filter((each) => each).length === 1)], null, of),
  );
  expect(text(runs)).toContain("\n    and 2 other changes; -v shows all\n");
  expect(text(runs, "verbose")).not.toContain("-v shows all");
});

test("in JSON: every formula by the name of its property, and * for all together", () => {
  const findings = findingsOf(grid);
  if (findings === null) throw new Error("no findings");
  const json = formulaJson(findings, grid);
  expect(json.formula).toEqual({
    right_cause: "HW_REFUSED != CACHE_BUSY",
    no_trample: "DRAIN",
    "*": "HW_REFUSED != CACHE_BUSY && DRAIN",
  });
  expect(json.formulaPoints).toEqual({ searched: 8, notSearched: 0 });
  expect(json.formulaNotProved).toEqual([]);
  expect(json.smallestChanges[0]).toEqual({
    from: 0,
    to: 3,
    knobs: { CACHE_BUSY: ["EAGAIN", "EBUSY"], DRAIN: [false, true] },
  });
});
