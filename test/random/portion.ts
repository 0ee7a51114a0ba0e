import fc from "fast-check";
import type { CampaignSettings } from "./campaign-settings.ts";
import { examine } from "./examine.ts";
import type { RandomSpec } from "./spec-arbitrary.ts";
import { knobsAt, randomSpecs, read } from "./spec-arbitrary.ts";
import type { Tally } from "./tally.ts";
import { newTally } from "./tally.ts";

/** Neighbouring specs of a campaign: `count` of them from number `first` on. Their seed and paths hang on no other. */
export type Portion = { readonly first: number; readonly count: number };

/** What became of them; a failure is a text that says how to replay it. */
export type Examined = { readonly tally: Tally; readonly failures: readonly string[] };

/** Goes on behind a spec that failed. `clock` gives milliseconds. */
export function examinePortion(settings: CampaignSettings, { first, count }: Portion, clock: () => number): Examined {
  const tally = newTally();
  const failures: string[] = [];
  const end = first + count;
  let next = first;
  while (next < end && failures.length < settings.mostFailures) {
    const failure = firstFailure(settings, tally, { first: next, count: end - next }, clock);
    if (failure === null) break;
    failures.push(failure.text);
    next = failure.index + 1;
  }
  return { tally, failures };
}

/** The spec at a path: as it was made, or what it shrank to on the way that the path says. */
export function examineAlone(settings: CampaignSettings, path: string): Examined & { readonly text: string } {
  const { seed, engines, mostStates } = settings;
  const tally = newTally();
  const [spec] = fc.sample(randomSpecs(mostStates), { seed, path, numRuns: 1 });
  if (spec === undefined) throw new Error(`no spec at the path ${path}`);
  const found = examine(spec, engines, tally);
  const text = specText(spec, found);
  return { tally, failures: found.length === 0 ? [] : [text], text };
}

type Failure = { readonly index: number; readonly text: string };

function firstFailure(
  settings: CampaignSettings,
  tally: Tally,
  { first, count }: Portion,
  clock: () => number,
): Failure | null {
  let shrinkUntil = Infinity;
  let symptoms: ReadonlySet<string> | null = null;
  const property = fc.property(randomSpecs(settings.mostStates), (spec) => {
    if (symptoms !== null && clock() > shrinkUntil) return;
    const found = examine(spec, settings.engines, symptoms === null ? tally : null);
    if (found.length === 0) return;
    const shown = new Set(found.map(symptomOf));
    if (symptoms === null) {
      symptoms = shown;
      shrinkUntil = clock() + 1000 * settings.shrinkSeconds;
    } else if (![...symptoms].some((symptom) => shown.has(symptom))) return;
    throw new Error(found.join("\n"));
  });
  const path = String(first);
  const endOnFailure = settings.shrinkSeconds === 0;
  const details = fc.check(property, { seed: settings.seed, path, numRuns: count, endOnFailure });
  if (!details.failed) return null;
  const [spec] = details.counterexample ?? [];
  const at = details.counterexamplePath ?? path;
  const index = Number(at.split(":")[0]);
  if (spec === undefined) throw new Error(`a failure without a spec at ${at}`);
  const why = details.errorInstance instanceof Error ? details.errorInstance.message : String(details.errorInstance);
  return { index, text: failureText(settings, spec, at, why) };
}

/** What kind of failure it is: a smaller spec must show it too, so that shrinking does not slip into another one. */
function symptomOf(found: string): string {
  const [line] = found.split("\n");
  const parts = (line ?? "").split(": ");
  return (parts[1] === "Error" ? parts : parts.slice(0, 2)).join(": ").replace(/\d+/g, "N");
}

function failureText({ seed }: CampaignSettings, spec: RandomSpec, path: string, why: string): string {
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
