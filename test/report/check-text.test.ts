import { expect, test } from "vitest";
import type { Run } from "../../src/properties/run.ts";
import { checkMailLines } from "../../src/report/check-mail.ts";
import { checkLines } from "../../src/report/check-text.ts";
import { MAIL, render } from "../../src/report/line.ts";
import { actors, change, FILE, property, run, SUBJECT, spanOf, spec, step, trace } from "./drawn.ts";

const properties = [
  property(0, "right_cause"),
  property(1, "cow_is_exclusive", "invariant"),
  property(2, "writer_returns", "liveness"),
  { ...property(3, "deadlock", "deadlock"), span: null },
  { ...property(4, "locks", "locks"), span: null },
  { ...property(5, "ranges", "ranges"), span: null },
];

const bool = { kind: "bool" } as const;
const span = spanOf(FILE, "line one");
const demo = spec({
  properties,
  hides: "readers, power failure, more than one page",
  constants: [{ name: "PAGES", value: 1, span }],
  knobs: [{ index: 0, name: "DRAIN", type: bool, domain: [false, true], initial: true, doc: null, span }],
});

const holds = { kind: "holds", vacuous: false } as const;
const broken = {
  kind: "violated",
  steps: 1,
  shortest: true,
  limit: null,
  counterexample: trace(property(0, "right_cause"), actors("writer"), [
    step(0, "x = 1", {
      changes: [change("x", 0, 1)],
      failures: [{ property: 0, message: "wrong cause", span: spanOf(FILE, "line three") }],
    }),
  ]),
} as const;

const well = run({
  spec: demo,
  design: "merged",
  knobs: [true],
  verdicts: [holds, { kind: "holds", vacuous: true }, { kind: "undecided", limit: "unsupported" }, holds, holds, holds],
});
const badly: Run = { ...well, design: null, knobs: [false], verdicts: [broken, holds, holds, holds, holds, holds] };

function shown(of: Run, detail: "quiet" | "normal" = "normal"): string {
  return render({ ...MAIL, width: 80 }, checkLines(of, SUBJECT, 80, detail));
}

test("each property has its verdict; the built-in ones that hold share a line", () => {
  expect(`\n${shown(well)}`).toMatchInlineSnapshot(`
    "
    untorn 0.1.0   demo.untorn   merged: DRAIN=true

      holds      assert     right_cause
      holds      invariant  cow_is_exclusive   vacuous: its left side is never true
      undecided  liveness   writer_returns     its formula is too large
      holds      built in   deadlock, locks, ranges

      5 states, 7 transitions, depth 3, 0.25 s: every interleaving of these steps,
      sequentially consistent, within PAGES=1; hidden: readers, power failure, more
      than one page
      statements reached 3/3
    "
  `);
});

test("a violated property is followed by its trace and the command that gives it again", () => {
  expect(`\n${shown(badly)}`).toMatchInlineSnapshot(`
    "
    untorn 0.1.0   demo.untorn   DRAIN=false

      holds     invariant  cow_is_exclusive
      holds     liveness   writer_returns
      holds     built in   deadlock, locks, ranges

      VIOLATED  assert     right_cause        1 step   demo.untorn:3

         writer
         ------------------------------
      1  x: 0 -> 1
         ^^^^^^ right_cause: wrong cause

      shortest          yes: no trace with fewer steps exists
      reproduce         untorn check specs/demo.untorn -D DRAIN=false

      5 states, 7 transitions, depth 3, 0.25 s: every interleaving of these steps,
      sequentially consistent, within PAGES=1; hidden: readers, power failure, more
      than one page
      statements reached 3/3
    "
  `);
});

test("a search that a limit ended never says that every interleaving was explored", () => {
  const open = { kind: "undecided", limit: "states" } as const;
  const text = shown({ ...well, limit: "states", verdicts: [open, open, open, open, open, open] });
  const limit = "the limit on states, --max-states, ended the search";
  expect(text.replace(/\s+/g, " ")).toContain(`NOT every interleaving (${limit})`);
  expect(text).not.toContain("holds");
});

test("of more than three constants that are 0, the others are told by name", () => {
  const within = (values: readonly number[]): string => {
    const constants = values.map((value, index) => ({ name: `N${index}`, value, span }));
    const text = shown({ ...well, spec: { ...demo, constants } }).replace(/\s+/g, " ");
    return /within (.*); hidden/.exec(text)?.[1] ?? "";
  };
  expect(within([0, 0, 1, 0])).toBe("N0=0, N1=0, N2=1, N3=0");
  expect(within([0, 5, 0, 0, 2, 0])).toBe("N1=5, N4=2, all other constants 0");
  expect(within([0, 0, 0, 0])).toBe("all constants 0");
});

test("quiet prints verdicts only", () => {
  expect(`\n${shown(badly, "quiet")}`).toMatchInlineSnapshot(`
    "
      VIOLATED  assert     right_cause        1 step   demo.untorn:3
      holds     invariant  cow_is_exclusive
      holds     liveness   writer_returns
      holds     built in   deadlock, locks, ranges
    "
  `);
});

test("mail has 72 columns of ASCII, every line indented, no timings, and says how to get it again", () => {
  const text = render(MAIL, checkMailLines({ ...badly, spec: { ...demo, doc: "Größe — “which code?”" } }, SUBJECT));
  expect(`\n${text}`).toMatchInlineSnapshot(`
    "
      Grose - "which code?"
      DRAIN=false

      holds     invariant  cow_is_exclusive
      holds     liveness   writer_returns
      holds     built in   deadlock, locks, ranges

      VIOLATED  assert     right_cause        1 step   demo.untorn:3

         writer
         ------------------------------
      1  x: 0 -> 1
         ^^^^^^ right_cause: wrong cause

      shortest          yes: no trace with fewer steps exists

      Model: demo.untorn (sha256 3f2a9c1d0b7e), PAGES=1; every interleaving
      of these steps, sequentially consistent. Not modelled: readers, power
      failure, more than one page. untorn 0.1.0.
      Reproduce: npx untorn@0.1.0 check specs/demo.untorn -D DRAIN=false
    "
  `);
  for (const line of text.split("\n").filter((each) => each !== "")) expect(line).toMatch(/^ {2}[ -~]{0,69}[!-~]$/);
});
