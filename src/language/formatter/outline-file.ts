import type { TokenKind } from "../token.ts";
import { firstOf, kindAt, partnerOf } from "./brackets.ts";
import {
  atLevel,
  type Layout,
  newOutline,
  nextIndex,
  nextKind,
  type Outline,
  staysOnLine,
  takeHanging,
  takeJoined,
  takeStart,
} from "./outline.ts";
import { outlineBlock } from "./outline-statement.ts";
import type { Code } from "./source-layout.ts";

/**
 * Where each token of a file goes, by the tokens that begin and end things; what no rule speaks of stays as written.
 * `opened` holds the blocks that are too wide for one line.
 */
export function outlineOf(code: readonly Code[], opened: ReadonlySet<number>): readonly Layout[] {
  const outline = newOutline(code, opened);
  let before: number | null = null;
  while (nextKind(outline) !== "end") before = outlineDeclaration(outline, before);
  takeStart(outline, atLevel(0), { role: "plain" });
  return outline.layouts;
}

/** What shows whether a declaration has a body: the brace, or else what a brace behind it would be an expression for. */
const bodyOrNot: ReadonlySet<TokenKind> = new Set<TokenKind>(["{", ";", "=", ":", "in"]);
const semicolon: ReadonlySet<TokenKind> = new Set<TokenKind>([";"]);
/** Their brace stands at the end of the line, as in a list. */
const bracedLikeLists: ReadonlySet<TokenKind> = new Set<TokenKind>(["init", "crash"]);

/** These, and declarations with a body, never share a line with others. */
const alone: ReadonlySet<TokenKind> = new Set<TokenKind>([
  "spec",
  "hides",
  "use",
  "knob",
  "assume",
  "invariant",
  "liveness",
  "expect",
]);

/** Gives its first token if another declaration may follow in its row; `before` is that of the one before. */
function outlineDeclaration(outline: Outline, before: number | null): number | null {
  const { brackets, code } = outline;
  const start = nextIndex(outline);
  const word = nextKind(outline);
  const shown = bodyStart(outline, start);
  const hasBody = kindAt(brackets, shown) === "{";
  const shares = !hasBody && !alone.has(word);
  const follows = shares && before !== null && code[before]?.place.row === code[start - 1]?.place.endRow;
  takeStart(outline, atLevel(0), { breaks: follows ? "as written" : "always", apart: true });
  if (!hasBody) {
    takeProperty(outline, start, shown);
    takeHanging(outline, firstOf(brackets, shown, semicolon), start, 0);
    return shares ? start : null;
  }
  takeHanging(outline, shown - 1, start, 0);
  const ends = elementEnds.get(word);
  if (ends !== undefined) outlineList(outline, ends);
  else outlineBody(outline, bracedLikeLists.has(word) ? shown : start);
  return null;
}

/** An opening brace, or what shows that there is none; brackets before it are left out. */
function bodyStart({ brackets }: Outline, start: number): number {
  let index = start;
  while (!bodyOrNot.has(kindAt(brackets, index)) && kindAt(brackets, index) !== "end") {
    const kind = kindAt(brackets, index);
    index = (kind === "(" || kind === "[" ? partnerOf(brackets, index) : index) + 1;
  }
  return index;
}

/** `invariant name "doc":`, whose colon belongs to what stands before it. */
function takeProperty(outline: Outline, start: number, shown: number): void {
  const word = kindAt(outline.brackets, start);
  if (word !== "invariant" && word !== "liveness") return;
  takeHanging(outline, shown - 1, start, 0);
  takeJoined(outline, 0, "colon");
}

function outlineBody(outline: Outline, first: number): void {
  const open = nextIndex(outline);
  const keep = staysOnLine(outline, open, [first, partnerOf(outline.brackets, open)], 0);
  const joined = keep || first === open;
  outlineBlock(outline, 0, keep, () =>
    takeStart(outline, atLevel(0), { breaks: joined ? "never" : "always", role: "plain", apart: false }),
  );
}

/** What ends an element of a list, or the list itself. */
const elementEnds: ReadonlyMap<TokenKind, ReadonlySet<TokenKind>> = new Map([
  ["enum", new Set<TokenKind>([",", "}"])],
  ["struct", new Set<TokenKind>([";", "}"])],
  ["design", new Set<TokenKind>([";", "}"])],
]);

/** Members, fields or settings: in one row, or in rows of their own as written. */
function outlineList(outline: Outline, ends: ReadonlySet<TokenKind>): void {
  const { brackets, code } = outline;
  const open = nextIndex(outline);
  const close = partnerOf(brackets, open);
  const isOneRow = code[open]?.place.row === code[close]?.place.row;
  takeJoined(outline, 0);
  let before = open;
  while (nextIndex(outline) < close) {
    const start = nextIndex(outline);
    // The first, and what follows an element of several rows, begins a row of its own.
    const mustBreak = before === open ? !isOneRow : code[before]?.place.row !== code[start - 1]?.place.endRow;
    takeStart(outline, atLevel(1), { breaks: mustBreak ? "always" : "as written", apart: before !== open });
    takeHanging(outline, Math.min(firstOf(brackets, start, ends), close - 1), start, 1);
    before = start;
  }
  const breaks = isOneRow ? "never" : "always";
  takeStart(outline, atLevel(0), { breaks, comments: atLevel(1), role: "plain", apart: false });
  if (nextKind(outline) === ";") takeJoined(outline, 0);
}
