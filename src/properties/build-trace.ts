import type { Path } from "../explorer/state-graph.ts";
import type { CheckedSpec } from "../language/checked-spec.ts";
import type { Property } from "../language/property.ts";
import type { LassoFacts } from "../model/fair-run.ts";
import { nextStatement } from "../model/interpreter/control.ts";
import type { Interpreter } from "../model/interpreter/interpreter.ts";
import { eventOf, instanceOf, machineAt, startWith, stepsOf } from "../model/interpreter/interpreter.ts";
import type { Machine } from "../model/interpreter/machine.ts";
import type { Outcome } from "../model/interpreter/run-step.ts";
import type { State } from "../model/interpreter/state.ts";
import { changesBetween } from "../model/telling/changes.ts";
import { errorChain } from "../model/telling/error-chain.ts";
import { heldLocks } from "../model/telling/held-locks.ts";
import type { Moment } from "../model/telling/in-flight.ts";
import { inFlightAtEnd } from "../model/telling/in-flight.ts";
import type { Taken } from "../model/telling/retrace.ts";
import { retracePrologues, retraceStep } from "../model/telling/retrace.ts";
import { namedFunction, statementText } from "../model/telling/statement-text.ts";
import { choicesOf, failuresOf, lockActionsOf } from "../model/telling/step-notes.ts";
import { unorderedPair } from "../model/telling/unordered.ts";
import type { Trace, TraceStep } from "../model/trace.ts";
import type { Actor, Choices } from "../model/transition-system.ts";
import { compareChoices } from "../model/transition-system.ts";
import { actorIndex, traceEnd } from "./trace-end.ts";

/** What is told of a path with a loop, which is not wrong in any state. */
export type LassoEnd = { readonly facts: LassoFacts; readonly end: Trace["end"] };

/**
 * Replays a path on the interpreter, step by step, and tells it. Throws where the interpreter disagrees with the path:
 * that is a defect of ours, never of the spec.
 */
export function buildTrace(system: Interpreter, property: Property, path: Path, lasso: LassoEnd | null = null): Trace {
  const { spec } = system.model;
  const start = startAt(system, path.start);
  const steps: TraceStep[] = [initialStep(system, start)];
  let state = start.machine.state;
  const moments: Moment[] = [{ state, actor: null }];
  const all: Taken[] = retracePrologues(system.model, state);
  let last: Outcome = start;
  for (const { actor: index, choices } of path.steps) {
    const actor = actorAt(system, index);
    const outcome = outcomeOf(system, state, actor, choices);
    steps.push(tellStep(system, state, actor, outcome));
    all.push(...retraceStep(system.model, steps.length - 1, state, actor, outcome));
    last = outcome;
    state = stateAfter(outcome);
    moments.push({ state, actor: index });
  }
  const { end, crash } = lasso === null ? traceEnd(system, property, state, last) : { end: lasso.end, crash: null };
  return {
    property,
    actors: system.actors,
    steps,
    end,
    crash: crash?.told ?? null,
    heldAtEnd: heldLocks(spec, state, (instance) => actorIndex(system, instance)),
    inFlight: inFlightAtEnd(spec, moments),
    errorChain: errorChain({ model: system.model, all }, property, state),
    unordered: unorderedPair(system.model, all, (instance) => actorIndex(system, instance)),
    loop: path.loop ?? null,
    ...(lasso === null ? {} : { lasso: lasso.facts }),
    path: { start: path.start, steps: path.steps, crash: crash?.choices ?? null },
  };
}

function actorAt(system: Interpreter, index: number): Actor {
  const actor = system.actors[index];
  if (actor === undefined) throw new Error("untorn defect: a trace with an unknown actor");
  return actor;
}

function startAt(system: Interpreter, choices: Choices): Outcome {
  const found = startWith(system.model, choices);
  if (found === null)
    throw new Error("untorn defect: a trace from an initial state that the interpreter does not have");
  return found;
}

function outcomeOf(system: Interpreter, state: State, actor: Actor, choices: Choices): Outcome {
  const steps = stepsOf(system.model, state, actor);
  const found = steps.find(({ step, outcome }) => outcome !== null && sameChoices(step.choices, choices));
  if (!found?.outcome) throw new Error("untorn defect: a trace with a step that the interpreter does not take");
  return found.outcome;
}

export function sameChoices(left: Choices, right: Choices): boolean {
  return compareChoices(left, right) === 0;
}

/** Where a step errs there is no next state: what it did so far is shown. */
export function stateAfter(outcome: Outcome): State {
  const { machine } = outcome;
  if (machine.self === null) return machine.state;
  return { ...machine.state, processes: machine.state.processes.set(machine.self, machine.frame) };
}

export function initialStep(system: Interpreter, start: Outcome): TraceStep {
  const { spec } = system.model;
  const { notes } = start.machine;
  const span = spec.init?.span ?? { file: specFile(spec), start: 0, end: 0 };
  return {
    actor: null,
    span,
    where: null,
    text: "init",
    choices: choicesOf(spec, notes),
    lockActions: [],
    changes: [],
    failures: failuresOf(notes),
  };
}

function specFile(spec: CheckedSpec) {
  const [file] = spec.files;
  if (file === undefined) throw new Error("untorn defect: a spec without a file");
  return file;
}

export function tellStep(system: Interpreter, before: State, actor: Actor, outcome: Outcome): TraceStep {
  const { model } = system;
  const { spec } = model;
  const self = actor.instance === null ? null : instanceOf(spec, actor);
  const { notes } = outcome.machine;
  const common = {
    actor: actor.index,
    choices: choicesOf(spec, notes),
    lockActions: lockActionsOf(spec, notes),
    changes: changesBetween(spec, before, stateAfter(outcome), actor, self),
    failures: failuresOf(notes),
  };
  if (self === null) {
    const event = eventOf(spec, actor);
    return { ...common, span: event.span, where: null, text: event.doc ?? event.name };
  }
  const machine: Machine = machineAt(before, self);
  const statement = nextStatement(machine.frame);
  if (statement === null) throw new Error("untorn defect: a step of a task that is done");
  return {
    ...common,
    span: statement.span,
    where: namedFunction(spec, machine.frame),
    text: statementText(model, machine),
  };
}
