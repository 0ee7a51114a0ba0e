import type { Expression } from "../../language/checked-spec.ts";
import type { Type } from "../../language/types.ts";
import { isScalar, leavesOf, scalarOf } from "../lowering/flatten.ts";
import type { Code } from "./code.ts";
import { asCondition, asNumber, FALSE, known, TRUE, truth } from "./code.ts";
import { afterSetup, positionsOf, shifted } from "./composite-code.ts";
import { convertValue } from "./convert-code.ts";
import type { Composite, Environment, Value } from "./environment.ts";
import { compileScalar, numbersOf } from "./environment.ts";
import { temporary } from "./function-text.ts";
import { stable } from "./stable-value.ts";

/** `==` and `in`: of errnos the code only, optionals with plain values, structs and arrays element by element. */

type Of<K extends Expression["kind"]> = Extract<Expression, { kind: K }>;

export function equalCode(left: Expression, right: Expression, environment: Environment): Code {
  return equalValues(
    environment,
    environment.compile(left, environment),
    left.type,
    environment.compile(right, environment),
    right.type,
  );
}

function equalValues(environment: Environment, left: Value, leftType: Type, right: Value, rightType: Type): Code {
  if (left.kind === "scalar" && right.kind === "scalar") {
    return equalScalars(environment, left.code, leftType, right.code, rightType);
  }
  const type = leftType.kind === "optional" ? leftType : rightType.kind === "optional" ? rightType : leftType;
  const first = asComposite(convertValue(environment, left, leftType, type));
  const second = asComposite(convertValue(environment, right, rightType, type));
  const { codes } = numbersOf(environment);
  const tests = leavesOf(type, numbersOf(environment)).flatMap((leaf, number) =>
    positionsOf(leaf.sizes).map((indices) => {
      const [one, other] = [asNumber(first.leaf(number, indices)), asNumber(second.leaf(number, indices))];
      return isErrnoLeaf(type, leaf.path) ? `(${one}%${codes})===(${other}%${codes})` : `${one}===${other}`;
    }),
  );
  const fails = first.fails || second.fails;
  const setup = [...first.setup, ...second.setup];
  const js = tests.length === 0 ? "true" : `(${tests.join("&&")})`;
  return afterSetup({ kind: "composite", setup, fails, leaf: () => FALSE }, truth(js, fails));
}

function asComposite(value: Value): Composite {
  if (value.kind === "composite") return value;
  throw new Error("untorn defect: a scalar compared with a struct or array");
}

/** Whether the leaf at the end of a path through structs and arrays is an errno: only its code is compared. */
function isErrnoLeaf(type: Type, path: readonly (number | "?")[]): boolean {
  switch (type.kind) {
    case "array":
      return isErrnoLeaf(type.element, path);
    case "struct": {
      const [field, ...rest] = path;
      const inner = typeof field === "number" ? type.fields[field]?.type : undefined;
      return inner !== undefined && isErrnoLeaf(inner, rest);
    }
    case "optional":
      if (isScalar(type)) return false;
      return path[0] !== "?" && isErrnoLeaf(type.element, path.slice(1));
    default:
      return type.kind === "errno";
  }
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
  if (plainType.kind === "none") return truth(`(${asNumber(optional)}===0)`, fails);
  const [first, second] = [temporary(environment.text), temporary(environment.text)];
  const { low, count } = scalarOf(element, numbersOf(environment));
  const inner = shifted({ js: first, low: 1, high: Math.max(1, count), boolean: false, fails: false }, low - 1);
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
  const inner = (name: string, type: Type): Code => {
    const { low, count } = scalarOf(type, numbersOf(environment));
    return shifted({ js: name, low: 1, high: Math.max(1, count), boolean: false, fails: false }, low - 1);
  };
  const equal = equalScalars(
    environment,
    inner(first, leftElement),
    leftElement,
    inner(second, rightElement),
    rightElement,
  );
  const bothSet = `${first}!==0&&${second}!==0&&${asCondition(equal)}`;
  const js = `(${first}=${asNumber(left)},${second}=${asNumber(right)},(${first}===0&&${second}===0)||(${bothSet}))`;
  return truth(js, left.fails || right.fails);
}

export function membership(expression: Of<"in">, environment: Environment): Code {
  const value = stable(environment, environment.compile(expression.value, environment));
  const tests = expression.alternatives.map((alternative): Code => {
    if (alternative.kind === "value") {
      const other = environment.compile(alternative.value, environment);
      return equalValues(environment, value.value, expression.value.type, other, alternative.value.type);
    }
    if (value.value.kind === "composite") return FALSE;
    return between(value.value.code, expression.value.type, alternative, environment);
  });
  const js = tests.length === 0 ? "false" : `(${tests.map(asCondition).join("||")})`;
  const fails = value.fails || tests.some((test) => test.fails);
  return afterSetup({ kind: "composite", setup: value.setup, fails, leaf: () => FALSE }, truth(js, fails));
}

function between(
  value: Code,
  type: Type,
  range: Extract<Of<"in">["alternatives"][number], { kind: "range" }>,
  environment: Environment,
): Code {
  const low = compileScalar(range.low, environment);
  const high = compileScalar(range.high, environment);
  const isNone = type.kind === "optional" ? `${value.js}===0||` : "";
  const plain =
    type.kind === "optional" ? shifted(value, scalarOf(type.element, numbersOf(environment)).low - 1) : value;
  // The low bound is evaluated in any case, the high one only where the value is not below it.
  const name = temporary(environment.text);
  const js = `(${name}=${asNumber(low)},!(${isNone}${asNumber(plain)}<${name})&&${asNumber(plain)}<=${asNumber(high)})`;
  return truth(js, low.fails || high.fails);
}
