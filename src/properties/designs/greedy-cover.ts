import { bitsWhere, countCommon, hasBit, isEmpty, nextBit, without } from "./bits.ts";
import type { Implicant } from "./implicants.ts";

/** A cover that is found at once and is not always the smallest; null where the implicants do not cover all points. */
export function greedyCover(implicants: readonly Implicant[], points: number): Implicant[] | null {
  let left = bitsWhere(points, () => true);
  const chosen: Implicant[] = [];
  const worth = implicants.map(({ on, cost }) => countCommon(on, left) / cost);
  while (!isEmpty(left)) {
    const best = mostWorth(worth);
    const implicant = implicants[best];
    if (implicant === undefined || worth[best] === 0) return null;
    // What was counted earlier may be covered by now.
    const now = countCommon(implicant.on, left) / implicant.cost;
    if (now === worth[best]) {
      chosen.push(implicant);
      left = without(left, implicant.on);
    }
    worth[best] = now === worth[best] ? 0 : now;
  }
  return irredundant(chosen, points);
}

function mostWorth(worth: readonly number[]): number {
  let [best, most] = [-1, -1];
  for (const [index, each] of worth.entries()) if (each > most) [best, most] = [index, each];
  return best;
}

/** Without those that the others make superfluous, the last chosen one first. */
function irredundant(chosen: readonly Implicant[], points: number): Implicant[] {
  const times = Array.from({ length: points }, (_, point) => chosen.filter(({ on }) => hasBit(on, point)).length);
  const isSpare = (implicant: Implicant): boolean => pointsOf(implicant).every((point) => (times[point] ?? 0) > 1);
  const kept: Implicant[] = [];
  for (const implicant of chosen.toReversed()) {
    if (isSpare(implicant)) for (const point of pointsOf(implicant)) times[point] = (times[point] ?? 0) - 1;
    else kept.unshift(implicant);
  }
  return kept;
}

function pointsOf({ on }: Implicant): number[] {
  const points: number[] = [];
  for (let point = nextBit(on, 0); point !== -1; point = nextBit(on, point + 1)) points.push(point);
  return points;
}
