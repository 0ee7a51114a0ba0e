import type { Point } from "../check.ts";
import type { Span } from "../language/source.ts";
import { mutateSpec } from "../mutation/mutate-spec.ts";
import type { MutatedSpec, Mutation } from "../mutation/mutation.ts";
import { changedVerdicts } from "../properties/changed-verdicts.ts";
import type { Run } from "../properties/run.ts";
import { exitCodeOfLimits } from "../report/exit-code.ts";
import type { NecessityTable } from "../report/necessity.ts";
import { necessityJson } from "../report/necessity-json.ts";
import { necessityLines, necessityMailLines } from "../report/necessity-text.ts";
import { designPieces } from "../report/subject.ts";
import { chosenPoint } from "./choose-point.ts";
import type { CompareOptions, PointOptions } from "./options.ts";
import { detailOf, reportFormatOf } from "./options.ts";
import type { Session } from "./session.ts";
import { searched } from "./session.ts";
import type { SpecInput } from "./spec-input.ts";
import { printReport } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

/** `compare --mutate`: one thing dropped at a time, and what no longer holds without it. */
export async function mutateCommand(
  { spec, subject }: SpecInput,
  options: CompareOptions,
  session: Session,
): Promise<number> {
  const format = reportFormatOf(options);
  const points = mutatedDesigns(options).map((chosen) => chosenPoint(spec, chosen));
  const bases = await searched(session, spec, points, options, { traces: format === "json" ? "found" : "left out" });
  const mutated = mutateSpec(spec);
  const tables: NecessityTable[] = [];
  for (const [index, base] of bases.entries()) {
    const point = points[index];
    if (point !== undefined) tables.push(await tableOf(base, point, mutated, options, session));
  }
  const necessity = { tables, leftOut: mutated.leftOut };
  const pieces = designPieces(subject, ["compare", "--mutate"], options);
  printReport(session.terminal, format, {
    text: (width) => necessityLines(necessity, subject, width, detailOf(options)),
    mail: () => necessityMailLines(necessity, subject, pieces),
    json: () => necessityJson(necessity, subject),
  });
  return exitCodeOfLimits(tables.flatMap(({ base, rows }) => [base, ...rows.map(({ run }) => run)]));
}

function mutatedDesigns({ design = [], D = [], ...others }: CompareOptions): Pick<PointOptions, "design" | "D">[] {
  const { vary, all, traces, property, grow } = others;
  if ([vary, all, traces, property, grow].some((other) => other !== undefined)) {
    throw new UsageError("--mutate is for designs", "leave out --vary, --all, --traces, --property, --grow");
  }
  if (D.length > 0 && design.length > 1) throw new UsageError("-D goes with one --design here");
  return design.length === 0 ? [{ D }] : [...new Set(design)].map((name) => ({ design: name, D }));
}

/** What nothing executes need not be searched without. */
async function tableOf(
  base: Run,
  point: Point,
  { spec, mutations }: MutatedSpec,
  options: CompareOptions,
  session: Session,
): Promise<NecessityTable> {
  const reached = mutations.filter((mutation) => isReached(base, mutation));
  const points = reached.map(({ knob }) => ({
    design: point.design,
    knobs: [...point.knobs, ...mutations.map((other) => other.knob !== knob)],
  }));
  const runs = await searched(session, spec, points, options, { traces: "left out" });
  return {
    base,
    rows: reached.flatMap((mutation, index) => {
      const run = runs[index];
      return run === undefined ? [] : [{ mutation, run, changes: changedVerdicts(base, run) }];
    }),
    unreached: mutations.filter((mutation) => !reached.includes(mutation)),
  };
}

function isReached({ unreached }: Run, { statements }: Mutation): boolean {
  return statements.every((span) => !unreached.some((other) => isSame(span, other)));
}

/** Spans that come from another thread are copies. */
function isSame(one: Span, other: Span): boolean {
  return one.start === other.start && one.end === other.end && one.file.path === other.file.path;
}
