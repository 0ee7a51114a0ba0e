import { positionAt } from "../language/source.ts";
import type { Run } from "../properties/run.ts";
import type { Line } from "./line.ts";
import { line } from "./line.ts";
import { limitText } from "./model-text.ts";
import { brokenAt, lengthText } from "./trace-text.ts";
import type { Judged } from "./verdict-lines.ts";
import { judgedProperties } from "./verdict-lines.ts";

/** Verdicts as compilers tell errors, `file:line:column: error: …`, one line each: what editors jump to. */
export function gccLines(run: Run, path: string): Line[] {
  return judgedProperties(run).flatMap((judged) => {
    const text = verdictText(judged);
    return text === null ? [] : [line(`${placeOf(judged, path)}: ${text}`)];
  });
}

function verdictText({ property, verdict }: Judged): string | null {
  switch (verdict.kind) {
    case "holds":
      return verdict.vacuous ? `warning: ${property.name} holds vacuously` : null;
    case "violated":
      return `error: ${property.name} is violated in ${lengthText(verdict)}${property.doc === null ? "" : `: ${property.doc}`}`;
    case "undecided":
      return `warning: ${property.name} is undecided: ${limitText(verdict.limit)}`;
  }
}

function placeOf({ property, verdict }: Judged, path: string): string {
  const trace = verdict.kind === "violated" ? verdict.counterexample : null;
  const span = trace === null ? property.span : brokenAt(trace);
  if (span === null) return `${path}:1:1`;
  const { line: row, column } = positionAt(span.file, span.start);
  return `${span.file.path}:${row}:${column}`;
}
