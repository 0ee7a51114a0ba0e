import { grammarError } from "./grammar-codes.ts";
import { CutFailure, enter, leave, noteExpected, raise, reportAt } from "./parse-notes.ts";
import { type TypeParsers, typeParsers } from "./parse-type.ts";
import {
  enclosed,
  fail,
  name,
  nameOf,
  read,
  type SpecParser,
  type Step,
  separated,
  specToken,
  succeed,
  tokenAfter,
  word,
} from "./parser-kit.ts";
import { join } from "./source.ts";
import type {
  AlternativeSyntax,
  BinaryOperator,
  ErrnoOrigin,
  ExpressionSyntax,
  FieldInitSyntax,
  ParameterSyntax,
  QuantifierSyntax,
  UnaryOperator,
} from "./syntax.ts";
import { spanOfToken } from "./syntax-error.ts";
import { isName, type SpecToken, type TokenKind } from "./token.ts";

/**
 * Expressions, by one loop over binding powers (Pratt) and plain functions: a tower of one parser for each level costs
 * ten stack frames for each parenthesis. The first token decides whether there is an expression; behind it all is cut.
 */
type Operand = Step<ExpressionSyntax>;

/** `power`: higher binds tighter. `right`: the least power of the operators in the right operand. */
type Infix =
  | { readonly kind: "binary"; readonly operator: BinaryOperator; readonly power: number; readonly right: number }
  | { readonly kind: "in"; readonly power: number }
  | { readonly kind: "conditional"; readonly power: number };

const conditionalPower = 1;
const sumPower = 9;

function leftToRight(power: number, ...operators: BinaryOperator[]): [TokenKind, Infix][] {
  return operators.map((operator) => [operator, { kind: "binary", operator, power, right: power + 1 }]);
}

function rightToLeft(power: number, operator: BinaryOperator): [TokenKind, Infix] {
  return [operator, { kind: "binary", operator, power, right: power }];
}

const infixes: ReadonlyMap<TokenKind, Infix> = new Map<TokenKind, Infix>([
  ...leftToRight(10, "*", "/", "%"),
  ...leftToRight(sumPower, "+", "-"),
  ...leftToRight(8, "<", "<=", ">", ">="),
  ["in", { kind: "in", power: 8 }],
  ...leftToRight(7, "==", "!="),
  ...leftToRight(6, "&&"),
  ...leftToRight(5, "||"),
  rightToLeft(4, "until"),
  ...leftToRight(3, "leads_to"),
  rightToLeft(2, "=>"),
  ["?", { kind: "conditional", power: conditionalPower }],
]);

const prefixes: ReadonlyMap<TokenKind, (token: SpecToken) => Operand> = new Map([
  ["int", (token) => leaf(token, { kind: "int", value: Number(token.text), span: spanOfToken(token) })],
  ["true", (token) => leaf(token, { kind: "bool", value: true, span: spanOfToken(token) })],
  ["false", (token) => leaf(token, { kind: "bool", value: false, span: spanOfToken(token) })],
  ["none", (token) => leaf(token, { kind: "none", span: spanOfToken(token) })],
  ["self", (token) => readPostfix(leaf(token, { kind: "self", span: spanOfToken(token) }))],
  ["!", (token) => readUnary(token, "!")],
  ["-", readMinus],
  ["(", readParentheses],
  ["{", readBraces],
  ["forall", (token) => readQuantifier(token, "forall")],
  ["exists", (token) => readQuantifier(token, "exists")],
] satisfies [TokenKind, (token: SpecToken) => Operand][]);

const temporalOperators: ReadonlyMap<TokenKind, UnaryOperator> = new Map<TokenKind, UnaryOperator>([
  ["always", "always"],
  ["eventually", "eventually"],
  ["next", "next"],
]);

export const expression: SpecParser<ExpressionSyntax> = expressionFrom(0);
/** An operand of `..`: sums and products. */
export const bound: SpecParser<ExpressionSyntax> = expressionFrom(sumPower);

const types: TypeParsers = typeParsers(bound);
export const { type, parameter, indices } = types;
const bindings: SpecParser<readonly ParameterSyntax[]> = enclosed("(", separated(parameter), ")");

/** What can be assigned to or called: a name with calls, indices and fields behind it. */
export const target: SpecParser<ExpressionSyntax> = {
  parse(first) {
    const token = specToken(first);
    if (!isName(token.kind)) return fail(token, "a name");
    const { value, next } = readPostfix(readName(token));
    return succeed(token, next, value);
  },
};

/** A value or `lo..hi`. */
export const alternative: SpecParser<AlternativeSyntax> = {
  parse(first) {
    const token = specToken(first);
    if (!startsOperand(token)) return fail(token, "an expression");
    const { value, next } = readAlternative(token);
    return succeed(token, next, value);
  },
};

