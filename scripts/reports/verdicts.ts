/** What a page asks of the JSON of `compare`. Whatever is not there fails: a page must not say what nobody computed. */

export type PropertyVerdict = {
  readonly name: string;
  readonly verdict: string;
  readonly steps: number | null;
  readonly vacuous: boolean;
};

export type RunResult = {
  readonly design: string | null;
  readonly complete: boolean;
  readonly states: number;
  readonly transitions: number;
  readonly properties: readonly PropertyVerdict[];
};

export type Result = {
  readonly runs: readonly RunResult[];
  readonly formula: Readonly<Record<string, string | null>>;
  readonly formulaPoints: { readonly searched: number; readonly notSearched: number | null };
  readonly expectations: readonly { readonly outcome: string }[];
};

export function resultOf(json: string): Result {
  const result = JSON.parse(json) as Result;
  for (const { complete } of result.runs)
    if (!complete) throw new Error("a page speaks of searches that came to their end");
  return result;
}

export function runOf({ runs }: Result, design: string): RunResult {
  return needed(
    runs.find((run) => run.design === design),
    `design ${design}`,
  );
}

export function verdictOf({ properties }: RunResult, name: string): PropertyVerdict {
  const verdict = needed(
    properties.find((property) => property.name === name),
    `property ${name}`,
  );
  if (verdict.verdict === "undecided") throw new Error(`${name} is undecided`);
  return verdict;
}

export function holds(run: RunResult, name: string): boolean {
  return verdictOf(run, name).verdict === "holds";
}

/** `in 4 steps`; of what holds there is no such number. */
export function stepsOf(run: RunResult, name: string): string {
  const steps = needed(verdictOf(run, name).steps, `the steps of ${name}`);
  return `in ${steps} ${steps === 1 ? "step" : "steps"}`;
}

export function formulaOf({ formula }: Result, name: string): string {
  return needed(formula[name], `the formula of ${name}`);
}

/** Whether the searches said the very same of all of them: what was counted and what was judged. */
export function areAlike(runs: readonly RunResult[]): boolean {
  const said = runs.map(({ states, transitions, properties }) =>
    JSON.stringify([states, transitions, properties.map(({ verdict, steps, vacuous }) => [verdict, steps, vacuous])]),
  );
  return runs.length > 0 && new Set(said).size === 1;
}

function needed<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) throw new Error(`no result says ${what}`);
  return value;
}
