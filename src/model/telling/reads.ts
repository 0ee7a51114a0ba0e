import { List } from "immutable";
import type { Alternative, Expression, LockReference, Variable } from "../../language/checked-spec.ts";
import { eachBinding, evaluate, isTrue, matches } from "../interpreter/evaluate.ts";
import type { Scope } from "../interpreter/scope.ts";
import type { Value } from "../value.ts";
import { ordinalOf } from "../value.ts";

/** An element of a shared or durable variable that was read or written: the way into it, by position. */
export type Touched = { readonly variable: Variable; readonly path: readonly number[] };

/**
 * What an expression reads as it is evaluated: nothing behind a short circuit. An array or struct that stands there as
 * a whole is read as a whole.
 */
export function readsOf(expression: Expression, scope: Scope): readonly Touched[] {
  switch (expression.kind) {
    case "variable":
    case "index":
    case "field":
      return readsOfElement(expression, scope);
    case "logical": {
      const left = readsOf(expression.left, scope);
      const over = isTrue(expression.left, scope) === (expression.operator === "||");
      return over ? left : [...left, ...readsOf(expression.right, scope)];
    }
    case "conditional": {
      const taken = isTrue(expression.condition, scope) ? expression.then : expression.else;
      return [...readsOf(expression.condition, scope), ...readsOf(taken, scope)];
    }
    case "quantifier":
      return readsOfQuantifier(expression, scope);
    case "in":
      return readsOfIn(expression, scope);
    case "call":
      return readsOfCall(expression, scope);
    case "not":
    case "negate":
    case "cause":
    case "convert":
    case "temporal":
      return readsOf(expression.operand, scope);
    case "arithmetic":
    case "compare":
    case "equal":
    case "temporal-binary":
      return [...readsOf(expression.left, scope), ...readsOf(expression.right, scope)];
    case "struct":
      return expression.fields.flatMap((field) => (field === null ? [] : readsOf(field, scope)));
    case "set":
      return expression.elements.flatMap((element) => readsOf(element, scope));
    case "member":
      return [...readsOf(expression.value, scope), ...readsOf(expression.collection, scope)];
    case "size":
      return readsOf(expression.collection, scope);
    case "errno":
      return expression.from === null ? [] : readsOf(expression.from, scope);
    case "remote":
    case "at":
    case "status":
      return readsOf(expression.instance, scope);
    case "holds":
      return [...readsOf(expression.instance, scope), ...readsOfLock(expression.lock, scope)];
    case "held":
      return readsOfLock(expression.lock, scope);
    case "enabled":
      return expression.args?.flatMap((argument) => readsOf(argument, scope)) ?? [];
    case "literal":
    case "knob":
    case "local":
    case "bound":
    case "self":
      return [];
  }
}

type Of<K extends Expression["kind"]> = Extract<Expression, { kind: K }>;

function readsOfElement(expression: Of<"variable" | "index" | "field">, scope: Scope): readonly Touched[] {
  const path: number[] = [];
  const others: Touched[] = [];
  let root: Expression = expression;
  while (root.kind === "index" || root.kind === "field") {
    if (root.kind === "index") {
      others.unshift(...readsOf(root.index, scope));
      path.unshift(ordinalOf(root.index.type, evaluate(root.index, scope)));
    } else {
      path.unshift(root.field);
    }
    root = root.base;
  }
  if (root.kind !== "variable") return [...readsOf(root, scope), ...others];
  return root.variable.storage === "ghost" ? others : [{ variable: root.variable, path }, ...others];
}

function readsOfQuantifier({ quantifier, bindings, body }: Of<"quantifier">, scope: Scope): readonly Touched[] {
  const reads: Touched[] = [];
  eachBinding(bindings, scope, (inner) => {
    reads.push(...readsOf(body, inner));
    return quantifier !== "count" && isTrue(body, inner) === (quantifier === "exists");
  });
  return reads;
}

function readsOfIn({ value, alternatives }: Of<"in">, scope: Scope): readonly Touched[] {
  const wanted = evaluate(value, scope);
  const found = alternatives.findIndex((one) => matches(wanted, value.type, one, scope));
  const asked = found === -1 ? alternatives : alternatives.slice(0, found + 1);
  return [...readsOf(value, scope), ...asked.flatMap((one) => readsOfAlternative(one, scope))];
}

function readsOfAlternative(alternative: Alternative, scope: Scope): readonly Touched[] {
  if (alternative.kind === "value") return readsOf(alternative.value, scope);
  return [...readsOf(alternative.low, scope), ...readsOf(alternative.high, scope)];
}

function readsOfCall({ function: callee, args }: Of<"call">, scope: Scope): readonly Touched[] {
  const given = args.flatMap((argument) => readsOf(argument, scope));
  if (callee.expression === null) return given;
  const locals = List<Value>(args.map((argument) => evaluate(argument, scope)));
  return [...given, ...readsOf(callee.expression, { ...scope, locals, bound: [] })];
}

export function readsOfLock(lock: LockReference, scope: Scope): readonly Touched[] {
  return lock.indices.flatMap((index) => readsOf(index, scope));
}
