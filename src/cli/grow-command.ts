import { readSpec } from "../check.ts";
import type { CheckedSpec } from "../language/checked-spec.ts";
import { loadSpec } from "../language/load-spec.ts";
import type { SizingConstants } from "../language/sizing-constants.ts";
import { sizingConstants } from "../language/sizing-constants.ts";
import { changedVerdicts } from "../properties/changed-verdicts.ts";
import type { Run } from "../properties/run.ts";
import { exitCodeOfLimits } from "../report/exit-code.ts";
import type { Growth } from "../report/growth.ts";
import { growthJson } from "../report/growth-json.ts";
import { growthLines, growthMailLines } from "../report/growth-text.ts";
import { designPieces } from "../report/subject.ts";
import { comparedPoints } from "./choose-point.ts";
import type { CompareOptions } from "./options.ts";
import { detailOf, reportFormatOf } from "./options.ts";
import type { Session } from "./session.ts";
import { searched } from "./session.ts";
import type { SpecInput } from "./spec-input.ts";
import { printReport } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

/** One more of something may be too much to search: where nobody says how far, this far. */
const MOST_STATES = 2_000_000;
const MOST_SECONDS = 60;

type Grown = { readonly constant: string; readonly value: number; readonly spec: CheckedSpec | null };

/** `compare --grow`: one more of each actor, one at a time, and whether what holds still does. */
export async function growCommand(input: SpecInput, options: CompareOptions, session: Session): Promise<number> {
  const format = reportFormatOf(options);
  const { spec, subject } = input;
  const { vary, all, traces, property, mutate } = options;
  if ([vary, all, traces, property, mutate].some((other) => other !== undefined)) {
    throw new UsageError("--grow is for designs", "leave out --vary, --all, --traces, --property, --mutate");
  }
  const wanted = format === "json" ? "found" : "left out";
  const bases = await searched(session, spec, comparedPoints(spec, options), options, { traces: wanted });
  const { constants, fixed } = sizesOf(input);
  const limits = { ...options, maxStates: options.maxStates ?? MOST_STATES, timeout: options.timeout ?? MOST_SECONDS };
  const grown = constants.map((constant) => grownBy(input, constant)).filter((each) => hasMore(each, spec));
  const runs = new Map<Grown, readonly Run[]>();
  for (const each of grown) {
    if (each.spec === null) continue;
    runs.set(
      each,
      await searched(session, each.spec, comparedPoints(each.spec, options), limits, { traces: "left out" }),
    );
  }
  const growth: Growth = {
    tables: bases.map((base, index) => ({ base, rows: rowsOf(base, index, runs) })),
    fixed,
    refused: grown.flatMap(({ constant, value, spec: read }) => (read === null ? [`${constant}=${value}`] : [])),
  };
  const pieces = designPieces(subject, ["compare", "--grow", ...limitPieces(options)], options);
  printReport(session.terminal, format, {
    text: (width) => growthLines(growth, subject, width, detailOf(options)),
    mail: () => growthMailLines(growth, subject, pieces),
    json: () => growthJson(growth, subject),
  });
  return exitCodeOfLimits([...bases, ...[...runs.values()].flat()]);
}

function sizesOf({ files }: SpecInput): SizingConstants {
  const { loaded } = loadSpec(files.main, files.readPart);
  return loaded === null ? { constants: [], fixed: [] } : sizingConstants(loaded);
}

/** The same spec with one more; null where that is none. */
function grownBy({ files, spec, subject }: SpecInput, constant: string): Grown {
  const value = Number(spec.constants.find(({ name }) => name === constant)?.value) + 1;
  const constants = new Map([...subject.constants, [constant, value]]);
  return { constant, value, spec: readSpec(files.main, { constants, readPart: files.readPart }).spec };
}

/** A constant may ask whether there are any: then one more changes nothing. */
function hasMore({ spec }: Grown, before: CheckedSpec): boolean {
  return spec === null || spec.instances > before.instances;
}

function rowsOf(base: Run, index: number, runs: ReadonlyMap<Grown, readonly Run[]>): Growth["tables"][number]["rows"] {
  return [...runs].flatMap(([{ constant, value }, searches]) => {
    const run = searches[index];
    return run === undefined ? [] : [{ constant, value, run, changes: changedVerdicts(base, run) }];
  });
}

/** What ended a search early belongs to the command that gives it again. */
function limitPieces({ maxStates, timeout }: CompareOptions): string[] {
  return [
    ...(maxStates === undefined ? [] : [`--max-states ${maxStates}`]),
    ...(timeout === undefined ? [] : [`--timeout ${timeout}s`]),
  ];
}
