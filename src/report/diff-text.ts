import type { Property } from "../language/property.ts";
import { lineOf } from "../language/source.ts";
import type { Trace } from "../model/trace.ts";
import type { Run } from "../properties/run.ts";
import type { Verdict } from "../properties/verdict.ts";
import type { WalkedUnder } from "../properties/walked-under.ts";
import { actorName } from "./actor-name.ts";
import type { Detail } from "./check-text.ts";
import { evidenceLines } from "./check-text.ts";
import { knobMatrix } from "./compare-table.ts";
import type { ExpectedLine } from "./expect-text.ts";
import { expectationLines } from "./expect-text.ts";
import { knobValueOf, settingsText } from "./knob-text.ts";
import type { Line } from "./line.ts";
import { EMPTY, line, MAIL, toned } from "./line.ts";
import { coverageText, limitOf, limitText, modelLines, secondsText } from "./model-text.ts";
import type { Column } from "./parting-lines.ts";
import { commonLines, partingLines, sidesLines } from "./parting-lines.ts";
import type { Subject } from "./subject.ts";
import { shortName } from "./subject.ts";
import { lengthText } from "./trace-text.ts";
import { paragraph, plural, wrap } from "./wrap.ts";

/** Two designs and one property: which of them violate it, and where they part on the way there. */
export type Diff = {
  readonly property: Property;
  readonly runs: readonly [Run, Run];
  /** The counterexample of the first of the two that has one, walked under the other; null where none has. */
  readonly walked: { readonly by: 0 | 1; readonly trace: Trace; readonly under: WalkedUnder } | null;
  readonly expected: readonly ExpectedLine[];
};

export function diffLines(diff: Diff, subject: Subject, width: number, detail: Detail): Line[] {
  const { runs } = diff;
  if (detail === "quiet") return verdictRows(diff, width);
  const names = `${nameOf(runs[0])} and ${nameOf(runs[1])}`;
  const states = runs[0].states + runs[1].states;
  const seconds = secondsText(runs[0].seconds + runs[1].seconds);
  const total = `${plural(states, "state")}, ${seconds}: ${coverageText(runs[0].spec, limitOf(runs))}`;
  return [
    line(toned("strong", `untorn ${subject.version}   ${shortName(subject.path)}`), `   ${names}`),
    EMPTY,
    ...bodyLines(diff, subject, width),
    ...expectationLines(diff.expected, width),
    ...paragraph(2, total, width),
  ];
}

/** For mail: 72 columns, no timings; `pieces` is the command that gives it again. */
export function diffMailLines(diff: Diff, subject: Subject, pieces: readonly string[]): Line[] {
  const { runs, expected } = diff;
  const { spec } = runs[0];
  const unexpected = expected.every(({ outcome }) => outcome.kind === "fulfilled") ? [] : expected;
  return [
    ...paragraph(2, spec.doc ?? shortName(subject.path), MAIL.width),
    EMPTY,
    ...bodyLines(diff, subject, MAIL.width),
    ...expectationLines(unexpected, MAIL.width),
    ...modelLines(spec, limitOf(runs), subject, pieces),
  ];
}

/** What is compared, and what came of it; an empty line after each part. */
function bodyLines(diff: Diff, subject: Subject, width: number): Line[] {
  const { property, runs } = diff;
  const doc = property.doc === null ? "" : `: ${property.doc}`;
  const knobs = knobMatrix(runs, width) ?? [];
  return [
    ...paragraph(2, `${property.name}${doc}`, width),
    EMPTY,
    ...verdictRows(diff, width),
    EMPTY,
    ...(knobs.length === 0 ? [] : [...knobs, EMPTY]),
    ...(diff.walked === null ? unwalkedLines(diff, subject, width) : walkedLines(diff, diff.walked, subject, width)),
    EMPTY,
  ];
}

function nameOf({ design }: Run): string {
  return design ?? "(defaults)";
}

function verdictOf({ property }: Diff, run: Run): Verdict {
  return run.verdicts[property.index] ?? { kind: "undecided", limit: "unsupported" };
}

function verdictRows(diff: Diff, width: number): Line[] {
  const longest = Math.max(...diff.runs.map((run) => nameOf(run).length));
  return diff.runs.flatMap((run) => {
    const head = `    ${nameOf(run).padEnd(longest)}  `;
    const { text, tone } = verdictSegment(verdictOf(diff, run));
    return wrap(text, width - head.length).map((part, row) => {
      return line(row === 0 ? head : " ".repeat(head.length), toned(tone, part));
    });
  });
}

