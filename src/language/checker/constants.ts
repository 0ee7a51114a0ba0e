import type { ExpressionSyntax, Name } from "../syntax.ts";
import type { Names } from "./context.ts";
import { unknownName } from "./context.ts";
import { fail } from "./failure.ts";

/** The value of a constant expression: what sizes, bounds and `const` may be made of. Knobs and variables may not. */
export function constantValue(names: Names, syntax: ExpressionSyntax): number | boolean {
  switch (syntax.kind) {
    case "int":
    case "bool":
      return syntax.value;
    case "name":
      return namedConstant(names, syntax);
    case "unary":
      if (syntax.operator === "!") return !constantBool(names, syntax.operand);
      if (syntax.operator === "-") return -constantInt(names, syntax.operand);
      break;
    case "binary":
      return constantBinary(names, syntax);
    case "conditional":
      return constantBool(names, syntax.condition)
        ? constantValue(names, syntax.then)
        : constantValue(names, syntax.else);
    default:
      break;
  }
  return fail(syntax.span, "U0201", "expected a constant expression", "use numbers and constants only");
}

export function constantInt(names: Names, syntax: ExpressionSyntax): number {
  const value = constantValue(names, syntax);
  if (typeof value !== "number") fail(syntax.span, "U0202", "expected an int, found a bool");
  if (!Number.isSafeInteger(value)) fail(syntax.span, "U0203", "the number is too large");
  return value === 0 ? 0 : value;
}

function constantBool(names: Names, syntax: ExpressionSyntax): boolean {
  const value = constantValue(names, syntax);
  return typeof value === "boolean" ? value : fail(syntax.span, "U0202", "expected a bool, found an int");
}

function namedConstant(names: Names, syntax: Extract<ExpressionSyntax, { kind: "name" }>): number | boolean {
  const { name, span } = syntax;
  const meaning = names.meanings.get(name.text);
  if (meaning?.kind === "constant") return meaning.constant.value;
  // What is no constant need not have its meaning yet, but every name has its claim.
  const claim = names.poisoned.has(name.text) ? undefined : names.claims.get(name.text);
  switch (claim?.kind) {
    case undefined:
      if (!names.isLocal?.(name.text)) return unknownName(names, name, "constant", constantNames(names));
      return noConstant(name);
    case "knob":
      return fail(span, "U0204", `a size, bound or constant cannot depend on the knob '${name.text}'`, "use a const");
    case "constant":
      return fail(
        span,
        "U0209",
        `the constant '${name.text}' is used before its declaration`,
        "move its declaration up",
      );
    default:
      return noConstant(name);
  }
}

function noConstant(name: Name): never {
  return fail(name.span, "U0201", `'${name.text}' is not a constant`, "use numbers and constants only");
}

export function constantNames(names: Names): string[] {
  return [...names.meanings].filter(([, meaning]) => meaning.kind === "constant").map(([name]) => name);
}

function constantBinary(names: Names, syntax: Extract<ExpressionSyntax, { kind: "binary" }>): number | boolean {
  const { operator } = syntax;
  if (operator === "&&") return constantBool(names, syntax.left) && constantBool(names, syntax.right);
  if (operator === "||") return constantBool(names, syntax.left) || constantBool(names, syntax.right);
  if (operator === "=>") return !constantBool(names, syntax.left) || constantBool(names, syntax.right);
  if (operator === "==") return constantValue(names, syntax.left) === constantValue(names, syntax.right);
  if (operator === "!=") return constantValue(names, syntax.left) !== constantValue(names, syntax.right);
  const left = constantInt(names, syntax.left);
  const right = constantInt(names, syntax.right);
  switch (operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
    case "%":
      if (right === 0) fail(syntax.span, "U0205", "division by zero");
      return operator === "/" ? Math.trunc(left / right) : left % right;
    case "<":
      return left < right;
    case "<=":
      return left <= right;
    case ">":
      return left > right;
    case ">=":
      return left >= right;
    default:
      return fail(syntax.span, "U0201", "expected a constant expression");
  }
}
