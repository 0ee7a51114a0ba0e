import { expect, test } from "vitest";
import type { Knob } from "../../src/language/checked-spec.ts";
import type { Run } from "../../src/properties/run.ts";
import type { Verdict } from "../../src/properties/verdict.ts";
import { compareLines, compareMailLines } from "../../src/report/compare-text.ts";
import { MAIL, render } from "../../src/report/line.ts";
import { actors, FILE, property, run, SUBJECT, spanOf, spec, step, trace } from "./drawn.ts";

const span = spanOf(FILE, "line one");
const code = { kind: "code" } as const;
const knobs: Knob[] = [
  { index: 0, name: "HW_REFUSED", type: code, domain: [1, 3], initial: 1, doc: null, span },
  { index: 1, name: "CACHE_BUSY", type: code, domain: [1, 2], initial: 1, doc: null, span },
];
const names = ["right_cause", "lock_order", "returns"];
const builtIn = (["deadlock", "locks", "ranges"] as const).map((kind, index) => property(3 + index, kind, kind));
const demo = spec({
  doc: "Which code should ->iomap_begin return when hardware cannot do it?",
  properties: [...names.map((name, index) => property(index, name)), ...builtIn],
  knobs,
  codes: ["0", "EAGAIN", "EBUSY", "ENOPROTOOPT"],
  designs: [
    { name: "posted", doc: "as posted", values: [1, 1], span },
    { name: "merged", doc: null, values: [3, 1], span },
  ],
});

const holds: Verdict = { kind: "holds", vacuous: false };

function violated(index: number, steps: number): Verdict {
  const moves = Array.from({ length: steps }, (_, number) => step(0, `step_${number + 1}()`));
  const counterexample = trace(property(index, names[index] ?? "?"), actors("writer"), moves);
  return { kind: "violated", steps, shortest: true, counterexample, limit: null };
}

const posted = run({
  spec: demo,
  design: "posted",
  knobs: [1, 1],
  states: 951,
  verdicts: [violated(0, 2), holds, holds, holds, holds, holds],
});
const merged: Run = { ...posted, design: "merged", knobs: [3, 1], states: 867, verdicts: Array(6).fill(holds) };

function mail(runs: readonly Run[], traces: "shown" | "left out" = "left out"): string {
  return render(
    MAIL,
    compareMailLines({ runs, expected: [], findings: null, traces }, SUBJECT, ["compare", "specs/demo.untorn"]),
  );
}

function text(runs: readonly Run[], width = 80): string {
  return render(
    { ...MAIL, width },
    compareLines({ runs, expected: [], findings: null, traces: "left out" }, SUBJECT, width, "normal"),
  );
}

test("mail shows the question, one row per design, the model and how to get it again", () => {
  expect(`\n${mail([posted, merged])}`).toMatchInlineSnapshot(`
    "
      Which code should ->iomap_begin return when hardware cannot do it?

        design  HW_REFUSED  | right   lock    returns | states  verdict
                            | cause   order           |
        --------------------+-------------------------+----------------
        posted  EAGAIN      | FAIL@2  ok      ok      |    951  unsafe
        merged  ENOPROTOOPT | ok      ok      ok      |    867  SAFE

        deadlock, locks and ranges hold in all of them

        posted  as posted

      Model: demo.untorn (sha256 3f2a9c1d0b7e); every interleaving of these
      steps, sequentially consistent. untorn 0.1.0.
      Reproduce: npx untorn@0.1.0 compare specs/demo.untorn
    "
  `);
});

test("points of the knobs have no name: their knobs stand for them", () => {
  const points = [
    { ...posted, design: null },
    { ...merged, design: null },
  ];
  expect(`\n${text(points)}`).toMatchInlineSnapshot(`
    "
    untorn 0.1.0   demo.untorn   2 points
      Which code should ->iomap_begin return when hardware cannot do it?

        HW_REFUSED  | right   lock    returns | states  verdict
                    | cause   order           |
        ------------+-------------------------+----------------
        EAGAIN      | FAIL@2  ok      ok      |    951  unsafe
        ENOPROTOOPT | ok      ok      ok      |    867  SAFE

        deadlock, locks and ranges hold in all of them

      1,818 states, 0.50 s: every interleaving of these steps, sequentially
      consistent
    "
  `);
});

test("where the knobs make a table too wide they stand below it", () => {
  expect(`\n${text([posted, merged], 60)}`).toMatchInlineSnapshot(`
    "
    untorn 0.1.0   demo.untorn   2 designs
      Which code should ->iomap_begin return when hardware
      cannot do it?

        design | right   lock    returns | states  verdict
               | cause   order           |
        -------+-------------------------+----------------
        posted | FAIL@2  ok      ok      |    951  unsafe
        merged | ok      ok      ok      |    867  SAFE

        deadlock, locks and ranges hold in all of them

        posted  as posted

                   | posted  merged
        -----------+--------------------
        HW_REFUSED | EAGAIN  ENOPROTOOPT

      1,818 states, 0.50 s: every interleaving of these steps,
      sequentially consistent
    "
  `);
});

