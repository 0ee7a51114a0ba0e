import {
  apply,
  type FailedParserOutput,
  kleft,
  kright,
  opt_sc,
  type Parser,
  type ParserOutput,
  seq,
  type Token,
} from "typescript-parsec";
import { CutFailure, noteExpected, reportFailure } from "./parse-notes.ts";
import type { Span } from "./source.ts";
import type { Name } from "./syntax.ts";
import { missesSemicolon } from "./syntax-error.ts";
import { isName, type SpecToken, type TokenKind } from "./token.ts";

/**
 * Leaf parsers and the few combinators of our own. The rules of the house: an alternative is chosen by its first tokens,
 * without trying others; behind them everything is `cut`; lists are read by loops. So no text is parsed twice.
 */
export type SpecParser<T> = Parser<TokenKind, T>;

/** One result of a parser: what it read, and the first token behind it. */
export type Step<T> = { readonly value: T; readonly next: SpecToken };

type TokenRange = readonly [Token<TokenKind> | undefined, Token<TokenKind> | undefined];

/** Every token comes from our lexer, and none is undefined: the last one is `end`, which no parser takes. */
export function specToken(token: Token<TokenKind> | undefined): SpecToken {
  if (token === undefined) throw new Error("a defect of untorn: a parser went past the end of the file");
  return token as SpecToken;
}

/** Behind `end` comes `end` again, so that one may look ahead anywhere. */
export function tokenAfter(token: SpecToken): SpecToken {
  return token.next ?? token;
}

export function succeed<T>(first: SpecToken, next: SpecToken, result: T): ParserOutput<TokenKind, T> {
  return { successful: true, candidates: [{ firstToken: first, nextToken: next, result }], error: undefined };
}

/** Fails at this token, where `what` was looked for. */
export function fail(token: SpecToken, what: string): FailedParserOutput {
  noteExpected(token, what);
  return failed(token);
}

function failed(token: SpecToken): FailedParserOutput {
  return { successful: false, error: { kind: "Error", pos: token.pos, message: "" } };
}

/** Reads or throws `CutFailure`. */
export function read<T>(parser: SpecParser<T>, token: SpecToken): Step<T> {
  const step = tryRead(parser, token);
  if (step === null) throw new CutFailure();
  return step;
}

export function tryRead<T>(parser: SpecParser<T>, token: SpecToken): Step<T> | null {
  const output = parser.parse(token);
  const candidate = output.successful ? output.candidates[0] : undefined;
  return candidate === undefined ? null : { value: candidate.result, next: specToken(candidate.nextToken) };
}

export function spanOf([first, behind]: TokenRange): Span {
  const start = specToken(first);
  const end = specToken(behind).previous?.end ?? start.pos.index;
  return { file: start.notes.file, start: start.pos.index, end: Math.max(start.pos.index, end) };
}

function leaf(accepts: (token: SpecToken) => boolean, what: string): SpecParser<SpecToken> {
  return {
    parse(first) {
      const token = specToken(first);
      return accepts(token) ? succeed(token, tokenAfter(token), token) : fail(token, what);
    },
  };
}

/** A sign or word of the language. */
export function word(kind: TokenKind): SpecParser<SpecToken> {
  return leaf((token) => token.kind === kind, `'${kind}'`);
}

/** A sign or word so seldom meant that an error does not speak of it. */
export function unspoken(kind: TokenKind): SpecParser<SpecToken> {
  return {
    parse(first) {
      const token = specToken(first);
      return token.kind === kind ? succeed(token, tokenAfter(token), token) : failed(token);
    },
  };
}

export const nameToken: SpecParser<SpecToken> = leaf(({ kind }) => isName(kind), "a name");
export const intToken: SpecParser<SpecToken> = leaf(({ kind }) => kind === "int", "a number");
export const stringToken: SpecParser<SpecToken> = leaf(({ kind }) => kind === "string", "a string");

export function nameOf(token: SpecToken): Name {
  return { text: token.text, span: { file: token.notes.file, start: token.pos.index, end: token.end } };
}

export const name: SpecParser<Name> = apply(nameToken, nameOf);
/** The characters between the quotes, escapes resolved. */
export const text: SpecParser<string> = apply(stringToken, (token) => token.text.slice(1, -1).replace(/\\(.)/g, "$1"));

/** From here on there is no other way to read the text: a failure is *the* error. */
export function cut<T>(parser: SpecParser<T>): SpecParser<T> {
  return {
    parse(first) {
      const output = parser.parse(first);
      if (!output.successful) throw new CutFailure();
      return output;
    },
  };
}

/** What must follow a word or sign. */
export function after<T>(kind: TokenKind, parser: SpecParser<T>): SpecParser<T> {
  return kright(word(kind), cut(parser));
}

export function enclosed<T>(open: TokenKind, parser: SpecParser<T>, close: TokenKind): SpecParser<T> {
  return after(open, kleft(parser, cut(word(close))));
}

export function optional<T, U>(parser: SpecParser<T>, otherwise: U): SpecParser<T | U> {
  return apply(opt_sc(parser), (result) => result ?? otherwise);
}

/** Any number of them, until one does not begin. */
export function many<T>(parser: SpecParser<T>): SpecParser<readonly T[]> {
  return {
    parse(first) {
      const results: T[] = [];
      let token = specToken(first);
      for (let step = tryRead(parser, token); step !== null; step = tryRead(parser, token)) {
        results.push(step.value);
        token = step.next;
      }
      return succeed(specToken(first), token, results);
    },
  };
}

/** One or more with commas between. */
export function separated<T>(parser: SpecParser<T>): SpecParser<readonly T[]> {
  return apply(seq(parser, many(after(",", parser))), ([first, rest]) => [first, ...rest]);
}

/** One or more with commas between; a comma may stand behind the last one. */
export function separatedLoosely<T>(parser: SpecParser<T>): SpecParser<readonly T[]> {
  const rest = kleft(many(kright(word(","), parser)), opt_sc(unspoken(",")));
  return apply(seq(parser, rest), ([first, others]) => [first, ...others]);
}

/** A parser together with the text it read. */
export function spanned<T>(parser: SpecParser<T>): SpecParser<{ readonly value: T; readonly span: Span }> {
  return apply(parser, (value, range) => ({ value, span: spanOf(range) }));
}

/** A missing ';' is reported and taken as read where what follows shows that one was meant. */
const semicolon: SpecParser<unknown> = {
  parse(first) {
    const token = specToken(first);
    if (token.kind === ";") return succeed(token, tokenAfter(token), token);
    const failure = fail(token, "';'");
    if (!missesSemicolon(token)) return failure;
    reportFailure(token.notes);
    return succeed(token, token, token);
  },
};

/** What ends with a ';', which does not belong to its span. */
export function terminated<T extends object>(parser: SpecParser<T>): SpecParser<T & { readonly span: Span }> {
  return apply(kleft(spanned(parser), cut(semicolon)), ({ value, span }) => ({ ...value, span }));
}
