import { CutFailure, reportFailure } from "./parse-notes.ts";
import { type SpecParser, type Step, tokenAfter, tryRead } from "./parser-kit.ts";
import { startsLine } from "./syntax-error.ts";
import { declarationWords, hardWords, isName, type SpecToken, signs, statementWords, type TokenKind } from "./token.ts";

/** Where reading goes on after an error, so that one run reports many and none of them twice. */

/** Where reading goes on, given the first token of what failed and the one that was wrong: never at that first token. */
export type Resume = (first: SpecToken, wrong: SpecToken) => SpecToken;

/** Reads elements into `results` until `ends`. One that fails is reported and left out. */
export function readAll<T>(
  start: SpecToken,
  element: SpecParser<T>,
  ends: (token: SpecToken) => boolean,
  resume: Resume,
  results: T[],
): SpecToken {
  let token = start;
  while (!ends(token)) {
    const { value, next } = readOrSkip(element, token, resume);
    if (value !== null) results.push(value);
    token = next;
  }
  return token;
}

/** `null` for what failed, which is then reported. */
export function readOrSkip<T>(parser: SpecParser<T>, token: SpecToken, resume: Resume): Step<T | null> {
  const { notes } = token;
  const { depth, height } = notes;
  const step = attempt(parser, token);
  if (step !== null) {
    // What one statement nests is no height of the next one.
    notes.height = height;
    return step;
  }
  notes.depth = depth;
  notes.height = 0;
  reportFailure(notes);
  const wrong = notes.furthest ?? token;
  const next = resume(token, wrong.pos.index < token.pos.index ? token : wrong);
  loseNames(token, next);
  return { value: null, next };
}

function loseNames(first: SpecToken, next: SpecToken): void {
  for (let token = first; token !== next && token.kind !== "end"; token = tokenAfter(token)) {
    if (isName(token.kind)) token.notes.lost.add(token.text);
  }
}

function attempt<T>(element: SpecParser<T>, token: SpecToken): Step<T> | null {
  try {
    return tryRead(element, token);
  } catch (failure) {
    if (failure instanceof CutFailure) return null;
    throw failure;
  }
}

export type Skip = {
  readonly level: "statement" | "declaration";
  /** Looks for further errors in the block of a broken head; gives the token behind the block. */
  readonly readBlock: (open: SpecToken) => SpecToken;
};

/** A token, the braces open around it, and whether the broken element may have ended before it. */
type Place = { readonly token: SpecToken; readonly depth: number; readonly closed: boolean };

/** Skips a broken element: behind its ';' or its '}', or to a word that begins another one on a line of its own. */
export function skipBroken(first: SpecToken, wrong: SpecToken, skip: Skip): SpecToken {
  if (skip.level === "declaration" && wrong === first && isIndentedLine(first)) return skipToMargin(first);
  let place: Place = { token: wrong, depth: bracesBetween(first, wrong), closed: false };
  while (!stopsBefore(first, place, skip.level)) {
    place = stepOver(first, place, skip);
    if (!place.closed || goesOn(place.token)) continue;
    return place.token.kind === ";" ? tokenAfter(place.token) : place.token;
  }
  return place.token;
}

/** At top level, indented lines that begin no declaration are the rest of a body that a '}' too many has closed. */
function isIndentedLine(token: SpecToken): boolean {
  return startsLine(token) && token.pos.columnBegin > 1;
}

function skipToMargin(first: SpecToken): SpecToken {
  let token = first;
  while (token.kind !== "end" && token.pos.columnBegin > 1) token = tokenAfter(token);
  return token.kind === "}" ? tokenAfter(token) : token;
}

function stopsBefore(first: SpecToken, { token, depth }: Place, level: Skip["level"]): boolean {
  if (token.kind === "end") return true;
  if (token.kind === "}" && depth === 0 && level === "statement") return true;
  return token !== first && beginsAnother(token, depth, level);
}

function stepOver(first: SpecToken, { token, depth }: Place, skip: Skip): Place {
  if (token.kind === "{" && depth === 0 && opensBlock(first, token)) {
    return { token: skip.readBlock(token), depth, closed: true };
  }
  const closed = token.kind === ";" ? depth === 0 && !insideLoopHead(first, token) : token.kind === "}" && depth <= 1;
  return { token: tokenAfter(token), depth: depthBehind(token, depth), closed };
}

function depthBehind(token: SpecToken, depth: number): number {
  if (token.kind === "{") return depth + 1;
  return token.kind === "}" ? Math.max(0, depth - 1) : depth;
}

