import type { Bits } from "./bits.ts";
import { bitsWhere, isEmpty } from "./bits.ts";
import type { Form } from "./form.ts";
import { sizeOfTests } from "./form.ts";
import type { LengthOf } from "./formula.ts";
import type { Axis, Grid, GridPoint, Test } from "./grid.ts";
import { isComparable, keyOf } from "./grid.ts";

/** A test with the points that pass it: among those to be covered, and among those to be kept out. */
export type GridLiteral = {
  readonly test: Test;
  readonly cost: number;
  readonly length: number;
  readonly on: Bits;
  readonly off: Bits;
};

/** `complete`: nothing that a smallest formula may need was left out because there are too many sets of values. */
export type GridLiterals = { readonly literals: readonly GridLiteral[]; readonly complete: boolean };

const MOST_SETS = 1024;

/**
 * The literals that terms are made of, one for each set of points. Of a knob: each value excluded, and each set of less
 * than half of its values; larger sets are several exclusions, which cost the same as the set that is left out.
 */
export function gridLiterals(
  grid: Grid,
  on: readonly GridPoint[],
  off: readonly GridPoint[],
  form: Form,
  lengthOf: LengthOf,
): GridLiterals {
  const unary = grid.axes.map((axis, index) => valueTests(grid, axis, index));
  const tests = [...unary.flatMap((each) => each.tests), ...equalityTests(grid.axes)];
  const known = new Map<string, GridLiteral>();
  for (const test of tests) {
    const literal = literalOf(test);
    const out = bitsWhere(off.length, (index) => !passes(test, grid, off[index]));
    // What keeps no point out is of no use, nor what lets none of the others in.
    if (isEmpty(literal.on) || isEmpty(out)) continue;
    const key = `${literal.on.join()};${literal.off.join()}`;
    const other = known.get(key);
    if (
      other === undefined ||
      literal.cost < other.cost ||
      (literal.cost === other.cost && literal.length < other.length)
    )
      known.set(key, literal);
  }
  return { literals: [...known.values()], complete: unary.every(({ complete }) => complete) };

  function literalOf(test: Test): GridLiteral {
    const { literals: cost, length } = sizeOfTests(grid, [test], form, lengthOf);
    return {
      test,
      cost,
      length,
      on: bitsWhere(on.length, (index) => passes(test, grid, on[index])),
      off: bitsWhere(off.length, (index) => passes(test, grid, off[index])),
    };
  }
}

export function passes(test: Test, { axes }: Grid, point: GridPoint | undefined): boolean {
  if (point === undefined) return false;
  switch (test.kind) {
    case "values":
      return test.allowed[point.at[test.axis] ?? -1] === true;
    case "equal": {
      const [left, right] = [test.left, test.right].map((axis) => axes[axis]?.values[point.at[axis] ?? -1]);
      return (left === right) !== test.negated;
    }
  }
}

type ValueTests = { readonly tests: readonly Test[]; readonly complete: boolean };

function valueTests(grid: Grid, axis: Axis, index: number): ValueTests {
  const classes = valueClasses(grid, axis, index);
  const all = axis.values.length;
  const test = (isAllowed: (value: number) => boolean): Test => {
    return { kind: "values", axis: index, allowed: axis.values.map((_, value) => isAllowed(value)) };
  };
  const exclusions = classes
    .filter(({ length }) => length * 2 <= all)
    .map((excluded) => test((value) => !excluded.includes(value)));
  const { sets, complete } = smallSets(classes, all);
  return { tests: [...exclusions, ...sets.map((set) => test((value) => set.includes(value)))], complete };
}

/** Unions of classes with less than half of all values; too many of them and only single classes are taken. */
function smallSets(classes: readonly (readonly number[])[], all: number) {
  let sets: (readonly number[])[] = [[]];
  for (const each of classes) {
    sets = [...sets, ...sets.map((set) => [...set, ...each]).filter(({ length }) => length * 2 < all)];
    if (sets.length > MOST_SETS) return { sets: classes.filter(({ length }) => length * 2 < all), complete: false };
  }
  return { sets: sets.slice(1), complete: true };
}

/**
 * Values that may be exchanged for each other without changing anything: some smallest formula treats them alike, since
 * what one of its sets loses when one value follows another is won when the other follows the one. That is not so where
 * the knob may be compared with another knob: there each value stands alone.
 */
function valueClasses({ axes, points }: Grid, axis: Axis, index: number): number[][] {
  const values = axis.values.map((_, value) => value);
  if (axes.some((other) => other !== axis && isComparable(axis.knob.type, other.knob.type)))
    return values.map((value) => [value]);
  const records = values.map((): string[] => []);
  for (const { at, holds } of points) {
    records[at[index] ?? -1]?.push(`${keyOf(at.toSpliced(index, 1))}${holds ? "+" : "-"}`);
  }
  const verdicts = records.map((each) => each.sort().join(""));
  const classes = new Map<string, number[]>();
  for (const [value, verdict] of verdicts.entries()) classes.set(verdict, [...(classes.get(verdict) ?? []), value]);
  return [...classes.values()];
}

function equalityTests(axes: readonly Axis[]): Test[] {
  return axes.flatMap((left, first) =>
    axes.flatMap((right, second): Test[] => {
      if (second <= first || !isComparable(left.knob.type, right.knob.type)) return [];
      return [false, true].map((negated) => ({ kind: "equal", left: first, right: second, negated }));
    }),
  );
}
