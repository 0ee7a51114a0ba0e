import type { Expression } from "../checked-spec.ts";
import type { ExpressionSyntax } from "../syntax.ts";
import type { Type } from "../types.ts";
import { BOOL, ERRNO } from "../types.ts";
import type { Environment } from "./context.ts";
import { convertTo } from "./convert.ts";
import { fail, recovering } from "./failure.ts";

export function checkExpression(
  environment: Environment,
  syntax: ExpressionSyntax,
  expected: Type | null = null,
): Expression {
  return environment.context.recursion.expression(environment, syntax, expected);
}

/** Checks an expression and gives it the type that is needed. */
export function checkAs(environment: Environment, syntax: ExpressionSyntax, type: Type): Expression {
  return convertTo(checkExpression(environment, syntax, type), type);
}

export function checkCondition(environment: Environment, syntax: ExpressionSyntax): Expression {
  return checkAs(environment, syntax, BOOL);
}

/** A condition on which other text hangs: a mistake is told, and that text is checked all the same. */
export function checkGuard(environment: Environment, syntax: ExpressionSyntax): Expression {
  const checked = recovering(environment.context.diagnostics, () => checkCondition(environment, syntax));
  return checked ?? takenForTrue(syntax);
}

/** Stands where a mistake was told. */
export function takenForTrue(syntax: ExpressionSyntax): Expression {
  return { kind: "literal", value: true, type: BOOL, span: syntax.span };
}

/** A value for a place of type `type`: like checkAs, and `0` is an errno where one is needed. */
export function checkValue(environment: Environment, syntax: ExpressionSyntax, type: Type): Expression {
  if (type.kind === "errno" && syntax.kind === "int") {
    if (syntax.value === 0) return zeroErrno(syntax);
    fail(syntax.span, "U0225", "an errno is 0 or -CODE", "write a declared error code");
  }
  return checkAs(environment, syntax, type);
}

/** `ret == 0`: the zero is an errno. */
export function isErrnoZero(other: Expression, syntax: ExpressionSyntax): boolean {
  return other.type.kind === "errno" && syntax.kind === "int" && syntax.value === 0;
}

export function zeroErrno(syntax: ExpressionSyntax): Expression {
  return { kind: "literal", value: 0, type: ERRNO, span: syntax.span };
}
