import type { Alternative, Expression } from "../../language/checked-spec.ts";
import type { Type } from "../../language/types.ts";
import type { Leaf } from "../lowering/flatten.ts";
import { elementsOf, leavesOf } from "../lowering/flatten.ts";
import type { Code } from "./code.ts";
import { asCondition, asNumber, FALSE, known, TRUE, truth } from "./code.ts";
import { afterSetup, positionsOf } from "./composite-code.ts";
import { convertValue } from "./convert-code.ts";
import { forEachElement, WRITTEN_OUT } from "./element-loops.ts";
import type { Composite, Environment, Value } from "./environment.ts";
import { compileScalar, numbersOf } from "./environment.ts";
import type { Met } from "./flow-code.ts";
import { notedTest } from "./flow-code.ts";
import { temporary } from "./function-text.ts";
import { heldIn } from "./optional-code.ts";
import type { Stable } from "./stable-value.ts";
import { stable } from "./stable-value.ts";

/** `==` and `in`: of errnos the code only, optionals with plain values, structs and arrays element by element. */

type Of<K extends Expression["kind"]> = Extract<Expression, { kind: K }>;

export function equalCode(expression: Of<"equal">, environment: Environment): Code {
  const { left, right } = expression;
  const sides = [left, right].map((side) => environment.compile(side, environment)) as [Value, Value];
  const site = environment.flow?.byExpression.get(expression);
  if (site?.kind !== "equal") return equalValues(environment, sides[0], left.type, sides[1], right.type);
  const [one, other] = sides.map((side) => stable(environment, side)) as [Stable, Stable];
  const tested = [
    ...(site.left ? [metIn(one.value, left.type)] : []),
    ...(site.right ? [metIn(other.value, right.type)] : []),
  ];
  const result = equalValues(environment, one.value, left.type, other.value, right.type);
  return notedTest(environment, site, [...one.setup, ...other.setup], tested, result);
}

function metIn(value: Value, type: Type): Met {
  if (value.kind === "composite") throw new Error("untorn defect: a struct or array that is an error");
  return { code: value.code, type };
}

export function equalValues(
  environment: Environment,
  left: Value,
  leftType: Type,
  right: Value,
  rightType: Type,
): Code {
  if (left.kind === "scalar" && right.kind === "scalar") {
    return equalScalars(environment, left.code, leftType, right.code, rightType);
  }
  const type = leftType.kind === "optional" ? leftType : rightType.kind === "optional" ? rightType : leftType;
  const first = asComposite(convertValue(environment, left, leftType, type));
  const second = asComposite(convertValue(environment, right, rightType, type));
  const fails = first.fails || second.fails;
  const setup = [...first.setup, ...second.setup];
  const js = equalLeaves(environment, leavesOf(type, numbersOf(environment)), first, second);
  return afterSetup({ kind: "composite", setup, fails, leaf: () => FALSE }, truth(js, fails));
}

function asComposite(value: Value): Composite {
  if (value.kind === "composite") return value;
  throw new Error("untorn defect: a scalar compared with a struct or array");
}

function equalLeaves(environment: Environment, leaves: readonly Leaf[], first: Composite, second: Composite): string {
  const same = (leaf: Leaf, number: number) => (positions: readonly Code[]) =>
    equalRaw(environment, leaf, asNumber(first.leaf(number, positions)), asNumber(second.leaf(number, positions)));
  const short = leaves.every((leaf) => elementsOf(leaf) <= WRITTEN_OUT);
  if (short) {
    const tests = leaves.flatMap((leaf, number) => positionsOf(leaf.sizes).map(same(leaf, number)));
    return tests.length === 0 ? "true" : `(${tests.join("&&")})`;
  }
  const loops = leaves.map((leaf, number) => {
    const test = same(leaf, number);
    return forEachElement(environment.text, leaf.sizes, (positions) => `if(!(${test(positions)}))return false;`);
  });
  return `(()=>{${loops.join("")}return true;})()`;
}

/** Of errnos the code only, inside optionals too. */
function equalRaw(environment: Environment, { scalar: { errno, optional } }: Leaf, one: string, other: string): string {
  if (!errno) return `${one}===${other}`;
  const { codes } = numbersOf(environment);
  if (!optional) return `(${one}%${codes})===(${other}%${codes})`;
  return `(${one}===0?${other}===0:${other}!==0&&(${one}-1)%${codes}===(${other}-1)%${codes})`;
}

