import type { Knob, KnobValue } from "../../language/checked-spec.ts";
import type { Type } from "../../language/types.ts";

/** A knob with the values it has at the points, at least two, in the order of its domain. */
export type Axis = { readonly knob: Knob; readonly values: readonly KnobValue[] };

/** `at` holds, for each axis, the position of the point's value among the axis's values. */
export type GridPoint = { readonly at: readonly number[]; readonly holds: boolean };

/** What a formula has to say: at which points a property holds. Other combinations of values do not matter. */
export type Grid = { readonly axes: readonly Axis[]; readonly points: readonly GridPoint[] };

/** What a literal tests on a grid: which positions of one axis it allows, or whether two axes have the same value. */
export type Test =
  | { readonly kind: "values"; readonly axis: number; readonly allowed: readonly boolean[] }
  | { readonly kind: "equal"; readonly left: number; readonly right: number; readonly negated: boolean };

/** `knobs` holds one value per knob of the spec. */
export type JudgedPoint = { readonly knobs: readonly KnobValue[]; readonly holds: boolean };

/** Without the knobs that are the same everywhere; each point once, in the order of its values. */
export function gridOf(knobs: readonly Knob[], judged: readonly JudgedPoint[]): Grid {
  const axes = knobs.map((knob): Axis => {
    const present = new Set(judged.map((point) => point.knobs[knob.index]));
    return { knob, values: knob.domain.filter((value) => present.has(value)) };
  });
  const varying = axes.filter(({ values }) => values.length > 1);
  const positions = varying.map(({ values }) => new Map(values.map((value, position) => [value, position])));
  const points = judged.map(({ knobs: values, holds }): GridPoint => {
    return { at: varying.map(({ knob }, axis) => positionOf(knob, values, positions[axis])), holds };
  });
  return { axes: varying, points: eachOnce(points).sort(byPosition) };
}

function positionOf(
  { name, index }: Knob,
  values: readonly KnobValue[],
  positions: ReadonlyMap<KnobValue, number> | undefined,
): number {
  const value = values[index];
  const position = value === undefined ? undefined : positions?.get(value);
  if (position === undefined) throw new Error(`untorn defect: a value outside the domain of knob ${name}`);
  return position;
}

function byPosition(left: GridPoint, right: GridPoint): number {
  const axis = left.at.findIndex((position, index) => position !== right.at[index]);
  return (left.at[axis] ?? 0) - (right.at[axis] ?? 0);
}

function eachOnce(points: readonly GridPoint[]): GridPoint[] {
  const known = new Map<string, GridPoint>();
  for (const point of points) {
    const key = keyOf(point.at);
    const before = known.get(key);
    if (before !== undefined && before.holds !== point.holds)
      throw new Error("untorn defect: two verdicts for one point of the knobs");
    known.set(key, before ?? point);
  }
  return [...known.values()];
}

/** One character per axis: a knob has at most 4,096 values. */
export function keyOf(at: readonly number[]): string {
  return String.fromCharCode(...at);
}

/**
 * Without the knobs that no formula needs: those with a value that every point can take without leaving the points or
 * changing the verdict. With that value put in, a formula over all knobs becomes one without this knob, of no more
 * literals. The last knobs go first.
 */
export function neededAxes(grid: Grid): Grid {
  const index = grid.axes.findLastIndex((axis, position) =>
    axis.values.some((_, value) => isSpare(grid, position, value)),
  );
  if (index === -1) return grid;
  const points = grid.points.map(({ at, holds }) => ({ at: at.toSpliced(index, 1), holds }));
  return neededAxes({ axes: grid.axes.toSpliced(index, 1), points: eachOnce(points) });
}

function isSpare({ points }: Grid, axis: number, value: number): boolean {
  const verdicts = new Map(
    points.flatMap(({ at, holds }) => (at[axis] === value ? [[keyOf(at), holds] as const] : [])),
  );
  return points.every(({ at, holds }) => verdicts.get(keyOf(at.with(axis, value))) === holds);
}

/** Whether `left == right` says something: two knobs of the same type. `same`, of error codes, is like nothing else. */
export function isComparable(left: Type, right: Type): boolean {
  if (left.kind === "enum" && right.kind === "enum") return left.name === right.name;
  return left.kind === right.kind;
}
