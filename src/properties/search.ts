import { breachCollector } from "../explorer/breach-collector.ts";
import { breachGraph } from "../explorer/breach-graph.ts";
import type { DesignGraph } from "../explorer/design-graph.ts";
import { designGraph } from "../explorer/design-graph.ts";
import { bytesOf } from "../explorer/edge-graph.ts";
import { explore } from "../explorer/explore.ts";
import { familySearch } from "../explorer/family-search.ts";
import type { NumberedTable } from "../explorer/numbered-table.ts";
import type { PackedCollector } from "../explorer/packed-graph.ts";
import { packedCollector } from "../explorer/packed-graph.ts";
import type { PackedResult } from "../explorer/packed-search.ts";
import { packedSearch } from "../explorer/packed-search.ts";
import { shortestPath } from "../explorer/shortest-path.ts";
import type { Limit, Path, StateGraph } from "../explorer/state-graph.ts";
import type { CheckedSpec, KnobValue } from "../language/checked-spec.ts";
import type { Generated } from "../model/generated/generated-system.ts";
import { generate, generateAll, onlyDesign, startGroup, tracingSystem } from "../model/generated/generated-system.ts";
import type { Setting } from "../model/generated/settings.ts";
import type { Interpreter } from "../model/interpreter/interpreter.ts";
import type { State } from "../model/interpreter/state.ts";
import { stepLabels } from "../model/step-labels.ts";
import { formulasOf } from "../model/temporal/temporal-formula.ts";
import type { Finding, Findings } from "./findings.ts";
import { builtInProperties, inspector, neverVacuous } from "./inspect.ts";
import { decideLiveness } from "./liveness/decide-liveness.ts";
import type { LivenessFindings } from "./liveness/findings.ts";
import type { Lasso } from "./liveness/lasso.ts";
import { lassoPath } from "./liveness/lasso-path.ts";
import type { Observer } from "./liveness/observer.ts";
import { observer } from "./liveness/observer.ts";
import { Resources } from "./liveness/resources.ts";

/** Two engines, one meaning: a search by either gives Findings. */

export type SearchLimits = {
  readonly states: number | null;
  readonly depth: number | null;
  /** Of table and queues, which the generated engine counts, and of the analysis of formulas. */
  readonly bytes: number | null;
  /** Whether the ways to violations are found, by a second search. */
  readonly traces: "found" | "left out";
  readonly shouldStop: (stage: Stage) => Limit | null;
  readonly onProgress: (progress: Progress) => void;
};

/** `search` decides the verdicts; `traces` is a second search, for the ways to the violations that the first found. */
export type Stage = "search" | "traces";

export type Progress = {
  readonly states: number;
  readonly transitions: number;
  readonly depth: number;
  readonly frontier: number;
  readonly stage: Stage;
};

/** By the reference interpreter, which never reduces. */
export function searchByInterpreter(system: Interpreter, limits: SearchLimits): Findings {
  const { inspect, substantial } = inspector(system);
  const observed = observer(system);
  const graph = explore(system, {
    inspect: (state, steps) => {
      observed?.state(state, steps);
      return inspect(state, steps);
    },
    onStep: (_from, to, step) => observed?.step(to, step),
    limits: { states: limits.states ?? undefined, depth: limits.depth ?? undefined },
    ...questions(limits, "search"),
  });
  const paths = pathsIn(graph);
  const breaches = [...paths].map(([property, path]) => {
    const steps = path.steps.length;
    return [property, { steps, shortest: steps <= graph.certainDepth, path, limit: null }] as const;
  });
  return {
    ...countsOf(graph),
    breaches: new Map(breaches),
    reached: (statement) => system.model.reached.has(statement),
    substantial: (property) => substantial.has(property),
    liveness: observed === null ? new Map() : interpretedLiveness(system, graph, observed, limits),
    peakBytes: null,
  };
}

function interpretedLiveness(
  system: Interpreter,
  stateGraph: StateGraph,
  observed: Observer,
  limits: SearchLimits,
): LivenessFindings {
  const { spec } = system.model;
  if (stateGraph.limit !== null) return decideLiveness(spec, stateGraph.limit, resourcesFor(limits, 0));
  const graph = observed.graph(stateGraph.starts.map(({ state }) => state));
  const isState = (state: State, number: number) => stateGraph.numberOf(system.key(state)) === number;
  const pathOf = (lasso: Lasso) => lassoPath(system, isState, graph, stepLabels(spec), lasso);
  return decideLiveness(spec, { graph, pathOf }, resourcesFor(limits, bytesOf(graph)));
}

/** What is left for deciding formulas beside what the graph takes. */
function resourcesFor({ bytes, shouldStop }: SearchLimits, usedBytes: number): Resources {
  return new Resources({ bytes: bytes ?? Infinity, usedBytes, shouldStop: () => shouldStop("search") });
}

