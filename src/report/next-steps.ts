import type { ErrorFlow } from "../properties/error-flow.ts";
import type { Run } from "../properties/run.ts";
import type { Line } from "./line.ts";
import { nextLines } from "./next-line.ts";
import type { Subject } from "./subject.ts";
import { reproducePieces, settingPieces, shellWord } from "./subject.ts";
import type { TestedSpec } from "./test-text.ts";
import type { Judged } from "./verdict-lines.ts";
import { judgedProperties } from "./verdict-lines.ts";

/** What to type after each command, as one `next:` line: towards a trace, then a comparison, then a mail. */

const MAIL = "--format mail";

/** A run, and the files it was made from. */
export type RunOfSubject = { readonly run: Run; readonly subject: Subject };

/** The trace of the first violated property, else what tells more of a spec that is well. */
export function afterCheck(checked: readonly RunOfSubject[], width: number): Line[] {
  const first = checked.find(({ run }) => isViolated(run)) ?? checked[0];
  return first === undefined ? [] : oneLine(first.subject, stepAfterCheck(first), width);
}

function stepAfterCheck({ run, subject }: RunOfSubject): readonly string[] | null {
  const violated = judgedProperties(run).find(({ verdict }) => verdict.kind === "violated");
  if (violated !== undefined) return tracePieces(run, violated, subject);
  if (run.verdicts.some(({ kind }) => kind !== "holds")) return null;
  const { designs, expectations } = run.spec;
  if (designs.length > 0) return ["compare", shellWord(subject.path), ...settingPieces(subject)];
  return expectations.length > 0 ? ["test", shellWord(subject.path), ...settingPieces(subject)] : null;
}

/** Where making the trace took too long, the search for it goes no deeper than needed. */
function tracePieces(run: Run, { property, verdict }: Judged, subject: Subject): readonly string[] {
  const pieces = [...reproducePieces(subject, "trace", run), `--property ${property.name}`];
  const isMade = verdict.kind !== "violated" || verdict.counterexample !== null;
  return isMade ? [...pieces, MAIL] : [...pieces, `--max-depth ${Math.max(1, verdict.steps)}`];
}

/** The first design that is not safe by itself; if all are, the comparison as a mail: `pieces` are its command. */
export function afterCompare(runs: readonly Run[], subject: Subject, pieces: readonly string[], width: number): Line[] {
  const unsafe = runs.find(isViolated);
  if (unsafe !== undefined) return oneLine(subject, reproducePieces(subject, "check", unsafe), width);
  const isSafe = runs.every(({ verdicts }) => verdicts.every(({ kind }) => kind === "holds"));
  return oneLine(subject, isSafe ? [...pieces, MAIL] : null, width);
}

/** The first run that an `expect` line is wrong about, or the first spec that expects nothing. */
export function afterTest(tested: readonly TestedSpec[], width: number): Line[] {
  for (const { subject, lines } of tested) {
    if (lines.length === 0) return oneLine(subject, ["check", shellWord(subject.path)], width);
    for (const { expectation, outcome } of lines) {
      if (outcome.kind !== "contradicted") continue;
      const [mismatch] = outcome.mismatches;
      if (mismatch === undefined) continue;
      const settings = expectation.constants.map(({ name, value }) => [name, value] as const);
      const constants = new Map([...subject.constants, ...settings]);
      return oneLine(subject, reproducePieces({ ...subject, constants }, "check", mismatch.run), width);
    }
  }
  return [];
}

/** A trace that was shown is there to be sent. */
export function afterTrace(run: Run, { property, verdict }: Judged, subject: Subject, width: number): Line[] {
  const isShown = verdict.kind === "violated" && verdict.counterexample !== null;
  return oneLine(subject, isShown ? tracePieces(run, { property, verdict }, subject) : null, width);
}

/** The code that is born first, in the spec. */
export function afterErrors({ spec }: Run, { facts }: ErrorFlow, subject: Subject, width: number): Line[] {
  const first = facts.find(({ kind }) => kind === "born");
  const name = first === undefined ? undefined : spec.codes[first.code];
  const pieces = name === undefined ? null : ["explain", name, shellWord(subject.path)];
  return oneLine(subject, pieces === null ? null : [...pieces, ...settingPieces(subject)], width);
}

/** Standard input is gone by then: there is nothing to type. */
function oneLine({ path }: Subject, pieces: readonly string[] | null, width: number): Line[] {
  return pieces === null || path === "-" ? [] : nextLines(pieces, width);
}

function isViolated({ verdicts }: Run): boolean {
  return verdicts.some(({ kind }) => kind === "violated");
}
