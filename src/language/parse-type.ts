import { apply, kmid, opt_sc, seq } from "typescript-parsec";
import { enter, leave } from "./parse-notes.ts";
import {
  after,
  cut,
  enclosed,
  fail,
  many,
  name,
  type SpecParser,
  separated,
  spanOf,
  specToken,
  tokenAfter,
  unspoken,
  word,
} from "./parser-kit.ts";
import { join } from "./source.ts";
import type { DeclaratorSyntax, ExpressionSyntax, IndexSyntax, ParameterSyntax, TypeSyntax } from "./syntax.ts";
import { hardWords, isName, type SpecToken, type TokenKind } from "./token.ts";

export type TypeParsers = {
  readonly type: SpecParser<TypeSyntax>;
  /** `T x` */
  readonly parameter: SpecParser<ParameterSyntax>;
  /** `[I]…` */
  readonly indices: SpecParser<readonly IndexSyntax[]>;
};

const rangeSigns: ReadonlySet<TokenKind> = new Set<TokenKind>(["..", "+", "-", "*", "/", "%"]);
const rangeStarts: ReadonlySet<TokenKind> = new Set<TokenKind>(["int", "-", "("]);
const wordTypes: ReadonlySet<TokenKind> = new Set<TokenKind>(hardWords.type);

/** Whether a range type begins here: `0..3`, `-N..N`, `N-1..N`. */
function startsRange(token: SpecToken): boolean {
  return rangeStarts.has(token.kind) || (isName(token.kind) && rangeSigns.has(tokenAfter(token).kind));
}

/** Whether a type with a name behind it begins here, where otherwise a statement would: decided by two tokens. */
export function startsTypedName(token: SpecToken): boolean {
  if (wordTypes.has(token.kind) || startsRange(token)) return true;
  const behind = tokenAfter(token).kind;
  return isName(token.kind) && (isName(behind) || behind === "?");
}

/** `bound` reads an operand of `..`; it is given, since expressions hold types in turn. */
export function typeParsers(bound: SpecParser<ExpressionSyntax>): TypeParsers {
  const wordType = (kind: "bool" | "errno" | "lockmode" | "task"): SpecParser<TypeSyntax> =>
    apply(unspoken(kind), (_, range) => ({ kind, span: spanOf(range) }));
  const namedType: SpecParser<TypeSyntax> = apply(name, (named) => ({ kind: "named", name: named, span: named.span }));
  const rangeType: SpecParser<TypeSyntax> = apply(seq(bound, after("..", bound)), ([low, high], range) => ({
    kind: "range",
    low,
    high,
    span: spanOf(range),
  }));
  const byWord: ReadonlyMap<TokenKind, SpecParser<TypeSyntax>> = new Map([
    ...(["bool", "errno", "lockmode", "task"] as const).map((kind) => [kind, wordType(kind)] as const),
    ...collectionTypes({ parse: (first) => nested(type, specToken(first)) }, bound),
  ]);
  const base: SpecParser<TypeSyntax> = {
    parse(first) {
      const token = specToken(first);
      const worded = byWord.get(token.kind);
      if (worded !== undefined) return worded.parse(token);
      if (startsRange(token)) return cut(rangeType).parse(token);
      return isName(token.kind) ? namedType.parse(token) : fail(token, "a type");
    },
  };
  const type: SpecParser<TypeSyntax> = withQuestionMark(base);
  return {
    type,
    parameter: apply(seq(type, cut(name)), ([typed, named], range) => ({
      type: typed,
      name: named,
      span: spanOf(range),
    })),
    indices: many(kmid(word("["), cut(indexParser(type, bound)), cut(word("]")))),
  };
}

/** `set<T>`, `queue<T, N>`, `symmetric N`; `N` is read like the bound of a range, which leaves the '>' alone. */
function collectionTypes(
  type: SpecParser<TypeSyntax>,
  bound: SpecParser<ExpressionSyntax>,
): readonly (readonly [TokenKind, SpecParser<TypeSyntax>])[] {
  const elementAndSize = seq(type, after(",", bound));
  return [
    [
      "set",
      apply(after("set", enclosed("<", type, ">")), (element, range) => ({
        kind: "set",
        element,
        span: spanOf(range),
      })),
    ],
    [
      "queue",
      apply(after("queue", enclosed("<", elementAndSize, ">")), ([element, capacity], range) => ({
        kind: "queue",
        element,
        capacity,
        span: spanOf(range),
      })),
    ],
    [
      "symmetric",
      apply(after("symmetric", bound), (size, range) => ({ kind: "symmetric", size, span: spanOf(range) })),
    ],
  ];
}

/** A type inside a type: one more level of nesting. */
function nested(type: SpecParser<TypeSyntax>, token: SpecToken): ReturnType<SpecParser<TypeSyntax>["parse"]> {
  enter(token);
  const output = type.parse(token);
  leave(token.notes);
  return output;
}

function withQuestionMark(base: SpecParser<TypeSyntax>): SpecParser<TypeSyntax> {
  return apply(seq(base, opt_sc(unspoken("?"))), ([element, mark], range) =>
    mark === undefined ? element : { kind: "optional", element, span: spanOf(range) },
  );
}

/** A size may be any sum or product; alone, a name may be a type or a size, and counts as a type. */
function indexParser(type: SpecParser<TypeSyntax>, bound: SpecParser<ExpressionSyntax>): SpecParser<IndexSyntax> {
  const typeIndex: SpecParser<IndexSyntax> = apply(type, (typed) => ({ kind: "type", type: typed, span: typed.span }));
  const sizeOrRange: SpecParser<IndexSyntax> = apply(
    seq(bound, opt_sc(after("..", seq(bound, opt_sc(unspoken("?")))))),
    ([low, rest], range) => {
      const span = spanOf(range);
      if (rest === undefined) return { kind: "size", size: low, span };
      const [high, mark] = rest;
      const between: TypeSyntax = { kind: "range", low, high, span: join(low.span, high.span) };
      return { kind: "type", type: mark === undefined ? between : { kind: "optional", element: between, span }, span };
    },
  );
  return {
    parse(first) {
      const token = specToken(first);
      return startsRange(token) ? sizeOrRange.parse(token) : typeIndex.parse(token);
    },
  };
}

/** `name[I] = initial`; `initial` says what may stand behind the name. */
export function declarators(
  indices: SpecParser<readonly IndexSyntax[]>,
  initial: SpecParser<ExpressionSyntax | null>,
): SpecParser<readonly DeclaratorSyntax[]> {
  return separated(
    apply(seq(name, indices, initial), ([named, indexed, value], range) => ({
      name: named,
      indices: indexed,
      initial: value,
      span: spanOf(range),
    })),
  );
}
