import type { Property } from "../language/property.ts";
import type { Span } from "../language/source.ts";
import { lineOf, textOf } from "../language/source.ts";
import type { Trace } from "../model/trace.ts";
import type { Run } from "../properties/run.ts";
import type { Violated } from "../properties/verdict.ts";
import { settingsText } from "./knob-text.ts";
import type { Line } from "./line.ts";
import { EMPTY, line, toned } from "./line.ts";
import { coverageText, secondsText, sizeText } from "./model-text.ts";
import type { Subject } from "./subject.ts";
import { reproducePieces, shortName } from "./subject.ts";
import { lengthText, missingTraceLines, reproduceLines, traceLines } from "./trace-text.ts";
import type { Judged } from "./verdict-lines.ts";
import { judgedProperties, verdictLines } from "./verdict-lines.ts";
import { labelled, paragraph, shorten } from "./wrap.ts";

export type Detail = "quiet" | "normal" | "verbose";

/** A whole `check`: verdicts, a trace for each violated property, and what the verdicts are worth. */
export function checkLines(run: Run, subject: Subject, width: number, detail: Detail): Line[] {
  const judged = judgedProperties(run);
  const violated = judged.filter(({ verdict }) => verdict.kind === "violated");
  if (detail === "quiet") return verdictLines(judged, judged, width);
  const others = verdictLines(
    judged.filter((each) => !violated.includes(each)),
    judged,
    width,
  );
  return [
    ...headerLines(run, subject, width),
    ...(others.length === 0 ? [] : [EMPTY, ...others]),
    ...violated.flatMap((each) => [
      EMPTY,
      ...violationLines(run, each, judged, subject, width),
      ...(traceOf(each) === null ? [] : reproduceLines(reproducePieces(subject, "check", run), width)),
    ]),
    EMPTY,
    ...tallyLines(violated, width),
    ...coverageLines(run, width, detail),
  ];
}

/** One property on the terminal: its counterexample, or that there is none. */
export function traceReportLines(run: Run, judged: Judged, subject: Subject, width: number, detail: Detail): Line[] {
  if (detail === "quiet") return verdictLines([judged], [judged], width);
  const pieces = [...reproducePieces(subject, "trace", run), `--property ${judged.property.name}`];
  const body = [
    ...violationLines(run, judged, [judged], subject, width),
    ...(traceOf(judged) === null ? [] : reproduceLines(pieces, width)),
  ];
  return [...headerLines(run, subject, width), EMPTY, ...body, EMPTY, ...coverageLines(run, width, detail)];
}

/** `untorn 0.1.0   FILE   DESIGN: KNOB=VALUE …`. */
export function headerLines(run: Run, subject: Subject, width: number): Line[] {
  const head = `untorn ${subject.version}   ${shortName(subject.path)}`;
  const knobs = settingsText(run, run.spec.knobs).join(" ");
  const point = run.design === null ? knobs : [run.design, knobs].filter((part) => part !== "").join(": ");
  if (point === "") return [line(toned("strong", head))];
  const rest = `${head}   ${point}`;
  if (rest.length <= width) return [line(toned("strong", head), `   ${point}`)];
  return [line(toned("strong", head)), ...paragraph(2, point, width)];
}

/** The verdict of a property and, where it is violated, its trace or how to get it. */
export function violationLines(
  run: Run,
  judged: Judged,
  all: readonly Judged[],
  subject: Subject,
  width: number,
): Line[] {
  const lines = verdictLines([judged], all, width);
  const { verdict } = judged;
  return verdict.kind === "violated"
    ? [...lines, EMPTY, ...evidenceLines(run, judged.property, verdict, subject, width)]
    : lines;
}

/** A trace, or what stands in its place. */
export function evidenceLines(
  run: Run,
  property: Property,
  { counterexample, steps, shortest, limit }: Violated,
  subject: Subject,
  width: number,
): Line[] {
  if (counterexample !== null) return traceLines(counterexample, shortest, width);
  if (limit === null) return [];
  const depth = Math.max(1, steps);
  const pieces = [...reproducePieces(subject, "trace", run), `--property ${property.name}`, `--max-depth ${depth}`];
  return missingTraceLines(limit, pieces, width);
}

function traceOf({ verdict }: Judged): Trace | null {
  return verdict.kind === "violated" ? verdict.counterexample : null;
}

function tallyLines(violated: readonly Judged[], width: number): Line[] {
  if (violated.length < 2) return [];
  const each = violated.map(({ property, verdict }) => {
    return verdict.kind === "violated" ? `${property.name} in ${lengthText(verdict)}` : property.name;
  });
  return labelled("  ", `${violated.length} violated: ${each.join(", ")}`, width);
}

function coverageLines(run: Run, width: number, detail: Detail): Line[] {
  const text = `${sizeText(run)}, ${secondsText(run.seconds)}: ${coverageText(run.spec, run.limit)}`;
  return [
    ...paragraph(2, text, width),
    line(`  statements reached ${run.statementsReached}/${run.statementsReached + run.unreached.length}`),
    ...unreachedLines(run, width, detail),
  ];
}

/** Statements that no interleaving executes hint at a model that lacks something. */
function unreachedLines(run: Run, width: number, detail: Detail): Line[] {
  if (run.limit !== null) return [];
  const shown = detail === "verbose" ? run.unreached : run.unreached.slice(0, 5);
  const left = run.unreached.length - shown.length;
  const more = left === 0 ? [] : [line(`    ... and ${left} more (-v shows all)`)];
  return [...shown.map((span) => line(`    never: ${unreachedText(span, width - 11)}`)), ...more];
}

function unreachedText(span: Span, width: number): string {
  return shorten(`${shortName(span.file.path)}:${lineOf(span)} ${textOf(span)}`, width);
}
