import {
  caseColon,
  continues,
  groupEnd,
  headEnd,
  isCase,
  isHead,
  isLabel,
  kindAt,
  partnerOf,
  statementEnd,
} from "./brackets.ts";
import {
  atLevel,
  nextIndex,
  nextKind,
  type Outline,
  startsRow,
  staysOnLine,
  takeHanging,
  takeJoined,
  takeStart,
  within,
} from "./outline.ts";

/** Where the tokens of statements go. */

type Position = "listed" | "behind a head";

/** `{ … }`, the brace joined to what stands before it, or as told by `open`. */
export function outlineBlock(outline: Outline, level: number, keep: boolean, open: () => void): void {
  const first = nextIndex(outline);
  open();
  within(outline, first, keep, () => {
    outlineGuard(outline, level + 1);
    outlineStatements(outline, partnerOf(outline.brackets, first), level);
    takeClosing(outline, level);
  });
}

function takeClosing(outline: Outline, level: number): void {
  takeStart(outline, atLevel(level), { comments: atLevel(level + 1), role: "plain", apart: false });
}

/** `when (e)` before the statements of a branch, which may follow on the same line. */
function outlineGuard(outline: Outline, level: number): void {
  const start = nextIndex(outline);
  if (nextKind(outline) !== "when" || kindAt(outline.brackets, start + 1) !== "(") return;
  takeStart(outline, atLevel(level), { apart: false });
  takeHanging(outline, partnerOf(outline.brackets, start + 1), start, level);
  const breaks = isInRowOf(outline, start) ? "as written" : "always";
  if (nextKind(outline) !== "}") outlineStatement(outline, level, "behind a head", breaks);
}

/** The statements and cases before `end`, in a block that stands at `level`. */
function outlineStatements(outline: Outline, end: number, level: number): void {
  while (nextIndex(outline) < end) {
    if (isCase(nextKind(outline))) outlineCase(outline, end, level);
    else outlineStatement(outline, level + 1, "listed", "always");
  }
}

function outlineStatement(
  outline: Outline,
  level: number,
  position: Position,
  breaks: "always" | "never" | "as written",
): void {
  const isLabelled = outlineLabels(outline, level, position);
  const ends = nextKind(outline) === "}" || isCase(nextKind(outline));
  if (isLabelled && ends) return;
  const own = isLabelled ? (position === "listed" ? "always" : "as written") : breaks;
  const start = { breaks: own, apart: position === "listed" && own === "always" };
  if (nextKind(outline) === "{") {
    const first = nextIndex(outline);
    const keep = staysOnLine(outline, first, [first, partnerOf(outline.brackets, first)], level);
    outlineBlock(outline, level, keep, () => takeStart(outline, atLevel(level), start));
  } else if (isHead(nextKind(outline))) {
    takeStart(outline, atLevel(level), start);
    outlineCompound(outline, level, null);
  } else {
    const first = nextIndex(outline);
    takeStart(outline, atLevel(level), start);
    takeHanging(outline, statementEnd(outline.brackets, first), first, level);
  }
}

function outlineLabels(outline: Outline, level: number, position: Position): boolean {
  const start = nextIndex(outline);
  while (isLabel(outline.brackets, nextIndex(outline))) {
    const breaks = position === "listed" ? "always" : "as written";
    takeStart(outline, { kind: "margin" }, { breaks, comments: atLevel(level), role: "label" });
    takeJoined(outline, level, "colon");
  }
  return nextIndex(outline) > start;
}

/** Blocks of one statement are kept on one line together: those from the brace `first` to the token `last`. */
type Chain = { first: number | null; readonly last: number };

/** Behind the first word of a head: the rest of it, and the blocks or statements that belong to it. */
function outlineCompound(outline: Outline, level: number, outer: Chain | null): void {
  const { brackets } = outline;
  const start = nextIndex(outline) - 1;
  const head = kindAt(brackets, start);
  const chain = outer ?? { first: null, last: statementEnd(brackets, start) };
  takeHanging(outline, headEnd(brackets, start), start, level);
  let form = outlineBranch(outline, level, chain, start);
  while (continues(brackets, head, nextIndex(outline))) {
    const word = nextIndex(outline);
    const breaks = { "same line": "as written", block: "never", "own line": "always" } as const;
    takeStart(outline, atLevel(level), { breaks: breaks[form], apart: false, role: "plain" });
    if (nextKind(outline) === "if") {
      takeJoined(outline, level, "start");
      outlineCompound(outline, level, chain);
    } else form = outlineBranch(outline, level, chain, word);
    if (head !== "choose") break;
  }
}

/** Whether what was taken last ends in the row where this head begins. */
function isInRowOf(outline: Outline, head: number): boolean {
  return outline.code[head]?.place.row === outline.code[nextIndex(outline) - 1]?.place.endRow;
}

/** What the head governs that begins at `head`. */
function outlineBranch(
  outline: Outline,
  level: number,
  chain: Chain,
  head: number,
): "block" | "same line" | "own line" {
  const first = nextIndex(outline);
  if (nextKind(outline) === "{") {
    chain.first ??= first;
    const unit = chain.first;
    if (isEmptyBlock(outline, first)) {
      takeJoined(outline, level);
      takeJoined(outline, level);
      return "block";
    }
    const keep = staysOnLine(outline, unit, [unit, chain.last], level);
    within(outline, unit, keep, () => outlineBlock(outline, level, keep, () => takeJoined(outline, level)));
    return "block";
  }
  // Behind a head of several rows it would be hard to see.
  const isOneRow = isInRowOf(outline, head);
  const below = (startsRow(outline, first) || !isOneRow) && outline.unit === null;
  outlineStatement(outline, below ? level + 1 : level, "behind a head", isOneRow ? "as written" : "always");
  return below || !isInRowOf(outline, head) ? "own line" : "same line";
}

/** `{ }` stays together, whatever becomes of the other blocks. */
function isEmptyBlock(outline: Outline, open: number): boolean {
  return partnerOf(outline.brackets, open) === open + 1 && !startsRow(outline, open + 1);
}

/** `case A:` or `default:` at the level of its `switch`, and the statements up to the next one. */
function outlineCase(outline: Outline, end: number, level: number): void {
  const start = nextIndex(outline);
  const colon = caseColon(outline.brackets, start);
  const last = caseEnd(outline, colon + 1, end) - 1;
  const behindCase = start > 0 && outline.layouts[start - 1]?.role === "colon";
  const keep = last > colon && staysOnLine(outline, start, [start, last], level);
  takeStart(outline, atLevel(level), {
    breaks: behindCase ? "as written" : "always",
    comments: atLevel(level + 1),
    role: "case",
    apart: !behindCase,
  });
  within(outline, start, keep, () => {
    takeHanging(outline, colon - 1, start, level);
    takeJoined(outline, level, "colon");
    // A block may stay beside its case.
    if (nextKind(outline) === "{" && nextIndex(outline) <= last && !startsRow(outline, nextIndex(outline))) {
      outlineStatement(outline, level, "listed", "never");
    }
    while (nextIndex(outline) <= last) outlineStatement(outline, level + 1, "listed", "always");
  });
}

/** Where the statements from `start` on end: before the next case, or the brace `end`. */
function caseEnd({ brackets }: Outline, start: number, end: number): number {
  let index = start;
  while (index < end && !isCase(kindAt(brackets, index))) index = groupEnd(brackets, index) + 1;
  return index;
}
