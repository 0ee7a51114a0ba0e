import { asNumber, type Code, known } from "./code.ts";
import type { Environment, Value } from "./environment.ts";
import { scalar } from "./environment.ts";
import { temporary } from "./function-text.ts";

export type Stable = { readonly setup: readonly string[]; readonly fails: boolean; readonly value: Value };

/** A value that can be read again and again once `setup` was evaluated. */
export function stable(environment: Environment, value: Value): Stable {
  if (value.kind === "composite") return { setup: value.setup, fails: value.fails, value: { ...value, setup: [] } };
  const { code } = value;
  if (known(code) !== null || /^[a-z]\w*$/.test(code.js)) return { setup: [], fails: code.fails, value };
  const name = temporary(environment.text);
  const plain: Code = { js: name, low: code.low, high: code.high, boolean: false, fails: false };
  return { setup: [`${name}=${asNumber(code)}`], fails: code.fails, value: scalar(plain) };
}
