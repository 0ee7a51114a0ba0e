import { List } from "immutable";
import type { CheckedSpec, Process, Statement } from "../../language/checked-spec.ts";
import { finish, nextStatement } from "./control.ts";
import { EvaluationError, evaluate } from "./evaluate.ts";
import type { Machine, Model } from "./machine.ts";
import { scopeOf } from "./machine.ts";
import type { Frame, State } from "./state.ts";
import { enter, idle, instancesOf, isDone } from "./state.ts";

/** Section 1, "Works": idle at first, started by `spawn`, idle again at the end of their body. */

/** Where an instance stands before anything has run. */
export function beginning({ kind, body }: Process): Frame {
  return kind === "work" ? idle(body) : enter(body, null);
}

/** Starts the first idle instance, of which no statement runs yet. */
export function spawn(model: Model, machine: Machine, statement: Extract<Statement, { kind: "spawn" }>): Machine {
  const { spec } = model;
  const { state } = machine;
  const scope = scopeOf(model, machine);
  const values = statement.args.map((argument) => evaluate(argument, scope));
  const instance = firstIdle(spec, state, statement.work);
  if (instance === null) throw new EvaluationError(`no instance of '${statement.work}' is idle`, statement.span);
  const entered = enter(workNamed(spec, statement.work).body, null);
  const locals = List(entered.locals.map((value, slot) => values[slot] ?? value));
  // A body without statements is at its end at once.
  if (nextStatement(entered) === null) return machine;
  const processes = state.processes.set(instance, { ...entered, locals });
  return { ...machine, state: { ...state, processes } };
}

/** By number among all instances; null where all are running. */
export function firstIdle(spec: CheckedSpec, state: State, work: string): number | null {
  const { first, count } = workNamed(spec, work).type;
  const numbers = Array.from({ length: count }, (_, instance) => first + instance);
  return numbers.find((number) => isIdle(state, number)) ?? null;
}

function isIdle(state: State, number: number): boolean {
  const frame = state.processes.get(number);
  return frame !== undefined && isDone(frame);
}

function workNamed(spec: CheckedSpec, name: string): Process {
  const work = spec.actors.find((actor) => actor.name === name);
  if (work?.kind !== "work") throw new Error("untorn defect: no such work");
  return work;
}

/** The end of a process: of a task and a daemon the outermost locals stay, of a work nothing does. */
export function finished(model: Model, machine: Machine): Machine {
  const { self, frame } = machine;
  const kind = self === null ? null : instancesOf(model.spec)[self]?.process.kind;
  return { ...machine, frame: kind === "work" ? idle(frame.body) : finish(frame) };
}