function expressionFrom(power: number): SpecParser<ExpressionSyntax> {
  return {
    parse(first) {
      const token = specToken(first);
      if (!startsOperand(token)) return fail(token, "an expression");
      const { value, next } = readBinary(token, power);
      return succeed(token, next, value);
    },
  };
}

function startsOperand(token: SpecToken): boolean {
  return prefixes.has(token.kind) || isName(token.kind);
}

function leaf(token: SpecToken, value: ExpressionSyntax): Operand {
  return { value, next: tokenAfter(token) };
}

function readBinary(first: SpecToken, power: number): Operand {
  const { notes } = first;
  const outerHeight = notes.height;
  notes.height = 0;
  enter(first);
  let left = readPrefix(first);
  let before: Infix | undefined;
  for (let infix = infixAt(left.next, power); infix !== undefined; infix = infixAt(left.next, power)) {
    if (infix === before && left.next.kind === "leads_to") refuseChain(left.next);
    left = readInfix(left, infix);
    raise(first);
    before = infix;
  }
  noteExpected(left.next, "an operator");
  leave(notes);
  notes.height = Math.max(outerHeight, notes.height);
  return left;
}

function infixAt(token: SpecToken, power: number): Infix | undefined {
  const infix = infixes.get(token.kind);
  return infix !== undefined && infix.power >= power ? infix : undefined;
}

function refuseChain(operator: SpecToken): void {
  const message = "'leads_to' cannot stand in a row";
  reportAt(operator, grammarError(spanOfToken(operator), "U0022", message, "say with parentheses what leads to what"));
}

function readInfix({ value: left, next: sign }: Operand, infix: Infix): Operand {
  switch (infix.kind) {
    case "binary": {
      const { value: right, next } = readBinary(tokenAfter(sign), infix.right);
      const span = join(left.span, right.span);
      return { value: { kind: "binary", operator: infix.operator, left, right, span }, next };
    }
    case "in":
      return readIn(left, tokenAfter(sign), infix.power + 1);
    case "conditional": {
      const { value: then, next } = readBinary(tokenAfter(sign), conditionalPower);
      const otherwise = readBinary(read(word(":"), next).next, conditionalPower);
      const span = join(left.span, otherwise.value.span);
      const value = { kind: "conditional", condition: left, then, else: otherwise.value, span } as const;
      return { value, next: otherwise.next };
    }
  }
}

/** `e in { … }` lists alternatives, `e in s` names a set or queue. */
function readIn(value: ExpressionSyntax, first: SpecToken, power: number): Operand {
  if (first.kind !== "{") {
    const { value: collection, next } = readBinary(first, power);
    return { value: { kind: "member", value, collection, span: join(value.span, collection.span) }, next };
  }
  const { value: alternatives, next } = readList(first, readAlternative, "}");
  if (alternatives.length === 0) failAt(tokenAfter(first), "an expression");
  return { value: { kind: "in", value, alternatives, span: { ...value.span, end: endBefore(next) } }, next };
}

function readPrefix(token: SpecToken): Operand {
  const prefix = prefixes.get(token.kind);
  if (prefix !== undefined) return prefix(token);
  const temporal = temporalOperator(token);
  if (temporal !== undefined) return readUnary(token, temporal);
  if (token.kind === "count" && tokenAfter(token).kind === "(") return readQuantifier(token, "count");
  if (isName(token.kind)) return readPostfix(readName(token));
  return failAt(token, "an expression");
}

/**
 * A soft word is an operator only where it could not be a name: before an operand that could not continue an expression.
 * `next - 1`, `next[0]` and `next until x` speak of a variable.
 */
function temporalOperator(token: SpecToken): UnaryOperator | undefined {
  const operator = temporalOperators.get(token.kind);
  if (operator === undefined) return undefined;
  const behind = tokenAfter(token);
  const continues = behind.kind === "{" || infixes.has(behind.kind);
  return startsOperand(behind) && !continues ? operator : undefined;
}

/** The operand of a prefix operator: one more level of nesting. */
function readNested(token: SpecToken): Operand {
  enter(token);
  const read = readPrefix(token);
  leave(token.notes);
  return read;
}

function readUnary(token: SpecToken, operator: UnaryOperator): Operand {
  const { value: operand, next } = readNested(tokenAfter(token));
  raise(token);
  return { value: { kind: "unary", operator, operand, span: join(spanOfToken(token), operand.span) }, next };
}

