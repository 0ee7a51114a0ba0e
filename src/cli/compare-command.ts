import { concerning, judge } from "../expectations.ts";
import type { Comparison } from "../report/compare-text.ts";
import { compareLines, compareMailLines } from "../report/compare-text.ts";
import { exitCodeOfComparison, USAGE_ERROR } from "../report/exit-code.ts";
import { comparisonJson } from "../report/json.ts";
import type { Subject } from "../report/subject.ts";
import { settingPieces, shellWord } from "../report/subject.ts";
import { comparedPoints } from "./choose-point.ts";
import type { CompareOptions } from "./options.ts";
import { constantsOf, detailOf, formatOf } from "./options.ts";
import type { Session } from "./session.ts";
import { searched } from "./session.ts";
import { readInput } from "./spec-input.ts";
import { printReport } from "./terminal.ts";

/** One search per design or point, and what the spec's `expect` lines say of them. */
export async function compareCommand(path: string, options: CompareOptions, session: Session): Promise<number> {
  const format = formatOf(options);
  const { terminal } = session;
  const input = readInput(path, options.root ?? null, constantsOf(options), terminal);
  if (input === null) return USAGE_ERROR;
  const { spec, subject } = input;
  const runs = await searched(session, spec, comparedPoints(spec, options), options);
  const expected = concerning(spec, runs).map(({ expectation, runs: meant }) => ({
    expectation,
    outcome: judge(expectation, meant),
  }));
  const comparison: Comparison = { runs, expected, traces: options.traces === true ? "shown" : "left out" };
  printReport(terminal, format, {
    text: (width) => compareLines(comparison, subject, width, detailOf(options)),
    mail: () => compareMailLines(comparison, subject, piecesOf(subject, options)),
    json: () => comparisonJson(runs, subject, expected),
  });
  return exitCodeOfComparison(
    runs,
    expected.map(({ outcome }) => outcome),
  );
}

/** The command line again, without what only changes the looks. */
function piecesOf(subject: Subject, { design = [], D = [], vary, all, traces }: CompareOptions): string[] {
  return [
    "compare",
    shellWord(subject.path),
    ...design.map((name) => `--design ${name}`),
    ...D.map(({ name, value }) => `-D ${name}=${value}`),
    ...(vary === undefined ? [] : [`--vary ${vary.join(",")}`]),
    ...(all === true ? ["--all"] : []),
    ...(traces === true ? ["--traces"] : []),
    ...settingPieces(subject.constants),
  ];
}
