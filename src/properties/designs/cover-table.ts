import type { Bits } from "./bits.ts";
import { addBit, bitsOf, countCommon, isEmpty, isWithin, nextBit, noBits } from "./bits.ts";
import type { WorkBudget } from "./work-budget.ts";
import { spend } from "./work-budget.ts";

/** A set of rows that may be bought. */
export type Column = { readonly rows: Bits; readonly weight: number };

/** `index`: the column's position in the whole problem. */
export type TableColumn = Column & { readonly index: number };

/** What is left of a covering problem; the rows with the fewest columns come first. */
export type CoverTable = {
  readonly columns: readonly TableColumn[];
  /** By row: positions in `columns`. */
  readonly covering: readonly (readonly number[])[];
};

/**
 * Without the rows that are covered by whatever covers some other row, and without the columns whose rows a column of
 * no higher weight has too. A budget that ends leaves more of them, and nothing wrong.
 */
export function coverTable(columns: readonly Column[], rows: number, budget: WorkBudget): CoverTable {
  const all = columns.map((column, index) => ({ ...column, index }));
  let table = tableOf(
    all,
    Array.from({ length: rows }, (_, row) => row),
  );
  for (;;) {
    const needed = tableOf(table.columns, neededRows(table, budget));
    const fewer = tableOf(undominated(needed.columns, budget), Array.from(needed.covering.keys()));
    if (fewer.covering.length === table.covering.length && fewer.columns.length === table.columns.length) return fewer;
    table = fewer;
  }
}

/** The table of these rows, numbered anew. */
function tableOf(columns: readonly TableColumn[], rows: readonly number[]): CoverTable {
  const covering = new Map(rows.map((row) => [row, [] as number[]]));
  for (const [position, column] of columns.entries()) {
    for (let row = nextBit(column.rows, 0); row !== -1; row = nextBit(column.rows, row + 1)) {
      covering.get(row)?.push(position);
    }
  }
  const order = [...covering.values()].sort((left, right) => left.length - right.length);
  const covered = columns.map(() => noBits(order.length));
  for (const [row, positions] of order.entries()) {
    for (const position of positions) addBit(covered[position] ?? noBits(0), row);
  }
  const renumbered = columns.map((column, position) => ({ ...column, rows: covered[position] ?? column.rows }));
  return { columns: renumbered, covering: order };
}

function neededRows({ columns, covering }: CoverTable, budget: WorkBudget): number[] {
  const kept: { readonly row: number; readonly by: Bits }[] = [];
  for (const [row, positions] of covering.entries()) {
    const by = bitsOf(columns.length, positions);
    const isSpent = !spend(budget, kept.length * 4 + by.length);
    if (isSpent || !kept.some((other) => isWithin(other.by, by))) kept.push({ row, by });
  }
  return kept.map(({ row }) => row);
}

function undominated(columns: readonly TableColumn[], budget: WorkBudget): TableColumn[] {
  const sized = columns.map((column) => ({ column, size: countCommon(column.rows, column.rows) }));
  sized.sort((left, right) => left.column.weight - right.column.weight || right.size - left.size);
  const kept: TableColumn[] = [];
  for (const { column } of sized) {
    if (isEmpty(column.rows)) continue;
    const isSpent = !spend(budget, kept.length * 4 + column.rows.length);
    if (isSpent || !kept.some(({ rows }) => isWithin(column.rows, rows))) kept.push(column);
  }
  return kept.sort((left, right) => left.index - right.index);
}
