import type { Bits } from "./bits.ts";
import { addBit, countCommon, hasBit, isEmpty, isWithin, nextBit, noBits, without } from "./bits.ts";
import type { WorkBudget } from "./work-budget.ts";
import { spend } from "./work-budget.ts";

/** A set of rows that may be bought. */
export type Column = { readonly rows: Bits; readonly weight: number };

/** Positions of columns that cover all rows, of the least weight; null: there are none of less than `below`. */
export type Cover = { readonly chosen: readonly number[] | null; readonly proved: boolean };

type Table = {
  readonly columns: readonly (Column & { readonly index: number })[];
  /** By row: positions in `columns`. */
  readonly covering: readonly (readonly number[])[];
};

/**
 * HOT: once per set of rows still to be covered. Exact weighted set cover by branch and bound: the row with the fewest
 * columns decides, each of them in turn; a lower bound from prices of rows that no column can beat; sets of rows left that
 * were met at no higher weight are not searched again. First, rows that any cover of another row covers are left out, and
 * columns that a column of no higher weight contains. Where the budget ends it, the best found so far.
 */
export function smallestCover(columns: readonly Column[], rows: number, below: number, budget: WorkBudget): Cover {
  const table = reduced(columns, rows, budget);
  if (table === null) return { chosen: null, proved: true };
  const size = table.covering.length;
  const met = new Map<string, number>();
  let best: readonly number[] | null = null;
  let limit = below;
  let proved = true;
  const all = noBits(size);
  for (let row = 0; row < size; row++) addBit(all, row);
  descend(all, 0, []);
  return { chosen: best, proved };

  function descend(left: Bits, weight: number, chosen: readonly number[]): void {
    if (isEmpty(left)) {
      [best, limit] = [chosen, weight];
      return;
    }
    const priced = pricesOf(left, limit - weight);
    proved &&= spend(budget, priced.work + left.length);
    if (!proved || weight + priced.bound >= limit) return;
    const key = String.fromCharCode(...new Uint16Array(left.buffer));
    if ((met.get(key) ?? Number.POSITIVE_INFINITY) <= weight) return;
    met.set(key, weight);
    for (const { index, rows: covered } of branches(left, priced)) {
      const column = table?.columns[index];
      if (column === undefined) continue;
      if (weight + priced.bound + (priced.rest[index] ?? 0) >= limit) continue;
      descend(without(left, covered), weight + column.weight, [...chosen, column.index]);
      if (!proved) return;
    }
  }
}
