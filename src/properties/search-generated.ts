import { bytesOf } from "../explorer/edge-graph.ts";
import type { PackedCollector } from "../explorer/packed-graph.ts";
import { packedCollector } from "../explorer/packed-graph.ts";
import { packedSearch } from "../explorer/packed-search.ts";
import type { Limit } from "../explorer/state-graph.ts";
import type { CheckedSpec, KnobValue } from "../language/checked-spec.ts";
import type { FlowSites } from "../model/flow-sites.ts";
import type { Generated } from "../model/generated/generated-system.ts";
import { generateAll, tracingSystem } from "../model/generated/generated-system.ts";
import type { Setting } from "../model/generated/settings.ts";
import { stepLabels } from "../model/step-labels.ts";
import { formulasOf } from "../model/temporal/temporal-formula.ts";
import type { ErrorFlow } from "./error-flow.ts";
import { errorFlow } from "./error-flow.ts";
import type { Findings } from "./findings.ts";
import { builtInProperties, neverVacuous } from "./inspect.ts";
import { decideLiveness } from "./liveness/decide-liveness.ts";
import type { LivenessFindings } from "./liveness/findings.ts";
import type { Lasso } from "./liveness/lasso.ts";
import { lassoPath } from "./liveness/lasso-path.ts";
import { Stopped } from "./liveness/resources.ts";
import type { SearchLimits } from "./search.ts";
import { countsOf, questions, resourcesFor } from "./search.ts";
import { tracedBreaches } from "./traced-breaches.ts";

/** `reduce`: dead variables are stored as their default. `flow`: what becomes of error codes is noted. */
export type CodeOptions = { readonly reduce: boolean; readonly flow: FlowSites | null };

/** By generated code, which keeps no parents. */
export function searchByGenerated(
  spec: CheckedSpec,
  knobs: readonly KnobValue[],
  options: CodeOptions,
  limits: SearchLimits,
): Findings {
  const generated = generatedUnlessStopped(spec, [knobs], options, limits);
  const flowIn = (F: Int32Array) => flowAt(spec, knobs, options, (fact) => F[fact] === 1);
  if (typeof generated === "string") return nothingFound(spec, generated, flowIn(new Int32Array(0)), limits);
  const F = new Int32Array(generated.facts);
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
    F,
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
    flow: flowIn(F),
    peakBytes: Math.max(result.peakBytes, liveness?.peakBytes ?? 0),
  };
}

function generatedLiveness(
  generated: Generated,
  collector: PackedCollector,
  limit: Limit | null,
  limits: SearchLimits,
): { readonly findings: LivenessFindings; readonly peakBytes: number } {
  const { spec } = generated;
  if (limit !== null) return { findings: decideLiveness(spec, limit, resourcesFor(limits, 0)), peakBytes: 0 };
  const { graph, spare } = collector.graph();
  const resources = resourcesFor(limits, collector.table.bytes() + bytesOf(graph), spare);
  const system = tracingSystem(generated);
  const isState = (state: Int32Array, number: number) => {
    const words = collector.table.stateAt(number);
    return state.every((word, index) => word === words[index]);
  };
  const pathOf = (lasso: Lasso) => lassoPath(system, isState, graph, stepLabels(spec), lasso);
  return { findings: decideLiveness(spec, { graph, pathOf }, resources), peakBytes: resources.peakBytes() };
}

/** Long bodies take long to write, so the questions of the search begin there. */
export function generatedUnlessStopped(
  spec: CheckedSpec,
  settings: readonly Setting[],
  { reduce, flow }: CodeOptions,
  { shouldStop }: SearchLimits,
): Generated | Limit {
  let limit: Limit | null = null;
  const ask = () => {
    limit = shouldStop("search");
    if (limit !== null) throw new Stopped(limit);
  };
  try {
    return generateAll(spec, settings, reduce, ask, flow);
  } catch (problem) {
    if (!(problem instanceof Stopped) || limit === null) throw problem;
    return limit;
  }
}

/** The search did not even begin. */
export function nothingFound(spec: CheckedSpec, limit: Limit, flow: ErrorFlow | null, limits: SearchLimits): Findings {
  const liveness = decideLiveness(spec, limit, resourcesFor(limits, 0));
  const nothing = { states: 0, transitions: 0, depth: 0, breaches: new Map(), peakBytes: null };
  return { ...nothing, limit, liveness, flow, reached: () => false, substantial: () => false };
}

/** What became of error codes at a point of the knobs, where somebody asks. */
export function flowAt(
  spec: CheckedSpec,
  knobs: readonly KnobValue[],
  { flow }: CodeOptions,
  seen: (fact: number) => boolean,
): ErrorFlow | null {
  return flow === null ? null : errorFlow(spec, knobs, flow, seen);
}
