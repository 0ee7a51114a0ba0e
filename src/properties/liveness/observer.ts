import type { EdgeGraph } from "../../explorer/edge-graph.ts";
import { edgeCollector } from "../../explorer/edge-graph.ts";
import type { CheckedSpec } from "../../language/checked-spec.ts";
import type { Interpreter } from "../../model/interpreter/interpreter.ts";
import { instanceOf } from "../../model/interpreter/interpreter.ts";
import type { Leaf } from "../../model/interpreter/next-leaf.ts";
import type { State } from "../../model/interpreter/state.ts";
import { firstLabels, stepLabels, toldApart, tupleNumber } from "../../model/step-labels.ts";
import { formulasOf } from "../../model/temporal/temporal-formula.ts";
import type { Step } from "../../model/transition-system.ts";
import { stateScope, whatIsNext } from "../inspect.ts";
import { truthsIn } from "./truths.ts";

/** Collects the graph that the interpreter walks through; null where no formula asks for it. */
export type Observer = {
  /** The next state in order of their numbers. */
  readonly state: (state: State, steps: readonly Step<State>[]) => void;
  /** A step out of the state told last. */
  readonly step: (to: number, step: Step<State>) => void;
  readonly graph: (starts: readonly number[]) => EdgeGraph;
};

export function observer(system: Interpreter): Observer | null {
  const { spec } = system.model;
  if (spec.liveness.length === 0) return null;
  const { propositions } = formulasOf(spec);
  const collector = edgeCollector();
  const labelOf = labelling(system);
  let leaves: readonly (Leaf | null)[] = [];
  return {
    state: (state, steps) => {
      leaves = whatIsNext(system, state).leaves;
      collector.state(truthsIn(propositions, stateScope(system, state, steps, leaves)).words);
    },
    step: (to, step) => collector.edge(to, labelOf(step, leaves)),
    graph: collector.graph,
  };
}

/** The label of a step, given the statement that each instance stands before. */
export function labelling(system: Interpreter): (step: Step<State>, leaves: readonly (Leaf | null)[]) => number {
  const { spec } = system.model;
  const first = firstLabels(stepLabels(spec));
  const makers = system.actors.map((actor) => {
    const base = first[actor.index] ?? 0;
    if (actor.instance === null) return eventLabelling(spec, actor.name, base);
    const number = instanceOf(spec, actor);
    return (_step: Step<State>, leaves: readonly (Leaf | null)[]) =>
      leaves[number]?.statement.kind === "lock" ? base + 1 : base;
  });
  return (step, leaves) => makers[step.actor]?.(step, leaves) ?? 0;
}

function eventLabelling(spec: CheckedSpec, name: string, base: number): (step: Step<State>) => number {
  const event = spec.actors.find((actor) => actor.name === name);
  if (event?.kind !== "event" || !toldApart(event)) return () => base;
  return ({ choices }) => base + tupleNumber(event, choices.slice(0, event.body.parameters));
}
