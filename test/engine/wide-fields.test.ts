import { expect, test } from "vitest";
import type { CheckedSpec } from "../../src/language/checked-spec.ts";
import { counts, specOf, violations } from "../spec-text.ts";
import { agreedReduced } from "./both.ts";

// Arrays that lie in several words, read and stored at computed places; the counts follow from the specs.

/** `filler` bits beside an array of 12 four-bit elements, which lies in two words. */
function stored(filler: number): CheckedSpec {
  return specOf(`spec s "x"; 0..15 v[12]; bool f[${filler}]; 0..15 seen;
task t { pick (0..11 i) { v[i] = i + 3; pick (0..11 j) { seen = v[j]; } } f[${filler - 1}] = true; }
invariant others: count (0..11 i) (v[i] != 0) <= 1; invariant last: seen != 14;`);
}

/** The state is in variables up to 12 words, in a typed array beyond. */
test.each([32, 900])("each element has its own place, beside %i bits", (filler) => {
  const run = agreedReduced(stored(filler));
  expect(violations(run)).toEqual(["last in 2"]);
});

test.each([10, 100, 900])("states that differ in their last bits only, behind %i others, are told apart", (filler) => {
  const spec = specOf(`spec s "x"; bool f[${filler}]; 0..4095 n; task t { pick (0..4095 v) { n = v; } }`);
  // The prologue picks v: as many initial states as values. From each, one step to `n = v`.
  expect(counts(agreedReduced(spec))).toBe("states 8192 transitions 4096 depth 1");
});
