import { checkPoint, checkPoints } from "../../src/check.ts";
import { designPoint, pointCount, variedPoints } from "../../src/compare.ts";
import type { CheckedSpec, KnobValue } from "../../src/language/checked-spec.ts";
import { disagreements } from "./agreement.ts";
import type { RandomSpec } from "./spec-arbitrary.ts";
import type { Tally } from "./tally.ts";

/** A search of many points of the knobs at once says of each what a search of it alone says. */

const FEW = 4;
/** More than a word of a set has bits. */
const MANY = 40;
const MOST_STATES = 300;

export function familyDisagreements(spec: CheckedSpec, random: RandomSpec, tally: Tally | null): string[] {
  const points = pointsOf(spec, random);
  if (points.length < 2) return [];
  if (tally !== null) {
    tally.families += 1;
    tally.points += points.length;
  }
  const options = {
    maxStates: Math.min(random.maxStates, MOST_STATES),
    maxDepth: random.maxDepth,
    reduce: random.point % 2 === 0,
    flow: random.point % 4 < 2,
    shouldStop: () => null,
    onProgress: () => {},
    clock: () => 0,
  };
  return checkPoints(spec, points, options).flatMap((run, index) => {
    const point = points[index];
    if (point === undefined) return ["designs at once: a run too many"];
    const alone = checkPoint(spec, point, options);
    return disagreements(alone, run, "everything").map(
      (difference) => `designs at once: knobs ${point.knobs.join(" ")}: ${difference}`,
    );
  });
}

/** Some of all points, evenly chosen. */
function pointsOf(spec: CheckedSpec, { point }: RandomSpec): { design: null; knobs: readonly KnobValue[] }[] {
  const base = designPoint(spec, null);
  if (base === null || pointCount(spec.knobs) > 100_000) return [];
  const all = variedPoints(spec, base, spec.knobs);
  const most = point % 32 === 0 ? MANY : FEW;
  const stride = Math.max(1, Math.floor(all.length / most));
  return all
    .filter((_, index) => index % stride === 0)
    .slice(0, most)
    .map(({ knobs }) => ({ design: null, knobs }));
}
