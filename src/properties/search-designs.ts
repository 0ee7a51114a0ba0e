import type { DesignGraph } from "../explorer/design-graph.ts";
import { designGraph } from "../explorer/design-graph.ts";
import { bytesOf } from "../explorer/edge-graph.ts";
import { familySearch } from "../explorer/family-search.ts";
import type { NumberedTable } from "../explorer/numbered-table.ts";
import type { Limit } from "../explorer/state-graph.ts";
import type { CheckedSpec } from "../language/checked-spec.ts";
import type { Generated } from "../model/generated/generated-system.ts";
import { tracingSystem } from "../model/generated/generated-system.ts";
import type { Setting } from "../model/generated/settings.ts";
import { stepLabels } from "../model/step-labels.ts";
import { formulasOf } from "../model/temporal/temporal-formula.ts";
import type { Findings } from "./findings.ts";
import { builtInProperties, neverVacuous } from "./inspect.ts";
import { decideLiveness } from "./liveness/decide-liveness.ts";
import type { LivenessFinding, LivenessFindings } from "./liveness/findings.ts";
import type { Lasso } from "./liveness/lasso.ts";
import { lassoPath } from "./liveness/lasso-path.ts";
import type { SearchLimits } from "./search.ts";
import { countsOf, questions, resourcesFor } from "./search.ts";
import type { CodeOptions } from "./search-generated.ts";
import { flowAt, generatedUnlessStopped, nothingFound, searchByGenerated } from "./search-generated.ts";
import { tracedBreaches } from "./traced-breaches.ts";

/** All settings of the knobs at once: for each what a search of it alone finds. */
export function searchAllByGenerated(
  spec: CheckedSpec,
  settings: readonly Setting[],
  options: CodeOptions,
  limits: SearchLimits,
): readonly Findings[] {
  const [only] = settings;
  if (only === undefined) return [];
  if (settings.length === 1) return [searchByGenerated(spec, only, options, limits)];
  const middle = Math.ceil(settings.length / 2);
  const halves = () =>
    [settings.slice(0, middle), settings.slice(middle)].flatMap((half) =>
      searchAllByGenerated(spec, half, options, limits),
    );
  if (settings.length > MOST_AT_ONCE) return halves();
  const generated = generatedUnlessStopped(spec, settings, options, limits);
  if (typeof generated === "string") {
    const flowOf = (setting: Setting) => flowAt(spec, setting, options, () => false);
    return settings.map((setting) => nothingFound(spec, generated, flowOf(setting), limits));
  }
  const found = searchFamily(generated, options, limits);
  if (found === null) return halves();
  return settings.map((setting, design) => found(design) ?? searchByGenerated(spec, setting, options, limits));
}

/**
 * Designs in one search. Code is made once for all of them, which is what takes longest with a large spec: 128 take half the
 * time of four times 32, and 8 bytes more a state for every 32.
 */
const MOST_AT_ONCE = 128;

/** What is found of each design, null where it must be searched alone; null in all where they take too much memory together. */
function searchFamily(
  generated: Generated,
  options: CodeOptions,
  limits: SearchLimits,
): ((design: number) => Findings | null) | null {
  const { spec, code } = generated;
  const { designWords, settings } = code;
  const R = new Int32Array(spec.statements * designWords);
  const SUB = new Int32Array(spec.properties.length * designWords);
  const F = new Int32Array(generated.facts);
  for (const property of neverVacuous(spec)) SUB.fill(-1, property * designWords, (property + 1) * designWords);
  const graph = spec.liveness.length === 0 ? null : designGraph(designWords, formulasOf(spec).propositions.length);
  const found = familySearch(generated, {
    designs: settings.length,
    designWords,
    R,
    SUB,
    F,
    graph,
    ranges: builtInProperties(spec).ranges,
    limits: { states: limits.states ?? undefined, depth: limits.depth ?? undefined, bytes: limits.bytes ?? undefined },
    ...questions(limits, "search"),
  });
  if (found === null) return null;
  const has = (sets: Int32Array, index: number, design: number) =>
    (((sets[index * designWords + (design >> 5)] ?? 0) >>> (design & 31)) & 1) === 1;
  const decided = new Map<string, LivenessFindings>();
  const alike = graph === null ? [] : graph.alike(settings.length);
  const livenessOf = (design: number, limit: Limit | null): LivenessFindings => {
    if (graph === null) return new Map();
    const key = `${alike[design]} ${limit}`;
    const known = decided.get(key) ?? familyLiveness(generated, graph, found.table, design, limit, limits);
    decided.set(key, known);
    return known;
  };
  return (design) => {
    const result = found.designs[design] ?? null;
    if (result === null) return null;
    const liveness = livenessOf(design, result.limit);
    // Beside the states of all designs there may be no room for an analysis that has room beside those of one.
    if (result.limit === null && [...liveness.values()].some(isShortOfMemory)) return null;
    return {
      ...countsOf(result),
      breaches: result.breaches.size === 0 ? new Map() : tracedBreaches(result, generated, design, limits),
      reached: (statement) => has(R, statement, design),
      substantial: (property) => has(SUB, property, design),
      liveness,
      flow: flowAt(spec, settings[design] ?? [], options, (fact) => has(F, fact, design)),
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

function isShortOfMemory(finding: LivenessFinding): boolean {
  return finding.kind === "undecided" && finding.limit === "memory";
}
