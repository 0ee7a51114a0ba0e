import type { Diagnostic } from "./diagnostic.ts";
import { type GrammarCode, grammarError } from "./grammar-codes.ts";
import type { SourceFile } from "./source.ts";
import { kindOfSign, kindOfWord, type ParseNotes, type SpecToken, signs, type TokenKind } from "./token.ts";

/** `complete` is false when the text was given up: what follows then says nothing about the spec. */
export type TokenizedFile = { readonly first: SpecToken; readonly notes: ParseNotes; readonly complete: boolean };

const largestFile = 1024 * 1024;
const mostErrors = 20;

const signPattern = signs.map((sign) => sign.replace(/[.*+?()[\]{}|/]/g, "\\$&")).join("|");
/** White space, comment, word, number, string, sign; the last alternative is what belongs to nothing. */
const lexemePattern = new RegExp(
  [
    "(\\s+)",
    "(//[^\\n]*|/\\*)",
    "([A-Za-z_\\u0080-\\uffff](?:[A-Za-z0-9_]|(?!\\s)[\\u0080-\\uffff])*)",
    "([0-9][A-Za-z0-9_]*)",
    '("(?:[^"\\\\\\n\\r]+|\\\\.?)*"?)',
    `(${signPattern})`,
    "[#$'@\\\\^`~\\x00-\\x08\\x0e-\\x1f\\x7f]+|[^]",
  ].join("|"),
  "y",
);

type MutableToken = { -readonly [Key in keyof SpecToken]: SpecToken[Key] };

/** Where the lexer is; `line` and `lineStart` belong to `offset`. */
type Scan = {
  readonly notes: ParseNotes;
  offset: number;
  line: number;
  lineStart: number;
  docs: string[];
  last: MutableToken | undefined;
  first: MutableToken | undefined;
};

/** Reads the whole file at once into linked tokens, `end` last; what is wrong is noted in `notes.lexical` and skipped. */
export function tokenize(file: SourceFile): TokenizedFile {
  const scan = startOf(file);
  const refused = refusal(file);
  if (refused !== null) {
    scan.notes.lexical.push(refused);
    return finish(scan, false);
  }
  while (scan.offset < file.text.length) {
    readLexeme(scan);
    if (scan.notes.lexical.length >= mostErrors) {
      scan.notes.lexical.pop();
      report(
        scan,
        "U0005",
        scan.offset,
        scan.offset,
        "too many characters that belong to no spec: is this a text file?",
      );
      return finish(scan, false);
    }
  }
  return finish(scan, true);
}

function startOf(file: SourceFile): Scan {
  const notes: ParseNotes = {
    file,
    lexical: [],
    grammar: [],
    furthest: undefined,
    expected: [],
    reported: undefined,
    lost: new Set(),
    depth: 0,
    entered: undefined,
    height: 0,
  };
  return { notes, offset: 0, line: 1, lineStart: 0, docs: [], last: undefined, first: undefined };
}

function refusal(file: SourceFile): Diagnostic | null {
  if (file.text.length > largestFile) {
    const start = { file, start: 0, end: 0 };
    return grammarError(start, "U0601", "the file is larger than 1 MB", "split it into parts and name them with 'use'");
  }
  const nul = file.text.indexOf("\0");
  if (nul === -1) return null;
  return grammarError({ file, start: nul, end: nul + 1 }, "U0005", "not a text file: it holds a NUL character");
}

function finish(scan: Scan, complete: boolean): TokenizedFile {
  const end = append(scan, "end", "");
  return { first: scan.first ?? end, notes: scan.notes, complete };
}

function readLexeme(scan: Scan): void {
  lexemePattern.lastIndex = scan.offset;
  const [lexeme = "", blank, comment, word, number, string, sign] = lexemePattern.exec(scan.notes.file.text) ?? [];
  if (blank !== undefined) skip(scan, blank.length);
  else if (comment !== undefined) readComment(scan, comment);
  else if (word !== undefined) readWord(scan, word);
  else if (number !== undefined) readNumber(scan, number);
  else if (string !== undefined) readString(scan, string);
  else if (sign !== undefined) append(scan, kindOfSign(sign), sign);
  else {
    reportCharacter(scan, scan.offset, lexeme);
    skip(scan, lexeme.length);
  }
}