function questions({ shouldStop, onProgress }: SearchLimits, stage: Stage) {
  return {
    shouldStop: () => shouldStop(stage),
    onProgress: (progress: Omit<Progress, "stage">) => onProgress({ ...progress, stage }),
  };
}

function countsOf({ states, transitions, depth, limit }: StateGraph | PackedResult) {
  return { states, transitions, depth, limit };
}

function pathsIn(graph: StateGraph): ReadonlyMap<number, Path> {
  const paths = new Map<number, Path>();
  for (const property of graph.breaches.keys()) {
    const path = shortestPath(graph, property);
    if (path !== null) paths.set(property, path);
  }
  return paths;
}

/**
 * By generated code. The search keeps no parents; where something is violated, a second one goes down to that depth
 * and keeps them. `reduce`: dead variables are stored as their default.
 */
export function searchByGenerated(
  spec: CheckedSpec,
  knobs: readonly KnobValue[],
  reduce: boolean,
  limits: SearchLimits,
): Findings {
  const generated = generate(spec, knobs, reduce);
  const R = new Uint8Array(spec.statements);
  const SUB = new Uint8Array(spec.properties.length);
  for (const property of neverVacuous(spec)) SUB[property] = 1;
  const bytes = limits.bytes ?? Infinity;
  const mostStates = limits.states ?? Infinity;
  const collector =
    spec.liveness.length === 0
      ? null
      : packedCollector(generated.words, formulasOf(spec).propositions.length, { states: mostStates, bytes });
  const result = packedSearch(generated, {
    collector,
    R,
    SUB,
    ranges: builtInProperties(spec).ranges,
    limits: { states: limits.states ?? undefined, depth: limits.depth ?? undefined, bytes: limits.bytes ?? undefined },
    ...questions(limits, "search"),
  });
  const { limit } = result;
  const liveness = collector === null ? null : generatedLiveness(generated, collector, limit, limits);
  const reached = R.slice();
  const substantial = SUB.slice();
  return {
    ...countsOf(result),
    breaches: result.breaches.size === 0 ? new Map() : tracedBreaches(result, generated, 0, limits),
    reached: (statement) => reached[statement] === 1,
    substantial: (property) => substantial[property] === 1,
    liveness: liveness?.findings ?? new Map(),
    peakBytes: Math.max(result.peakBytes, liveness?.peakBytes ?? 0),
  };
}

/** All settings of the knobs at once: for each what a search of it alone finds. */
export function searchAllByGenerated(
  spec: CheckedSpec,
  settings: readonly Setting[],
  reduce: boolean,
  limits: SearchLimits,
): readonly Findings[] {
  const [only] = settings;
  if (only === undefined) return [];
  if (settings.length === 1) return [searchByGenerated(spec, only, reduce, limits)];
  const middle = Math.ceil(settings.length / 2);
  const halves = () =>
    [settings.slice(0, middle), settings.slice(middle)].flatMap((half) =>
      searchAllByGenerated(spec, half, reduce, limits),
    );
  if (settings.length > MOST_AT_ONCE) return halves();
  const found = searchFamily(generateAll(spec, settings, reduce), limits);
  if (found === null) return halves();
  return settings.map((setting, design) => found(design) ?? searchByGenerated(spec, setting, reduce, limits));
}

/** Designs in one search: as many as a word has bits. */
const MOST_AT_ONCE = 32;

/** What is found of each design, null where it must be searched alone; null in all where they take too much memory together. */
function searchFamily(generated: Generated, limits: SearchLimits): ((design: number) => Findings | null) | null {
  const { spec, code } = generated;
  const { designWords, settings } = code;
  const R = new Int32Array(spec.statements * designWords);
  const SUB = new Int32Array(spec.properties.length * designWords);
  for (const property of neverVacuous(spec)) SUB.fill(-1, property * designWords, (property + 1) * designWords);
  const graph = spec.liveness.length === 0 ? null : designGraph(designWords, formulasOf(spec).propositions.length);
  const found = familySearch(generated, {
    designs: settings.length,
    designWords,
    R,
    SUB,
    graph,
    ranges: builtInProperties(spec).ranges,
    limits: { states: limits.states ?? undefined, depth: limits.depth ?? undefined, bytes: limits.bytes ?? undefined },
    ...questions(limits, "search"),
  });
  if (found === null) return null;
  const has = (sets: Int32Array, index: number, design: number) =>
    (((sets[index * designWords + (design >> 5)] ?? 0) >>> (design & 31)) & 1) === 1;
  return (design) => {
    const result = found.designs[design] ?? null;
    if (result === null) return null;
    return {
      ...countsOf(result),
      breaches: result.breaches.size === 0 ? new Map() : tracedBreaches(result, generated, design, limits),
      reached: (statement) => has(R, statement, design),
      substantial: (property) => has(SUB, property, design),
      liveness:
        graph === null ? new Map() : familyLiveness(generated, graph, found.table, design, result.limit, limits),
      peakBytes: result.peakBytes,
    };
  };
}

