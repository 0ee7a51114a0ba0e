import type { ExpressionSyntax } from "../syntax.ts";
import type { Context } from "./context.ts";
import { unknownName } from "./context.ts";
import { fail } from "./failure.ts";

/** The value of a constant expression: what sizes, bounds and `const` may be made of. Knobs and variables may not. */
export function constantValue(context: Context, syntax: ExpressionSyntax): number | boolean {
  switch (syntax.kind) {
    case "int":
    case "bool":
      return syntax.value;
    case "name":
      return namedConstant(context, syntax);
    case "unary":
      if (syntax.operator === "!") return !constantBool(context, syntax.operand);
      if (syntax.operator === "-") return -constantInt(context, syntax.operand);
      break;
    case "binary":
      return constantBinary(context, syntax);
    case "conditional":
      return constantBool(context, syntax.condition)
        ? constantValue(context, syntax.then)
        : constantValue(context, syntax.else);
    default:
      break;
  }
  return fail(syntax.span, "U0201", "expected a constant expression", "use numbers and constants only");
}

export function constantInt(context: Context, syntax: ExpressionSyntax): number {
  const value = constantValue(context, syntax);
  if (typeof value !== "number") fail(syntax.span, "U0202", "expected an int, found a bool");
  if (!Number.isSafeInteger(value)) fail(syntax.span, "U0203", "the number is too large");
  return value === 0 ? 0 : value;
}

function constantBool(context: Context, syntax: ExpressionSyntax): boolean {
  const value = constantValue(context, syntax);
  return typeof value === "boolean" ? value : fail(syntax.span, "U0202", "expected a bool, found an int");
}

function namedConstant(context: Context, syntax: Extract<ExpressionSyntax, { kind: "name" }>): number | boolean {
  const { name, span } = syntax;
  const meaning = context.meanings.get(name.text);
  if (meaning?.kind === "constant") return meaning.constant.value;
  // What is no constant need not have its meaning yet, but every name has its claim.
  const claim = context.poisoned.has(name.text) ? undefined : context.claims.get(name.text);
  switch (claim?.kind) {
    case undefined:
      return unknownName(context, name, "constant", constantNames(context));
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
      return fail(span, "U0201", `'${name.text}' is not a constant`, "use numbers and constants only");
  }
}

export function constantNames(context: Context): string[] {
  return [...context.meanings].filter(([, meaning]) => meaning.kind === "constant").map(([name]) => name);
}

function constantBinary(context: Context, syntax: Extract<ExpressionSyntax, { kind: "binary" }>): number | boolean {
  const { operator } = syntax;
  if (operator === "&&") return constantBool(context, syntax.left) && constantBool(context, syntax.right);
  if (operator === "||") return constantBool(context, syntax.left) || constantBool(context, syntax.right);
  if (operator === "=>") return !constantBool(context, syntax.left) || constantBool(context, syntax.right);
  if (operator === "==") return constantValue(context, syntax.left) === constantValue(context, syntax.right);
  if (operator === "!=") return constantValue(context, syntax.left) !== constantValue(context, syntax.right);
  const left = constantInt(context, syntax.left);
  const right = constantInt(context, syntax.right);
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
