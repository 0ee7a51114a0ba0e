import type { Token } from "typescript-parsec";
import type { Diagnostic } from "./diagnostic.ts";
import type { SourceFile } from "./source.ts";

/**
 * Every word and sign of the language, once. The lexer builds its pattern from these tables, the parser compares the
 * kinds they make, editor grammars are generated from them. The kind of a word or sign is its own text.
 */
export const hardWords = {
  type: ["bool", "errno", "lockmode", "task", "set", "queue", "symmetric"],
  /** Begin a declaration, and nothing else. */
  declaration: [
    "use",
    "const",
    "type",
    "enum",
    "struct",
    "knob",
    "design",
    "assume",
    "ghost",
    "durable",
    "mutex",
    "spinlock",
    "rwsem",
    "semaphore",
    "daemon",
    "work",
    "event",
    "void",
    "init",
    "invariant",
    "crash",
    "liveness",
    "expect",
  ],
  /** Begin a statement, and nothing else. */
  statement: [
    "if",
    "while",
    "for",
    "loop",
    "break",
    "continue",
    "goto",
    "return",
    "assert",
    "wait",
    "atomic",
    "choose",
    "pick",
    "switch",
    "spawn",
  ],
  value: ["true", "false", "none", "self"],
  quantifier: ["forall", "exists"],
  inner: ["else", "or", "in", "case", "default"],
} as const;

/** Words with a meaning in some places only; everywhere else they are names like any other. */
export const softWords = [
  "spec",
  "hides",
  "all",
  "with",
  "holds",
  "only",
  "violates",
  "vacuous",
  "same",
  "because",
  "from",
  "where",
  "when",
  "until",
  "leads_to",
  "always",
  "eventually",
  "next",
  "count",
  "fair",
  "strong",
  "unfair",
] as const;

/** Longer signs stand before their beginnings. */
export const signs = [
  "..",
  "&&",
  "||",
  "=>",
  "==",
  "!=",
  "<=",
  ">=",
  "+=",
  "-=",
  "!",
  "-",
  "*",
  "/",
  "%",
  "+",
  "<",
  ">",
  "=",
  "?",
  ":",
  ";",
  ",",
  ".",
  "(",
  ")",
  "[",
  "]",
  "{",
  "}",
] as const;

export type HardWord = (typeof hardWords)[keyof typeof hardWords][number];
export type SoftWord = (typeof softWords)[number];
export type Sign = (typeof signs)[number];
/** `end` is a token of its own behind the last one, so that errors at the end of a file have a position. */
export type TokenKind = "name" | "int" | "string" | "end" | HardWord | SoftWord | Sign;

const wordKinds: ReadonlyMap<string, HardWord | SoftWord> = new Map(
  [...Object.values(hardWords).flat(), ...softWords].map((word) => [word, word]),
);
const signKinds: ReadonlyMap<string, Sign> = new Map(signs.map((sign) => [sign, sign]));
const nameKinds: ReadonlySet<TokenKind> = new Set<TokenKind>(["name", ...softWords]);

export const declarationWords: ReadonlySet<TokenKind> = new Set<TokenKind>(hardWords.declaration);
export const statementWords: ReadonlySet<TokenKind> = new Set<TokenKind>(hardWords.statement);

export function kindOfWord(word: string): TokenKind {
  return wordKinds.get(word) ?? "name";
}

export function kindOfSign(sign: string): Sign {
  const kind = signKinds.get(sign);
  if (kind === undefined) throw new Error(`a defect of untorn: '${sign}' is no sign of the language`);
  return kind;
}

/** A name, or a soft word where it serves as one. */
export function isName(kind: TokenKind): boolean {
  return nameKinds.has(kind);
}

/** A word of the language that can never be a name. */
export function isHardWord(kind: TokenKind): boolean {
  return wordKinds.has(kind) && !nameKinds.has(kind);
}

export interface SpecToken extends Token<TokenKind> {
  readonly next: SpecToken | undefined;
  readonly previous: SpecToken | undefined;
  /** Offset just behind the last character. */
  readonly end: number;
  /** Text of the `///` lines before it, joined by blanks. */
  readonly doc: string | null;
  readonly notes: ParseNotes;
}

/**
 * What is noted while one file is parsed. All its tokens share it, since a parser of typescript-parsec is handed nothing
 * but a token. Written by the lexer (`lexical`) and by parse-notes.ts only.
 */
export type ParseNotes = {
  readonly file: SourceFile;
  readonly lexical: Diagnostic[];
  readonly grammar: Diagnostic[];
  /** The farthest token at which something was looked for in vain, and what that was. */
  furthest: SpecToken | undefined;
  expected: string[];
  /** The last token at which an error was reported: a second one there would only repeat it. */
  reported: SpecToken | undefined;
  /** Names in text that was skipped after an error: what they stand for is not known. */
  readonly lost: Set<string>;
  /** Levels of nesting the parser is in. */
  depth: number;
  /** Where the innermost of them was last begun. */
  entered: SpecToken | undefined;
  /** Height of the tallest expression read so far in the expression that is being read. */
  height: number;
};
