import type { Line, Segment } from "./line.ts";
import { toned } from "./line.ts";

export type Column = {
  /** One line per entry, from the top. */
  readonly header: readonly string[];
  readonly align: "left" | "right";
  readonly cells: readonly Segment[];
};

/** Columns that stand together; a bar stands between groups. */
export type Group = readonly Column[];

const GAP = 2;

export function columnWidth(column: Column): number {
  return Math.max(...column.header.map((text) => text.length), ...column.cells.map(({ text }) => text.length), 1);
}

export function tableWidth(groups: readonly Group[]): number {
  return groups.reduce((sum, group) => sum + groupWidth(group), 0) + 3 * (groups.length - 1);
}

/** Header, rule and one line per row, each behind `indent` blanks; `ruled` is a row that another rule stands before. */
export function tableLines(indent: number, groups: readonly Group[], ruled: number | null = null): Line[] {
  const headerLines = Math.max(...groups.flat().map(({ header }) => header.length));
  const rows = Math.max(...groups.flat().map(({ cells }) => cells.length));
  const left = toned("plain", " ".repeat(indent));
  const headers = Array.from({ length: headerLines }, (_, row) => [
    left,
    ...rowOf(groups, ({ header }) => toned("plain", header[row] ?? "")),
  ]);
  const rule = [left, ruleOf(groups)];
  const body = Array.from({ length: rows }, (_, row) => [
    left,
    ...rowOf(groups, ({ cells }) => cells[row] ?? toned("plain", "")),
  ]);
  return [...headers, rule, ...body.flatMap((row, index) => (index === ruled ? [rule, row] : [row]))];
}

function groupWidth(group: Group): number {
  return group.reduce((sum, column) => sum + columnWidth(column), 0) + GAP * (group.length - 1);
}

function ruleOf(groups: readonly Group[]): Segment {
  const last = groups.length - 1;
  const parts = groups.map((group, index) => {
    const sides = (index === 0 ? 0 : 1) + (index === last ? 0 : 1);
    return "-".repeat(groupWidth(group) + sides);
  });
  return toned("plain", parts.join("+"));
}

function rowOf(groups: readonly Group[], cellOf: (column: Column) => Segment): Segment[] {
  return groups.flatMap((group, index) => [
    ...(index === 0 ? [] : [toned("plain", " | ")]),
    ...group.flatMap((column, position) => [
      ...(position === 0 ? [] : [toned("plain", " ".repeat(GAP))]),
      ...padded(cellOf(column), columnWidth(column), column.align),
    ]),
  ]);
}

/** Blanks are a segment of their own: colour never covers them. */
function padded(cell: Segment, width: number, align: Column["align"]): Segment[] {
  const blanks = toned("plain", " ".repeat(Math.max(0, width - cell.text.length)));
  return align === "left" ? [cell, blanks] : [blanks, cell];
}