function bracesBetween(first: SpecToken, wrong: SpecToken): number {
  let depth = 0;
  for (let token = first; token.pos.index < wrong.pos.index; token = tokenAfter(token))
    depth = depthBehind(token, depth);
  return depth;
}

const closedOrBegun: ReadonlySet<TokenKind> = new Set<TokenKind>(["{", "}", ";", "(", "-"]);
const anySign: ReadonlySet<TokenKind> = new Set<TokenKind>(signs);

/** Whether the element goes on behind a brace: with another branch, or because the brace was in an expression. */
function goesOn({ kind }: SpecToken): boolean {
  return kind === "else" || kind === "or" || kind === "in" || (anySign.has(kind) && !closedOrBegun.has(kind));
}

function beginsAnother(token: SpecToken, depth: number, level: Skip["level"]): boolean {
  if (!startsLine(token)) return false;
  if (beginsTopLevel(token)) return true;
  if (depth > 0) return false;
  if (level === "declaration") return beginsDeclaration(token);
  return statementWords.has(token.kind) || token.kind === "case" || token.kind === "default";
}

const blockHeads: ReadonlySet<TokenKind> = new Set<TokenKind>([
  ...hardWords.statement,
  ...hardWords.type,
  "daemon",
  "work",
  "event",
  "void",
  "init",
  "crash",
  "fair",
  "strong",
  "unfair",
]);
const withoutBlock: ReadonlySet<TokenKind> = new Set<TokenKind>(["enum", "struct", "design", "knob", "expect"]);

/** A set or the alternatives of `in` stand behind these, and never a block. */
const beforeLiteral: ReadonlySet<TokenKind> = new Set<TokenKind>([
  "in",
  "=",
  "+=",
  "-=",
  "==",
  "!=",
  "?",
  "&&",
  "||",
  "=>",
  "return",
]);

/** Whether the brace opens statements, not values, members or settings. */
function opensBlock(first: SpecToken, open: SpecToken): boolean {
  const before = open.previous?.kind;
  if (before === undefined || withoutBlock.has(first.kind) || beforeLiteral.has(before)) return false;
  if (tokenAfter(open).kind === ".") return false;
  return blockHeads.has(first.kind) || before === ")" || before === "]";
}

/** The semicolons of a `for` in the manner of C. */
function insideLoopHead(first: SpecToken, semicolon: SpecToken): boolean {
  return first.kind === "for" && first.pos.rowBegin === semicolon.pos.rowBegin;
}

/** Whether a declaration begins here even though a block is open: what only the top level has, at the left margin. */
export function beginsTopLevel(token: SpecToken): boolean {
  return token.pos.columnBegin === 1 && beginsDeclaration(token);
}

function beginsDeclaration(token: SpecToken): boolean {
  const behind = tokenAfter(token);
  switch (token.kind) {
    case "task":
      return beginsTask(token);
    case "fair":
    case "strong":
    case "unfair":
      return behind.kind === "task" || behind.kind === "daemon" || behind.kind === "work" || behind.kind === "event";
    default:
      return declarationWords.has(token.kind) || beginsFunction(token);
  }
}

const behindVariable: ReadonlySet<TokenKind> = new Set<TokenKind>([";", "=", ",", "[", "(", "end"]);

/** `task w {` or `task w[2] {`, where `task w;` and `task w[2];` are variables and `task w(` is a function. */
export function beginsTask(token: SpecToken): boolean {
  const called = tokenAfter(token);
  if (!isName(called.kind)) return false;
  const behind = tokenAfter(called);
  return !behindVariable.has(behind.kind === "[" ? closing(behind, "]").kind : behind.kind);
}

const resultTypes: ReadonlySet<TokenKind> = new Set<TokenKind>(hardWords.type);

/** `T name(…) {`, `set<T> name(…) {` */
function beginsFunction(token: SpecToken): boolean {
  if (!resultTypes.has(token.kind) && !isName(token.kind)) return false;
  const behind = tokenAfter(token);
  const callee = behind.kind === "<" ? closing(behind, ">") : behind;
  if (!isName(callee.kind)) return false;
  const open = tokenAfter(callee);
  return open.kind === "(" && closing(open, ")").kind === "{";
}

const searchEnds: ReadonlySet<TokenKind> = new Set<TokenKind>([";", "{", "}", "end"]);

/** The token behind the bracket that closes this one; the bracket itself when there is none in this statement. */
function closing(open: SpecToken, close: TokenKind): SpecToken {
  let token = tokenAfter(open);
  let depth = 1;
  while (depth > 0 && !searchEnds.has(token.kind)) {
    if (token.kind === open.kind) depth += 1;
    if (token.kind === close) depth -= 1;
    token = tokenAfter(token);
  }
  return depth === 0 ? token : open;
}