/** Moves on over text that may hold line ends. */
function skip(scan: Scan, length: number): void {
  const { text } = scan.notes.file;
  const end = scan.offset + length;
  for (let at = text.indexOf("\n", scan.offset); at !== -1 && at < end; at = text.indexOf("\n", at + 1)) {
    scan.line += 1;
    scan.lineStart = at + 1;
  }
  scan.offset = end;
}

function append(scan: Scan, kind: TokenKind, text: string): SpecToken {
  const { offset, line, lineStart, last, notes } = scan;
  const column = offset - lineStart + 1;
  const token: MutableToken = {
    kind,
    text,
    pos: { index: offset, rowBegin: line, columnBegin: column, rowEnd: line, columnEnd: column + text.length },
    next: undefined,
    previous: last,
    end: offset + text.length,
    doc: scan.docs.length === 0 ? null : scan.docs.join(" "),
    notes,
  };
  if (last === undefined) scan.first = token;
  else last.next = token;
  scan.last = token;
  scan.docs = [];
  scan.offset = token.end;
  return token;
}

function readComment(scan: Scan, opening: string): void {
  if (opening !== "/*") {
    const startsLine = scan.last?.pos.rowBegin !== scan.line;
    const doc = opening.slice(3).trim();
    if (startsLine && /^\/\/\/(?!\/)/.test(opening) && doc !== "") scan.docs.push(doc);
    skip(scan, opening.length);
    return;
  }
  const close = scan.notes.file.text.indexOf("*/", scan.offset + 2);
  if (close === -1) {
    report(scan, "U0003", scan.offset, scan.offset + 2, "this comment does not end", "close it with '*/'");
    skip(scan, scan.notes.file.text.length - scan.offset);
  } else skip(scan, close + 2 - scan.offset);
}

function readWord(scan: Scan, word: string): void {
  const foreign = word.search(/[\u0080-\uffff]/);
  if (foreign !== -1) reportCharacter(scan, scan.offset + foreign, word.slice(foreign));
  append(scan, kindOfWord(word), word);
}

function readNumber(scan: Scan, number: string): void {
  const end = scan.offset + number.length;
  if (!/^(?:0|[1-9][0-9]*)$/.test(number)) {
    const hint = "numbers are decimal, without leading zeros, letters or '_'";
    report(scan, "U0025", scan.offset, end, "this is not a number", hint);
  } else if (number.length > 16 || BigInt(number) > 2n ** 53n) {
    report(scan, "U0004", scan.offset, end, "this number is beyond 2^53");
  }
  append(scan, "int", number);
}

function readString(scan: Scan, string: string): void {
  const start = scan.offset;
  const closed = /^"(?:[^"\\]|\\.)*"$/.test(string);
  if (!closed) report(scan, "U0002", start, start + string.length, "this string does not end", "close it with '\"'");
  const odd = [...string.matchAll(/\\./g)].find(([pair]) => pair !== '\\"' && pair !== "\\\\");
  if (odd !== undefined) {
    const at = start + odd.index;
    report(scan, "U0006", at, at + 2, `'${odd[0]}' is no escape`, "write '\\\\' for a backslash");
  }
  append(scan, "string", string);
}

function report(scan: Scan, code: GrammarCode, start: number, end: number, message: string, hint?: string): void {
  scan.notes.lexical.push(grammarError({ file: scan.notes.file, start, end }, code, message, hint ?? null));
}

const replacements: ReadonlyMap<string, string> = new Map([
  ["&", "did you mean '&&'?"],
  ["|", "did you mean '||'?"],
  ["'", "strings stand between '\"'"],
  ["\u2018", "strings stand between '\"'"],
  ["\u2019", "strings stand between '\"'"],
  ["\u201c", "write a plain '\"'"],
  ["\u201d", "write a plain '\"'"],
  ["\u2013", "write a plain '-'"],
  ["\u2212", "write a plain '-'"],
  ["#", "comments begin with '//'"],
]);

function reportCharacter(scan: Scan, start: number, rest: string): void {
  const character = String.fromCodePoint(rest.codePointAt(0) ?? 0);
  const shown = /[\p{C}\p{Z}]/u.test(character) ? `U+${hexOf(character)}` : `'${character}'`;
  const hint = /\p{L}/u.test(character) ? "names are ASCII" : replacements.get(character);
  report(scan, "U0001", start, start + character.length, `unexpected character ${shown}`, hint);
}

function hexOf(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
}

/** The characters that a string token stands for. */
export function stringValue(token: SpecToken): string {
  return token.text.slice(1, -1).replace(/\\(.)/g, "$1");
}
