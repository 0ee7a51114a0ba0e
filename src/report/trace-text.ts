import type { Limit } from "../explorer/state-graph.ts";
import type { Span } from "../language/source.ts";
import type { Trace } from "../model/trace.ts";
import type { Violated } from "../properties/verdict.ts";
import type { Line } from "./line.ts";
import { EMPTY, line, toned } from "./line.ts";
import { fairnessLines, loopLines } from "./loop-lines.ts";
import { limitText } from "./model-text.ts";
import { brokenText, changeLine, choiceLine, toneLine } from "./step-text.ts";
import { columnLines, idleLines, leftOf } from "./trace-columns.ts";
import { endLines, fact, label } from "./trace-facts.ts";
import { rowsOf } from "./trace-rows.ts";
import { commandLines, labelled, number, plural } from "./wrap.ts";

/** A counterexample: its columns, what power failure makes of it, and what is to be known of its end. */
export function traceLines(trace: Trace, shortest: boolean, width: number): Line[] {
  return [
    ...columnLines(trace, width),
    ...loopLines(trace, leftOf(trace)),
    ...crashLines(trace, width),
    ...idleLines(trace, width),
    EMPTY,
    ...endLines(trace, width),
    ...fairnessLines(trace, width),
    ...fact("shortest", trace.loop === null ? shortestText(shortest) : null, width),
  ];
}

/** In place of a trace that could not be made: why not, and the command that makes it. */
export function missingTraceLines(limit: Limit, pieces: readonly string[], width: number): Line[] {
  return [
    ...labelled(label("trace"), `not made: ${limitText(limit)} before it was found; the verdict stands`, width),
    ...commandLines(label("to get it"), ["untorn", ...pieces], width),
  ];
}

function shortestText(shortest: boolean): string {
  if (shortest) return "yes: no trace with fewer steps exists";
  return "not known: the search ended early, there may be a trace with one step fewer";
}

/** `3 steps`; `2 or 3 steps` where the search ended in the middle of a level. */
export function lengthText({ steps, shortest }: Violated): string {
  return shortest ? plural(steps, "step") : `${number(steps - 1)} or ${plural(steps, "step")}`;
}

/** The last fact of a trace on the terminal; mail has its own closing lines. */
export function reproduceLines(pieces: readonly string[], width: number): Line[] {
  return commandLines(label("reproduce"), ["untorn", ...pieces], width);
}

export function stepCount(trace: Trace): number {
  return trace.steps.length - 1;
}

/** The line that shows what is wrong: of the failed assert, of the end, of the property. */
export function brokenAt(trace: Trace): Span | null {
  const failures = [...(trace.steps.at(-1)?.failures ?? []), ...(trace.crash === null ? [] : [trace.crash.failure])];
  const failure = failures.find(({ property }) => property === trace.property.index);
  return failure?.span ?? trace.property.span ?? trace.end.span;
}

function crashLines(trace: Trace, width: number): Line[] {
  const { crash } = trace;
  if (crash === null) return [];
  const left = leftOf(trace);
  const rows = [
    ...(crash.choices.length === 0 ? [] : [choiceLine(crash.choices)]),
    ...crash.changes.map((change) => changeLine(trace, change, null)),
    toneLine("bad", `^^^^^^ ${brokenText(trace.property.name, crash.failure.message)}`),
  ];
  const extent = { offset: left, next: null, end: width };
  const heading = line(" ".repeat(left), toned("strong", `power fails after ${plural(stepCount(trace), "step")}`));
  return [EMPTY, heading, ...rows.flatMap((row) => rowsOf(row, extent, left))];
}
