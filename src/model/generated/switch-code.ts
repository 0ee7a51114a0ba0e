import type { Type } from "../../language/types.ts";
import type { FlowSite } from "../flow-sites.ts";
import type { Operation } from "../lowering/flow-graph.ts";
import type { Path } from "./body-context.ts";
import { using } from "./body-context.ts";
import { asCondition, known } from "./code.ts";
import type { Environment } from "./environment.ts";
import { matches } from "./equality-code.ts";
import { metText } from "./flow-code.ts";
import type { Stable } from "./stable-value.ts";
import { stable } from "./stable-value.ts";

/** Tests in the order of the text, the last one null: it is taken in any case that is left. */
export type SwitchArms = {
  /** Evaluates the value, once. */
  readonly begin: string;
  readonly arms: readonly Arm[];
};

/** `note`: statements that note which error came here. */
type Arm = { readonly test: string | null; readonly next: number; readonly note: string };

export function switchArms(
  environment: Environment,
  { value, cases, otherwise }: Extract<Operation, { kind: "switch" }>,
  statement: number | null,
  path: Path,
): SwitchArms {
  const given = using(path, stable(environment, environment.compile(value, environment)));
  const begin = given.setup.map((one) => `${one};`).join("");
  const arms: Arm[] = [];
  const site = statement === null ? undefined : environment.flow?.byStatement.get(statement);
  const noteAt = (position: number) =>
    site === undefined ? "" : caseText(environment, site, position, given, value.type);
  for (const [position, { alternatives, next }] of cases.entries()) {
    const note = noteAt(position);
    const tests = alternatives.map((one) => using(path, matches(given.value, value.type, one, environment)));
    if (tests.some((test) => known(test) === 1)) return { begin, arms: [...arms, { test: null, next, note }] };
    const open = tests.filter((test) => known(test) === null);
    if (open.length > 0) arms.push({ test: `(${open.map(asCondition).join("||")})`, next, note });
  }
  const fallback = site?.kind === "switch" ? site.cases.findIndex(({ isDefault }) => isDefault) : -1;
  const note = noteAt(fallback === -1 ? cases.length : fallback);
  return { begin, arms: [...arms, { test: null, next: otherwise, note }] };
}

function caseText(
  environment: Environment,
  { first }: FlowSite,
  position: number,
  { value }: Stable,
  type: Type,
): string {
  if (value.kind === "composite") throw new Error("untorn defect: a switch over a struct or array");
  const values = environment.flow?.values ?? 0;
  return `${metText(environment, String(first + position * values), { code: value.code, type })};`;
}

/** An if-chain of the arms; `lead` says how control gets to each. */
export function switchText({ begin, arms }: SwitchArms, lead: (next: number) => string): string {
  const chain = arms.map(({ test, next, note }) => `${test === null ? "" : `if(${test})`}{${note}${lead(next)}}`);
  return begin + chain.join("else ");
}
