import { explore } from "../explorer/explore.ts";
import type { PackedCollector } from "../explorer/packed-graph.ts";
import { packedCollector } from "../explorer/packed-graph.ts";
import type { PackedResult } from "../explorer/packed-search.ts";
import { packedSearch } from "../explorer/packed-search.ts";
import { shortestPath } from "../explorer/shortest-path.ts";
import type { Limit, Path, StateGraph } from "../explorer/state-graph.ts";
import type { CheckedSpec, KnobValue } from "../language/checked-spec.ts";
import type { Generated } from "../model/generated/generated-system.ts";
import { generate, tracingSystem } from "../model/generated/generated-system.ts";
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

/** Two engines, one meaning: a search by either gives Findings. */

export type SearchLimits = {
  readonly states: number | null;
  readonly depth: number | null;
  /** Of table and queues; the generated engine counts them. */
  readonly bytes: number | null;
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
  { shouldStop }: SearchLimits,
): LivenessFindings {
  const { spec } = system.model;
  const ask = () => shouldStop("search");
  if (stateGraph.limit !== null) return decideLiveness(spec, stateGraph.limit, ask);
  const graph = observed.graph(stateGraph.starts.map(({ state }) => state));
  const isState = (state: State, number: number) => stateGraph.numberOf(system.key(state)) === number;
  const pathOf = (lasso: Lasso) => lassoPath(system, isState, graph, stepLabels(spec), lasso);
  return decideLiveness(spec, { graph, pathOf }, ask);
}

function questions({ shouldStop, onProgress }: SearchLimits, stage: Stage) {
  return {
    shouldStop: () => shouldStop(stage),
    onProgress: (progress: Omit<Progress, "stage">) => onProgress({ ...progress, stage }),
  };
}

function countsOf({ states, transitions, depth, limit }: StateGraph) {
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
  const { states, transitions, depth, limit, peakBytes } = result;
  const reached = R.slice();
  const substantial = SUB.slice();
  return {
    states,
    transitions,
    depth,
    limit,
    breaches: result.breaches.size === 0 ? new Map() : tracedBreaches(result, generated, limits),
    reached: (statement) => reached[statement] === 1,
    substantial: (property) => substantial[property] === 1,
    liveness: collector === null ? new Map() : generatedLiveness(generated, collector, limit, limits),
    peakBytes,
  };
}

function generatedLiveness(
  generated: Generated,
  collector: PackedCollector,
  limit: Limit | null,
  { shouldStop }: SearchLimits,
): LivenessFindings {
  const { spec } = generated;
  const ask = () => shouldStop("search");
  if (limit !== null) return decideLiveness(spec, limit, ask);
  const graph = collector.graph();
  const system = tracingSystem(generated);
  const isState = (state: Int32Array, number: number) => {
    const words = collector.table.stateAt(number);
    return state.every((word, index) => word === words[index]);
  };
  const pathOf = (lasso: Lasso) => lassoPath(system, isState, graph, stepLabels(spec), lasso);
  return decideLiveness(spec, { graph, pathOf }, ask);
}

/**
 * The ways to the breaches of a search, by a second one that keeps parents. It sees the same states under the same
 * limits, so it chooses among the same ways as a search by the interpreter. Where it is cut short, the first one's
 * verdicts stay.
 */
function tracedBreaches(
  { breaches, certainDepth }: PackedResult,
  generated: Generated,
  limits: SearchLimits,
): ReadonlyMap<number, Finding> {
  const system = tracingSystem(generated);
  const deepest = Math.max(...breaches.values());
  const graph = explore(system, {
    inspect: () => system.brokenInLastState(),
    limits: { depth: Math.min(deepest, limits.depth ?? deepest), states: limits.states ?? undefined },
    ...questions(limits, "traces"),
  });
  const certain = Math.max(certainDepth, graph.certainDepth);
  const findings = [...breaches].map(([property, known]): [number, Finding] => {
    const found = graph.breaches.get(property)?.[0]?.depth ?? Infinity;
    const path = found <= known ? shortestPath(graph, property) : null;
    if (path !== null) return [property, { steps: found, shortest: found <= certain, path, limit: null }];
    const { limit } = graph;
    if (limit === null || limit === "depth" || limit === "states")
      throw new Error("untorn defect: a violation that the second search does not find");
    return [property, { steps: known, shortest: known <= certain, path: null, limit }];
  });
  return new Map(findings);
}
