import { isAdmitted } from "../check.ts";
import { concerning, judge } from "../expectations.ts";
import type { CheckedSpec } from "../language/checked-spec.ts";
import { designFormulas } from "../properties/designs/design-formulas.ts";
import { smallestChanges } from "../properties/designs/smallest-change.ts";
import type { Run } from "../properties/run.ts";
import { compareMarkdown } from "../report/compare-markdown.ts";
import type { Comparison } from "../report/compare-text.ts";
import { compareLines, compareMailLines } from "../report/compare-text.ts";
import { exitCodeOfComparison, USAGE_ERROR } from "../report/exit-code.ts";
import { literalText } from "../report/formula-text.ts";
import { comparisonJson } from "../report/json.ts";
import type { KnobFindings } from "../report/knob-findings.ts";
import { afterCompare } from "../report/next-steps.ts";
import type { Subject } from "../report/subject.ts";
import { settingPieces, shellWord } from "../report/subject.ts";
import { comparedPoints } from "./choose-point.ts";
import { diffCommand } from "./diff-command.ts";
import { growCommand } from "./grow-command.ts";
import { mutateCommand } from "./mutate-command.ts";
import type { CompareOptions } from "./options.ts";
import { compareFormatOf, constantsOf, detailOf } from "./options.ts";
import { sayNext } from "./say-next.ts";
import type { Session } from "./session.ts";
import { searched } from "./session.ts";
import { readInput } from "./spec-input.ts";
import { printReport } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

/** One search of all designs or points, and what the spec's `expect` lines say of them. */
export async function compareCommand(path: string, options: CompareOptions, session: Session): Promise<number> {
  const format = compareFormatOf(options);
  const { terminal } = session;
  const input = readInput(path, options.root ?? null, constantsOf(options), terminal);
  if (input === null) return USAGE_ERROR;
  if (options.diff !== undefined) return diffCommand(input, options, session);
  if (options.mutate === true) return mutateCommand(input, options, session);
  if (options.grow === true) return growCommand(input, options, session);
  if (options.property !== undefined) throw new UsageError("--property is for --diff D1 D2 here");
  const { spec, subject } = input;
  const traces = options.traces === true ? "shown" : "left out";
  const points = comparedPoints(spec, options);
  const found = format === "json" ? "found" : foundFor(traces);
  const runs = await searched(session, spec, points, options, { traces: found, flow: true });
  const comparison = comparisonOf(spec, runs, traces);
  const pieces = comparePieces(subject, options);
  if (format === "markdown") terminal.printText(compareMarkdown(comparison, subject, pieces));
  else
    printReport(terminal, format, {
      text: (width) => compareLines(comparison, subject, width, detailOf(options)),
      mail: () => compareMailLines(comparison, subject, pieces),
      json: () => comparisonJson(runs, subject, comparison.expected, comparison.findings),
    });
  sayNext(terminal, format, options, (width) => afterCompare(runs, subject, pieces, width));
  return exitCodeOfComparison(
    runs,
    comparison.expected.map(({ outcome }) => outcome),
  );
}

/** What the `expect` lines say of runs of one spec, and what follows from them for the knobs. */
export function comparisonOf(spec: CheckedSpec, runs: readonly Run[], traces: Comparison["traces"]): Comparison {
  const expected = concerning(spec, runs).map(({ expectation, runs: meant }) => ({
    expectation,
    outcome: judge(expectation, meant),
  }));
  return { runs, expected, findings: knobFindings(spec, runs), traces };
}

/** Nobody looks for traces that are not shown. */
function foundFor(traces: Comparison["traces"]): "found" | "left out" {
  return traces === "shown" ? "found" : "left out";
}

/** When the designs are safe, and what would make the others so. */
function knobFindings(spec: CheckedSpec, runs: readonly Run[]): KnobFindings | null {
  const formulas = designFormulas(
    runs,
    (literal) => literalText(spec, literal).length,
    (knobs) => isAdmitted(spec, { design: null, knobs }),
  );
  return formulas === null ? null : { formulas, changes: smallestChanges(runs) };
}

/** The command line again, without what only changes the looks. */
export function comparePieces(subject: Subject, options: ComparedOptions): string[] {
  const { design = [], D = [], vary, all, traces } = options;
  return [
    "compare",
    shellWord(subject.path),
    ...design.map((name) => `--design ${name}`),
    ...D.map(({ name, value }) => `-D ${name}=${value}`),
    ...(vary === undefined ? [] : [`--vary ${vary.join(",")}`]),
    ...(all === true ? ["--all"] : []),
    ...(traces === true ? ["--traces"] : []),
    ...settingPieces(subject),
  ];
}

/** Those that say what is compared, and whether with traces. */
export type ComparedOptions = Pick<CompareOptions, "design" | "D" | "vary" | "all" | "traces">;
