import type { Bits } from "./bits.ts";
import { bitsWhere, common, countCommon, isEmpty, isWithin, nextBit, without } from "./bits.ts";
import type { Column, CoverTable } from "./cover-table.ts";
import { coverTable } from "./cover-table.ts";
import type { WorkBudget } from "./work-budget.ts";
import { spend } from "./work-budget.ts";

/** Positions of columns that cover all rows; null where no cover of less than the weight asked for was found. */
export type Cover = {
  readonly chosen: readonly number[] | null;
  /** The budget sufficed: there is no cover of less weight, or none at all below the weight asked for. */
  readonly proved: boolean;
};

/**
 * HOT: once per set of rows still to be covered. Exact weighted set cover by branch and bound. The row with the fewest
 * columns decides, each of them in turn. Rows are given prices such that no column is worth more than its weight: their
 * sum is a lower bound, and what a column's weight exceeds its worth by is lost if it is taken. A set of rows that was
 * met before at no higher weight is not searched again.
 */
export function smallestCover(columns: readonly Column[], rows: number, below: number, budget: WorkBudget): Cover {
  const table = coverTable(columns, rows, budget);
  const size = table.covering.length;
  const met = new Map<string, number>();
  let chosen: readonly number[] | null = null;
  let limit = below;
  const proved = descend(
    bitsWhere(size, () => true),
    0,
    [],
  );
  return { chosen, proved };

  function descend(left: Bits, weight: number, taken: readonly number[]): boolean {
    if (isEmpty(left)) {
      if (weight < limit) [chosen, limit] = [taken, weight];
      return true;
    }
    if (wasMet(left, weight)) return true;
    const prices = pricesOf(table, left, limit - weight);
    if (!spend(budget, prices.work)) return false;
    return branchesOf(table, left, prices).every(({ column, bound }) => {
      if (weight + bound >= limit) return true;
      return descend(without(left, column.rows), weight + column.weight, [...taken, column.index]);
    });
  }

  function wasMet(left: Bits, weight: number): boolean {
    const key = String.fromCharCode(...new Uint16Array(left.buffer));
    const before = met.get(key);
    if (before !== undefined && before <= weight) return true;
    met.set(key, weight);
    return false;
  }
}

type Prices = {
  /** What covering these rows costs at least; Infinity where that is known to be too much. */
  readonly bound: number;
  /** By column: its weight without the prices of its rows. */
  readonly rest: Float64Array;
  /** Columns that may be taken for the row that decides. */
  readonly candidates: readonly number[];
  readonly work: number;
};

function pricesOf({ columns, covering }: CoverTable, left: Bits, room: number): Prices {
  const rest = Float64Array.from(columns, ({ weight }) => weight);
  let bound = 0;
  let work = columns.length + left.length;
  for (let row = nextBit(left, 0); row !== -1; row = nextBit(left, row + 1)) {
    const positions = covering[row] ?? [];
    let price = Number.POSITIVE_INFINITY;
    for (const position of positions) price = Math.min(price, rest[position] ?? 0);
    bound += price;
    work += 2 * positions.length;
    if (bound >= room) return { bound: Number.POSITIVE_INFINITY, rest, candidates: [], work };
    if (price > 0) for (const position of positions) rest[position] = (rest[position] ?? 0) - price;
  }
  const decisive = decisiveRow(covering, left, (position) => bound + (rest[position] ?? 0) < room);
  return { bound, rest, ...decisive, work: work * 3 };
}

function decisiveRow(covering: CoverTable["covering"], left: Bits, isOpen: (position: number) => boolean) {
  let candidates: readonly number[] | null = null;
  for (let row = nextBit(left, 0); row !== -1; row = nextBit(left, row + 1)) {
    const open = (covering[row] ?? []).filter(isOpen);
    if (candidates === null || open.length < candidates.length) candidates = open;
    if (open.length < 2) break;
  }
  return { candidates: candidates ?? [] };
}

type Branch = { readonly column: CoverTable["columns"][number]; readonly bound: number };

/** Cheapest first; none that covers less of what is left than another of no higher weight. */
function branchesOf({ columns }: CoverTable, left: Bits, { bound, rest, candidates }: Prices): Branch[] {
  const branches = candidates.flatMap((position) => {
    const column = columns[position];
    if (column === undefined) return [];
    const rows = common(column.rows, left);
    return [{ column, rows, bound: bound + (rest[position] ?? 0), size: countCommon(rows, rows) }];
  });
  branches.sort((a, b) => a.bound - b.bound || b.size - a.size || a.column.index - b.column.index);
  return branches.filter((branch, index) => {
    return !branches.some((other, position) => {
      if (other.column.weight > branch.column.weight || !isWithin(branch.rows, other.rows)) return false;
      const isSame = other.size === branch.size && other.column.weight === branch.column.weight;
      return position !== index && (!isSame || position < index);
    });
  });
}
