import type { Diagnostic } from "../language/diagnostic.ts";
import { positionAt } from "../language/source.ts";
import { excerptLines } from "./excerpt.ts";
import type { Line, Page } from "./line.ts";
import { line, toned } from "./line.ts";
import { number, paragraph, plural } from "./wrap.ts";

const SHOWN = 100;

/** Every diagnostic with its excerpt, in the order given, and a closing line that counts the errors. */
export function diagnosticLines(diagnostics: readonly Diagnostic[], page: Page): Line[] {
  const shown = diagnostics.slice(0, SHOWN).flatMap((each) => oneDiagnostic(each, page));
  const left = diagnostics.length - SHOWN;
  const more = left > 0 ? [line(`... and ${number(left)} more`)] : [];
  return [...shown, ...more, ...closing(diagnostics)];
}

/** A mistake on the command line or with a file: there is no excerpt. */
export function problemLines(message: string, hint: string | null, page: Page): Line[] {
  const head = line(toned("strong", "untorn: "), toned("bad", "error: "), message);
  return hint === null ? [head] : [head, ...paragraph(8, hint, page.width)];
}

function closing(diagnostics: readonly Diagnostic[]): Line[] {
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  return errors === 0 ? [] : [line(`${plural(errors, "error")}, nothing was checked`)];
}

function oneDiagnostic({ severity, code, message, span, hint }: Diagnostic, page: Page): Line[] {
  const position = positionAt(span.file, span.start);
  const tone = severity === "error" ? "bad" : "doubtful";
  const place = `${span.file.path}:${position.line}:${position.column}: `;
  // One line however long: other programs read it.
  const head = line(toned("strong", place), toned(tone, `${severity}: `), `${message}  [${code}]`);
  return [head, ...excerptLines(span, hint, tone, page.width)];
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
