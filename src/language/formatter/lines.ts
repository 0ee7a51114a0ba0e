import { isClosing, kindAt } from "./brackets.ts";
import type { Indent, Layout } from "./outline.ts";
import type { Code, Comment, Place } from "./source-layout.ts";
import { gapBefore, type Spacing } from "./spacing.ts";

/** Which tokens and comments share a line. */

export type Piece = {
  readonly text: string;
  /** The blanks before it, unless it is aligned with other lines. */
  readonly gap: "" | " ";
  readonly place: Place;
  readonly kind: "token" | "line comment" | "block comment";
  /** Of the token, or of the token behind the comment. */
  readonly index: number;
  readonly unit: number | null;
};

export type Line = {
  readonly indent: Indent;
  /** Begins with a bracket that closes. */
  readonly closes: boolean;
  /** Whether an empty line stands before it. */
  readonly apart: boolean;
  readonly pieces: readonly Piece[];
};

type Draft = { readonly lines: Line[]; pieces: Piece[]; start: Omit<Line, "pieces"> };

export function linesOf(code: readonly Code[], spacing: Spacing): readonly Line[] {
  const draft: Draft = { lines: [], pieces: [], start: { indent: { kind: "margin" }, closes: false, apart: false } };
  for (const [index, each] of code.entries()) {
    const layout = spacing.layouts[index];
    if (layout === undefined) throw new Error("a defect of untorn: a token without a layout");
    for (const comment of each.comments) addComment(draft, comment, { code: each, layout, index });
    if (each.token.kind !== "end") addToken(draft, { code: each, layout, index }, spacing);
  }
  endLine(draft);
  return draft.lines;
}

type Placed = { readonly code: Code; readonly layout: Layout; readonly index: number };

function endLine(draft: Draft): void {
  if (draft.pieces.length > 0) draft.lines.push({ ...draft.start, pieces: draft.pieces });
  draft.pieces = [];
}

function startLine(draft: Draft, indent: Indent, apart: boolean, closes: boolean): void {
  endLine(draft);
  const opens = draft.lines.at(-1)?.pieces.findLast(({ kind }) => kind === "token")?.text === "{";
  draft.start = { indent, closes, apart: apart && !opens && draft.lines.length > 0 };
}

function addComment(draft: Draft, comment: Comment, { code, layout, index }: Placed): void {
  const { place, kind, text } = comment;
  if (place.gap === null) {
    const goesAlong = layout.role === "label" || layout.role === "case";
    const indent = goesAlong && place.column <= code.place.column ? layout.indent : layout.comments;
    startLine(draft, indent, place.apart && (layout.apart || commentsAreApart(code)), false);
  }
  const before = draft.pieces.at(-1)?.text;
  const gap = before === "(" || before === "[" ? "" : " ";
  const piece = { text, gap, place, index, unit: layout.unit } as const;
  draft.pieces.push({ ...piece, kind: kind === "line" ? "line comment" : "block comment" });
}

/** Before a closing brace or the end of the file no line is empty, but comments there may have one before them. */
function commentsAreApart({ token }: Code): boolean {
  return token.kind === "}" || token.kind === "end";
}

function addToken(draft: Draft, placed: Placed, spacing: Spacing): void {
  const { code, layout, index } = placed;
  const { kind, text } = code.token;
  if (beginsLine(draft, placed)) startLine(draft, layout.indent, layout.apart && code.place.apart, isClosing(kind));
  const isFirst = draft.pieces.length === 0;
  const gap = isFirst ? "" : gapOf(draft, index, spacing);
  draft.pieces.push({ text, gap, place: code.place, kind: "token", index, unit: layout.unit });
}

/** A comment on a row of its own may lead the line of the statement behind it. */
function beginsLine({ pieces }: Draft, { code, layout, index }: Placed): boolean {
  const before = pieces.at(-1);
  if (before === undefined) return true;
  const isBehindComment = before.kind !== "token";
  const isWritten = code.place.gap === null;
  if (before.kind === "line comment") return true;
  if (layout.breaks === "never") return isBehindComment && isWritten;
  const leads = layout.role === "start" && isBehindComment && pieces.every((piece) => piece.index === index);
  return isWritten || (layout.breaks === "always" && !leads);
}

function gapOf({ pieces }: Draft, index: number, spacing: Spacing): "" | " " {
  if (pieces.at(-1)?.kind === "token") return gapBefore(spacing, index);
  const kind = kindAt(spacing.brackets, index);
  return isClosing(kind) && kind !== "}" ? "" : kind === ";" || kind === "," ? "" : " ";
}
