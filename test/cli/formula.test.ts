import { expect, test } from "vitest";
import { onSpec, untorn } from "./untorn.ts";

const demo = "specs/retry-demo.untorn";

test("compare says in one line which values of the knobs are safe, in mail as on the terminal", () => {
  const words = ["compare", demo, "--vary", "HW_REFUSED,CACHE_BUSY"];
  const formula = "\n  safe  <=>  HW_REFUSED != CACHE_BUSY        (all 4 points searched)\n\n";
  expect(untorn(words).out).toContain(formula);
  expect(untorn([...words, "--format", "mail"]).out).toContain(formula);
  expect(untorn([...words, "--quiet"]).out).not.toContain("<=>");
});

test("compare names the change that makes a design safe", () => {
  expect(untorn(["compare", demo]).out).toContain(
    "\n  smallest change to a safe design\n    posted  HW_REFUSED=EAGAIN -> ENOPROTOOPT (merged)\n\n",
  );
});

test("compare of one design says nothing of its knobs", () => {
  const { out } = untorn(["compare", demo, "--design", "posted"]);
  expect(out).not.toMatch(/<=>|exactly when|smallest change/);
  expect(JSON.parse(untorn(["compare", demo, "--design", "posted", "--json"]).out)).not.toHaveProperty("formula");
});

test("the formulas are in the JSON by property, and * is all of them", () => {
  const { formula, formulaPoints, smallestChanges } = JSON.parse(untorn(["compare", demo, "--all", "--json"]).out);
  expect(formula["*"]).toBe("HW_REFUSED != CACHE_BUSY");
  expect(formula.right_cause).toBe("HW_REFUSED != CACHE_BUSY");
  expect(formula.no_trample).toBe("always");
  expect(formulaPoints).toEqual({ searched: 8, notSearched: 0 });
  expect(smallestChanges).toContainEqual({ from: 0, to: 2, knobs: { CACHE_BUSY: ["EAGAIN", "EBUSY"] } });
});

test("what assume excludes is no point that was left out", () => {
  const spec = `spec a "x";
knob bool K = true;
knob bool L = true;
assume (K || L);
bool broken;
task t { if (!L) broken = true; }
invariant whole "it stays whole": !broken;`;
  const { out } = onSpec(spec, ["compare", "a.untorn", "--all"]);
  expect(out).toContain("\n  safe  <=>  L        (all 3 points searched)\n");
});

test("a search that a limit ended gives no formula", () => {
  const { out } = untorn(["compare", demo, "--max-states", "5"]);
  expect(out.replace(/\s+/g, " ")).toContain("no formula for safe, no_trample");
  expect(out).toContain("2 of the 2 designs are undecided");
});
