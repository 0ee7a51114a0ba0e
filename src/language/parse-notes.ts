import type { Diagnostic } from "./diagnostic.ts";
import { grammarError } from "./grammar-codes.ts";
import { describeFailure } from "./syntax-error.ts";
import type { ParseNotes, SpecToken } from "./token.ts";

/** What the parser notes beside its results: what was looked for, what was wrong, how deep it is. */

/** More errors than this are not shown: the rest of the file is not read. */
const mostErrors = 50;
/** Of nested constructs, and of the tree of one expression: whatever walks the tree later does so by recursion. */
const deepest = 500;

/** From the keyword of a construct on, its failure is the error: thrown past all alternatives to the next recovery. */
export class CutFailure extends Error {}

/** Nothing more is read of this file. */
export class ParseAbandoned extends Error {}

/** Keeps what was looked for at the farthest token: that is where the text went wrong. */
export function noteExpected(token: SpecToken, what: string): void {
  const { notes } = token;
  const behind = notes.furthest === undefined ? -1 : notes.furthest.pos.index;
  if (token.pos.index < behind) return;
  if (token !== notes.furthest) {
    notes.furthest = token;
    notes.expected = [];
  }
  if (!notes.expected.includes(what)) notes.expected.push(what);
}

/** Adds the error at the farthest token, unless it only follows from one that is already reported. */
export function reportFailure(notes: ParseNotes): void {
  const found = notes.furthest;
  if (found === undefined) throw new Error("a defect of untorn: a parser failed without saying what it looked for");
  reportAt(found, describeFailure(found, notes.expected));
}

/** Adds an error seen at this token; at most one for each token. */
export function reportAt(found: SpecToken, diagnostic: Diagnostic): void {
  if (found.notes.reported === found || followsLexicalError(found)) return;
  found.notes.reported = found;
  report(found.notes, diagnostic);
}

/** Adds an error that does not keep the parser from going on. */
export function report(notes: ParseNotes, diagnostic: Diagnostic): void {
  if (notes.grammar.length + notes.lexical.length < mostErrors - 1) {
    notes.grammar.push(diagnostic);
    return;
  }
  notes.grammar.push(grammarError(diagnostic.span, "U0017", "too many errors: the rest of the file was not read"));
  throw new ParseAbandoned();
}

function followsLexicalError(found: SpecToken): boolean {
  const start = found.previous === undefined ? 0 : found.previous.pos.index;
  return found.notes.lexical.some(({ span }) => span.start >= start && span.start <= found.pos.index);
}

/** Goes one level of nesting down; `leave` goes up again, a recovery sets the level it began at. */
export function enter(token: SpecToken): void {
  token.notes.depth += 1;
  token.notes.entered = token;
  if (token.notes.depth > deepest) abandonNesting(token);
}

export function leave(notes: ParseNotes): void {
  notes.depth -= 1;
}

/** Puts one more level above the expressions read since `height` was last set. */
export function raise(token: SpecToken): void {
  token.notes.height += 1;
  if (token.notes.height > deepest) abandonNesting(token);
}

function abandonNesting(token: SpecToken): never {
  reportNesting(token);
  throw new ParseAbandoned();
}

export function reportNesting(token: SpecToken): void {
  const span = { file: token.notes.file, start: token.pos.index, end: token.end };
  token.notes.grammar.push(grammarError(span, "U0016", "nested too deeply", `there are at most ${deepest} levels`));
}
