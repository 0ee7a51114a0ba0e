import fc from "fast-check";
import { expect, test } from "vitest";
import type { Knob, KnobValue } from "../../../src/language/checked-spec.ts";
import { formulaSize, fulfils } from "../../../src/properties/designs/formula.ts";
import { leastSizes } from "./brute-force.ts";
import { allPoints, boolKnob, codeKnob, intKnob, judged, smallest, textOf } from "./drawn-knobs.ts";

function sizeOf(knobs: readonly Knob[], points: readonly (readonly KnobValue[])[], func: number) {
  const { formula, proved } = smallest(
    knobs,
    judged(points, (_, index) => Math.floor(func / 2 ** index) % 2 === 1),
  );
  const { literals, terms } = formulaSize(formula, () => 1);
  return { size: [literals, terms], proved };
}

const three = [0, 1, 2].map((index) => boolKnob(index));

test("no formula is smaller: all functions of up to three knobs of two values", () => {
  for (const knobs of [three.slice(0, 1), three.slice(0, 2), three]) {
    const points = allPoints(knobs);
    const least = leastSizes(knobs, points);
    for (let func = 0; func < 2 ** points.length; func++) {
      expect(sizeOf(knobs, points, func), `function ${func} of ${knobs.length}`).toEqual({
        size: least.of(func),
        proved: true,
      });
    }
  }
});

const MIXED: readonly (readonly [name: string, knobs: readonly Knob[]])[] = [
  [
    "two codes that may be equal",
    [codeKnob(0, "H", "EAGAIN", "EBUSY"), codeKnob(1, "C", "EAGAIN", "EINVAL"), boolKnob(2)],
  ],
  [
    "three codes twice",
    [codeKnob(0, "H", "EAGAIN", "EBUSY", "EINVAL"), codeKnob(1, "C", "EAGAIN", "EBUSY", "ENOTBLK")],
  ],
  ["a code and two bools", [codeKnob(0, "H", "EAGAIN", "EBUSY", "EINVAL"), boolKnob(1), boolKnob(2)]],
  ["five values and a bool", [intKnob(0, "N", 0, 4), boolKnob(1)]],
  ["numbers of different ranges", [intKnob(0, "N", 0, 2), intKnob(1, "M", 1, 3)]],
];

for (const [name, knobs] of MIXED) {
  test(`no formula is smaller: random functions of ${name}`, () => {
    const points = allPoints(knobs);
    const least = leastSizes(knobs, points);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** points.length - 1 }), (func) => {
        expect(sizeOf(knobs, points, func)).toEqual({ size: least.of(func), proved: true });
      }),
      { numRuns: 200 },
    );
  });
}

test("no formula is smaller: random functions on some of the points", () => {
  const knobs = [
    codeKnob(0, "H", "EAGAIN", "EBUSY", "EINVAL"),
    codeKnob(1, "C", "EAGAIN", "EBUSY"),
    boolKnob(2),
    boolKnob(3),
  ];
  const all = allPoints(knobs);
  fc.assert(
    fc.property(fc.subarray([...all], { minLength: 2, maxLength: 10 }), fc.nat(), (points, random) => {
      const func = random % 2 ** points.length;
      expect(sizeOf(knobs, points, func)).toEqual({ size: leastSizes(knobs, points).of(func), proved: true });
    }),
    { numRuns: 200 },
  );
});

test("a formula holds at exactly the points where the property does: random functions of up to six knobs", () => {
  const kinds = fc.constantFrom("bool", "codes", "number");
  const knobsOf = (names: readonly ("bool" | "codes" | "number")[]): Knob[] =>
    names.map((kind, index) => {
      if (kind === "bool") return boolKnob(index);
      if (kind === "number") return intKnob(index, `N${index}`, 0, 2);
      return codeKnob(index, `E${index}`, "EAGAIN", "EBUSY");
    });
  const made = fc
    .array(kinds, { minLength: 1, maxLength: 6 })
    .map(knobsOf)
    .chain((knobs) => {
      const all = allPoints(knobs);
      const verdict = fc.constantFrom("holds", "fails", "not searched");
      return fc.record({
        knobs: fc.constant(knobs),
        verdicts: fc.array(verdict, { minLength: all.length, maxLength: all.length }),
      });
    });
  fc.assert(
    fc.property(made, ({ knobs, verdicts }) => {
      const all = allPoints(knobs);
      const points = judged(all, (_, index) => verdicts[index] === "holds").filter(
        (_, index) => verdicts[index] !== "not searched",
      );
      const { formula } = smallest(knobs, points, 3_000_000);
      for (const point of points) expect(fulfils(formula, point.knobs)).toBe(point.holds);
    }),
    { numRuns: 60 },
  );
});
