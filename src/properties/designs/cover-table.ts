import type { Bits } from "./bits.ts";
import { addBit, hasBit, isWithin, noBits } from "./bits.ts";
import type { WorkBudget } from "./work-budget.ts";
import { spend } from "./work-budget.ts";

/** A set of rows that may be bought. */
export type Column = { readonly rows: Bits; readonly weight: number };

/** What is left of a covering problem; rows with the fewest columns come first. */
export type CoverTable = {
  readonly columns: readonly TableColumn[];
  /** By row: positions in `columns`. */
  readonly covering: readonly Int32Array[];
};

/** `index` is the column's position in the whole problem. */
export type TableColumn = Column & { readonly index: number };

/**
 * Without rows that are covered by whatever covers some other row, and without columns whose rows a column of no higher
 * weight has too; null where a row has no column at all. A budget that ends leaves more of them, and nothing wrong.
 */
export function coverTable(columns: readonly Column[], rows: number, budget: WorkBudget): CoverTable | null {
  let table = tableOf(
    columns.map((column, index) => ({ ...column, index })),
    Array.from({ length: rows }, (_, row) => row),
  );
  for (;;) {
    if (table.covering.some(({ length }) => length === 0)) return null;
    const kept = neededRows(table, budget);
    const fewer = tableOf(undominated(tableOf(table.columns, kept), budget), Array.from(kept.keys()));
    if (fewer.covering.length === table.covering.length && fewer.columns.length === table.columns.length) return fewer;
    table = fewer;
  }
}
