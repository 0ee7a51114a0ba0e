import type { CheckedSpec } from "../../src/language/checked-spec.ts";
import type { Run } from "../../src/properties/run.ts";
import { disagreements } from "./agreement.ts";
import type { Engine } from "./engines.ts";
import { ORACLE, search } from "./engines.ts";
import { familyDisagreements } from "./families.ts";
import type { RandomSpec } from "./spec-arbitrary.ts";
import { read } from "./spec-arbitrary.ts";
import type { Tally } from "./tally.ts";
import { count } from "./tally.ts";

/** What is wrong with a spec or an engine, in words; counts the spec if told so. */
export function examine(spec: RandomSpec, engines: readonly Engine[], tally: Tally | null): string[] {
  const { spec: checked, diagnostics } = read(spec.text);
  if (checked === null) return diagnostics.map(({ code, message }) => `the generator: ${code} ${message}`);
  const run = (engine: Engine): Run | string => {
    try {
      return search(checked, spec, engine);
    } catch (error) {
      return `${engine.name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
    }
  };
  const oracle = run(ORACLE);
  if (typeof oracle === "string") return [oracle];
  if (tally !== null) count(tally, oracle);
  const found = engines.flatMap((engine) => {
    const other = run(engine);
    if (typeof other === "string") return [other];
    return disagreements(oracle, other, engine.agreement).map((difference) => `${engine.name}: ${difference}`);
  });
  return [...found, ...atOnce(checked, spec, tally)];
}

function atOnce(checked: CheckedSpec, spec: RandomSpec, tally: Tally | null): string[] {
  try {
    return familyDisagreements(checked, spec, tally);
  } catch (error) {
    return [`designs at once: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`];
  }
}