test("where properties make a table too wide, designs stand across and properties down", () => {
  const many = Array.from({ length: 12 }, (_, index) => property(index, `property_number_${index}`));
  const wide = { ...demo, properties: many };
  const verdicts = many.map(({ index }) => (index === 7 ? violated(0, 12) : holds));
  const runs = [
    { ...posted, spec: wide, verdicts },
    { ...merged, spec: wide, verdicts },
  ];
  expect(`\n${mail(runs)}`).toMatchInlineSnapshot(`
    "
      Which code should ->iomap_begin return when hardware cannot do it?

                           | posted   merged
        -------------------+-----------------
        property_number_0  | ok       ok
        property_number_1  | ok       ok
        property_number_2  | ok       ok
        property_number_3  | ok       ok
        property_number_4  | ok       ok
        property_number_5  | ok       ok
        property_number_6  | ok       ok
        property_number_7  | FAIL@12  FAIL@12
        property_number_8  | ok       ok
        property_number_9  | ok       ok
        property_number_10 | ok       ok
        property_number_11 | ok       ok
        -------------------+-----------------
        states             | 951      867
        verdict            | unsafe   unsafe

        posted  as posted

                   | posted  merged
        -----------+--------------------
        HW_REFUSED | EAGAIN  ENOPROTOOPT

      Model: demo.untorn (sha256 3f2a9c1d0b7e); every interleaving of these
      steps, sequentially consistent. untorn 0.1.0.
      Reproduce: npx untorn@0.1.0 compare specs/demo.untorn
    "
  `);
});

test("points that fit neither way are shown in several tables, none too wide", () => {
  const many = Array.from({ length: 12 }, (_, index) => property(index, `property_number_${index}`));
  const runs = [posted, merged].map((each) => ({
    ...each,
    design: null,
    spec: { ...demo, properties: many },
    verdicts: many.map(() => holds),
  }));
  const lines = mail(runs).split("\n");
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(72);
  expect(lines.filter((line) => line.includes("HW_REFUSED")).length).toBeGreaterThan(1);
});

test("one design alone has no table of what differs, however narrow the page", () => {
  expect(text([posted], 40)).toContain("\n    posted  as posted: defaults\n");
  expect(text([posted], 40).match(/\| posted$/gm)).toHaveLength(1);
  expect(text([posted, merged], 40).match(/\| posted +merged$/gm)).toHaveLength(2);
});

test("a violation at the defaults, where nothing differs, is one of the defaults", () => {
  expect(mail([{ ...posted, design: null }], "shown").replace(/\s+/g, " ")).toContain(
    "is violated by the defaults in 2 steps",
  );
});

test("what a limit left open is a question mark, and the design is not called safe", () => {
  const open: Verdict = { kind: "undecided", limit: "states" };
  const cut: Run = { ...merged, limit: "states", verdicts: Array(6).fill(open) };
  const shown = text([posted, cut]);
  expect(shown).toMatch(/merged .*\? .*undecided/);
  expect(shown).toContain("?  undecided: the limit on states, --max-states, ended the search");
  expect(shown).not.toContain("SAFE");
});

test("designs whose traces read the same share one", () => {
  const shown = mail([posted, { ...posted, design: "merged" }], "shown");
  expect(shown).toContain("right_cause is violated by posted and merged in 2 steps");
  expect(shown.match(/step_2\(\)/g)).toHaveLength(1);
});

test("where no verdict has room beside the knobs, points have numbers", () => {
  const points = [
    { ...posted, design: null },
    { ...merged, design: null },
  ];
  expect(`\n${text(points, 24)}`).toMatchInlineSnapshot(`
    "
    untorn 0.1.0   demo.untorn   2 points
      Which code should
      ->iomap_begin return
      when hardware cannot
      do it?

        # | HW_REFUSED
        --+------------
        1 | EAGAIN
        2 | ENOPROTOOPT

        # | right   lock
          | cause   order
        --+---------------
        1 | FAIL@2  ok
        2 | ok      ok

        # | returns
        --+--------
        1 | ok
        2 | ok

        # | states  verdict
        --+----------------
        1 |    951  unsafe
        2 |    867  SAFE

        deadlock, locks and
        ranges hold in all
        of them

      1,818 states, 0.50 s:
      every interleaving of
      these steps,
      sequentially
      consistent
    "
  `);
});
