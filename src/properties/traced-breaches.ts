import { breachCollector } from "../explorer/breach-collector.ts";
import { breachGraph } from "../explorer/breach-graph.ts";
import type { PackedResult } from "../explorer/packed-search.ts";
import { packedSearch } from "../explorer/packed-search.ts";
import { shortestPath } from "../explorer/shortest-path.ts";
import type { Generated } from "../model/generated/generated-system.ts";
import { onlyDesign, startGroup, tracingSystem } from "../model/generated/generated-system.ts";
import type { Finding } from "./findings.ts";
import { builtInProperties } from "./inspect.ts";
import type { SearchLimits } from "./search.ts";
import { questions } from "./search.ts";

/**
 * The ways to the breaches of a search, by a second one that keeps its states and steps as numbers. It sees the same states
 * under the same limits, so it chooses among the same ways as a search by the interpreter. Where it is cut short, the first
 * one's verdicts stay.
 */
export function tracedBreaches(
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
    F: new Int32Array(generated.facts),
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
