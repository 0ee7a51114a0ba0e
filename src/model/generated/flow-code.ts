import type { Type } from "../../language/types.ts";
import type { FlowSite } from "../flow-sites.ts";
import type { Code } from "./code.ts";
import { asNumber, truth } from "./code.ts";
import type { Environment } from "./environment.ts";
import { temporary } from "./function-text.ts";
import { notedInside } from "./noted-code.ts";

/**
 * Code that notes facts of error codes in `F`, where somebody asks for them. It counts as code that may throw: then it
 * is evaluated where, when and if the language says so, and nothing of it is folded away.
 */

/** An error that can be read again and again. */
export type Met = { readonly code: Code; readonly type: Type };

/** Text that notes a fact by its number, as an expression. */
export function factText({ target }: Environment, fact: string): string {
  return notedInside(target.designWords, "F", fact);
}

/** Text that notes that an error was met, likewise; `first` is the number of the fact for no error. */
export function metText(environment: Environment, first: string, { code, type }: Met): string {
  const error = asNumber(code);
  if (type.kind !== "optional") return factText(environment, `${first}+${error}`);
  return `${error}===0||(${factText(environment, `${first}+${error}-1`)})`;
}

/** The result of a test of errors, evaluated behind `setup`. */
export function notedTest(
  environment: Environment,
  { first }: FlowSite,
  setup: readonly string[],
  errors: readonly Met[],
  result: Code,
): Code {
  const name = temporary(environment.text);
  const begin = `${first}+${name}*${environment.flow?.values ?? 0}`;
  const parts = [
    ...setup,
    `${name}=${asNumber(result)}`,
    ...errors.map((error) => metText(environment, begin, error)),
    `${name}===1`,
  ];
  return truth(`(${parts.join(",")})`, true);
}
