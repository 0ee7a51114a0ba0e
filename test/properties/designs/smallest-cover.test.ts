import fc from "fast-check";
import { expect, test } from "vitest";
import { bitsOf } from "../../../src/properties/designs/bits.ts";
import { smallestCover } from "../../../src/properties/designs/smallest-cover.ts";

type Drawn = { readonly rows: readonly number[]; readonly weight: number };

/** All sets of columns, one after the other. */
function leastWeight(columns: readonly Drawn[], rows: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let set = 0; set < 2 ** columns.length; set++) {
    const chosen = columns.filter((_, index) => (set >> index) % 2 === 1);
    const covered = new Set(chosen.flatMap((column) => column.rows));
    if (covered.size === rows) least = Math.min(least, weightOf(chosen));
  }
  return least;
}

function weightOf(columns: readonly Drawn[]): number {
  return columns.reduce((sum, { weight }) => sum + weight, 0);
}

function coverOf(columns: readonly Drawn[], rows: number, below: number, work = 10_000_000) {
  const made = columns.map((column) => ({ rows: bitsOf(rows, column.rows), weight: column.weight }));
  return smallestCover(made, rows, below, { left: work });
}

const problem = fc.integer({ min: 1, max: 40 }).chain((rows) =>
  fc.record({
    rows: fc.constant(rows),
    columns: fc.array(
      fc.record({
        rows: fc.uniqueArray(fc.integer({ min: 0, max: rows - 1 }), { minLength: 1, maxLength: 12 }),
        weight: fc.integer({ min: 1, max: 6 }),
      }),
      { minLength: 1, maxLength: 12 },
    ),
    // Most problems would be without a cover.
    whole: fc.array(fc.integer({ min: 0, max: 11 }), { minLength: rows, maxLength: rows }),
  }),
);

test("no cover weighs less: random problems, against all sets of columns", () => {
  let covered = 0;
  fc.assert(
    fc.property(problem, fc.boolean(), ({ rows, columns, whole }, isCoverable) => {
      const widened = columns.map((column, position) => ({
        ...column,
        rows: [
          ...column.rows,
          ...whole.flatMap((at, row) => (isCoverable && at % columns.length === position ? [row] : [])),
        ],
      }));
      const least = leastWeight(widened, rows);
      if (least < Number.POSITIVE_INFINITY) covered += 1;
      const { chosen, proved } = coverOf(widened, rows, Number.POSITIVE_INFINITY);
      expect(proved).toBe(true);
      const found = chosen?.flatMap((index) => widened[index] ?? []);
      expect(found === undefined ? Number.POSITIVE_INFINITY : weightOf(found)).toBe(least);
      if (found !== undefined) expect(new Set(found.flatMap((column) => column.rows)).size).toBe(rows);
      // Asked for less than that, there is none.
      expect(coverOf(widened, rows, least)).toEqual({ chosen: null, proved: true });
    }),
    { numRuns: 300 },
  );
  expect(covered).toBeGreaterThan(100);
});

test("a cover that looks dear at first may be the cheapest", () => {
  const columns = [
    { rows: [0, 1, 2, 3], weight: 3 },
    { rows: [0, 1, 4], weight: 2 },
    { rows: [2, 3, 5], weight: 2 },
    { rows: [4, 5], weight: 2 },
  ];
  expect(coverOf(columns, 6, 100)).toEqual({ chosen: [1, 2], proved: true });
});

test("a budget that ends proves nothing", () => {
  const columns = Array.from({ length: 12 }, (_, index) => ({ rows: [index, (index + 1) % 12], weight: 1 }));
  expect(coverOf(columns, 12, 100, 5).proved).toBe(false);
  expect(coverOf(columns, 12, 100)).toMatchObject({ proved: true });
  expect(coverOf(columns, 12, 100).chosen).toHaveLength(6);
});
