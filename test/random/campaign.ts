import fc from "fast-check";
import type { Run } from "../../src/properties/run.ts";
import { disagreements } from "./agreement.ts";
import { CONSTRUCTS } from "./construct-names.ts";
import type { Engine } from "./engines.ts";
import { ORACLE, search } from "./engines.ts";
import type { RandomSpec } from "./spec-arbitrary.ts";
import { knobsAt, randomSpecs, read } from "./spec-arbitrary.ts";
import type { Tally } from "./tally.ts";
import { count, LEAST_RUNS, newTally, shortfalls } from "./tally.ts";
import { tallyTable } from "./tally-table.ts";

/** Many random specs, each on every engine. */
export type Campaign = {
  readonly runs: number;
  readonly seed: number;
  /** Of one spec, as a failure prints it; null: all `runs` of them. */
  readonly path: string | null;
  readonly engines: readonly Engine[];
  readonly mostStates: number;
  /** So many failing specs end the campaign. */
  readonly mostFailures: number;
  /** For making one failing spec smaller. */
  readonly shrinkSeconds: number;
  readonly print: (text: string) => void;
  /** Milliseconds. */
  readonly clock: () => number;
};

export type Outcome = { readonly failures: readonly string[]; readonly shortfalls: readonly string[] };

export function runCampaign(campaign: Campaign): Outcome {
  const { runs, seed, path, print } = campaign;
  const tally = newTally();
  const started = campaign.clock();
  print(`${path === null ? `${runs} random specs` : `the random spec ${path}`}, seed ${seed}`);
  const failures = path === null ? allSpecs(campaign, tally) : oneSpec(campaign, tally, path);
  const seconds = (campaign.clock() - started) / 1000;
  print(tallyTable(tally));
  const done = tally.states.length;
  print(`${seconds.toFixed(1)} s, ${((1000 * seconds) / Math.max(1, done)).toFixed(1)} s per 1,000 specs`);
  const judged = path === null && runs >= LEAST_RUNS;
  if (!judged) print(`Fewer than ${LEAST_RUNS} specs: nothing is demanded of the numbers above.`);
  return { failures, shortfalls: judged ? shortfalls(tally, CONSTRUCTS) : [] };
}

/** Goes on behind a spec that failed. */
function allSpecs(campaign: Campaign, tally: Tally): string[] {
  const failures: string[] = [];
  let next = 0;
  while (next < campaign.runs && failures.length < campaign.mostFailures) {
    const failure = firstFailure(campaign, tally, String(next), campaign.runs - next);
    if (failure === null) break;
    failures.push(failure.text);
    campaign.print(failure.text);
    next = failure.index + 1;
  }
  return failures;
}

/** As it was made, or what it shrank to on the way that the path says. */
function oneSpec(campaign: Campaign, tally: Tally, path: string): string[] {
  const { seed, engines, mostStates, print } = campaign;
  const [spec] = fc.sample(randomSpecs(mostStates), { seed, path, numRuns: 1 });
  if (spec === undefined) throw new Error(`no spec at the path ${path}`);
  const found = examine(spec, engines, tally);
  const text = specText(spec, found);
  print(text);
  return found.length === 0 ? [] : [text];
}

type Failure = { readonly index: number; readonly text: string };

function firstFailure(campaign: Campaign, tally: Tally, path: string, runs: number): Failure | null {
  let shrinkUntil = Infinity;
  let symptoms: ReadonlySet<string> | null = null;
  const property = fc.property(randomSpecs(campaign.mostStates), (spec) => {
    if (symptoms !== null && campaign.clock() > shrinkUntil) return;
    const found = examine(spec, campaign.engines, symptoms === null ? tally : null);
    if (found.length === 0) return;
    const shown = new Set(found.map(symptomOf));
    if (symptoms === null) {
      symptoms = shown;
      shrinkUntil = campaign.clock() + 1000 * campaign.shrinkSeconds;
    } else if (![...symptoms].some((symptom) => shown.has(symptom))) return;
    throw new Error(found.join("\n"));
  });
  const endOnFailure = campaign.shrinkSeconds === 0;
  const details = fc.check(property, { seed: campaign.seed, path, numRuns: runs, endOnFailure });
  if (!details.failed) return null;
  const [spec] = details.counterexample ?? [];
  const at = details.counterexamplePath ?? path;
  const index = Number(at.split(":")[0]);
  if (spec === undefined) throw new Error(`a failure without a spec at ${at}`);
  const why = details.errorInstance instanceof Error ? details.errorInstance.message : String(details.errorInstance);
  return { index, text: failureText(campaign, spec, at, why) };
}

/** What kind of failure it is: a smaller spec must show it too, so that shrinking does not slip into another one. */
function symptomOf(found: string): string {
  const [line] = found.split("\n");
  const parts = (line ?? "").split(": ");
  return (parts[1] === "Error" ? parts : parts.slice(0, 2)).join(": ").replace(/\d+/g, "N");
}

function failureText({ seed }: Campaign, spec: RandomSpec, path: string, why: string): string {
  const first = path.split(":")[0];
  const replay = `FAILED: npm run random -- --seed ${seed} --path ${path}`;
  return [replay, ...(first === path ? [] : [`as it was made: --path ${first}`]), specText(spec, [why])].join("\n");
}

function specText(spec: RandomSpec, found: readonly string[]): string {
  const { spec: checked } = read(spec.text);
  const knobs = checked === null ? [] : knobsAt(checked, spec.point);
  const values = checked?.knobs.map(({ name }, index) => `${name} = ${knobs[index]}`) ?? [];
  const limits = `limits: ${spec.maxStates} states, depth ${spec.maxDepth ?? "any"}; knobs: ${values.join(", ") || "none"}`;
  return [limits, ...found, "", spec.text].join("\n");
}

// ---------------------------------------------------------------------------------------------- one spec

/** What is wrong with a spec or an engine, in words; counts the spec if told so. */
function examine(spec: RandomSpec, engines: readonly Engine[], tally: Tally | null): string[] {
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
  return engines.flatMap((engine) => {
    const other = run(engine);
    if (typeof other === "string") return [other];
    return disagreements(oracle, other, engine.agreement).map((difference) => `${engine.name}: ${difference}`);
  });
}
