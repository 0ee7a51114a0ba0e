import type { Operation } from "../lowering/flow-graph.ts";
import type { Path } from "./body-context.ts";
import { using } from "./body-context.ts";
import { asCondition, known } from "./code.ts";
import type { Environment } from "./environment.ts";
import { matches } from "./equality-code.ts";
import { stable } from "./stable-value.ts";

/** Tests in the order of the text, the last one null: it is taken in any case that is left. */
export type SwitchArms = {
  /** Evaluates the value, once. */
  readonly begin: string;
  readonly arms: readonly { readonly test: string | null; readonly next: number }[];
};

export function switchArms(
  environment: Environment,
  { value, cases, otherwise }: Extract<Operation, { kind: "switch" }>,
  path: Path,
): SwitchArms {
  const given = using(path, stable(environment, environment.compile(value, environment)));
  const begin = given.setup.map((one) => `${one};`).join("");
  const arms: { test: string; next: number }[] = [];
  for (const { alternatives, next } of cases) {
    const tests = alternatives.map((one) => using(path, matches(given.value, value.type, one, environment)));
    if (tests.some((test) => known(test) === 1)) return { begin, arms: [...arms, { test: null, next }] };
    const open = tests.filter((test) => known(test) === null);
    if (open.length > 0) arms.push({ test: `(${open.map(asCondition).join("||")})`, next });
  }
  return { begin, arms: [...arms, { test: null, next: otherwise }] };
}

/** An if-chain of the arms; `lead` says how control gets to each. */
export function switchText({ begin, arms }: SwitchArms, lead: (next: number) => string): string {
  const chain = arms.map(({ test, next }) => `${test === null ? "" : `if(${test})`}{${lead(next)}}`);
  return begin + chain.join("else ");
}
