import { alt_sc, apply, seq } from "typescript-parsec";
import { expression, indices, target, type } from "./parse-expression.ts";
import { declarators, startsTypedName } from "./parse-type.ts";
import {
  after,
  cut,
  enclosed,
  fail,
  name,
  optional,
  read,
  type SpecParser,
  separatedLoosely,
  spanOf,
  specToken,
  succeed,
  terminated,
  text,
  word,
} from "./parser-kit.ts";
import type { Span } from "./source.ts";
import type { DeclaratorSyntax, ExpressionSyntax, StatementKind } from "./syntax.ts";
import { isName, type TokenKind } from "./token.ts";

/** The statements that hold no other ones, each up to its semicolon. */
export type UnlabelledStatement = StatementKind & { readonly span: Span };

function simple(parser: SpecParser<StatementKind>): SpecParser<UnlabelledStatement> {
  return terminated(parser);
}

export const initial: SpecParser<ExpressionSyntax | null> = optional(after("=", expression), null);
export const condition: SpecParser<ExpressionSyntax> = enclosed("(", expression, ")");
export const declaratorList: SpecParser<readonly DeclaratorSyntax[]> = declarators(indices, initial);

const declare = simple(
  apply(seq(type, cut(declaratorList)), ([typed, names]) => ({ kind: "declare", type: typed, declarators: names })),
);

const operators: ReadonlyMap<TokenKind, "=" | "+=" | "-="> = new Map([
  ["=", "="],
  ["+=", "+="],
  ["-=", "-="],
]);
const operatorToken = alt_sc(word("="), word("+="), word("-="));

/** A call that is followed by no assignment is a statement; anything else must be assigned to. */
const assignOrCall = simple({
  parse(first) {
    const token = specToken(first);
    const { value: left, next } = read(target, token);
    if (left.kind === "call" && !operators.has(next.kind)) {
      return succeed(token, next, { kind: "call", callee: left.callee, args: left.args });
    }
    const sign = read(operatorToken, next);
    const { value, next: behind } = read(expression, sign.next);
    const operator = operators.get(sign.value.kind) ?? "=";
    return succeed(token, behind, { kind: "assign", target: left, operator, value });
  },
});

const givenArguments = enclosed("(", optional(separatedLoosely(expression), []), ")");

const simpleStatements: ReadonlyMap<TokenKind, SpecParser<UnlabelledStatement>> = new Map<
  TokenKind,
  SpecParser<UnlabelledStatement>
>([
  [";", apply(word(";"), (_, range) => ({ kind: "empty", span: spanOf(range) }))],
  ["break", simple(apply(word("break"), () => ({ kind: "break" })))],
  ["continue", simple(apply(word("continue"), () => ({ kind: "continue" })))],
  ["goto", simple(apply(after("goto", name), (label) => ({ kind: "goto", label })))],
  ["return", simple(apply(after("return", optional(expression, null)), (value) => ({ kind: "return", value })))],
  [
    "spawn",
    simple(apply(after("spawn", seq(name, givenArguments)), ([work, args]) => ({ kind: "spawn", work, args }))),
  ],
  ["wait", simple(apply(after("wait", condition), (waited) => ({ kind: "wait", condition: waited })))],
  [
    "assert",
    simple(
      apply(after("assert", seq(optional(name, null), condition, optional(text, null))), ([named, asserted, why]) => ({
        kind: "assert",
        name: named,
        condition: asserted,
        why,
      })),
    ),
  ],
]);

/** Which of these statements begins here, if any. */
export const simpleStatement: SpecParser<UnlabelledStatement> = {
  parse(first) {
    const token = specToken(first);
    const byWord = simpleStatements.get(token.kind);
    if (byWord !== undefined) return byWord.parse(token);
    if (startsTypedName(token)) return declare.parse(token);
    return isName(token.kind) ? assignOrCall.parse(token) : fail(token, "a statement");
  },
};
