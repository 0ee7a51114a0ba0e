import type { Expression } from "../../language/checked-spec.ts";
import type { Code } from "./code.ts";
import { asNumber, constant, FALSE, known, TRUE, truth } from "./code.ts";
import type { Environment } from "./environment.ts";
import { temporary } from "./function-text.ts";

/** Arithmetic and comparisons of ints, with the bounds that the generator can see. */

type Of<K extends Expression["kind"]> = Extract<Expression, { kind: K }>;

const SAFE = 2 ** 53;

export function negated(code: Code): Code {
  const value = known(code);
  if (value !== null) return value === 0 ? TRUE : FALSE;
  return truth(`!${code.js}`, code.fails);
}

type Arithmetic = Of<"arithmetic">["operator"];

export function arithmetic(operator: Arithmetic, left: Code, right: Code, environment: Environment): Code {
  const [l, r] = [known(left), known(right)];
  if (l !== null && r !== null && (r !== 0 || (operator !== "/" && operator !== "%"))) {
    const value = folded(operator, l, r);
    if (Number.isSafeInteger(value)) return constant(value === 0 ? 0 : value);
  }
  const fails = left.fails || right.fails;
  const text = `${asNumber(left)}${operator}${asNumber(right)}`;
  switch (operator) {
    case "+":
      return safe(environment, {
        js: `(${text})`,
        low: left.low + right.low,
        high: left.high + right.high,
        boolean: false,
        fails,
      });
    case "-":
      return safe(environment, {
        js: `(${text})`,
        low: left.low - right.high,
        high: left.high - right.low,
        boolean: false,
        fails,
      });
    case "*": {
      const corners = [left.low * right.low, left.low * right.high, left.high * right.low, left.high * right.high];
      return safe(environment, {
        js: `(${text})`,
        low: Math.min(...corners),
        high: Math.max(...corners),
        boolean: false,
        fails,
      });
    }
    case "/":
    case "%":
      return divided(environment, operator, left, right);
  }
}

function folded(operator: Arithmetic, left: number, right: number): number {
  switch (operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
      return Math.trunc(left / right);
    case "%":
      return left % right;
  }
}

/** Ints beyond 2^53 are an error. */
function safe(environment: Environment, code: Code): Code {
  if (code.low > -SAFE && code.high < SAFE) return code;
  const name = temporary(environment.text);
  const js = `(${name}=${code.js},Number.isSafeInteger(${name})?${name}:bad())`;
  return { js, low: Math.max(code.low, 1 - SAFE), high: Math.min(code.high, SAFE - 1), boolean: false, fails: true };
}

function divided(environment: Environment, operator: "/" | "%", left: Code, right: Code): Code {
  const zero = right.low <= 0 && right.high >= 0;
  const name = temporary(environment.text);
  const divisor = zero ? `(${name}=${asNumber(right)},${name}===0?bad():${name})` : asNumber(right);
  // Evaluated from left to right: an error on the left comes first.
  const quotient = `${asNumber(left)}${operator}${divisor}`;
  const js = operator === "/" ? `Math.trunc(${quotient})` : `(${quotient})`;
  const fails = left.fails || right.fails || zero;
  const size = Math.max(Math.abs(left.low), Math.abs(left.high));
  const bound = operator === "/" ? size : Math.min(size, Math.max(Math.abs(right.low), Math.abs(right.high)));
  return { js, low: left.low >= 0 && right.low >= 0 ? 0 : -bound, high: bound, boolean: false, fails };
}

export function compared(operator: Of<"compare">["operator"], left: Code, right: Code): Code {
  const fails = left.fails || right.fails;
  const [l, r] = [known(left), known(right)];
  const js = `(${asNumber(left)}${operator}${asNumber(right)})`;
  if (l === null || r === null) return truth(js, fails);
  const result = operator === "<" ? l < r : operator === "<=" ? l <= r : operator === ">" ? l > r : l >= r;
  return result ? TRUE : FALSE;
}
