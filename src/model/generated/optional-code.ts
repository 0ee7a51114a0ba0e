import type { Type } from "../../language/types.ts";
import { scalarOf } from "../lowering/flatten.ts";
import type { Code } from "./code.ts";
import { asNumber, constant, known } from "./code.ts";
import { shifted } from "./composite-code.ts";
import type { Environment } from "./environment.ts";
import { numbersOf } from "./environment.ts";
import { temporary } from "./function-text.ts";

/**
 * Optional scalars in their raw form: 0 is `none`, and the values of the element follow. Ints without bounds, which
 * only expressions have (`c ? none : n + 1`), stand for themselves, and 0 among them is a half.
 */

const ZERO = 0.5;
const LARGEST = 2 ** 53;

/** A value of the element as a raw optional. */
export function asOptional(environment: Environment, code: Code, element: Type): Code {
  if (element.kind !== "integer") return shifted(code, 1 - scalarOf(element, numbersOf(environment)).low);
  const value = known(code);
  if (value !== null) return constant(value === 0 ? ZERO : value);
  const name = temporary(environment.text);
  const js = `(${name}=${asNumber(code)},${name}===0?${ZERO}:${name})`;
  return { js, low: Math.min(code.low, ZERO), high: Math.max(code.high, ZERO), boolean: false, fails: code.fails };
}

/** What a raw optional holds that is not `none`; `js` can be read again and again. */
export function heldIn(environment: Environment, js: string, element: Type): Code {
  if (element.kind === "integer") {
    return { js: `(${js}===${ZERO}?0:${js})`, low: -LARGEST, high: LARGEST, boolean: false, fails: false };
  }
  const { low, count } = scalarOf(element, numbersOf(environment));
  return shifted({ js, low: 1, high: Math.max(1, count), boolean: false, fails: false }, low - 1);
}
