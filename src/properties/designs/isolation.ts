import type { Grid, GridPoint } from "./grid.ts";
import { isComparable, keyOf } from "./grid.ts";

/**
 * How alone each point is: the largest set found of axes such that changing any of them, some or all, to one other
 * value each always gives a point of the other verdict. A formula needs at least as many literals, and so does a term
 * that covers the point. On these 2^k points a literal is a linear equation modulo 2 over at most two axes: as a term,
 * k of them are needed to keep all but one point out; as clauses, k are needed to reach all but one point (Alon and
 * Füredi, "Covering the cube by affine hyperplanes", 1993). Comparing two knobs is such an equation only for bools, so
 * of other comparable knobs one is taken.
 */
export function isolation({ axes, points }: Grid): number[] {
  const verdicts = new Map(points.map(({ at, holds }) => [keyOf(at), holds]));
  const excluded = axes.map(({ knob }) =>
    axes.flatMap((other, index) =>
      other.knob !== knob && knob.type.kind !== "bool" && isComparable(knob.type, other.knob.type) ? [index] : [],
    ),
  );
  return points.map((point) => alone(point));

  function alone({ at, holds }: GridPoint): number {
    const taken = new Set<number>();
    let cube: readonly (readonly number[])[] = [at];
    for (const [index, { values }] of axes.entries()) {
      if (excluded[index]?.some((other) => taken.has(other)) === true) continue;
      const changed = [...values.keys()].find(
        (value) => value !== at[index] && cube.every((each) => verdicts.get(keyOf(each.with(index, value))) === !holds),
      );
      if (changed === undefined) continue;
      cube = [...cube, ...cube.map((each) => each.with(index, changed))];
      taken.add(index);
    }
    return taken.size;
  }
}