/** `-CODE because NAME` and `-CODE from e` are one construct; any other minus is an operator. */
function readMinus(token: SpecToken): Operand {
  const code = tokenAfter(token);
  const word = tokenAfter(code);
  if (!isName(code.kind) || (word.kind !== "because" && word.kind !== "from")) return readUnary(token, "-");
  const origin = word.kind === "because" ? readBecause(word) : readFrom(word);
  raise(token);
  const span = join(spanOfToken(token), origin.value.span);
  return { value: { kind: "errno", code: nameOf(code), origin: origin.value, span }, next: origin.next };
}

function readBecause(word: SpecToken): Step<ErrnoOrigin> {
  const { value: cause, next } = read(name, tokenAfter(word));
  return { value: { kind: "because", name: cause, span: join(spanOfToken(word), cause.span) }, next };
}

function readFrom(word: SpecToken): Step<ErrnoOrigin> {
  const { value: source, next } = readNested(tokenAfter(word));
  return { value: { kind: "from", source, span: join(spanOfToken(word), source.span) }, next };
}

/** The parentheses belong to the span, so that the spans around are whole texts. */
function readParentheses(open: SpecToken): Operand {
  const inner = readBinary(tokenAfter(open), 0);
  const close = read(word(")"), inner.next);
  const span = join(spanOfToken(open), spanOfToken(close.value));
  return readPostfix({ value: { ...inner.value, span }, next: close.next });
}

function readQuantifier(token: SpecToken, quantifier: QuantifierSyntax["quantifier"]): Operand {
  const { value: bound, next: start } = read(bindings, tokenAfter(token));
  const { value: body, next } = quantifier === "count" ? readNested(start) : readBinary(start, 0);
  raise(token);
  const span = join(spanOfToken(token), body.span);
  return { value: { kind: "quantifier", quantifier, bindings: bound, body, span }, next };
}

function readName(token: SpecToken): Operand {
  const callee = nameOf(token);
  const open = tokenAfter(token);
  if (open.kind !== "(") return leaf(token, { kind: "name", name: callee, span: callee.span });
  const { value: args, next } = readList(open, (first) => readBinary(first, 0), ")");
  raise(token);
  return { value: { kind: "call", callee, args, span: { ...callee.span, end: endBefore(next) } }, next };
}

function readPostfix(base: Operand): Operand {
  let { value, next } = base;
  for (;;) {
    if (next.kind === "[") {
      const index = readBinary(tokenAfter(next), 0);
      next = read(word("]"), index.next).next;
      value = { kind: "index", base: value, index: index.value, span: { ...value.span, end: endBefore(next) } };
    } else if (next.kind === ".") {
      const field = read(name, tokenAfter(next));
      next = field.next;
      value = { kind: "field", base: value, field: field.value, span: join(value.span, field.value.span) };
    } else return { value, next };
    raise(next);
  }
}

/** A struct literal, whose fields begin with a dot, or the elements of a set. */
function readBraces(open: SpecToken): Operand {
  const { kind } = tokenAfter(open);
  if (kind === "." || kind === "}") return readStruct(open);
  const { value: elements, next } = readList(open, (first) => readBinary(first, 0), "}");
  raise(open);
  return { value: { kind: "set", elements, span: { ...spanOfToken(open), end: endBefore(next) } }, next };
}

function readStruct(open: SpecToken): Operand {
  const { value: fields, next } = readList(open, readField, "}");
  raise(open);
  return readPostfix({ value: { kind: "struct", fields, span: { ...spanOfToken(open), end: endBefore(next) } }, next });
}

function readField(dot: SpecToken): Step<FieldInitSyntax> {
  const field = read(name, read(word("."), dot).next);
  const { value, next } = readBinary(read(word("="), field.next).next, 0);
  return { value: { name: field.value, value, span: join(spanOfToken(dot), value.span) }, next };
}

function readAlternative(first: SpecToken): Step<AlternativeSyntax> {
  const { value: low, next } = readBinary(first, 0);
  if (next.kind !== "..") return { value: { kind: "value", value: low, span: low.span }, next };
  const { value: high, next: behind } = readBinary(tokenAfter(next), 0);
  return { value: { kind: "range", low, high, span: join(low.span, high.span) }, next: behind };
}

/** Any number of elements with commas between, and one behind the last if you like. */
function readList<T>(open: SpecToken, element: (first: SpecToken) => Step<T>, close: TokenKind): Step<readonly T[]> {
  const values: T[] = [];
  let token = tokenAfter(open);
  while (token.kind !== close) {
    const { value, next } = element(token);
    values.push(value);
    token = next;
    if (token.kind !== ",") break;
    token = tokenAfter(token);
  }
  if (values.length > 0) noteExpected(token, "','");
  return { value: values, next: read(word(close), token).next };
}

function endBefore(token: SpecToken): number {
  return token.previous?.end ?? token.pos.index;
}

function failAt(token: SpecToken, what: string): never {
  noteExpected(token, what);
  throw new CutFailure();
}