function verdictSegment(verdict: Verdict) {
  switch (verdict.kind) {
    case "holds":
      return toned("good", verdict.vacuous ? "holds, vacuously" : "holds");
    case "violated":
      return toned("bad", `VIOLATED in ${lengthText(verdict)}`);
    case "undecided":
      return toned("doubtful", `undecided: ${limitText(verdict.limit)}`);
  }
}

/** Neither has a counterexample that could be walked. */
function unwalkedLines(diff: Diff, subject: Subject, width: number): Line[] {
  const untraced = diff.runs.find((run) => verdictOf(diff, run).kind === "violated");
  const verdict = untraced === undefined ? undefined : verdictOf(diff, untraced);
  if (untraced !== undefined && verdict?.kind === "violated") {
    return evidenceLines(untraced, diff.property, verdict, subject, width);
  }
  const open = diff.runs.some((run) => verdictOf(diff, run).kind === "undecided");
  const text = open
    ? "No violation was found, so there is no trace to walk."
    : "Neither violates it: there is no trace to walk.";
  return paragraph(2, text, width);
}

type Walked = NonNullable<Diff["walked"]>;

function walkedLines(diff: Diff, walked: Walked, subject: Subject, width: number): Line[] {
  const { runs, property } = diff;
  const { by, trace, under } = walked;
  const [violating, other] = by === 0 ? runs : [runs[1], runs[0]];
  const { parting } = under;
  if (parting === null) {
    const verdict = verdictOf(diff, violating);
    const evidence = verdict.kind === "violated" ? evidenceLines(violating, property, verdict, subject, width) : [];
    return [...paragraph(2, sameText(walked, violating, other), width), EMPTY, ...evidence];
  }
  const common = commonLines(trace, parting, width);
  const columns: readonly [Column, Column] = [columnOf(diff, walked, 0), columnOf(diff, walked, 1)];
  return [
    ...paragraph(2, `The shortest trace of ${nameOf(violating)}, walked under ${nameOf(other)}:`, width),
    ...(common.length === 0 ? [] : [EMPTY, ...common]),
    EMPTY,
    ...partingLines(parting, width),
    EMPTY,
    ...sidesLines(trace, parting, columns, width),
    EMPTY,
    ...paragraph(2, onwardText(diff, walked, violating, other), width),
  ];
}

function sameText({ under, trace }: Walked, violating: Run, other: Run): string {
  const steps = plural(trace.steps.length - 1, "step");
  if (under.alsoBroken) return `Both violate it by the same trace of ${steps}; they do not part on it.`;
  return (
    `The ${steps} of ${nameOf(violating)} lead to the same states under ${nameOf(other)}: ` +
    "what differs is the property, which asks a knob itself."
  );
}

function columnOf({ runs }: Diff, { by, under: { parting } }: Walked, index: 0 | 1): Column {
  const run = runs[index];
  if (parting === null) throw new Error("untorn defect: a column of designs that do not part");
  const isViolating = by === index;
  const asked = parting.statement?.knobs ?? [];
  const differing = asked.filter((knob) => knobValueOf(runs[0], knob) !== knobValueOf(runs[1], knob));
  return {
    title: nameOf(run),
    side: isViolating ? parting.violating : parting.other,
    values: parting.values.map(({ before, after }) => (isViolating ? before : after)),
    knobs: settingsText(run, differing),
  };
}

/** How each goes on behind the step in which they part. */
function onwardText(diff: Diff, { trace, under }: Walked, violating: Run, other: Run): string {
  const { parting, stopped, alsoBroken } = under;
  const last = trace.steps.length - 1;
  const left = last - (parting?.step ?? 0);
  const name = nameOf(other);
  const goesOn =
    left === 0
      ? `${nameOf(violating)} violates it there.`
      : `${nameOf(violating)} violates it ${plural(left, "step")} later.`;
  const own = verdictOf(diff, other);
  const elsewhere = own.kind === "violated" ? ` ${name} violates it in ${lengthText(own)} of its own.` : "";
  if (alsoBroken) return `${goesOn} ${name} can take the same steps to the end, and violates it there too.`;
  if (stopped === null) return `${goesOn} ${name} can take the same steps to the end without violating it.${elsewhere}`;
  if (stopped.step === parting?.step) return `${goesOn} ${name} cannot take this step.${elsewhere}`;
  const actor = stopped.actor === null ? "" : actorName(trace.actors, stopped.actor);
  const stands =
    stopped.side.next === null
      ? ""
      : `: ${actor} stands at :${lineOf(stopped.side.next.span)} ${stopped.side.next.text}`;
  return `${goesOn} ${name} can take the same steps up to step ${stopped.step - 1}, not step ${stopped.step}${stands}.${elsewhere}`;
}
