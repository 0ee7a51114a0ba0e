import type { EdgeGraph } from "../../explorer/edge-graph.ts";
import type { Path } from "../../explorer/state-graph.ts";
import type { StepLabel } from "../../model/step-labels.ts";
import type { Step, TransitionSystem } from "../../model/transition-system.ts";
import { compareChoices } from "../../model/transition-system.ts";
import type { Lasso } from "./lasso.ts";

/** A lasso, whose steps are numbers, as a path through a system: `isState` tells which state has a number. */
export function lassoPath<State>(
  system: TransitionSystem<State>,
  isState: (state: State, number: number) => boolean,
  graph: EdgeGraph,
  labels: readonly StepLabel[],
  lasso: Lasso,
): Path {
  const starts = [...system.initial()].flatMap(({ choices, next }) => {
    return next !== null && isState(next, lasso.start) ? [{ choices, next }] : [];
  });
  const [start] = starts.sort((left, right) => compareChoices(left.choices, right.choices));
  if (start === undefined) throw new Error("untorn defect: a lasso without its initial state");
  let state = start.next;
  const steps = [...lasso.stem, ...lasso.loop].map((edge) => {
    const label = labels[graph.labels[edge] ?? 0];
    const target = graph.targets[edge] ?? -1;
    const found = system.steps(state).find((step) => {
      return step.next !== null && label !== undefined && fits(label, step) && isState(step.next, target);
    });
    if (!found?.next) throw new Error("untorn defect: a lasso with a step that the system does not take");
    state = found.next;
    return { actor: found.actor, choices: found.choices };
  });
  return { start: start.choices, steps, loop: lasso.stem.length };
}

/** Whether a step may have a label; whether it acquires a lock follows from the state and the actor. */
function fits<State>(label: StepLabel, { actor, choices }: Step<State>): boolean {
  if (label.actor !== actor) return false;
  return label.kind !== "event" || (label.ordinals ?? []).every((ordinal, index) => choices[index] === ordinal);
}
