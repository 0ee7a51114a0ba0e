import type { Run } from "../properties/run.ts";
import { traceMailLines } from "./check-mail.ts";
import type { Detail } from "./check-text.ts";
import { headerLines, violationLines } from "./check-text.ts";
import type { Line } from "./line.ts";
import { EMPTY, MAIL } from "./line.ts";
import type { Subject } from "./subject.ts";
import { reproducePieces } from "./subject.ts";
import { reproduceLines } from "./trace-text.ts";
import type { Judged } from "./verdict-lines.ts";
import { verdictLines } from "./verdict-lines.ts";
import { paragraph, plural } from "./wrap.ts";

/** A saved trace on the terminal, as `trace` shows it; in place of the search stands that there was none. */
export function replayLines(
  run: Run,
  judged: Judged,
  subject: Subject,
  file: string,
  width: number,
  detail: Detail,
): Line[] {
  if (detail === "quiet") return verdictLines([judged], [judged], width);
  const said = `replayed from ${file}: ${replayedText(judged)}`;
  return [
    ...headerLines(run, subject, width),
    EMPTY,
    ...violationLines(run, judged, [judged], subject, width),
    ...reproduceLines([...reproducePieces(subject, "trace", run), `--property ${judged.property.name}`], width),
    EMPTY,
    ...paragraph(2, said, width),
  ];
}

/** A search made sure that the trace is as short as it can be, a replay cannot. */
function replayedText({ verdict }: Judged): string {
  if (verdict.kind !== "violated") return "no violation";
  const steps = `${plural(verdict.steps, "step")}, each of them as saved, and the property violated. Nothing was searched`;
  const isSaidShortest = verdict.shortest && verdict.counterexample?.loop === null;
  return isSaidShortest ? `${steps}: that no shorter trace exists is what the file says.` : `${steps}.`;
}

/** For mail, as `trace` writes it: without the name of a file that nobody else has. */
export function replayMailLines(run: Run, judged: Judged, subject: Subject): Line[] {
  const said = "Replayed from a saved trace, each step as saved; nothing was searched again.";
  return [...traceMailLines(run, judged, subject), ...paragraph(2, said, MAIL.width)];
}
