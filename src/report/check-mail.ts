import type { Run } from "../properties/run.ts";
import { violationLines } from "./check-text.ts";
import { settingsText } from "./knob-text.ts";
import type { Line } from "./line.ts";
import { EMPTY, MAIL } from "./line.ts";
import { modelLines } from "./model-text.ts";
import type { Subject } from "./subject.ts";
import { reproducePieces } from "./subject.ts";
import type { Judged } from "./verdict-lines.ts";
import { judgedProperties, verdictLines } from "./verdict-lines.ts";
import { paragraph } from "./wrap.ts";

/** `check` for mail: 72 columns, no timings. */
export function checkMailLines(run: Run, subject: Subject): Line[] {
  const judged = judgedProperties(run);
  const others = judged.filter(({ verdict }) => verdict.kind !== "violated");
  const violated = judged.filter(({ verdict }) => verdict.kind === "violated");
  return [
    ...titleLines(run),
    EMPTY,
    ...verdictLines(others, judged, MAIL.width),
    ...(others.length === 0 ? [] : [EMPTY]),
    ...violated.flatMap((each) => [...violationLines(run, each, judged, subject, MAIL.width), EMPTY]),
    ...modelLines(run.spec, run.limit, subject, reproducePieces(subject, "check", run)),
  ];
}

/** One property for mail: its counterexample, or that there is none. */
export function traceMailLines(run: Run, judged: Judged, subject: Subject): Line[] {
  const body = violationLines(run, judged, [judged], subject, MAIL.width);
  const pieces = [...reproducePieces(subject, "trace", run), `--property ${judged.property.name}`];
  return [...titleLines(run), EMPTY, ...body, EMPTY, ...modelLines(run.spec, run.limit, subject, pieces)];
}

function titleLines(run: Run): Line[] {
  const design = run.design === null ? "" : `design ${run.design}`;
  const point = [design, settingsText(run, run.spec.knobs).join(" ")].filter((part) => part !== "").join(": ");
  const title = run.spec.doc ?? run.spec.name;
  return [...paragraph(2, title, MAIL.width), ...paragraph(2, point, MAIL.width)];
}
