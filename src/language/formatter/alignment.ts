import type { Line, Piece } from "./lines.ts";
import type { Indent } from "./outline.ts";
import { TAB } from "./source-layout.ts";

/** The comment behind the tokens of a line, whose column is kept on its own account. */
export function trailingComment({ pieces }: Line): Piece | null {
  const last = pieces.at(-1);
  if (last === undefined || last.kind === "token") return null;
  return pieces.some(({ kind }) => kind === "token") ? last : null;
}

/**
 * The lines whose blanks are kept as written: runs of neighbouring lines in which every wider gap leads to a column
 * where another line of the run has something too, and all other gaps are as they would be without. If one gap of a run
 * is otherwise, the run is no table, and nothing of it is kept. So a second formatting finds the same runs.
 */
export function alignedLines(lines: readonly Line[]): ReadonlySet<Line> {
  const kept = new Set<Line>();
  let run: Line[] = [];
  const endRun = (): void => {
    if (isTable(run)) for (const line of run) kept.add(line);
    run = [];
  };
  for (const [index, line] of lines.entries()) {
    const before = run.at(-1);
    if (before !== undefined && !belongTogether(before, line)) endRun();
    if (isAsWritten(line, lines[index + 1])) run.push(line);
    else endRun();
  }
  endRun();
  return kept;
}

/** Whether the line holds just what one row of the source does. */
function isAsWritten({ pieces }: Line, next: Line | undefined): boolean {
  const row = pieces[0]?.place.row;
  const isWhole = pieces[0]?.place.gap === null && (next === undefined || next.pieces[0]?.place.gap === null);
  return isWhole && pieces.every(({ place }) => place.row === row && place.endRow === row);
}

function belongTogether(before: Line, line: Line): boolean {
  const [left, right] = [before.pieces[0]?.place, line.pieces[0]?.place];
  const isNext = !line.apart && before.closes === line.closes;
  return isNext && left?.margin === right?.margin && sameIndent(before.indent, line.indent);
}

function sameIndent(left: Indent, right: Indent): boolean {
  switch (left.kind) {
    case "level":
      return right.kind === "level" && left.level === right.level;
    case "margin":
      return right.kind === "margin";
    case "hanging":
      return right.kind === "hanging" && left.anchor === right.anchor && left.open === right.open;
  }
}

function isTable(run: readonly Line[]): boolean {
  const meetings = meetingsOf(run);
  return run.every((line) =>
    innerPieces(line).every(({ gap, place }) => {
      if (place.gap === gap) return true;
      return gap === " " && isWide(place.gap ?? "", line) && (meetings.get(place.column) ?? 0) > 1;
    }),
  );
}

/** For each column the number of lines that have something there behind a blank. */
function meetingsOf(run: readonly Line[]): ReadonlyMap<number, number> {
  const meetings = new Map<number, number>();
  for (const { gap, place } of run.flatMap(innerPieces)) {
    if (gap === " ") meetings.set(place.column, (meetings.get(place.column) ?? 0) + 1);
  }
  return meetings;
}

/** All but the first piece, and but the comment behind the line. */
function innerPieces(line: Line): readonly Piece[] {
  return line.pieces.slice(1, trailingComment(line) === null ? undefined : -1);
}

function isWide(gap: string, { indent, pieces }: Line): boolean {
  if (/^ {2,}$/.test(gap)) return true;
  // Tabs lead to the same columns as long as the line is moved by whole tabs.
  const isMovedByTabs = indent.kind !== "hanging" && (pieces[0]?.place.margin ?? 0) % TAB === 0;
  return isMovedByTabs && /^[ \t]*\t[ \t]*$/.test(gap);
}
