import type { Property } from "../language/property.ts";
import { lineOf } from "../language/source.ts";
import type { Run } from "../properties/run.ts";
import type { Violated } from "../properties/verdict.ts";
import { listed } from "./actor-name.ts";
import type { Detail } from "./check-text.ts";
import { evidenceLines } from "./check-text.ts";
import { comparedRows } from "./compare-rows.ts";
import { differingKnobs, knobMatrix, matrix, unshownProperties } from "./compare-table.ts";
import { designsText } from "./designs-text.ts";
import type { ExpectedLine } from "./expect-text.ts";
import { expectationLines } from "./expect-text.ts";
import type { KnobFindings } from "./knob-findings.ts";
import { findingLines } from "./knob-findings.ts";
import { changedKnobs, settingsText } from "./knob-text.ts";
import type { Line } from "./line.ts";
import { EMPTY, line, MAIL, render, toned } from "./line.ts";
import { coverageText, limitOf, limitText, modelLines, secondsText } from "./model-text.ts";
import { sharedCodeLines } from "./shared-codes.ts";
import type { Subject } from "./subject.ts";
import { shortName } from "./subject.ts";
import { brokenAt, lengthText } from "./trace-text.ts";
import { labelled, paragraph, plural } from "./wrap.ts";

/** A comparison as it is reported: the runs, what was expected, what follows for the knobs, whether traces are wanted. */
export type Comparison = {
  readonly runs: readonly Run[];
  readonly expected: readonly ExpectedLine[];
  /** Null where no knob differs. */
  readonly findings: KnobFindings | null;
  readonly traces: "shown" | "left out";
};

/** For the terminal. */
export function compareLines(comparison: Comparison, subject: Subject, width: number, detail: Detail): Line[] {
  const { runs, expected } = comparison;
  const spec = runs[0]?.spec;
  if (spec === undefined) return [];
  if (detail === "quiet") return [...matrix(runs, width).lines];
  const head = line(
    toned("strong", `untorn ${subject.version}   ${shortName(subject.path)}`),
    `   ${pointsText(runs)}`,
  );
  const states = runs.reduce((sum, run) => sum + run.states, 0);
  const seconds = runs.reduce((sum, run) => sum + run.seconds, 0);
  const total = `${plural(states, "state")}, ${secondsText(seconds)}: ${coverageText(spec, limitOf(runs))}`;
  return [
    head,
    ...(spec.doc === null ? [] : paragraph(2, spec.doc, width)),
    EMPTY,
    ...bodyLines(comparison, subject, width, detail),
    ...expectationLines(expected, width),
    ...paragraph(2, total, width),
  ];
}

/** For mail: 72 columns, no timings; `pieces` is the command that gives it again. */
export function compareMailLines(comparison: Comparison, subject: Subject, pieces: readonly string[]): Line[] {
  const { runs, expected } = comparison;
  const spec = runs[0]?.spec;
  if (spec === undefined) return [];
  const unexpected = expected.every(({ outcome }) => outcome.kind === "fulfilled") ? [] : expected;
  return [
    ...paragraph(2, spec.doc ?? shortName(subject.path), MAIL.width),
    EMPTY,
    ...bodyLines(comparison, subject, MAIL.width, "normal"),
    ...expectationLines(unexpected, MAIL.width),
    ...modelLines(spec, limitOf(runs), subject, pieces),
  ];
}

/** The table, what its rows stand for and what follows from it, the traces if wanted; an empty line after each. */
function bodyLines({ runs, findings, traces }: Comparison, subject: Subject, width: number, detail: Detail): Line[] {
  const { lines, knobs } = matrix(runs, width);
  return [
    ...lines,
    EMPTY,
    ...unshownLines(runs, width),
    ...sharedRowLines(runs, width),
    ...legendLines(runs, knobs, width),
    ...undecidedLines(runs, width),
    ...findingLines(findings, runs, width, detail),
    ...sharedCodeLines(runs, width),
    ...(traces === "shown" ? violationSections(runs, subject, width) : []),
  ];
}

