import type { Expression } from "../checked-spec.ts";
import type { Span } from "../source.ts";
import type { Type } from "../types.ts";
import { INTEGER, isNumeric, sameType, typeName } from "../types.ts";
import { fail } from "./failure.ts";

/** Whether a value of one type may stand where another one is needed, checked at run time if it may not fit. */
export function converts(from: Type, to: Type): boolean {
  if (isPlace(to)) return from.kind !== "none" && converts(from, to.element);
  if (sameType(from, to)) return true;
  if (to.kind === "optional") return from.kind === "none" || converts(from, to.element);
  if (from.kind === "optional") return converts(from.element, to);
  if (to.kind === "task") return from.kind === "instance";
  if (from.kind === "task") return to.kind === "instance";
  if (from.kind === "instance" && to.kind === "instance") return false;
  return isNumeric(from) && isNumeric(to);
}

type PlaceType = Extract<Type, { kind: "optional" }> & { readonly implicit: true };

/** Whether this is the type of a place for symmetric values, which holds none until one is stored. */
function isPlace(type: Type): type is PlaceType {
  return type.kind === "optional" && type.implicit === true;
}

/** How a variable, local, field, element, parameter or result of a type is stored. */
export function placeOf(type: Type): Type {
  return type.kind === "symmetric" ? { kind: "optional", element: type, implicit: true } : type;
}

/** What is read from a place: reading a symmetric value before one was stored is an error. */
export function readPlace(place: Expression): Expression {
  const { type, span } = place;
  return isPlace(type) ? { kind: "convert", operand: place, type: type.element, span } : place;
}

/**
 * Whether the result of a call or `pop` can be stored as it is. What may be `none` goes into no symmetric place this
 * way: nothing between the two looks at it.
 */
export function fitsPlace(result: Type, place: Type): boolean {
  const mayBeNone = result.kind === "optional" && !isPlace(result);
  return converts(result, place) && !(isPlace(place) && mayBeNone);
}

/** `expression` as a value of type `to`, with the conversions written out. */
export function convertTo(expression: Expression, to: Type, span: Span = expression.span): Expression {
  const from = expression.type;
  if (isPlace(to)) {
    const present = convertTo(expression, to.element, span);
    return { kind: "convert", operand: present, type: to, span: expression.span };
  }
  if (sameType(from, to)) return expression;
  if (!converts(from, to)) mismatch(from, to, span);
  if (to.kind === "integer" && isNumeric(from)) return expression;
  if (fitsAlways(from, to)) return { ...expression, type: to };
  if (to.kind === "optional" && from.kind !== "none" && from.kind !== "optional") {
    return { kind: "convert", operand: convertTo(expression, to.element, span), type: to, span: expression.span };
  }
  if (from.kind === "optional" && to.kind !== "optional") {
    const present: Expression = { kind: "convert", operand: expression, type: from.element, span: expression.span };
    return convertTo(present, to, span);
  }
  return { kind: "convert", operand: expression, type: to, span: expression.span };
}

/** Of an empty range there is a value too, its default, which may lie anywhere. */
function fitsAlways(from: Type, to: Type): boolean {
  if (from.kind !== "range" || to.kind !== "range" || from.low > from.high) return false;
  return to.low <= from.low && from.high <= to.high;
}

function mismatch(from: Type, to: Type, span: Span): never {
  if (from.kind === "code" && to.kind === "errno") {
    fail(span, "U0214", "expected an errno, found a bare error code", "write it with a minus: '-CODE'");
  }
  const hint = from.kind === "set" && to.kind === "integer" ? "add to a set with 's += e'" : null;
  fail(span, "U0202", `expected ${withArticle(to)}, found ${withArticle(from)}`, hint);
}

export function withArticle(type: Type): string {
  const name = typeName(type);
  if (type.kind === "range" || type.kind === "none") return name;
  return /^[aeiou]/i.test(name) ? `an ${name}` : `a ${name}`;
}

/** An int-like value as an int; `none` inside an optional is an error at run time. */
export function toInteger(expression: Expression): Expression {
  const { type } = expression;
  if (isNumeric(type)) return expression;
  if (type.kind === "optional" && isNumeric(type.element)) return convertTo(expression, type.element);
  return mismatch(type, INTEGER, expression.span);
}

/** Both sides with one type that `==` can compare. */
export function unify(left: Expression, right: Expression, span: Span): readonly [Expression, Expression] {
  const [l, r] = [left.type, right.type];
  refuseBareCode(left, right);
  refuseBareCode(right, left);
  if (sameType(l, r) || comparable(l, r) || comparable(r, l)) return [left, right];
  return (
    raised(left, right) ??
    reversed(raised(right, left)) ??
    fail(span, "U0215", `${withArticle(l)} cannot be compared with ${withArticle(r)}`, noneHint(l, r))
  );
}

function noneHint(left: Type, right: Type): string | null {
  return left.kind === "none" || right.kind === "none" ? "only a type with '?' has 'none'" : null;
}

function reversed<T>(pair: readonly [T, T] | null): readonly [T, T] | null {
  return pair === null ? null : [pair[1], pair[0]];
}

/** The first side converted to the wider type of the second: `none` to an optional, an instance to a `task`. */
function raised(narrow: Expression, wide: Expression): readonly [Expression, Expression] | null {
  const { type } = wide;
  if (narrow.type.kind === "none" && type.kind === "optional") return [convertTo(narrow, type), wide];
  const task = type.kind === "optional" ? type.element : type;
  return narrow.type.kind === "instance" && task.kind === "task" ? [convertTo(narrow, task), wide] : null;
}

/** Values that compare as they are: ints of any kind, and plain values with optionals, whose `none` is null. */
function comparable(left: Type, right: Type): boolean {
  if (left.kind === "optional") {
    const element = right.kind === "optional" ? right.element : right;
    return sameType(left.element, element) || comparable(left.element, element);
  }
  const bothInstances = left.kind === "instance" && right.kind === "instance";
  return isNumeric(left) && isNumeric(right) && !bothInstances;
}

function refuseBareCode(code: Expression, errno: Expression): void {
  if (code.type.kind !== "code" || errno.type.kind !== "errno") return;
  const text = code.span.file.text.slice(code.span.start, code.span.end);
  fail(code.span, "U0214", `an errno is 0 or -CODE, never a bare '${text}'`, `write '-${text}'`);
}

/** The two arms of `?:` with one type. */
export function commonType(left: Expression, right: Expression, span: Span): Type {
  const [l, r] = [left.type, right.type];
  if (sameType(l, r)) return l;
  if (isNumeric(l) && isNumeric(r)) return INTEGER;
  return (
    wider(l, r) ??
    wider(r, l) ??
    fail(span, "U0216", `the two values differ in type: ${typeName(l)} and ${typeName(r)}`)
  );
}

/** A type that both convert to without loss, where the second is the more general one. */
function wider(narrow: Type, wide: Type): Type | null {
  if (narrow.kind === "none") return wide.kind === "optional" ? wide : { kind: "optional", element: wide };
  if (wide.kind === "optional" && converts(narrow, wide)) return wide;
  return narrow.kind === "instance" && wide.kind === "task" ? wide : null;
}
