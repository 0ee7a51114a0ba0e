import { List } from "immutable";
import type { Body, Statement } from "../../language/checked-spec.ts";
import { nextStatement } from "../interpreter/control.ts";
import { EvaluationError } from "../interpreter/evaluate.ts";
import { execute, settle } from "../interpreter/execute.ts";
import { choicesIn, eventOf, instanceOf, machineAt } from "../interpreter/interpreter.ts";
import type { Machine, Model } from "../interpreter/machine.ts";
import type { Outcome } from "../interpreter/run-step.ts";
import { runPrologue } from "../interpreter/run-step.ts";
import type { State } from "../interpreter/state.ts";
import { enter, instancesOf, stateKey } from "../interpreter/state.ts";
import type { Actor, Choices } from "../transition-system.ts";
import type { Value } from "../value.ts";
import { valueAt } from "../value.ts";

/** A statement that a step executed, with the machine before and after it; `after` is null where it ended in an error. */
export type Taken = {
  /** Index in the trace; 0 is the prologue. */
  readonly step: number;
  readonly statement: Statement;
  readonly before: Machine;
  readonly after: Machine | null;
};

/** A step once more, statement by statement, with the choices that led to `outcome`. */
export function retraceStep(model: Model, step: number, state: State, actor: Actor, outcome: Outcome): Taken[] {
  const choices = choicesIn(outcome.machine.notes);
  if (actor.instance !== null) return retrace(model, step, machineAt(state, instanceOf(model.spec, actor)), outcome);
  const { body } = eventOf(model.spec, actor);
  const { start, rest } = eventMachine(state, body, choices);
  return retrace(model, step, start, outcome, rest);
}

/** The event's parameters are its first choices. */
function eventMachine(state: State, body: Body, choices: Choices): { start: Machine; rest: Choices } {
  const entered = enter(body, null);
  const locals = List<Value>(
    entered.locals.map((value, slot) => {
      const local = body.locals[slot];
      return local === undefined || slot >= body.parameters ? value : valueAt(local.type, choices[slot] ?? 0);
    }),
  );
  const frame = { ...entered, locals };
  const start: Machine = { state, frame, self: null, notes: [], executed: 0, leading: true };
  return { start, rest: choices.slice(body.parameters) };
}

/**
 * The prologue of every instance once more. What came before it, initial values and `init`, is left out. Prologues
 * touch nothing shared, so each can begin in the state that all of them led to.
 */
export function retracePrologues(model: Model, initial: State): Taken[] {
  const key = stateKey(initial);
  return instancesOf(model.spec).flatMap(({ process }, self) => {
    if (process.kind === "work") return [];
    const state = { ...initial, processes: initial.processes.set(self, enter(process.body, null)) };
    const start = { ...machineAt(state, self), leading: false };
    const outcome = runPrologue({ ...model, reached: new Set() }, start).find(({ machine }) => {
      return stateKey({ ...initial, processes: initial.processes.set(self, machine.frame) }) === key;
    });
    return outcome === undefined ? [] : retrace(model, 0, start, outcome);
  });
}

function retrace(
  shared: Model,
  step: number,
  start: Machine,
  outcome: Outcome,
  wanted: Choices = choicesIn(outcome.machine.notes),
): Taken[] {
  // Nothing is reached that was not reached before.
  const model = { ...shared, reached: new Set<number>() };
  const taken: Taken[] = [];
  let machine = settled(model, start) ?? start;
  while (taken.length < outcome.machine.executed) {
    const statement = nextStatement(machine.frame);
    const after = statement === null ? null : executed(model, machine, wanted);
    if (statement === null || after === null) throw new Error("untorn defect: a step that cannot be taken again");
    taken.push({ step, statement, before: machine, after });
    machine = settled(model, after) ?? after;
  }
  const last = nextStatement(machine.frame);
  if (outcome.kind === "error" && last !== null) taken.push({ step, statement: last, before: machine, after: null });
  return taken;
}

/** The branch that begins with the wanted choices: there is one at most. */
function executed(model: Model, machine: Machine, wanted: Choices): Machine | null {
  const result = execute(model, machine);
  const branches = result.kind === "next" ? result.machines : [];
  return branches.find(({ notes }) => choicesIn(notes).every((choice, index) => choice === wanted[index])) ?? null;
}

/** Null where a function ends without a value. */
function settled(model: Model, machine: Machine): Machine | null {
  try {
    return settle(model, machine);
  } catch (problem) {
    if (problem instanceof EvaluationError) return null;
    throw problem;
  }
}