function pointsText(runs: readonly Run[]): string {
  if (runs.some(({ design }) => design !== null)) return plural(runs.length, "design");
  return runs.length === 1 ? "defaults" : plural(runs.length, "point");
}

function unshownLines(runs: readonly Run[], width: number): Line[] {
  const names = unshownProperties(runs).map(({ name }) => name);
  const verb = names.length === 1 ? "holds" : "hold";
  return names.length === 0 ? [] : [...paragraph(4, `${listed(names)} ${verb} in all of them`, width), EMPTY];
}

function sharedRowLines(runs: readonly Run[], width: number): Line[] {
  const shared = comparedRows(runs, differingKnobs(runs)).some((row) => row.runs.length > 1);
  return shared
    ? [...paragraph(4, "what shares a row differs in nothing that was counted or judged", width), EMPTY]
    : [];
}

/** What each design is: its sentence, and its knobs where the first table has no room for them. */
function legendLines(runs: readonly Run[], knobs: "shown" | "left out", width: number): Line[] {
  const table = knobs === "shown" ? null : knobMatrix(runs, width);
  const longest = Math.max(...runs.map(({ design }) => design?.length ?? 0));
  const lines = runs.flatMap((run) => {
    const doc = run.spec.designs.find(({ name }) => name === run.design)?.doc ?? "";
    const settings = knobs === "shown" || table !== null ? "" : changesText(run);
    const text = [doc, settings].filter((part) => part !== "").join(": ");
    return text === "" ? [] : labelled(`    ${(run.design ?? "").padEnd(longest)}  `, text, width);
  });
  return [...(lines.length === 0 ? [] : [...lines, EMPTY]), ...(table === null ? [] : [...table, EMPTY])];
}

/** A design is what it changes; `defaults` where that is nothing. */
function changesText(run: Run): string {
  const changed = changedKnobs(run);
  return changed.length === 0 ? "defaults" : settingsText(run, changed).join(" ");
}

function undecidedLines(runs: readonly Run[], width: number): Line[] {
  const limits = new Set(
    runs.flatMap(({ verdicts }) => verdicts.flatMap((each) => (each.kind === "undecided" ? [each.limit] : []))),
  );
  const lines = [...limits].flatMap((limit) => labelled("    ?  ", `undecided: ${limitText(limit)}`, width));
  return lines.length === 0 ? [] : [...lines, EMPTY];
}

/** The shortest trace of each violated property; designs whose traces read the same share one. */
function violationSections(runs: readonly Run[], subject: Subject, width: number): Line[] {
  return toldViolations(runs, subject, width).flatMap(({ heading, lines }) => {
    return [...paragraph(2, heading, width), EMPTY, ...lines, EMPTY];
  });
}

/** What is violated by whom, and the evidence. */
export type ToldViolation = { readonly heading: string; readonly lines: readonly Line[] };

export function toldViolations(runs: readonly Run[], subject: Subject, width: number): ToldViolation[] {
  const properties = runs[0]?.spec.properties ?? [];
  return properties.flatMap((property) => {
    const told = new Map<string, Told>();
    for (const run of runs) {
      const verdict = run.verdicts[property.index];
      if (verdict?.kind !== "violated") continue;
      const lines = evidenceLines(run, property, verdict, subject, width);
      const key = render({ ...MAIL, width }, lines);
      const known = told.get(key);
      told.set(key, { property, verdict, lines, runs: [...(known?.runs ?? []), run] });
    }
    return [...told.values()].map((each) => {
      return { heading: headingOf(each, designsText(each.runs, runs)), lines: each.lines };
    });
  });
}

type Told = {
  readonly property: Property;
  readonly verdict: Violated;
  readonly lines: readonly Line[];
  readonly runs: readonly Run[];
};

function headingOf({ property, verdict }: Told, designs: string): string {
  const { counterexample } = verdict;
  const place = counterexample === null ? property.span : brokenAt(counterexample);
  const at = place === null ? "" : `, ${shortName(place.file.path)}:${lineOf(place)}`;
  const doc = property.doc === null ? "" : ` (${property.doc})`;
  return `${property.name}${doc} is violated by ${designs} in ${lengthText(verdict)}${at}`;
}
