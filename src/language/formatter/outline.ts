import type { TokenKind } from "../token.ts";
import { type Brackets, bracketsOf, isClosing, isOpening, kindAt } from "./brackets.ts";
import { type Code, TAB } from "./source-layout.ts";

/** Lines with a block on them are kept while they are no wider than this. */
export const WIDTH = 100;

/** How a line begins: at a level of blocks, at the margin, or hanging below the line that begins with `anchor`. */
export type Indent =
  | { readonly kind: "level"; readonly level: number }
  | { readonly kind: "margin" }
  | {
      readonly kind: "hanging";
      readonly anchor: number;
      readonly level: number;
      /** The innermost bracket that is open since the anchor. */
      readonly open: number | null;
    };

/** Where one token goes. */
export type Layout = {
  readonly breaks: "always" | "never" | "as written";
  readonly indent: Indent;
  /** Of the comments on rows of their own before it; those no further right than a label or `case` go with that. */
  readonly comments: Indent;
  readonly role: "start" | "label" | "case" | "colon" | "plain";
  /** Whether an empty line may stand before it. */
  readonly apart: boolean;
  /** The bracket or `case` that begins the outermost text kept on one line around it. */
  readonly unit: number | null;
};

/** What is found by going over the tokens once; `layouts` holds those of the tokens gone over so far. */
export type Outline = {
  readonly code: readonly Code[];
  readonly brackets: Brackets;
  /** The units that do not fit on a line. */
  readonly opened: ReadonlySet<number>;
  /** Characters of all tokens before each one. */
  readonly lengths: readonly number[];
  readonly layouts: Layout[];
  unit: number | null;
};

export function newOutline(code: readonly Code[], opened: ReadonlySet<number>): Outline {
  const lengths: number[] = [];
  let length = 0;
  for (const { token } of code) {
    lengths.push(length);
    length += token.text.length;
  }
  return { code, brackets: bracketsOf(code), opened, lengths, layouts: [], unit: null };
}

export function nextIndex({ layouts }: Outline): number {
  return layouts.length;
}

export function nextKind(outline: Outline): TokenKind {
  return kindAt(outline.brackets, nextIndex(outline));
}

/** Whether a token begins a row, or a comment before it does. */
export function startsRow({ code }: Outline, index: number): boolean {
  const each = code[index];
  return each?.place.gap === null || each?.comments.some(({ place }) => place.gap === null) === true;
}

export function atLevel(level: number): Indent {
  return { kind: "level", level };
}

type Start = Partial<Pick<Layout, "breaks" | "comments" | "role" | "apart">>;

/** Takes the token that begins something: on a line of its own, unless told otherwise or kept on one line. */
export function takeStart(outline: Outline, indent: Indent, how: Start = {}): void {
  const { breaks = "always", comments = indent, role = "start", apart = breaks === "always" } = how;
  const { unit } = outline;
  outline.layouts.push({ breaks: unit === null ? breaks : "never", indent, comments, role, apart, unit });
}

/** Takes a token that stands behind the one before it. */
export function takeJoined(outline: Outline, level: number, role: Layout["role"] = "plain"): void {
  takeStart(outline, atLevel(level), { breaks: "never", role });
}

const joined: ReadonlySet<TokenKind> = new Set<TokenKind>([";", ","]);

/** Takes all tokens up to `last`, in lines as written, hanging below the anchor. */
export function takeHanging(outline: Outline, last: number, anchor: number, level: number): void {
  const { brackets, unit } = outline;
  const open: number[] = [];
  for (let index = nextIndex(outline); index <= last; index += 1) {
    const kind = kindAt(brackets, index);
    const indent: Indent = { kind: "hanging", anchor, level, open: open.at(-1) ?? null };
    const isJoined = unit !== null || joined.has(kind) || (kind === "(" && index === anchor + 1);
    const breaks = isJoined ? "never" : "as written";
    outline.layouts.push({ breaks, indent, comments: indent, role: "plain", apart: false, unit });
    if (isOpening(kind)) open.push(index);
    if (isClosing(kind)) open.pop();
  }
}

/** Does so with all that is in one row kept there, if it fits. */
export function within(outline: Outline, unit: number, keep: boolean, take: () => void): void {
  const outer = outline.unit;
  if (keep && outer === null) outline.unit = unit;
  take();
  outline.unit = outer;
}

/**
 * Whether the text from one token to another, in a line at this level, stays in that line: `unit` must not have turned
 * out too wide. That is found by printing; what is too wide even without a blank is told at once, level by level.
 */
export function staysOnLine(
  outline: Outline,
  unit: number,
  [first, last]: readonly [number, number],
  level: number,
): boolean {
  const { code, lengths, opened } = outline;
  if (outline.unit !== null) return true;
  const isOneRow = code[first]?.place.row === code[last]?.place.endRow;
  const characters = (lengths[last] ?? 0) - (lengths[first] ?? 0);
  return isOneRow && !opened.has(unit) && TAB * level + characters <= WIDTH;
}
