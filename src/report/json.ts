import type { Property } from "../language/property.ts";
import { lineOf } from "../language/source.ts";
import type { Trace, TraceStep } from "../model/trace.ts";
import type { Choices } from "../model/transition-system.ts";
import type { Run } from "../properties/run.ts";
import type { Verdict } from "../properties/verdict.ts";
import { errorFlowJson } from "./error-flow-json.ts";
import type { ExpectedLine } from "./expect-text.ts";
import { formulaJson } from "./formula-json.ts";
import { factsJson, whoJson } from "./json-facts.ts";
import { jsonText } from "./json-text.ts";
import type { KnobFindings } from "./knob-findings.ts";
import { knobValueOf, shownKnobValue } from "./knob-text.ts";
import type { Subject } from "./subject.ts";
import { brokenAt } from "./trace-text.ts";

/** Keys are only ever added within a schema number. */
const SCHEMA = "untorn/result-1";

/** Any number of runs of one spec; `only` leaves out all properties but one. */
export function resultJson(runs: readonly Run[], subject: Subject, only: Property | null): string {
  return jsonText(resultOf(runs, subject, only));
}

/** The same with what came of the `expect` lines that concern the runs, and what follows for the knobs. */
export function comparisonJson(
  runs: readonly Run[],
  subject: Subject,
  expected: readonly ExpectedLine[],
  findings: KnobFindings | null,
): string {
  const formulas = findings === null ? {} : formulaJson(findings, runs);
  const result = { ...resultOf(runs, subject, null), expectations: expectationsJson(expected), ...formulas };
  return jsonText(result);
}

export function expectationsJson(expected: readonly ExpectedLine[]) {
  return expected.map(({ expectation, outcome }) => ({ line: lineOf(expectation.span), outcome: outcome.kind }));
}

export function resultOf(runs: readonly Run[], subject: Subject, only: Property | null) {
  return {
    schema: SCHEMA,
    tool: { name: "untorn", version: subject.version },
    spec: { path: subject.path, sha256: subject.sha256 },
    files: subject.files,
    constants: Object.fromEntries(runs[0]?.spec.constants.map(({ name, value }) => [name, value]) ?? []),
    set: Object.fromEntries(subject.constants),
    runs: runs.map((run) => runJson(run, only)),
  };
}

function runJson(run: Run, only: Property | null) {
  const properties = run.spec.properties.filter(({ index }) => only === null || index === only.index);
  return {
    design: run.design,
    knobs: Object.fromEntries(
      run.spec.knobs.map((knob) => [knob.name, shownKnobValue(run.spec, knob, knobValueOf(run, knob))]),
    ),
    complete: run.limit === null,
    limit: run.limit,
    states: run.states,
    transitions: run.transitions,
    depth: run.depth,
    seconds: Math.round(run.seconds * 1000) / 1000,
    cpuSeconds: Math.round(run.cpuSeconds * 1000) / 1000,
    bytesPerState: run.bytesPerState === null ? null : Math.round(run.bytesPerState),
    statements: { total: run.statementsReached + run.unreached.length, reached: run.statementsReached },
    properties: properties.map((property) => propertyJson(property, run.verdicts[property.index])),
    ...(run.errorFlow === null ? {} : { errorFlow: errorFlowJson(run.spec, run.errorFlow) }),
  };
}

function propertyJson(property: Property, verdict: Verdict | undefined) {
  const trace = verdict?.kind === "violated" ? verdict.counterexample : null;
  const place = trace === null ? property.span : brokenAt(trace);
  return {
    name: property.name,
    kind: kindJson(property.kind),
    verdict: verdict?.kind ?? "undecided",
    vacuous: verdict?.kind === "holds" && verdict.vacuous,
    limit: verdict === undefined || verdict.kind === "holds" ? null : verdict.limit,
    line: place === null ? null : lineOf(place),
    file: place === null ? null : place.file.path,
    steps: verdict?.kind === "violated" ? verdict.steps : null,
    shortest: verdict?.kind === "violated" ? verdict.shortest : null,
    message: trace === null ? null : messageOf(trace),
    trace: trace === null ? null : stepsJson(trace),
    crash: trace === null ? null : crashJson(trace),
    loop: trace === null ? null : trace.loop,
    ...(trace === null ? {} : factsJson(trace)),
  };
}

function kindJson(kind: Property["kind"]): string {
  switch (kind) {
    case "locks":
      return "lock";
    case "ranges":
      return "range";
    default:
      return kind;
  }
}

function messageOf(trace: Trace): string {
  const failures = [...(trace.steps.at(-1)?.failures ?? []), ...(trace.crash === null ? [] : [trace.crash.failure])];
  return failures.find(({ property }) => property === trace.property.index)?.message ?? trace.end.message;
}

/** What a replay compares, one by one. */
export function stepsJson(trace: Trace) {
  return trace.steps.map((step, index) => stepJson(trace, step, index));
}

function stepJson(trace: Trace, step: TraceStep, index: number) {
  return {
    step: index,
    ...whoJson(trace, step.actor),
    line: lineOf(step.span),
    text: index === 0 && step.text === "" ? "init" : step.text,
    choices: choicesOf(trace, index),
    changes: changesJson(step.changes),
    cause: step.changes.find(({ cause }) => cause !== null)?.cause ?? null,
  };
}

/** As numbers, which is what a replay needs. */
function choicesOf({ path }: Trace, index: number): Choices {
  return index === 0 ? path.start : (path.steps[index - 1]?.choices ?? []);
}

export function crashJson({ crash, path }: Trace) {
  if (crash === null) return null;
  return {
    choices: path.crash ?? [],
    changes: changesJson(crash.changes),
    line: lineOf(crash.failure.span),
    message: crash.failure.message,
  };
}

export function changesJson(changes: TraceStep["changes"]) {
  return Object.fromEntries(changes.map(({ name, before, after }) => [name, [before, after]]));
}
