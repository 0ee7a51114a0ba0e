import type { CheckedSpec, EventDeclaration } from "../../language/checked-spec.ts";
import type { FlowGraph } from "../lowering/flow-graph.ts";
import { firstLabels, stepLabels, toldApart } from "../step-labels.ts";
import { firstLeaf } from "./control-points.ts";

/** Text that sets `LB`, the label of the successors that follow: nothing where no formula asks who takes a step. */

export function labelsSteps(spec: CheckedSpec): boolean {
  return spec.liveness.length > 0;
}

/** Of an instance that rests at an instruction. */
export function restLabel(spec: CheckedSpec, actor: number, graph: FlowGraph, instruction: number): string {
  if (!labelsSteps(spec)) return "";
  const acquires = firstLeaf(graph, instruction)?.operation.kind === "lock";
  return `LB=${(firstLabels(stepLabels(spec))[actor] ?? 0) + (acquires ? 1 : 0)};`;
}

/** Of an event with the combination of parameters that has the number `tuple`. */
export function eventLabel(spec: CheckedSpec, actor: number, event: EventDeclaration, tuple: string): string {
  if (!labelsSteps(spec)) return "";
  const first = firstLabels(stepLabels(spec))[actor] ?? 0;
  return toldApart(event) ? `LB=${first}+${tuple};` : `LB=${first};`;
}
