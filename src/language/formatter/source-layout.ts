import type { SpecToken } from "../token.ts";

/** Tabs go up to the next multiple of this. */
export const TAB = 8;

/** Where something stands in the source. Rows count from 1, columns from 0, a tab as wide as it is shown. */
export type Place = {
  readonly row: number;
  readonly endRow: number;
  readonly column: number;
  /** Width of the blanks that its row begins with; behind a comment of several rows, the row where that began. */
  readonly margin: number;
  /** The blanks before it; null where it is the first in its row. */
  readonly gap: string | null;
  /** Whether an empty row stands before it. */
  readonly apart: boolean;
};

export type Comment = { readonly kind: "line" | "block"; readonly text: string; readonly place: Place };

/** A token with the comments between it and the token before. The last one is `end`. */
export type Code = { readonly token: SpecToken; readonly comments: readonly Comment[]; readonly place: Place };

/** Every token and comment of a text, from its first token on. */
export function sourceLayout(first: SpecToken): readonly Code[] {
  const { text } = first.notes.file;
  const reader = placeReader(text);
  const code: Code[] = [];
  let behind = 0;
  for (let token: SpecToken | undefined = first; token !== undefined; token = token.next) {
    const comments = commentsBetween(text, behind, token.pos.index).map(({ start, text: written }) => ({
      kind: written.startsWith("//") ? ("line" as const) : ("block" as const),
      text: written,
      place: reader(start, start + written.length),
    }));
    code.push({ token, comments, place: reader(token.pos.index, token.end) });
    behind = token.end;
  }
  return code;
}

function commentsBetween(text: string, start: number, end: number): { start: number; text: string }[] {
  const between = text.slice(start, end);
  return [...between.matchAll(/\/\/[^\n]*|\/\*[\s\S]*?\*\//g)].map((match) => ({
    start: start + match.index,
    text: match[0],
  }));
}

/** Gives the place of one lexeme after the other, in the order of the text. */
function placeReader(text: string): (start: number, end: number) => Place {
  let [offset, row, column, margin, lastMargin, lastRow, lastEnd] = [0, 1, 0, marginAt(text, 0), 0, 0, 0];
  const goTo = (target: number): void => {
    for (; offset < target; offset += 1) {
      if (text[offset] === "\n") {
        row += 1;
        column = 0;
        margin = marginAt(text, offset + 1);
      } else column = columnBehind(text[offset] ?? " ", column);
    }
  };
  return (start, end) => {
    goTo(start);
    const gap = row === lastRow ? text.slice(lastEnd, start) : null;
    if (gap === null) lastMargin = margin;
    const begin = { row, column, margin: lastMargin, gap, apart: row > lastRow + 1 && lastRow > 0 };
    goTo(end);
    [lastRow, lastEnd] = [row, end];
    return { ...begin, endRow: row };
  };
}

function marginAt(text: string, start: number): number {
  let width = 0;
  for (let at = start; text[at] === " " || text[at] === "\t"; at += 1) width = columnBehind(text[at] ?? " ", width);
  return width;
}

function columnBehind(character: string, column: number): number {
  return character === "\t" ? column + TAB - (column % TAB) : column + 1;
}

/** The column behind a text of one row that begins at this column. */
export function widthBehind(text: string, column: number): number {
  let width = column;
  for (let at = 0; at < text.length; at += 1) width = columnBehind(text[at] ?? " ", width);
  return width;
}
