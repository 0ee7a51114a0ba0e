import type { PlannedSearch, TestPlan } from "../expectations.ts";
import { judge, planTest } from "../expectations.ts";
import type { Run } from "../properties/run.ts";
import { exitCodeOfOutcomes, USAGE_ERROR, worstExitCode } from "../report/exit-code.ts";
import { EMPTY } from "../report/line.ts";
import { afterTest } from "../report/next-steps.ts";
import type { TestedSpec } from "../report/test-text.ts";
import { testedLines, testJson, testTotalLines } from "../report/test-text.ts";
import type { CommonOptions } from "./options.ts";
import { constantsOf, reportFormatOf } from "./options.ts";
import { sayNext } from "./say-next.ts";
import type { Session } from "./session.ts";
import { searched } from "./session.ts";
import type { SpecInput } from "./spec-input.ts";
import { readAgain, readInput } from "./spec-input.ts";
import { findSpecs } from "./spec-paths.ts";
import { UsageError } from "./usage-error.ts";

/** Judges every `expect` line of the specs; all are read, with all constants they name, before the first search. */
export async function testCommand(paths: readonly string[], options: CommonOptions, session: Session): Promise<number> {
  const format = reportFormatOf(options);
  if (format === "mail") throw new UsageError("'test' has no mail format");
  const { terminal } = session;
  const { specs, parts } = findSpecs(paths, options.root ?? null);
  const constants = constantsOf(options);
  const plans = specs.map(({ path, root }) => {
    const input = readInput(path, root, constants, terminal);
    const plan = input === null ? null : planTest(input.spec, (more) => readAgain(input, more, terminal));
    return input === null || plan === null ? null : { input, plan };
  });
  const ready = plans.filter((plan) => plan !== null);
  if (ready.length < plans.length) return USAGE_ERROR;
  const tested: TestedSpec[] = [];
  for (const { input, plan } of ready) {
    const result = await testSpec(input, plan, options, session);
    if (format === "text") {
      const lines = testedLines(result, terminal.width, options.quiet === true ? "quiet" : "normal");
      terminal.printLines(tested.length === 0 || lines.length === 0 ? lines : [EMPTY, ...lines]);
    }
    tested.push(result);
  }
  if (format === "json") terminal.printText(testJson(tested));
  else terminal.printLines(testTotalLines(tested, parts));
  sayNext(terminal, format, options, (width) => afterTest(tested, width));
  return worstExitCode(tested.map(exitCodeOf));
}

async function testSpec(
  { subject }: SpecInput,
  plan: TestPlan,
  options: CommonOptions,
  session: Session,
): Promise<TestedSpec> {
  const runs = await runsOf(plan, options, session);
  const lines = plan.lines.map(({ expectation, searches }) => ({
    expectation,
    outcome: judge(
      expectation,
      runs.filter((_, index) => searches.includes(index)),
    ),
  }));
  return { subject, lines, searches: runs.length, states: runs.reduce((sum, { states }) => sum + states, 0) };
}

/** In the order of the plan; the points of one spec are searched together. */
async function runsOf({ searches }: TestPlan, options: CommonOptions, session: Session): Promise<Run[]> {
  const runs = new Map<PlannedSearch, Run>();
  for (const spec of new Set(searches.map((search) => search.spec))) {
    const own = searches.filter((search) => search.spec === spec);
    const points = own.map(({ point }) => point);
    const found = await searched(session, spec, points, options, { traces: "left out" });
    for (const [index, search] of own.entries()) {
      const run = found[index];
      if (run !== undefined) runs.set(search, run);
    }
  }
  return searches.flatMap((search) => runs.get(search) ?? []);
}

/** A spec that expects nothing passes no test. */
function exitCodeOf({ lines }: TestedSpec): 0 | 1 | 3 {
  return lines.length === 0 ? 1 : exitCodeOfOutcomes(lines.map(({ outcome }) => outcome));
}
