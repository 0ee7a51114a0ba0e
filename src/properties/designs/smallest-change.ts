import type { Knob } from "../../language/checked-spec.ts";
import type { Run } from "../run.ts";

/** What makes an unsafe point safe: the knobs in which the nearest safe one of the runs differs. */
export type SmallestChange = { readonly from: Run; readonly to: Run; readonly knobs: readonly Knob[] };

/**
 * For each run that violates something, a run in which everything holds and that differs in the fewest knobs; the first
 * one of these in the order of the runs. None where no run is safe.
 */
export function smallestChanges(runs: readonly Run[]): SmallestChange[] {
  const safe = runs.filter(({ verdicts }) => verdicts.every(({ kind }) => kind === "holds"));
  const unsafe = runs.filter(({ verdicts }) => verdicts.some(({ kind }) => kind === "violated"));
  return unsafe.flatMap((from) => {
    let nearest: { readonly to: Run; readonly differing: number } | null = null;
    for (const to of safe) {
      const differing = differences(from, to, nearest?.differing ?? Number.POSITIVE_INFINITY);
      if (nearest === null || differing < nearest.differing) nearest = { to, differing };
    }
    if (nearest === null) return [];
    const { to } = nearest;
    return [{ from, to, knobs: from.spec.knobs.filter(({ index }) => from.knobs[index] !== to.knobs[index]) }];
  });
}

/** Number of knobs in which two runs differ; counted up to `enough`, since there may be millions of pairs. */
function differences(from: Run, to: Run, enough: number): number {
  let count = 0;
  for (let index = 0; index < from.knobs.length && count < enough; index++) {
    if (from.knobs[index] !== to.knobs[index]) count += 1;
  }
  return count;
}
