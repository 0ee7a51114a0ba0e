import { bytesOf } from "../explorer/edge-graph.ts";
import { explore } from "../explorer/explore.ts";
import { shortestPath } from "../explorer/shortest-path.ts";
import type { Path, StateGraph } from "../explorer/state-graph.ts";
import type { Interpreter } from "../model/interpreter/interpreter.ts";
import type { State } from "../model/interpreter/state.ts";
import { stepLabels } from "../model/step-labels.ts";
import type { ErrorFlow } from "./error-flow.ts";
import { errorFlow } from "./error-flow.ts";
import type { Findings } from "./findings.ts";
import { inspector } from "./inspect.ts";
import { decideLiveness } from "./liveness/decide-liveness.ts";
import type { LivenessFindings } from "./liveness/findings.ts";
import type { Lasso } from "./liveness/lasso.ts";
import { lassoPath } from "./liveness/lasso-path.ts";
import type { Observer } from "./liveness/observer.ts";
import { observer } from "./liveness/observer.ts";
import type { SearchLimits } from "./search.ts";
import { countsOf, questions, resourcesFor } from "./search.ts";

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
    flow: interpretedFlow(system),
    peakBytes: null,
  };
}

function interpretedFlow({ model: { spec, knobs, flow } }: Interpreter): ErrorFlow | null {
  return flow === null ? null : errorFlow(spec, knobs, flow.sites, (fact) => flow.seen.has(fact));
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

function pathsIn(graph: StateGraph): ReadonlyMap<number, Path> {
  const paths = new Map<number, Path>();
  for (const property of graph.breaches.keys()) {
    const path = shortestPath(graph, property);
    if (path !== null) paths.set(property, path);
  }
  return paths;
}
