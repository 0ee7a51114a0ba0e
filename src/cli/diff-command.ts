import { concerning, judge } from "../expectations.ts";
import type { CheckedSpec } from "../language/checked-spec.ts";
import type { Property } from "../language/property.ts";
import { interpret } from "../model/interpreter/interpreter.ts";
import type { Trace } from "../model/trace.ts";
import type { Run } from "../properties/run.ts";
import { walkedUnder } from "../properties/walked-under.ts";
import { diffJson } from "../report/diff-json.ts";
import type { Diff } from "../report/diff-text.ts";
import { diffLines, diffMailLines } from "../report/diff-text.ts";
import { exitCodeOfComparison } from "../report/exit-code.ts";
import { settingPieces, shellWord } from "../report/subject.ts";
import { chosenPoint } from "./choose-point.ts";
import type { CompareOptions } from "./options.ts";
import { detailOf, reportFormatOf } from "./options.ts";
import type { Session } from "./session.ts";
import { searched } from "./session.ts";
import type { SpecInput } from "./spec-input.ts";
import { unknown } from "./spec-input.ts";
import { printReport } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

/** `compare --diff D1 D2 --property P`: the counterexample of one design, walked under the other until they part. */
export async function diffCommand(
  { spec, subject }: SpecInput,
  options: CompareOptions,
  session: Session,
): Promise<number> {
  const format = reportFormatOf(options);
  const names = diffedDesigns(options);
  const property = spec.properties.find(({ name }) => name === options.property);
  if (property === undefined) throw unknown("property", options.property ?? "", spec.properties);
  const points = names.map((design) => chosenPoint(spec, { design, D: [] }));
  const [first, second] = await searched(session, spec, points, options);
  // A signal may end the searches before the second one.
  if (first === undefined || second === undefined) throw new UsageError("the searches were ended");
  const runs: readonly [Run, Run] = [first, second];
  const expected = concerning(spec, runs).map(({ expectation, runs: meant }) => ({
    expectation,
    outcome: judge(expectation, meant),
  }));
  const diff: Diff = { property, runs, walked: walked(spec, property, runs), expected };
  const pieces = ["compare", shellWord(subject.path), `--diff ${names.join(" ")}`, `--property ${property.name}`];
  printReport(session.terminal, format, {
    text: (width) => diffLines(diff, subject, width, detailOf(options)),
    mail: () => diffMailLines(diff, subject, [...pieces, ...settingPieces(subject)]),
    json: () => diffJson(diff, subject),
  });
  return exitCodeOfComparison(
    runs,
    expected.map(({ outcome }) => outcome),
  );
}

function diffedDesigns({ diff = [], property, ...others }: CompareOptions): readonly string[] {
  if (diff.length !== 2 || diff[0] === diff[1]) throw new UsageError("--diff takes two designs: --diff D1 D2");
  if (property === undefined) throw new UsageError("--diff needs a property: --property NAME");
  const { design, D, vary, all, traces, mutate, grow } = others;
  if ([design, D, vary, all, traces, mutate, grow].some((other) => other !== undefined)) {
    const hint = "leave out --design, -D, --vary, --all, --traces, --mutate, --grow";
    throw new UsageError("--diff compares two designs as they are", hint);
  }
  return diff;
}

function walked(spec: CheckedSpec, property: Property, runs: readonly [Run, Run]): Diff["walked"] {
  for (const by of [0, 1] as const) {
    const trace = traceOf(runs[by], property);
    if (trace === null) continue;
    const [violating, other] = by === 0 ? runs : [runs[1], runs[0]];
    const under = walkedUnder(interpret(spec, violating.knobs), interpret(spec, other.knobs), property, trace);
    return { by, trace, under };
  }
  return null;
}

function traceOf({ verdicts }: Run, { index }: Property): Trace | null {
  const verdict = verdicts[index];
  return verdict?.kind === "violated" ? verdict.counterexample : null;
}
