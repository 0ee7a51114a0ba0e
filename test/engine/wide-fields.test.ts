import { expect, test } from "vitest";
import type { CheckedSpec } from "../../src/language/checked-spec.ts";
import { specOf, violations } from "../spec-text.ts";
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