function equalScalars(environment: Environment, left: Code, leftType: Type, right: Code, rightType: Type): Code {
  const fails = left.fails || right.fails;
  if (leftType.kind === "optional" && rightType.kind !== "optional")
    return equalOptional(environment, left, leftType.element, right, rightType);
  if (rightType.kind === "optional" && leftType.kind !== "optional")
    return equalOptional(environment, right, rightType.element, left, leftType);
  if (leftType.kind === "optional" && rightType.kind === "optional") {
    return equalOptionals(environment, left, leftType.element, right, rightType.element);
  }
  if (leftType.kind === "errno") return equalErrnos(environment, left, right);
  const [l, r] = [known(left), known(right)];
  if (l !== null && r !== null) return l === r ? TRUE : FALSE;
  return truth(`(${asNumber(left)}===${asNumber(right)})`, fails);
}

/** 0 has no cause, so a comparison with it needs no division. */
function equalErrnos(environment: Environment, left: Code, right: Code): Code {
  const { codes } = numbersOf(environment);
  const zero = known(left) === 0 || known(right) === 0;
  const side = (code: Code) => {
    const value = known(code);
    return value === null && !zero
      ? `${asNumber(code)}%${codes}`
      : value === null
        ? asNumber(code)
        : String(value % codes);
  };
  return truth(`(${side(left)}===${side(right)})`, left.fails || right.fails);
}

function equalOptional(environment: Environment, optional: Code, element: Type, plain: Code, plainType: Type): Code {
  const fails = optional.fails || plain.fails;
  if (plainType.kind === "none" && !plain.fails) return truth(`(${asNumber(optional)}===0)`, fails);
  const [first, second] = [temporary(environment.text), temporary(environment.text)];
  if (plainType.kind === "none")
    return truth(`(${first}=${asNumber(optional)},${asNumber(plain)},${first}===0)`, fails);
  const inner = heldIn(environment, first, element);
  const value: Code = { js: second, low: plain.low, high: plain.high, boolean: false, fails: false };
  const equal = equalScalars(environment, inner, element, value, plainType);
  return truth(
    `(${first}=${asNumber(optional)},${second}=${asNumber(plain)},${first}!==0&&${asCondition(equal)})`,
    fails,
  );
}

function equalOptionals(
  environment: Environment,
  left: Code,
  leftElement: Type,
  right: Code,
  rightElement: Type,
): Code {
  const [first, second] = [temporary(environment.text), temporary(environment.text)];
  const one = heldIn(environment, first, leftElement);
  const other = heldIn(environment, second, rightElement);
  const equal = equalScalars(environment, one, leftElement, other, rightElement);
  const bothSet = `${first}!==0&&${second}!==0&&${asCondition(equal)}`;
  const js = `(${first}=${asNumber(left)},${second}=${asNumber(right)},(${first}===0&&${second}===0)||(${bothSet}))`;
  return truth(js, left.fails || right.fails);
}

export function membership(expression: Of<"in">, environment: Environment): Code {
  const value = stable(environment, environment.compile(expression.value, environment));
  const tests = expression.alternatives.map((one) => matches(value.value, expression.value.type, one, environment));
  const js = tests.length === 0 ? "false" : `(${tests.map(asCondition).join("||")})`;
  const fails = value.fails || tests.some((test) => test.fails);
  const site = environment.flow?.byExpression.get(expression);
  if (site?.kind === "in")
    return notedTest(environment, site, value.setup, [metIn(value.value, expression.value.type)], truth(js, fails));
  return afterSetup({ kind: "composite", setup: value.setup, fails, leaf: () => FALSE }, truth(js, fails));
}

/** Whether a value, which can be read again and again, is one of an alternative's. */
export function matches(value: Value, type: Type, alternative: Alternative, environment: Environment): Code {
  if (alternative.kind === "value") {
    const other = environment.compile(alternative.value, environment);
    return equalValues(environment, value, type, other, alternative.value.type);
  }
  return value.kind === "composite" ? FALSE : between(value.code, type, alternative, environment);
}

function between(
  value: Code,
  type: Type,
  range: Extract<Alternative, { kind: "range" }>,
  environment: Environment,
): Code {
  const low = compileScalar(range.low, environment);
  const high = compileScalar(range.high, environment);
  const isNone = type.kind === "optional" ? `${value.js}===0||` : "";
  const plain = type.kind === "optional" ? heldIn(environment, asNumber(value), type.element) : value;
  // The low bound is evaluated in any case, the high one only where the value is not below it.
  const name = temporary(environment.text);
  const js = `(${name}=${asNumber(low)},!(${isNone}${asNumber(plain)}<${name})&&${asNumber(plain)}<=${asNumber(high)})`;
  return truth(js, low.fails || high.fails);
}
