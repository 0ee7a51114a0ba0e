import { checkPoint, readSpec, type SearchOptions } from "../../src/check.ts";
import { designPoints } from "../../src/compare.ts";
import type { CheckedSpec } from "../../src/language/checked-spec.ts";
import type { Diagnostic } from "../../src/language/diagnostic.ts";
import { parseFile } from "../../src/language/parse-file.ts";
import type { SourceFile } from "../../src/language/source.ts";
import type { Run } from "../../src/properties/run.ts";
import { checkLines } from "../../src/report/check-text.ts";
import { diagnosticLines } from "../../src/report/diagnostics.ts";
import { MAIL, render } from "../../src/report/line.ts";
import { type Corpus, partReader } from "./corpus.ts";
import type { Mutant } from "./mutant.ts";

/** How a mutant ended; `broken` is what must not happen. */
export type Outcome =
  | { readonly kind: "grammar" | "refused" | "violated" | "holds" | "undecided" }
  | { readonly kind: "broken"; readonly problem: string };

export type OutcomeKind = Outcome["kind"];

export const outcomeKinds: readonly OutcomeKind[] = ["grammar", "refused", "violated", "holds", "undecided", "broken"];

/** Enough to come to most kinds of step, and over in a moment. */
export const MOST_STATES = 500;

/** Of so many mistakes of grammar in specs with parts, one is looked for together with all parts. */
const READ_WITH_PARTS = 32;

const OPTIONS: SearchOptions = {
  maxStates: MOST_STATES,
  maxDepth: null,
  shouldStop: () => null,
  onProgress: () => {},
  clock: () => 0,
};

/** Reads the mutant, searches it in one of its designs and prints the report; whatever is thrown is told. */
export function examine(corpus: Corpus, mutant: Mutant): Outcome {
  try {
    return ending(corpus, mutant);
  } catch (error) {
    return broken(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
}

function broken(problem: string): Outcome {
  return { kind: "broken", problem };
}

function ending(corpus: Corpus, { root, path, text, design }: Mutant): Outcome {
  const changed = new Map([[path, text]]);
  const main = { path: root, text: changed.get(root) ?? corpus.texts.get(root) ?? "" };
  const { diagnostics: ofFile } = parseFile({ path, text });
  const kind = ofFile.length > 0 ? "grammar" : "refused";
  // Where there are parts, reading them takes most of the time, and they are as they were.
  const isAlone = !/^use "/m.test(main.text);
  if (kind === "grammar" && !isAlone && design % READ_WITH_PARTS !== 0) return refused(kind, ofFile, changed, corpus);
  const { spec, diagnostics } = readSpec(main, { constants: new Map(), readPart: partReader(corpus, changed) });
  const isRefused = diagnostics.some(({ severity }) => severity === "error");
  if (spec === null && !isRefused) return broken("refused without a reason");
  if (spec !== null && isRefused) return broken("accepted with errors");
  const told = refused(kind, diagnostics, changed, corpus);
  return spec === null || told.kind === "broken" ? told : search(spec, main, design);
}

function refused(
  kind: "grammar" | "refused",
  diagnostics: readonly Diagnostic[],
  changed: ReadonlyMap<string, string>,
  corpus: Corpus,
): Outcome {
  const unsound = diagnostics.map((each) => unsoundness(each, changed, corpus)).find((each) => each !== null);
  if (unsound !== undefined) return broken(unsound);
  render(MAIL, diagnosticLines(diagnostics, MAIL));
  return { kind };
}

/** A diagnostic must lie inside of one of the files that were read. */
function unsoundness({ span, code }: Diagnostic, changed: ReadonlyMap<string, string>, corpus: Corpus): string | null {
  const { file, start, end } = span;
  const text = changed.get(file.path) ?? corpus.texts.get(file.path);
  const isInside = text === file.text && start >= 0 && start <= end && end <= file.text.length;
  return isInside ? null : `${code} at ${start}..${end} of ${file.path}, which has ${file.text.length} characters`;
}

function search(spec: CheckedSpec, main: SourceFile, design: number): Outcome {
  const points = designPoints(spec);
  const point = points[design % points.length];
  if (point === undefined) return broken("a spec without a point");
  const run = checkPoint(spec, point, OPTIONS);
  if (run.verdicts.length !== spec.properties.length) return broken("a property without a verdict");
  render(MAIL, checkLines(run, subjectOf(main), MAIL.width, "verbose"));
  return { kind: kindOf(run) };
}

function subjectOf({ path }: SourceFile) {
  return { version: "0", path, sha256: "0", files: [{ path, sha256: "0" }], constants: new Map(), root: null };
}

function kindOf({ verdicts }: Run): "violated" | "holds" | "undecided" {
  if (verdicts.some(({ kind }) => kind === "violated")) return "violated";
  return verdicts.every(({ kind }) => kind === "holds") ? "holds" : "undecided";
}
