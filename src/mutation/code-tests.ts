import type { Expression } from "../language/checked-spec.ts";
import { partsBelow } from "../language/tree-parts.ts";

/** A part of a condition that can be taken out: it counts as `neutral` then. */
export type TestSite = {
  readonly kind: "test" | "flag";
  readonly expression: Expression;
  readonly neutral: boolean;
};

/**
 * Tests of error codes in a condition, and the local flags that stand beside one between `&&`. Taken out of `&&` a part
 * is true, out of `||` it is false; one that stands alone comes out as though the code had never come.
 */
export function testSites(condition: Expression): TestSite[] {
  if (condition.kind === "not") return testSites(condition.operand);
  if (isTest(condition)) return [{ kind: "test", expression: condition, neutral: valueWithoutCode(condition) }];
  if (condition.kind !== "logical" || condition.operator === "=>") return [];
  const neutral = condition.operator === "&&";
  const operands = operandsOf(condition, condition.operator);
  const hasTest = operands.some(isNegatedTest);
  return operands.flatMap((expression): TestSite[] => {
    if (isNegatedTest(expression)) return [{ kind: "test", expression, neutral }];
    if (neutral && hasTest && isFlag(expression)) return [{ kind: "flag", expression, neutral }];
    return testSites(expression);
  });
}

type Test = Extract<Expression, { kind: "equal" | "in" }>;

function isTest(expression: Expression): expression is Test & Expression {
  if (expression.kind === "equal") return expression.left.type.kind === "errno";
  return expression.kind === "in" && expression.value.type.kind === "errno";
}

function isNegatedTest(expression: Expression): boolean {
  return expression.kind === "not" ? isNegatedTest(expression.operand) : isTest(expression);
}

/** `ret == -CODE` is false then, and `ret == 0` is true. */
function valueWithoutCode(test: Test): boolean {
  if (test.kind === "in") return false;
  const isOfSuccess = isZero(test.left) || isZero(test.right);
  return isOfSuccess !== test.negated;
}

function isZero(expression: Expression): boolean {
  return expression.kind === "literal" && expression.value === 0;
}

/** Those of one chain, from left to right. */
function operandsOf(expression: Expression, operator: "&&" | "||"): Expression[] {
  if (expression.kind !== "logical" || expression.operator !== operator) return [expression];
  return [...operandsOf(expression.left, operator), ...operandsOf(expression.right, operator)];
}

/** It asks a local that is no error code, and nothing that others can change. */
function isFlag(expression: Expression): boolean {
  const parts = [...partsBelow(expression)];
  const others = new Set<unknown>(["variable", "remote", "call", "errno", "cause"]);
  if (parts.some(({ kind }) => others.has(kind))) return false;
  return parts.some((part) => part.kind === "local" && (part as Expression).type.kind !== "errno");
}
