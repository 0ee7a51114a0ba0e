import { existsSync, readFileSync } from "node:fs";
import type { ConstantSettings, ReadResult, SearchOptions } from "../src/check.ts";
import { checkPoint, checkPoints, readSpec } from "../src/check.ts";
import { openSpec } from "../src/cli/files.ts";
import { designPoint } from "../src/compare.ts";
import type { Mismatch, PlannedSearch, TestPlan } from "../src/expectations.ts";
import { judge, planTest } from "../src/expectations.ts";
import type { CheckedSpec, KnobValue } from "../src/language/checked-spec.ts";
import type { Diagnostic } from "../src/language/diagnostic.ts";
import { positionAt, textOf } from "../src/language/source.ts";
import type { Trace } from "../src/model/trace.ts";
import type { Run } from "../src/properties/run.ts";
import type { Verdict } from "../src/properties/verdict.ts";
import { knobValueText } from "../src/report/knob-text.ts";

/** Spec text through the whole pipeline, in forms that tests can compare at a glance. */

export const NO_CONSTANTS: ConstantSettings = new Map();

export type Engine = NonNullable<SearchOptions["engine"]>;

export const UNLIMITED: SearchOptions = {
  maxStates: null,
  maxDepth: null,
  shouldStop: () => null,
  onProgress: () => {},
  clock: () => 0,
};

/** Parts are read where the text stands in a file, below `specs`. */
export function readText(text: string, constants = NO_CONSTANTS, path = "test.untorn"): ReadResult {
  const readPart = existsSync(path)
    ? openSpec(path, "specs").readPart
    : () => ({ problem: "a test has no other files" });
  return readSpec({ path, text }, { constants, readPart });
}

/** A spec that must be without mistakes; warnings are none. */
export function specOf(text: string, constants = NO_CONSTANTS, path = "test.untorn"): CheckedSpec {
  const { spec, diagnostics } = readText(text, constants, path);
  if (spec === null || diagnostics.some(({ severity }) => severity === "error"))
    throw new Error(`${text}\n${diagnostics.map(shown).join("\n")}`);
  return spec;
}

export function specAt(path: string, constants = NO_CONSTANTS): CheckedSpec {
  return specOf(readFileSync(path, "utf8"), constants, path);
}

/** "line:column code message | hint" */
export function shown({ span, code, message, hint }: Diagnostic): string {
  const { line, column } = positionAt(span.file, span.start);
  return `${line}:${column} ${code} ${message}${hint === null ? "" : ` | ${hint}`}`;
}

export type Search = {
  /** Null: the defaults. */
  readonly design?: string | null;
  /** Settings on top of it, as the spec would write them: `DRAIN=false`. */
  readonly knobs?: readonly string[];
  readonly maxStates?: number;
  readonly maxDepth?: number;
  /** Absent: the reference interpreter. */
  readonly engine?: Engine;
  /** Absent: dead variables keep their values. */
  readonly reduce?: boolean;
  readonly maxBytes?: number;
  readonly flow?: boolean;
  readonly shouldStop?: SearchOptions["shouldStop"];
  readonly onProgress?: SearchOptions["onProgress"];
};

export function searched(spec: CheckedSpec, search: Search = {}): Run {
  const base = designPoint(spec, search.design ?? null);
  if (base === null) throw new Error(`no design '${search.design}'`);
  const knobs = (search.knobs ?? []).reduce((values, setting) => withSetting(spec, values, setting), base.knobs);
  const { design: _design, knobs: _knobs, ...options } = search;
  return checkPoint(spec, { ...base, knobs }, { ...UNLIMITED, engine: "interpreter", reduce: false, ...options });
}

function withSetting(spec: CheckedSpec, values: readonly KnobValue[], setting: string): readonly KnobValue[] {
  const [name, text] = setting.split("=");
  const knob = spec.knobs.find((each) => each.name === name);
  const value = knob?.domain.find((each) => knobValueText(spec, knob, each) === text);
  if (knob === undefined || value === undefined) throw new Error(`no such setting: ${setting}`);
  return values.with(knob.index, value);
}

export function verdictOf({ spec, verdicts }: Run, name: string): Verdict {
  const verdict = verdicts[spec.properties.findIndex((property) => property.name === name)];
  if (verdict === undefined) throw new Error(`no property '${name}'`);
  return verdict;
}

export function traceOf(run: Run, name: string): Trace {
  const verdict = verdictOf(run, name);
  if (verdict.kind !== "violated" || verdict.counterexample === null) throw new Error(`'${name}' has no trace`);
  return verdict.counterexample;
}

/** The violated properties, each with the length of its trace: "ranges in 3". */
export function violations({ spec, verdicts }: Run): string[] {
  return verdicts.flatMap((verdict, index) => {
    if (verdict.kind !== "violated") return [];
    return [`${spec.properties[index]?.name} in ${verdict.steps}`];
  });
}

/** "states S transitions T depth D" */
export function counts({ states, transitions, depth }: Run): string {
  return `states ${states} transitions ${transitions} depth ${depth}`;
}

/** In the order of the plan; the points of one spec are searched together. */
function runsOf({ searches }: TestPlan, engine: Engine): Run[] {
  const runs = new Map<PlannedSearch, Run>();
  for (const spec of new Set(searches.map((search) => search.spec))) {
    const own = searches.filter((search) => search.spec === spec);
    const points = own.map(({ point }) => point);
    const found = checkPoints(spec, points, { ...UNLIMITED, engine, traces: "left out" });
    for (const [index, search] of own.entries()) {
      const run = found[index];
      if (run !== undefined) runs.set(search, run);
    }
  }
  return searches.flatMap((search) => runs.get(search) ?? []);
}

/** The `expect` lines of a spec that do not come out, each with what came instead. */
export function unfulfilled(text: string, path: string, engine: Engine): string[] {
  const plan = planTest(specOf(text, NO_CONSTANTS, path), (constants) => {
    return specOf(text, new Map(constants.map(({ name, value }) => [name, value])), path);
  });
  if (plan === null) return ["the spec cannot be read with the constants of its expect lines"];
  const runs = runsOf(plan, engine);
  return plan.lines.flatMap(({ expectation, searches }) => {
    const concerned = searches.flatMap((search) => runs[search] ?? []);
    const outcome = judge(expectation, concerned);
    if (concerned.length > 0 && outcome.kind === "fulfilled") return [];
    const mismatches =
      outcome.kind === "fulfilled" ? "nothing was searched" : outcome.mismatches.map(instead).join(", ");
    return [`${textOf(expectation.span)} -- ${mismatches}`];
  });
}

function instead({ run, property, verdict }: Mismatch): string {
  const length = verdict.kind === "violated" ? ` in ${verdict.steps}` : "";
  return `${run.design ?? "defaults"}: ${property.name} ${verdict.kind}${length}`;
}
