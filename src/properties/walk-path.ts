import type { Path } from "../explorer/state-graph.ts";
import type { Interpreter } from "../model/interpreter/interpreter.ts";
import { startWith, stepsOf } from "../model/interpreter/interpreter.ts";
import type { Outcome } from "../model/interpreter/run-step.ts";
import type { State } from "../model/interpreter/state.ts";
import { sameChoices, stateAfter } from "./build-trace.ts";

/** How far a path leads: the states on it, the initial one first, and how each came about. */
export type Walk = {
  readonly states: readonly State[];
  readonly outcomes: readonly Outcome[];
  /** Number of the first step that cannot be taken, 0 for the initial state; null: the path leads to its end. */
  readonly stopped: number | null;
};

/** Takes the steps of a path, which need not be one of this system, as long as there are such steps. */
export function walkPath(system: Interpreter, path: Path): Walk {
  const first = startWith(system.model, path.start);
  if (first === null) return { states: [], outcomes: [], stopped: 0 };
  const outcomes = [first];
  let state = first.machine.state;
  const states = [state];
  for (const [index, { actor, choices }] of path.steps.entries()) {
    const who = system.actors[actor];
    const over = outcomes.at(-1)?.kind === "error";
    const steps = who === undefined || over ? [] : stepsOf(system.model, state, who);
    const taken = steps.find(({ step, outcome }) => outcome !== null && sameChoices(step.choices, choices))?.outcome;
    if (!taken) return { states, outcomes, stopped: index + 1 };
    state = stateAfter(taken);
    outcomes.push(taken);
    states.push(state);
  }
  return { states, outcomes, stopped: null };
}
