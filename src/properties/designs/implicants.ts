import type { Bits } from "./bits.ts";
import {
  bitsWhere,
  common,
  hasBit,
  isEmpty,
  isWithin,
  keepCommon,
  meets,
  nextBit,
  sameBits,
  without,
  wordAt,
} from "./bits.ts";
import type { GridLiteral } from "./grid-literals.ts";
import type { WorkBudget } from "./work-budget.ts";
import { spend } from "./work-budget.ts";

/** A conjunction of literals, by their positions, that no point to be kept out passes. */
export type Implicant = { readonly literals: readonly number[]; readonly cost: number; readonly on: Bits };

/** The points that some conjunction lets through, and the cheapest one that does: `literal` added to `from`. */
type Cube = {
  readonly on: Bits;
  readonly off: Bits;
  cost: number;
  length: number;
  from: Cube | null;
  literal: number;
};

export type ImplicantSearch = {
  readonly literals: readonly GridLiteral[];
  /** Number of points to be covered, and of those to be kept out. */
  readonly on: number;
  readonly off: number;
  /** By point to be covered: an implicant that covers it costs at least this. */
  readonly least: readonly number[];
  /** The most that a whole cover of interest costs; asked anew when all implicants of one more level are known. */
  readonly cap: (found: readonly Implicant[]) => number;
  readonly budget: WorkBudget;
};

type Outcome = { readonly found: readonly Implicant[]; readonly complete: boolean };

/**
 * HOT: once per set of points that some conjunction lets through. All implicants that a cheapest cover may need, level
 * by level of cost. A cube that still lets in a point to be kept out is extended by each literal against that point, so
 * that every implicant is met. Cubes are met once, however many conjunctions say the same. Left alone are cubes that an
 * implicant of no higher cost covers, and those beside which too little would be left for the other points.
 */
export function implicants(search: ImplicantSearch): Outcome {
  const { on, off, budget } = search;
  const bounds = lowerBounds(search.least);
  const cubes = cubeTable(
    bitsWhere(on, () => true),
    bitsWhere(off, () => true),
  );
  let found: readonly Implicant[] = [];
  let cap = search.cap(found);
  for (let cost = 0; cost <= cap; cost++) {
    const level = cubes.level(cost);
    found = [...found, ...implicantsOf(level, found, cost)];
    bounds.settle(cost, found);
    if (cost > 0) cap = search.cap(found);
    for (const cube of level) {
      if (isEmpty(cube.off) || bounds.atLeast(cube.on, cost + 1) > cap) continue;
      if (found.some((each) => isWithin(cube.on, each.on))) continue;
      const words = extend(cube, search, cap, bounds, cubes.add);
      if (!spend(budget, words + found.length)) return { found, complete: false };
    }
  }
  return { found, complete: true };
}

function implicantsOf(level: readonly Cube[], found: readonly Implicant[], cost: number): Implicant[] {
  return level
    .filter(({ on, off }) => isEmpty(off) && !found.some((each) => isWithin(on, each.on)))
    .map((cube) => ({ literals: pathOf(cube), cost, on: cube.on }));
}

function pathOf({ from, literal }: Cube): number[] {
  return from === null ? [] : [...pathOf(from), literal];
}

/** Adds the cubes one literal further; gives the number of words that were looked at. Allocates only what is added. */
function extend(
  cube: Cube,
  { literals }: ImplicantSearch,
  cap: number,
  bounds: LowerBounds,
  add: (cube: Cube) => void,
): number {
  const stuck = cube.off.slice();
  const passing = cube.on.slice();
  const further: number[] = [];
  for (const [index, literal] of literals.entries()) {
    const cost = cube.cost + literal.cost;
    if (cost > cap || !meets(cube.on, literal.on)) continue;
    passing.set(cube.on);
    keepCommon(passing, literal.on);
    if (bounds.atLeast(passing, cost) > cap) continue;
    further.push(index);
    keepCommon(stuck, literal.off);
  }
  const words = literals.length * cube.on.length + further.length * (2 * cube.on.length + cube.off.length);
  // A point that none of them keeps out.
  if (!isEmpty(stuck)) return words;
  const against = literalsAgainst(easiestKeptOut(cube.off, further, literals), further, literals);
  for (const index of against) {
    const literal = literals[index];
    if (literal === undefined) continue;
    const [on, off] = [common(cube.on, literal.on), common(cube.off, literal.off)];
    add({ on, off, cost: cube.cost + literal.cost, length: cube.length + literal.length, from: cube, literal: index });
  }
  return words + further.length * 8 + against.length * (16 + 2 * (cube.on.length + cube.off.length));
}

