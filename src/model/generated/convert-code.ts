import type { Type } from "../../language/types.ts";
import { isScalar } from "../lowering/flatten.ts";
import type { Code } from "./code.ts";
import { asNumber, constant, known, numeric } from "./code.ts";
import { defaultComposite, shifted } from "./composite-code.ts";
import type { Environment, Value } from "./environment.ts";
import { numbersOf } from "./environment.ts";
import { temporary } from "./function-text.ts";
import { asOptional, heldIn } from "./optional-code.ts";

/** A value of one type as a value of another, with the check that the language asks for; `bad()` throws. */
export function convertValue(environment: Environment, value: Value, from: Type, to: Type): Value {
  if (value.kind === "scalar" && isScalar(to))
    return { kind: "scalar", code: convertCode(environment, value.code, from, to) };
  if (to.kind === "optional") return intoOptional(environment, value, from, to.element);
  if (from.kind === "optional" && value.kind === "composite") {
    const present = value.leaf(0, []);
    const check = `${asNumber(present)}===0?bad():0`;
    return {
      ...value,
      setup: [...value.setup, check],
      fails: true,
      leaf: (leaf, indices) => value.leaf(leaf + 1, indices),
    };
  }
  return value;
}

/** A struct or array, or `none`, as an optional one. */
function intoOptional(environment: Environment, value: Value, from: Type, element: Type): Value {
  if (from.kind === "optional" || value.kind === "scalar") {
    if (from.kind === "optional") return value;
    const none = defaultComposite({ kind: "optional", element }, numbersOf(environment));
    const mayFail = value.kind === "scalar" && value.code.fails && none.kind === "composite";
    return mayFail ? { ...none, setup: [asNumber(value.code), ...none.setup], fails: true } : none;
  }
  return { ...value, leaf: (leaf, indices) => (leaf === 0 ? constant(1) : value.leaf(leaf - 1, indices)) };
}

export function convertCode(environment: Environment, code: Code, from: Type, to: Type): Code {
  // `none` is 0, but finding that out may be an error: `(1 / n == 2 ? none : none)`.
  if (from.kind === "none") return code.fails ? code : constant(0);
  if (to.kind === "optional") return encoded(environment, code, from, to.element);
  if (from.kind === "optional")
    return convertCode(environment, present(environment, code, from.element), from.element, to);
  switch (to.kind) {
    case "range":
      // The default of an empty range lies outside of it; it may be copied all the same.
      if (from.kind === "range" && from.low === to.low && from.high === to.high) return code;
      return within(environment, code, to.low, to.high);
    case "instance":
      if (from.kind === "instance") return code;
      return within(environment, from.kind === "task" ? shifted(code, -to.first) : code, 0, to.count - 1);
    case "task":
      return from.kind === "instance" ? shifted(code, from.first) : code;
    default:
      return code;
  }
}

/** A value as a raw optional. */
function encoded(environment: Environment, code: Code, from: Type, element: Type): Code {
  if (from.kind !== "optional") return asOptional(environment, convertCode(environment, code, from, element), element);
  const inner = decoded(environment, code, from.element);
  const converted = asOptional(environment, convertCode(environment, inner.value, from.element, element), element);
  const js = `(${inner.set},${inner.name}===0?0:${asNumber(converted)})`;
  return numeric(js, 0, Math.max(converted.high, 0), code.fails || converted.fails);
}

/** What an optional holds; `none` is an error. */
function present(environment: Environment, code: Code, element: Type): Code {
  const inner = decoded(environment, code, element);
  const js = `(${inner.set},${inner.name}===0?bad():${asNumber(inner.value)})`;
  return { ...inner.value, js, fails: true };
}

function decoded(environment: Environment, code: Code, element: Type) {
  const name = temporary(environment.text);
  return { set: `${name}=${asNumber(code)}`, name, value: heldIn(environment, name, element) };
}

/** Bounds that the generator can see need no check. */
function within(environment: Environment, code: Code, low: number, high: number): Code {
  if (code.low >= low && code.high <= high) return code;
  const value = known(code);
  if (value !== null) return { ...constant(low), js: "bad()", high: Math.max(low, high), fails: true };
  const name = temporary(environment.text);
  const tests = [...(code.low < low ? [`${name}<${low}`] : []), ...(code.high > high ? [`${name}>${high}`] : [])];
  const js = `(${name}=${asNumber(code)},${tests.join("||")}?bad():${name})`;
  return {
    js,
    low: Math.max(low, code.low),
    high: Math.max(low, Math.min(high, code.high)),
    boolean: false,
    fails: true,
  };
}
