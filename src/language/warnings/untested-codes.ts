import type { CheckedSpec } from "../checked-spec.ts";
import type { Diagnostic } from "../diagnostic.ts";
import type { LoadedSpec } from "../load-spec.ts";
import type { ErrnoPart } from "../tree-parts.ts";
import { errnosIn, testsIn } from "../tree-parts.ts";
import { warningAt } from "./warning-codes.ts";

/**
 * Codes that the spec's own file raises by name and that no comparison names, by itself or as a value of a knob. Told
 * once a code, where it is raised first. A code that a knob stands for is a choice, and raises no question.
 */
export function untestedCodes(loaded: LoadedSpec, spec: CheckedSpec): Diagnostic[] {
  const roots = [spec.actors, spec.functions, spec.invariants, spec.crashes, spec.init];
  const tests = testsIn(roots).flatMap((part) => errnosIn(part));
  const tested = new Set(tests.flatMap((part) => codesOf(spec, part)));
  const comparing = new Set(tests);
  const raised = new Map<number, ErrnoPart>();
  const [main] = loaded.files;
  for (const part of errnosIn([spec.actors, spec.functions])) {
    if (part.knob !== null || comparing.has(part) || tested.has(part.code) || part.span.file !== main) continue;
    const known = raised.get(part.code);
    if (known === undefined || part.span.start < known.span.start) raised.set(part.code, part);
  }
  return [...raised].map(([code, { span }]) => {
    const message = `-${spec.codes[code]} is raised, and no test names it`;
    return warningAt(span, "U0703", message, "whoever gets it can only ask whether there was an error");
  });
}

/** The codes that one written error can stand for. */
function codesOf(spec: CheckedSpec, { code, knob }: ErrnoPart): readonly number[] {
  return knob === null ? [code] : (spec.knobs[knob]?.domain.map(Number) ?? []);
}
