import { expect, test } from "vitest";
import { concerning, judge, planTest } from "../src/expectations.ts";
import type { CheckedSpec } from "../src/language/checked-spec.ts";
import type { Expectation } from "../src/language/expectation.ts";
import type { Verdict } from "../src/properties/verdict.ts";
import { actors, FILE, property, run, spanOf, spec, step, trace } from "./report/drawn.ts";

const span = spanOf(FILE, "line one");
const properties = [property(0, "a"), property(1, "b")];
const holds: Verdict = { kind: "holds", vacuous: false };
const vacuous: Verdict = { kind: "holds", vacuous: true };
const open: Verdict = { kind: "undecided", limit: "states" };
const broken: Verdict = {
  kind: "violated",
  steps: 2,
  shortest: true,
  counterexample: trace(property(0, "a"), actors("t"), [step(0, "x"), step(0, "y")]),
  limit: null,
};

function expectation(verdict: Expectation["verdict"], parts: Partial<Expectation> = {}): Expectation {
  return { design: null, constants: [], verdict, span, ...parts };
}

function outcome(verdict: Expectation["verdict"], verdicts: readonly Verdict[]): string {
  return judge(expectation(verdict), [run({ spec: spec({ properties }), verdicts })]).kind;
}

const everything = { kind: "holds", properties: "every" } as const;

test("holds is fulfilled by vacuous verdicts, never by a search that was cut short", () => {
  expect(outcome(everything, [holds, vacuous])).toBe("fulfilled");
  expect(outcome(everything, [holds, open])).toBe("undecided");
  expect(outcome(everything, [open, broken])).toBe("contradicted");
});

test("holds P says nothing of the others", () => {
  expect(outcome({ kind: "holds", properties: [1] }, [broken, holds])).toBe("fulfilled");
  expect(outcome({ kind: "holds", properties: [0] }, [broken, holds])).toBe("contradicted");
});

test("vacuous P wants the mark", () => {
  expect(outcome({ kind: "vacuous", property: 0 }, [vacuous, broken])).toBe("fulfilled");
  expect(outcome({ kind: "vacuous", property: 0 }, [holds, holds])).toBe("contradicted");
});

test("violates P in N wants exactly N steps, and a violation counts although the search was cut short", () => {
  const violates = (steps: number | null, only = false): Expectation["verdict"] => ({
    kind: "violates",
    only,
    violations: [{ property: 0, steps }],
  });
  expect(outcome(violates(2), [broken, open])).toBe("fulfilled");
  expect(outcome(violates(null), [broken, broken])).toBe("fulfilled");
  expect(outcome(violates(3), [broken, holds])).toBe("contradicted");
  expect(outcome(violates(2, true), [broken, holds])).toBe("fulfilled");
  expect(outcome(violates(2, true), [broken, broken])).toBe("contradicted");
  expect(outcome(violates(2, true), [broken, open])).toBe("undecided");
});

test("violates P in N is judged by the number of steps, also where a limit left no trace", () => {
  const untold: Verdict = { kind: "violated", steps: 2, shortest: true, counterexample: null, limit: "interrupted" };
  const violates = (steps: number): Expectation["verdict"] => ({
    kind: "violates",
    only: false,
    violations: [{ property: 0, steps }],
  });
  expect(outcome(violates(2), [untold, holds])).toBe("fulfilled");
  expect(outcome(violates(3), [untold, holds])).toBe("contradicted");
  expect(outcome(everything, [untold, holds])).toBe("contradicted");
});

test("where one step fewer may do, violates P in N is undecided for both numbers of steps", () => {
  const early: Verdict = { kind: "violated", steps: 3, shortest: false, counterexample: null, limit: "time" };
  const violates = (steps: number | null): Expectation["verdict"] => ({
    kind: "violates",
    only: false,
    violations: [{ property: 0, steps }],
  });
  expect(outcome(violates(1), [early, holds])).toBe("contradicted");
  expect(outcome(violates(2), [early, holds])).toBe("undecided");
  expect(outcome(violates(3), [early, holds])).toBe("undecided");
  expect(outcome(violates(4), [early, holds])).toBe("contradicted");
  expect(outcome(violates(null), [early, holds])).toBe("fulfilled");
});

const designs = [
  { name: "one", doc: null, values: [true], span },
  { name: "two", doc: null, values: [false], span },
];
const bool = { kind: "bool" } as const;
const knobs = [{ index: 0, name: "K", type: bool, domain: [false, true], initial: true, doc: null, span }];
const n2 = [{ name: "N", value: 2 }];

function specWith(expectations: readonly Expectation[], value: number): CheckedSpec {
  return spec({ properties, designs, knobs, expectations, constants: [{ name: "N", value, span }] });
}

test("no point is searched twice: lines share runs, a design shares that of the defaults it equals", () => {
  const lines = [
    expectation(everything),
    expectation(everything, { design: "one" }),
    expectation(everything, { design: "all" }),
    expectation(everything, { design: "two", constants: n2 }),
    expectation(everything, { design: "all", constants: n2 }),
  ];
  const read: string[] = [];
  const plan = planTest(specWith(lines, 1), (constants) => {
    read.push(JSON.stringify(constants));
    return specWith(lines, 2);
  });
  expect(plan?.lines.map(({ searches }) => searches)).toEqual([[0], [0], [0, 1], [2], [3, 2]]);
  expect(plan?.searches.map(({ spec: { constants } }) => constants[0]?.value)).toEqual([1, 1, 2, 2]);
  expect(read).toHaveLength(1);
});

test("a comparison is held against the lines about its designs with the constants in force", () => {
  const lines = [
    expectation(everything, { design: "one" }),
    expectation(everything, { design: "two" }),
    expectation(everything, { design: "all" }),
    expectation(everything, { design: "two", constants: n2 }),
  ];
  const own = specWith(lines, 1);
  const two = run({ spec: own, design: "two", knobs: [false], verdicts: [holds, holds] });
  expect(concerning(own, [two]).map(({ expectation: each }) => lines.indexOf(each))).toEqual([1, 2]);
  const bigger = specWith(lines, 2);
  expect(concerning(bigger, [{ ...two, spec: bigger }])).toHaveLength(3);
});
