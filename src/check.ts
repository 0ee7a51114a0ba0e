import type { Limit } from "./explorer/state-graph.ts";
import { satisfies } from "./language/assumption.ts";
import { checkSpec } from "./language/check-spec.ts";
import type { CheckedSpec, KnobValue } from "./language/checked-spec.ts";
import type { Diagnostic } from "./language/diagnostic.ts";
import { inTextOrder } from "./language/diagnostic.ts";
import type { ReadPart } from "./language/load-spec.ts";
import { loadSpec } from "./language/load-spec.ts";
import type { SourceFile } from "./language/source.ts";
import { specWarnings } from "./language/warnings/spec-warnings.ts";
import { flowSites } from "./model/flow-sites.ts";
import { interpret } from "./model/interpreter/interpreter.ts";
import { countedStatements } from "./properties/coverage.ts";
import { decide } from "./properties/decide.ts";
import type { Findings } from "./properties/findings.ts";
import type { Run } from "./properties/run.ts";
import type { Progress, Stage } from "./properties/search.ts";
import { searchAllByGenerated } from "./properties/search-designs.ts";
import { nothingFound } from "./properties/search-generated.ts";
import { searchByInterpreter } from "./properties/search-interpreted.ts";

/** The whole pipeline on one page: text in, verdicts out. Pure: what it needs of the world it is given as functions. */

/** Values given on the command line by `--set`, by name; names that the spec does not declare are ignored. */
export type ConstantSettings = ReadonlyMap<string, number | boolean>;

export type ReadOptions = {
  readonly constants: ConstantSettings;
  /** The text of a part, by the path as written in `use`, relative to the file that names it; or why not. */
  readonly readPart: ReadPart;
};

export type ReadResult = { readonly spec: CheckedSpec | null; readonly diagnostics: readonly Diagnostic[] };

export type SearchOptions = {
  readonly maxStates: number | null;
  readonly maxDepth: number | null;
  /** Asked every few hundred states; a limit ends the search. A second search, for traces, asks anew. */
  readonly shouldStop: (stage: Stage) => Limit | null;
  readonly onProgress: (snapshot: Progress) => void;
  /** Seconds from an arbitrary start, for `Run.seconds`. */
  readonly clock: () => number;
  /** Seconds of processor time of the whole process, for `Run.cpuSeconds`. */
  readonly cpuClock?: () => number;
  /** Bytes of table, queues and the analysis of formulas; the interpreter counts the last only. */
  readonly maxBytes?: number | null;
  /** `generated` unless told otherwise. */
  readonly engine?: "interpreter" | "generated";
  /** Dead variables are stored as their default: true unless told otherwise; the interpreter never does. */
  readonly reduce?: boolean;
  /** Counterexamples of what states violate: found unless told otherwise; the interpreter always does, and formulas do. */
  readonly traces?: "found" | "left out";
  /** Whether to tell what becomes of error codes: false unless told otherwise. */
  readonly flow?: boolean;
};

export type { Progress };

/** Text in, checked spec or diagnostics out. Mistakes in a part are told with the part's own file. */
export function readSpec(file: SourceFile, options: ReadOptions): ReadResult {
  const { loaded, diagnostics } = loadSpec(file, options.readPart);
  if (loaded === null || loaded.lost === null) return { spec: null, diagnostics };
  const checked = checkSpec(loaded, options.constants);
  const found = inTextOrder(loaded.files, [...diagnostics, ...checked.diagnostics]);
  // A text that could not be read in full is no spec, whatever is left of it.
  if (checked.spec === null || diagnostics.length > 0) return { spec: null, diagnostics: found };
  return { spec: checked.spec, diagnostics: [...found, ...specWarnings(loaded, checked.spec)] };
}

/** A point of the knobs: a design by name, or the defaults with some knobs changed. */
export type Point = { readonly design: string | null; readonly knobs: readonly KnobValue[] };

/** Whether the spec's `assume` lines admit a point. */
export function isAdmitted(spec: CheckedSpec, point: Point): boolean {
  return spec.assumptions.every((assumption) => satisfies(assumption, point.knobs));
}

/** One search, one verdict per property. */
export function checkPoint(spec: CheckedSpec, point: Point, options: SearchOptions): Run {
  const [run] = checkPoints(spec, [point], options);
  if (run === undefined) throw new Error("untorn defect: a search without a result");
  return run;
}

/** All points in one search where the engine can: for each what a search of it alone says. Times are each one's share. */
export function checkPoints(spec: CheckedSpec, points: readonly Point[], options: SearchOptions): Run[] {
  const { clock, cpuClock = clock } = options;
  const [started, cpuStarted] = [clock(), cpuClock()];
  const found = search(spec, points, options);
  const seconds = (clock() - started) / points.length;
  const cpuSeconds = (cpuClock() - cpuStarted) / points.length;
  return points.flatMap((point, index) => {
    const findings = found[index];
    return findings === undefined ? [] : [runOf(spec, point, findings, { seconds, cpuSeconds })];
  });
}

type Times = { readonly seconds: number; readonly cpuSeconds: number };

function runOf(spec: CheckedSpec, point: Point, findings: Findings, { seconds, cpuSeconds }: Times): Run {
  const system = interpret(spec, point.knobs);
  const verdicts = spec.properties.map((property) => decide(system, findings, property));
  const counted = countedStatements(spec);
  const { states, transitions, depth, limit, peakBytes } = findings;
  return {
    spec,
    design: point.design,
    knobs: point.knobs,
    limit,
    states,
    transitions,
    depth,
    seconds,
    cpuSeconds,
    bytesPerState: peakBytes === null || states === 0 ? null : peakBytes / states,
    verdicts,
    statementsReached: counted.filter((statement) => findings.reached(statement.id)).length,
    unreached: counted.filter((statement) => !findings.reached(statement.id)).map((statement) => statement.span),
    errorFlow: findings.flow,
  };
}

/** What is known of a search that had to be left alone in the middle: how far it was, if it ever told. */
export function abandonedRuns(
  spec: CheckedSpec,
  points: readonly Point[],
  limit: Limit,
  far: Omit<Progress, "stage"> | null,
): Run[] {
  const limits = { states: null, depth: null, bytes: null, traces: "left out", shouldStop: () => limit } as const;
  const nothing = nothingFound(spec, limit, null, { ...limits, onProgress: () => undefined });
  const { states, transitions, depth } = far ?? nothing;
  const findings = { ...nothing, states, transitions, depth };
  return points.map((point) => runOf(spec, point, findings, { seconds: 0, cpuSeconds: 0 }));
}

function search(spec: CheckedSpec, points: readonly Point[], options: SearchOptions): readonly Findings[] {
  const { maxStates, maxDepth, maxBytes = null, engine = "generated", reduce = true, shouldStop, onProgress } = options;
  const { traces = "found" } = options;
  const flow = options.flow === true ? flowSites(spec) : null;
  const limits = { states: maxStates, depth: maxDepth, bytes: maxBytes, traces, shouldStop, onProgress };
  switch (engine) {
    case "interpreter":
      return points.map((point) =>
        searchByInterpreter(
          interpret(spec, point.knobs, flow === null ? null : { sites: flow, seen: new Set() }),
          limits,
        ),
      );
    case "generated":
      return searchAllByGenerated(
        spec,
        points.map(({ knobs }) => knobs),
        { reduce, flow },
        limits,
      );
  }
}
