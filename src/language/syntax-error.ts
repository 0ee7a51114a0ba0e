import type { Diagnostic } from "./diagnostic.ts";
import { type GrammarCode, grammarError } from "./grammar-codes.ts";
import type { Span } from "./source.ts";
import { declarationWords, isHardWord, type SpecToken, type TokenKind } from "./token.ts";

/** Words what a parser looked for and what it found: "expected ';' or an operator, found '}'". */
export function describeFailure(found: SpecToken, expected: readonly string[]): Diagnostic {
  const quotedFirst = [
    ...expected.filter((what) => !categories.has(what)),
    ...expected.filter((what) => categories.has(what)),
  ];
  const message = `expected ${listed(quotedFirst)}, found ${shown(found)}`;
  const missing = missingSign(found, expected);
  if (missing !== null) return grammarError(spanBefore(found), codeOf(expected), message, `add '${missing}' here`);
  return grammarError(spanOfToken(found), codeOf(expected), message, hintFor(found, expected));
}

/** What is looked for by category; everything else is a quoted sign or word. */
const categories: ReadonlyMap<string, GrammarCode> = new Map([
  ["an expression", "U0008"],
  ["a type", "U0009"],
  ["a statement", "U0011"],
  ["a declaration", "U0012"],
  ["a name", "U0010"],
  ["a number", "U0013"],
  ["a string", "U0013"],
  ["an operator", "U0013"],
]);

function codeOf(expected: readonly string[]): GrammarCode {
  if (expected.includes("';'")) return "U0007";
  for (const [category, code] of categories) if (expected.includes(category)) return code;
  return "U0013";
}

function listed(parts: readonly string[]): string {
  const last = parts.at(-1) ?? "something else";
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(", ")} or ${last}`;
}

/** How a token is called in a message. */
export function shown(token: SpecToken): string {
  if (token.kind === "end") return "the end of the file";
  if (token.kind === "string") return "a string";
  return `'${clip(token.text)}'`;
}

/** Long words are cut, so that a message stays a line. */
export function clip(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}\u2026` : text;
}

/** The empty span right behind the token before. */
export function spanBefore(token: SpecToken): Span {
  const at = token.previous === undefined ? token.pos.index : token.previous.end;
  return { file: token.notes.file, start: at, end: at };
}

export function spanOfToken(token: SpecToken): Span {
  if (token.kind === "end") return spanBefore(token);
  return { file: token.notes.file, start: token.pos.index, end: token.end };
}

export function startsLine(token: SpecToken): boolean {
  return token.previous === undefined || token.previous.pos.rowBegin < token.pos.rowBegin;
}

const behindStatement: ReadonlySet<TokenKind> = new Set<TokenKind>(["}", "end"]);
const behindBracket: ReadonlySet<TokenKind> = new Set<TokenKind>([";", "{", "}", "end"]);

/** Whether a ';' is missing between this token and the one before, rather than something being wrong with this one. */
export function missesSemicolon(found: SpecToken): boolean {
  return behindStatement.has(found.kind) || startsLine(found);
}

function missingSign(found: SpecToken, expected: readonly string[]): string | null {
  if (expected.includes("';'") && missesSemicolon(found)) return ";";
  if (expected.includes("')'") && behindBracket.has(found.kind)) return ")";
  if (expected.includes("']'") && behindBracket.has(found.kind)) return "]";
  if (expected.includes("'{'") && startsLine(found)) return "{";
  return null;
}

type Hint = { readonly found: (kind: TokenKind) => boolean; readonly wanted: string; readonly hint: string };

/** What to say of a token where something else was wanted. */
const hints: readonly Hint[] = [
  { found: isHardWord, wanted: "a name", hint: "it is a word of the language: choose another name" },
  { found: (kind) => kind === "=", wanted: "an operator", hint: "compare with '=='" },
  { found: (kind) => kind === "==", wanted: "'='", hint: "assign with '='" },
  {
    found: (kind) => declarationWords.has(kind),
    wanted: "a statement",
    hint: "it stands outside of tasks and functions",
  },
  { found: (kind) => kind === "void", wanted: "a type", hint: "leave the parentheses empty" },
  { found: (kind) => kind === "in", wanted: "'where'", hint: "say which ones behind 'where': 'where x in s'" },
  { found: (kind) => kind === "in", wanted: "')'", hint: "these are all values of the type: ask 'x in s' inside" },
  { found: (kind) => kind === "else", wanted: "a statement", hint: "there is no 'if' before it" },
  { found: (kind) => kind === "or", wanted: "a statement", hint: "there is no 'choose' before it" },
  { found: (kind) => kind === "case", wanted: "a statement", hint: "there is no 'switch' around it" },
  { found: (kind) => kind === "default", wanted: "a statement", hint: "there is no 'switch' around it" },
  { found: (kind) => kind === "}", wanted: "a declaration", hint: "there is one '}' too many" },
  { found: (kind) => kind === ";", wanted: "a declaration", hint: "remove it" },
];

function hintFor(found: SpecToken, expected: readonly string[]): string | null {
  const fitting = hints.find((each) => each.found(found.kind) && expected.includes(each.wanted));
  return fitting?.hint ?? hintForOperator(found);
}

/** C operators that the language does not have come as two signs. */
function hintForOperator(found: SpecToken): string | null {
  const signs = [found.previous?.previous, found.previous, found];
  for (const [index, sign] of signs.entries()) {
    const before = signs[index - 1];
    if (sign === undefined || before === undefined || before.end !== sign.pos.index) continue;
    if (before.kind === "+" && sign.kind === "+") return "write '+= 1'";
    if (before.kind === "-" && sign.kind === "-") return "write '-= 1'";
    if (before.kind === "-" && sign.kind === ">") return "write '.'";
  }
  return null;
}