function literalsAgainst(point: number, chosen: readonly number[], literals: readonly GridLiteral[]): number[] {
  return chosen.filter((index) => {
    const literal = literals[index];
    return literal !== undefined && !hasBit(literal.off, point);
  });
}

/** Of some points that still get in, the one with the fewest literals against it. */
function easiestKeptOut(points: Bits, chosen: readonly number[], literals: readonly GridLiteral[]): number {
  let [best, fewest] = [-1, Number.POSITIVE_INFINITY];
  for (let point = nextBit(points, 0), tried = 0; point !== -1 && tried < 8; point = nextBit(points, point + 1)) {
    tried += 1;
    const ways = literalsAgainst(point, chosen, literals).length;
    if (ways < fewest) [best, fewest] = [point, ways];
  }
  return best;
}

type LowerBounds = {
  /** What a cover costs at least that uses an implicant of at least `cost` covering nothing outside `on`. */
  readonly atLeast: (on: Bits, cost: number) => number;
  /** All implicants up to this cost are known. */
  readonly settle: (cost: number, found: readonly Implicant[]) => void;
};

function lowerBounds(least: readonly number[]): LowerBounds {
  // dear[k]: points that no implicant of cost k or less covers, as far as is known.
  const highest = Math.max(0, ...least);
  const dear = Array.from({ length: highest }, (_, cost) =>
    bitsWhere(least.length, (point) => (least[point] ?? 0) > cost),
  );
  const atLeast = (on: Bits, cost: number): number => {
    let others = dear.length;
    while (others > 0 && isWithin(dear[others - 1] ?? on, on)) others -= 1;
    let own = cost;
    while (own < dear.length && isWithin(on, dear[own] ?? on)) own += 1;
    return own + others;
  };
  const settle = (cost: number, found: readonly Implicant[]): void => {
    dear[cost] = found.reduce(
      (left, each) => without(left, each.on),
      bitsWhere(least.length, () => true),
    );
  };
  return { atLeast, settle };
}

type CubeTable = {
  readonly add: (cube: Cube) => void;
  /** Those of this cost; none of a lower cost may be added afterwards. */
  readonly level: (cost: number) => readonly Cube[];
};

function cubeTable(on: Bits, off: Bits): CubeTable {
  const known = new Map<number, Cube[]>();
  const levels = new Map<number, Cube[]>();
  const put = (cube: Cube): void => {
    const level = levels.get(cube.cost);
    if (level === undefined) levels.set(cube.cost, [cube]);
    else level.push(cube);
  };
  put({ on, off, cost: 0, length: 0, from: null, literal: -1 });
  const add = (cube: Cube): void => {
    const hash = hashOf(cube);
    const alike = known.get(hash) ?? [];
    const same = alike.find((each) => sameBits(each.on, cube.on) && sameBits(each.off, cube.off));
    if (same === undefined) {
      known.set(hash, [...alike, cube]);
      put(cube);
    } else if (cube.cost < same.cost || (cube.cost === same.cost && cube.length < same.length)) {
      const { cost } = same;
      [same.cost, same.length, same.from, same.literal] = [cube.cost, cube.length, cube.from, cube.literal];
      if (cost !== cube.cost) put(same);
    }
  };
  // A cube that turned out cheaper stands in two levels; only the first counts.
  return { add, level: (cost) => (levels.get(cost) ?? []).filter((cube) => cube.cost === cost) };
}

function hashOf({ on, off }: Cube): number {
  let hash = 0;
  for (let word = 0; word < on.length; word++) hash = Math.imul(hash ^ (hash >>> 15), -2048144789) ^ wordAt(on, word);
  for (let word = 0; word < off.length; word++) hash = Math.imul(hash ^ (hash >>> 15), -2048144789) ^ wordAt(off, word);
  return hash;
}
