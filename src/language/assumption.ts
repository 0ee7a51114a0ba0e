import type { Alternative, Expression, KnobValue } from "./checked-spec.ts";
import type { Type } from "./types.ts";
import { cardinality } from "./types.ts";

/** Whether a point of the knobs satisfies an `assume`: an expression over constants and knobs only. */
export function satisfies(assumption: Expression, knobs: readonly KnobValue[]): boolean {
  return fixedValue(assumption, knobs, []) === true;
}

type Value = number | boolean | null;

/** The value of an expression without variables, functions or predicates. Division by zero gives NaN: no comparison holds. */
function fixedValue(expression: Expression, knobs: readonly KnobValue[], bound: readonly Value[]): Value {
  const value = (part: Expression): Value => fixedValue(part, knobs, bound);
  switch (expression.kind) {
    case "literal":
      return expression.value;
    case "knob":
      return knobs[expression.knob] ?? null;
    case "bound":
      return bound[expression.binding.bound] ?? null;
    case "convert":
      return value(expression.operand);
    case "not":
      return value(expression.operand) !== true;
    case "negate":
      return -Number(value(expression.operand));
    case "arithmetic":
      return arithmetic(expression.operator, Number(value(expression.left)), Number(value(expression.right)));
    case "compare":
      return compare(expression.operator, Number(value(expression.left)), Number(value(expression.right)));
    case "equal":
      return (value(expression.left) === value(expression.right)) !== expression.negated;
    case "logical":
      if (expression.operator === "&&") return value(expression.left) === true && value(expression.right) === true;
      if (expression.operator === "||") return value(expression.left) === true || value(expression.right) === true;
      return value(expression.left) !== true || value(expression.right) === true;
    case "conditional":
      return value(expression.condition) === true ? value(expression.then) : value(expression.else);
    case "in":
      return expression.alternatives.some((alternative) => matches(value(expression.value), alternative, value));
    case "quantifier":
      return quantified(expression, knobs, bound);
    default:
      throw new Error(`untorn defect: '${expression.kind}' in an assumption`);
  }
}

function arithmetic(operator: "+" | "-" | "*" | "/" | "%", left: number, right: number): number {
  switch (operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
      return right === 0 ? Number.NaN : Math.trunc(left / right);
    case "%":
      return right === 0 ? Number.NaN : left % right;
  }
}

function compare(operator: "<" | "<=" | ">" | ">=", left: number, right: number): boolean {
  switch (operator) {
    case "<":
      return left < right;
    case "<=":
      return left <= right;
    case ">":
      return left > right;
    case ">=":
      return left >= right;
  }
}

function matches(value: Value, alternative: Alternative, evaluate: (part: Expression) => Value): boolean {
  if (alternative.kind === "value") return value === evaluate(alternative.value);
  return Number(value) >= Number(evaluate(alternative.low)) && Number(value) <= Number(evaluate(alternative.high));
}

function quantified(
  expression: Extract<Expression, { kind: "quantifier" }>,
  knobs: readonly KnobValue[],
  bound: readonly Value[],
): Value {
  let tuples: readonly (readonly Value[])[] = [[]];
  for (const { type } of expression.bindings) {
    const values = Array.from({ length: cardinality(type) }, (_, ordinal) => valueAt(type, ordinal));
    tuples = tuples.flatMap((tuple) => values.map((value) => [...tuple, value]));
  }
  const first = expression.bindings[0]?.bound ?? 0;
  const holding = tuples.filter(
    (tuple) => fixedValue(expression.body, knobs, [...bound.slice(0, first), ...tuple]) === true,
  );
  if (expression.quantifier === "count") return holding.length;
  return expression.quantifier === "exists" ? holding.length > 0 : holding.length === tuples.length;
}

function valueAt(type: Type, ordinal: number): Value {
  if (type.kind === "bool") return ordinal === 1;
  return type.kind === "range" ? type.low + ordinal : ordinal;
}
