import type { Expression } from "../../src/language/checked-spec.ts";
import type { Type } from "../../src/language/types.ts";

/** Constructs of expressions, each with all that is inside it. */

/** What belongs to declarations that an expression refers to. */
const ELSEWHERE = new Set([
  "span",
  "type",
  "function",
  "variable",
  "local",
  "binding",
  "array",
  "struct",
  "label",
  "file",
  "statements",
]);

export function* expressionsIn(value: unknown): Generator<Expression> {
  if (typeof value !== "object" || value === null) return;
  if (isExpression(value)) yield value;
  if (Array.isArray(value)) {
    for (const one of value) yield* expressionsIn(one);
    return;
  }
  for (const [key, one] of Object.entries(value)) if (!ELSEWHERE.has(key)) yield* expressionsIn(one);
}

function isExpression(value: object): value is Expression {
  return "kind" in value && "type" in value && "span" in value && !("slot" in value && "count" in value);
}

export function constructsOfExpression(expression: Expression, place: string): string[] {
  switch (expression.kind) {
    case "arithmetic":
      return ofArithmetic(expression);
    case "index":
      return constructsOfIndex(expression.index);
    case "convert":
      return ofConversion(expression);
    case "set":
      return [expression.elements.length === 0 ? "empty set literal" : "set literal"];
    case "member":
      return [`in a ${expression.collection.type.kind}`];
    case "size":
      return [expression.collection.type.kind === "set" ? "size" : "length"];
    case "equal":
      return ofEquality(expression);
    case "errno":
      return ofErrno(expression);
    case "call":
      return ["call in an expression"];
    case "remote":
      return [place === "invariant" ? "w.local in an invariant" : "w.local in a body"];
    case "in":
    case "conditional":
    case "self":
    case "struct":
      return [expression.kind];
    default:
      return constructsOfPredicate(expression, place === "invariant" ? "in an invariant" : "in a body");
  }
}

type Of<K extends Expression["kind"]> = Extract<Expression, { kind: K }>;

function ofArithmetic({ operator, right }: Of<"arithmetic">): string[] {
  if (!"/%".includes(operator)) return [];
  return [right.kind === "literal" ? "division" : "division that may be by 0"];
}

/** What is read of a place for symmetric values is converted too: it may hold none yet. */
function ofConversion({ operand }: Of<"convert">): string[] {
  if (operand.type.kind !== "optional") return [];
  return [operand.type.implicit === true ? "symmetric value read" : "none where a value is needed"];
}

function ofEquality({ left }: Of<"equal">): string[] {
  switch (left.type.kind) {
    case "set":
    case "queue":
    case "symmetric":
    case "struct":
    case "array":
      return [`equality of ${left.type.kind}s`];
    default:
      return [];
  }
}

function ofErrno(expression: Of<"errno">): string[] {
  return [
    expression.knob === null ? "-CODE" : "-KNOB",
    expression.from === null ? "error born" : "error from another",
    ...(/\bbecause\b/.test(textOf(expression)) ? ["error because"] : []),
  ];
}

function constructsOfPredicate(expression: Expression, where: string): string[] {
  switch (expression.kind) {
    case "quantifier": {
      const symmetric = expression.bindings.some(({ type }) => type.kind === "symmetric");
      return [`${expression.quantifier} ${where}`, ...(symmetric ? ["quantifier over symmetric values"] : [])];
    }
    case "cause":
      return [`cause ${where}`];
    case "at":
      return ["at"];
    case "status":
      return [expression.status];
    case "holds":
    case "held":
      return [`${expression.kind} ${where}`, ...(expression.mode === null ? [] : [`${expression.kind} in a mode`])];
    case "temporal":
    case "temporal-binary":
      return [expression.operator];
    case "enabled":
      return [expression.args === null || expression.args.length === 0 ? "enabled" : "enabled with values"];
    default:
      return [];
  }
}

export function constructsOfIndex(index: Expression): string[] {
  const risky = index.kind === "convert" && index.operand.type.kind === "integer";
  return risky ? ["index that may be out of range"] : [];
}

function textOf({ span }: Expression): string {
  return span.file.text.slice(span.start, span.end);
}

function mayBeNone(type: Type): boolean {
  return type.kind === "optional" && type.implicit !== true;
}

/** Whether evaluating may end in an error: division, or a conversion of an int of any size, or of `none`. */
export function mayErr(expression: Expression): boolean {
  return [...expressionsIn(expression)].some((one) => {
    if (one.kind === "convert") return one.operand.type.kind === "integer" || mayBeNone(one.operand.type);
    return one.kind === "arithmetic" && "/%".includes(one.operator) && one.right.kind !== "literal";
  });
}
