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
  ["four bools", [0, 1, 2, 3].map((index) => boolKnob(index))],
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

function textOver(knobs: readonly Knob[], holds: (values: readonly KnobValue[]) => boolean): string {
  const { formula, proved } = smallest(knobs, judged(allPoints(knobs), holds));
  return `${textOf(formula)}${proved ? "" : " (perhaps not the smallest)"}`;
}

const refused = codeKnob(0, "HW_REFUSED", "EAGAIN", "ENOPROTOOPT");
const busy = codeKnob(1, "CACHE_BUSY", "EAGAIN", "EBUSY");
const bools = Array.from({ length: 12 }, (_, index) => boolKnob(index));

test("two codes that must differ are compared with each other", () => {
  expect(textOver([refused, busy], ([hw, cache]) => hw !== cache)).toBe("HW_REFUSED != CACHE_BUSY");
});

test("knobs that do not matter are left out, also where they have the same values", () => {
  const more = [refused, busy, boolKnob(2, "DRAIN"), codeKnob(3, "RETRY_ON", "EAGAIN", "EBUSY")];
  expect(textOver(more, ([hw, cache]) => hw !== cache)).toBe("HW_REFUSED != CACHE_BUSY");
  expect(textOver(more, ([, , drain]) => drain === false)).toBe("!DRAIN");
});

test("a property that holds everywhere or nowhere", () => {
  expect(textOver([refused], () => true)).toBe("always");
  expect(textOver([refused], () => false)).toBe("never");
});

test("a set of values is written as the fewer ones, in or not in it", () => {
  const five = [codeKnob(0, "K", "EAGAIN", "EBUSY", "ENOTBLK", "ENOPROTOOPT", "EINVAL")];
  const among = (...values: readonly number[]) => textOver(five, ([value]) => values.some((each) => each === value));
  expect(among(1)).toBe("K == EAGAIN");
  expect(among(1, 4)).toBe("K in { EAGAIN, ENOPROTOOPT }");
  expect(among(1, 2, 4)).toBe("!(K in { ENOTBLK, EINVAL })");
  expect(among(2, 3, 4, 5)).toBe("K != EAGAIN");
});

test("either but not both, of two and of three bools", () => {
  expect(textOver(bools.slice(0, 2), ([a, b]) => a !== b)).toBe("A != B");
  expect(textOver(bools.slice(0, 3), (values) => values.filter((each) => each === true).length % 2 === 1)).toBe(
    "(A && B == C) || (!A && B != C)",
  );
});

test("conditions that all must hold, and alternatives within them", () => {
  const knobs = [refused, busy, ...["DRAIN", "WAIT", "NOWAIT"].map((name, index) => boolKnob(index + 2, name))];
  expect(
    textOver(knobs, ([hw, cache, drain, wait, nowait]) => hw !== cache && drain === true && (wait || !nowait) === true),
  ).toBe("HW_REFUSED != CACHE_BUSY && DRAIN && (WAIT || !NOWAIT)");
});

test("twelve conditions at 4,096 points are proved to be needed", () => {
  expect(textOver(bools, (values) => values.every((each) => each === true))).toBe(
    "A && B && C && D && E && F && G && H && I && J && K && L",
  );
});

test("combinations that were not searched may fall either way", () => {
  const points = judged(
    allPoints([refused, busy]).filter(([hw, cache]) => hw === 1 || cache === 1),
    ([hw, cache]) => hw === 1 && cache === 1,
  );
  expect(textOf(smallest([refused, busy], points).formula)).toBe("HW_REFUSED == CACHE_BUSY");
});

test("a set that is found first may be had for less as exclusions one by one", () => {
  const knobs = [boolKnob(0), codeKnob(1, "E", "EAGAIN", "EBUSY", "ENOPROTOOPT", "EINVAL")];
  const points = judged(
    [
      [false, 2],
      [false, 4],
      [false, 5],
      [true, 1],
      [true, 4],
    ],
    ([a, code]) => (a === true ? code === 1 : code === 4),
  );
  expect(formulaSize(smallest(knobs, points).formula, () => 1)).toMatchObject({ literals: 3, terms: 2 });
  expect(textOf(smallest(knobs, points).formula)).toBe("(!A && E == ENOPROTOOPT) || E == EAGAIN");
});

test("many values of one knob that are alike do not make the search long", () => {
  const number = intKnob(0, "N", 0, 4095);
  expect(textOver([number], ([n]) => n === 7 || n === 9)).toBe("N in { 7, 9 }");
  expect(textOver([intKnob(0, "N", 0, 99), boolKnob(1, "DRAIN")], ([n, drain]) => n !== 7 || drain === true)).toBe(
    "N != 7 || DRAIN",
  );
});

test("where the work does not suffice, the formula is right and said not to be proved smallest", () => {
  const knobs = bools.slice(0, 6);
  const points = judged(allPoints(knobs), (values) =>
    [0, 3, 4].includes(values.filter((each) => each === true).length),
  );
  const { formula, proved } = smallest(knobs, points, 1000);
  expect(proved).toBe(false);
  expect(points.every(({ knobs: values, holds }) => fulfils(formula, values) === holds)).toBe(true);
});

test("the same points in another order give the same formula", () => {
  const knobs = [refused, busy, ...bools.slice(2, 5)];
  const all = allPoints(knobs);
  fc.assert(
    fc.property(fc.array(fc.boolean(), { minLength: all.length, maxLength: all.length }), (verdicts) => {
      const points = judged(all, (_, index) => verdicts[index] === true);
      expect(textOf(smallest(knobs, points.toReversed()).formula)).toBe(textOf(smallest(knobs, points).formula));
    }),
    { numRuns: 20 },
  );
});
