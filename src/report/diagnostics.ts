import type { Diagnostic } from "../language/diagnostic.ts";
import { positionAt } from "../language/source.ts";
import { excerptLines } from "./excerpt.ts";
import type { Line, Page } from "./line.ts";
import { line, toned } from "./line.ts";
import { nextLines } from "./next-line.ts";
import type { Tone } from "./paint.ts";
import { number, paragraph, plural } from "./wrap.ts";

const SHOWN = 100;

/** Every diagnostic, in the order given, a closing line that counts the errors, and for people how to learn more. */
export function diagnosticLines(
  diagnostics: readonly Diagnostic[],
  page: Page,
  form: "with excerpts" | "one line each" = "with excerpts",
  outcome = "nothing was checked",
): Line[] {
  const shown = diagnostics.slice(0, SHOWN).flatMap((each) => {
    const excerpt = form === "with excerpts" ? excerptOf(each, page) : [];
    return [headOf(each), ...excerpt];
  });
  const left = diagnostics.length - SHOWN;
  const more = left > 0 ? [line(`... and ${number(left)} more`)] : [];
  return [
    ...shown,
    ...more,
    ...closing(diagnostics, outcome),
    ...(form === "with excerpts" ? next(diagnostics, page) : []),
  ];
}

/** A mistake on the command line or with a file: there is no excerpt. */
export function problemLines(message: string, hint: string | null, page: Page): Line[] {
  const head = line(toned("strong", "untorn: "), toned("bad", "error: "), message);
  return hint === null ? [head] : [head, ...paragraph(8, hint, page.width)];
}

function closing(diagnostics: readonly Diagnostic[], outcome: string): Line[] {
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  return errors === 0 ? [] : [line(`${plural(errors, "error")}, ${outcome}`)];
}

/** Where there is more about the first error. */
function next(diagnostics: readonly Diagnostic[], { width }: Page): Line[] {
  const first = diagnostics.find(({ severity }) => severity === "error");
  return first === undefined ? [] : nextLines(["explain", first.code], width);
}

/** One line however long: other programs read it. */
function headOf({ severity, code, message, span }: Diagnostic): Line {
  const position = positionAt(span.file, span.start);
  const place = `${span.file.path}:${position.line}:${position.column}: `;
  return line(toned("strong", place), toned(toneOf(severity), `${severity}: `), `${message}  [${code}]`);
}

function excerptOf({ severity, span, hint }: Diagnostic, page: Page): Line[] {
  return excerptLines(span, hint, toneOf(severity), page.width);
}

function toneOf(severity: Diagnostic["severity"]): Tone {
  return severity === "error" ? "bad" : "doubtful";
}

export function outOfMemoryLines(page: Page): Line[] {
  const hint =
    "end it earlier with --max-states, choose smaller constants, or give it more: NODE_OPTIONS=--max-old-space-size=8192";
  return problemLines("memory ran out, and what the search had found is lost", hint, page);
}

/** What should never happen. One line, unless the stack is asked for. */
export function defectLines(problem: unknown, version: string, detail: "one line" | "with stack"): Line[] {
  const message = problem instanceof Error ? problem.message.replace(/^untorn defect: /, "") : String(problem);
  const head = line(
    toned("strong", "untorn: "),
    toned("bad", "a defect of untorn: "),
    `${message.split("\n")[0]}. Please report it with the spec; this is untorn ${version}.`,
  );
  const stack = problem instanceof Error ? (problem.stack ?? "") : "";
  return detail === "one line" ? [head] : [head, ...stack.split("\n").map((text) => line(text))];
}