function familyLiveness(
  generated: Generated,
  family: DesignGraph,
  table: NumberedTable,
  design: number,
  limit: Limit | null,
  limits: SearchLimits,
): LivenessFindings {
  const { spec } = generated;
  if (limit !== null) return decideLiveness(spec, limit, resourcesFor(limits, 0));
  const { graph, numbers } = family.graphOf(design);
  const system = tracingSystem(generated, design);
  const isState = (state: Int32Array, number: number) => {
    const words = table.stateAt(numbers[number] ?? 0);
    return state.every((word, index) => word === words[index]);
  };
  const pathOf = (lasso: Lasso) => lassoPath(system, isState, graph, stepLabels(spec), lasso);
  return decideLiveness(spec, { graph, pathOf }, resourcesFor(limits, table.bytes() + bytesOf(graph)));
}

function generatedLiveness(
  generated: Generated,
  collector: PackedCollector,
  limit: Limit | null,
  limits: SearchLimits,
): { readonly findings: LivenessFindings; readonly peakBytes: number } {
  const { spec } = generated;
  if (limit !== null) return { findings: decideLiveness(spec, limit, resourcesFor(limits, 0)), peakBytes: 0 };
  const graph = collector.graph();
  const resources = resourcesFor(limits, collector.table.bytes() + bytesOf(graph));
  const system = tracingSystem(generated);
  const isState = (state: Int32Array, number: number) => {
    const words = collector.table.stateAt(number);
    return state.every((word, index) => word === words[index]);
  };
  const pathOf = (lasso: Lasso) => lassoPath(system, isState, graph, stepLabels(spec), lasso);
  return { findings: decideLiveness(spec, { graph, pathOf }, resources), peakBytes: resources.peakBytes() };
}

/**
 * The ways to the breaches of a search, by a second one that keeps its states and steps as numbers. It sees the same states
 * under the same limits, so it chooses among the same ways as a search by the interpreter. Where it is cut short, the first
 * one's verdicts stay.
 */
function tracedBreaches(
  { breaches, certainDepth }: PackedResult,
  generated: Generated,
  design: number,
  limits: SearchLimits,
): ReadonlyMap<number, Finding> {
  if (limits.traces === "left out") return untraced(breaches, certainDepth);
  const { spec, words, code } = generated;
  const deepest = Math.max(...breaches.values());
  const mostStates = limits.states ?? undefined;
  const collector = breachCollector(words, { states: mostStates ?? Infinity, bytes: Infinity });
  const sets = code.designWords === 0 ? null : onlyDesign(design, code.designWords);
  const size = Math.max(1, code.designWords);
  const second = packedSearch(generated, {
    collector,
    R: new Int32Array(spec.statements * size),
    SUB: new Int32Array(spec.properties.length * size),
    ...(sets === null ? {} : { design: { sets, group: startGroup(generated, design) } }),
    ranges: builtInProperties(spec).ranges,
    limits: { states: mostStates, depth: Math.min(deepest, limits.depth ?? deepest) },
    ...questions(limits, "traces"),
  });
  const near = [...breaches].filter(([property, known]) => (second.breaches.get(property) ?? Infinity) <= known);
  const properties = near.map(([property]) => property);
  const graph = breachGraph(tracingSystem(generated, design), collector, properties, () => limits.shouldStop("traces"));
  const stop = typeof graph === "string" ? graph : second.limit;
  const certain = Math.max(certainDepth, second.certainDepth);
  const findings = [...breaches].map(([property, known]): [number, Finding] => {
    const found = second.breaches.get(property) ?? Infinity;
    const path = typeof graph === "string" || found > known ? null : shortestPath(graph, property);
    if (path !== null) return [property, { steps: found, shortest: found <= certain, path, limit: null }];
    if (stop === null || stop === "depth" || stop === "states")
      throw new Error("untorn defect: a violation that the second search does not find");
    return [property, { steps: known, shortest: known <= certain, path: null, limit: stop }];
  });
  return new Map(findings);
}

function untraced(breaches: PackedResult["breaches"], certainDepth: number): ReadonlyMap<number, Finding> {
  const findings = [...breaches].map(([property, steps]): [number, Finding] => {
    return [property, { steps, shortest: steps <= certainDepth, path: null, limit: null }];
  });
  return new Map(findings);
}
