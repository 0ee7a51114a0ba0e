import { alignedLines, trailingComment } from "./alignment.ts";
import type { Line, Piece } from "./lines.ts";
import { WIDTH } from "./outline.ts";
import { type Code, TAB, widthBehind } from "./source-layout.ts";

export type Printed = {
  readonly text: string;
  /** Units on lines that are too wide. */
  readonly tooWide: ReadonlySet<number>;
};

/** A line as it is printed so far; `column` is where it ends. */
type Row = { text: string; column: number };
type Spot = { readonly column: number; readonly line: Line };

type Printing = {
  readonly code: readonly Code[];
  readonly aligned: ReadonlySet<Line>;
  /** Where each token was printed. */
  readonly spots: Map<number, Spot>;
  /** The comment that ended the line before, if one did: comments below it may stand in its column. */
  above: { readonly written: number; readonly column: number } | null;
};

export function printLines(lines: readonly Line[], code: readonly Code[]): Printed {
  const printing: Printing = { code, aligned: alignedLines(lines), spots: new Map(), above: null };
  const tooWide = new Set<number>();
  let text = "";
  for (const line of lines) {
    const { printed, width } = printLine(printing, line);
    if (width > WIDTH) for (const { unit } of line.pieces) if (unit !== null) tooWide.add(unit);
    text += `${line.apart ? "\n" : ""}${printed}\n`;
  }
  return { text, tooWide };
}

/** The text of a line, and how wide it is without the comment behind it. */
function printLine(printing: Printing, line: Line): { readonly printed: string; readonly width: number } {
  const indent = indentOf(printing, line);
  const row: Row = { text: blanks(indent), column: indent };
  const comment = trailingComment(line);
  const isKept = printing.aligned.has(line);
  for (const [position, piece] of line.pieces.entries()) {
    if (piece === comment) continue;
    if (position > 0) append(row, isKept ? (piece.place.gap ?? "") : piece.gap);
    if (piece.kind === "token") printing.spots.set(piece.index, { column: row.column, line });
    append(row, commentText(piece, indent));
  }
  const width = row.column;
  if (comment !== null) {
    append(row, gapOfComment(line, comment, indent, width));
    printing.above = { written: comment.place.column, column: row.column };
    append(row, commentText(comment, indent));
  } else if (!(printing.above?.column === indent && isComment(line))) printing.above = null;
  return { printed: row.text, width };
}

function append(row: Row, text: string): void {
  row.text += text;
  const newline = text.lastIndexOf("\n");
  row.column = newline === -1 ? widthBehind(text, row.column) : widthBehind(text.slice(newline + 1), 0);
}

function blanks(width: number): string {
  return "\t".repeat(Math.floor(width / TAB)) + " ".repeat(width % TAB);
}

function isComment({ pieces }: Line): boolean {
  return pieces.every(({ kind }) => kind !== "token");
}

function indentOf({ code, spots, above }: Printing, line: Line): number {
  const { indent, closes, pieces } = line;
  const column = pieces[0]?.place.column ?? 0;
  if (above !== null && isComment(line) && !line.apart && above.written === column) return above.column;
  switch (indent.kind) {
    case "level":
      return TAB * indent.level;
    case "margin":
      return 0;
    case "hanging": {
      const aligned = alignedColumn(code, spots, indent.open, column);
      if (aligned !== null) return aligned;
      const written = column - (code[indent.anchor]?.place.margin ?? 0);
      return TAB * (indent.level + Math.max(closes ? 0 : 1, Math.ceil(written / TAB)));
    }
  }
}

/** Below the first token behind the open bracket, where it was written there. */
function alignedColumn(
  code: readonly Code[],
  spots: ReadonlyMap<number, Spot>,
  open: number | null,
  column: number,
): number | null {
  if (open === null) return null;
  const [bracket, first] = [spots.get(open), spots.get(open + 1)];
  const isBeside = bracket !== undefined && bracket.line === first?.line;
  return isBeside && code[open + 1]?.place.column === column ? first.column : null;
}

/** As far from the start of the line as it was written, if the line still begins as that row did. */
function gapOfComment({ pieces }: Line, { place }: Piece, indent: number, width: number): string {
  const begins = pieces[0]?.place;
  const isSameRow = begins?.gap === null && begins.row === place.row;
  const column = isSameRow ? Math.max(width + 1, indent + place.column - begins.margin) : width + 1;
  const byTabs = place.gap?.includes("\t") === true && column % TAB === 0;
  return byTabs ? "\t".repeat(column / TAB - Math.floor(width / TAB)) : " ".repeat(column - width);
}

/** Comments of several rows whose rows begin with stars are moved; others are kept as they are. */
function commentText({ kind, text }: Piece, indent: number): string {
  if (kind === "token") return text;
  const rows = text.split("\n").map((row) => row.trimEnd());
  const [first = "", ...others] = rows;
  const hasStars = others.every((row) => row.trimStart().startsWith("*"));
  return hasStars
    ? [first, ...others.map((row) => `${blanks(indent)} ${row.trimStart()}`)].join("\n")
    : rows.join("\n");
}
