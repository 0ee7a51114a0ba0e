import { expect, test } from "vitest";
import type { Knob, KnobValue } from "../../../src/language/checked-spec.ts";
import { gridOf } from "../../../src/properties/designs/grid.ts";
import { isolation } from "../../../src/properties/designs/isolation.ts";
import { allPoints, boolKnob, codeKnob, judged } from "./drawn-knobs.ts";

function alone(knobs: readonly Knob[], holds: (values: readonly KnobValue[]) => boolean): number[] {
  return isolation(gridOf(knobs, judged(allPoints(knobs), holds)));
}

const bools = [0, 1, 2].map((index) => boolKnob(index));

test("the one point where three conditions hold is alone in all three knobs", () => {
  expect(alone(bools, (values) => values.every((each) => each === true))).toEqual([0, 0, 0, 1, 0, 1, 1, 3]);
});

test("codes that may be compared with each other count as one: one literal tells them apart", () => {
  const codes = [codeKnob(0, "H", "EAGAIN", "ENOPROTOOPT"), codeKnob(1, "C", "EAGAIN", "EBUSY")];
  expect(alone(codes, ([hw, cache]) => hw !== cache)).toEqual([1, 1, 1, 0]);
});

test("a code and a bool count as two", () => {
  const knobs = [codeKnob(0, "H", "EAGAIN", "ENOPROTOOPT"), boolKnob(1)];
  expect(alone(knobs, ([hw, drain]) => hw === 4 || drain === true)).toEqual([2, 1, 1, 0]);
});

test("points that were not searched leave nobody alone", () => {
  const points = allPoints(bools).slice(0, 7);
  const grid = gridOf(
    bools,
    judged(points, (values) => values.every((each) => each === false)),
  );
  expect(isolation(grid)[0]).toBe(2);
});
