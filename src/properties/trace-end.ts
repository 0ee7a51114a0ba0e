import type { Crash } from "../language/checked-spec.ts";
import type { Property } from "../language/property.ts";
import type { Span } from "../language/source.ts";
import { EvaluationError } from "../model/interpreter/evaluate.ts";
import type { Interpreter } from "../model/interpreter/interpreter.ts";
import { choicesIn, instanceOf, stepsOf } from "../model/interpreter/interpreter.ts";
import type { Outcome } from "../model/interpreter/run-step.ts";
import type { State } from "../model/interpreter/state.ts";
import { durableChanges } from "../model/telling/changes.ts";
import { instanceName } from "../model/telling/instance-name.ts";
import { queueWait } from "../model/telling/queue-text.ts";
import { lockName } from "../model/telling/statement-text.ts";
import { choicesOf, failuresOf } from "../model/telling/step-notes.ts";
import { formulasOf } from "../model/temporal/temporal-formula.ts";
import type { CrashEnd, Trace } from "../model/trace.ts";
import type { Choices } from "../model/transition-system.ts";
import { compareChoices } from "../model/transition-system.ts";
import { crashOutcomes } from "./crash-check.ts";
import { deadlocked } from "./deadlock.ts";
import { builtInProperties, invariantHolds, stateScope, whatIsNext } from "./inspect.ts";
import { truthsIn } from "./liveness/truths.ts";
import { lockBreach } from "./lock-discipline.ts";

export type TraceEnd = {
  readonly end: Trace["end"];
  readonly crash: { readonly told: CrashEnd; readonly choices: Choices } | null;
};

/** What is wrong where a trace ends: its last step failed, or it comes to a broken state. */
export function traceEnd(system: Interpreter, property: Property, state: State, last: Outcome): TraceEnd {
  const failure = failuresOf(last.machine.notes).find((one) => one.property === property.index);
  if (failure !== undefined) return plainEnd(failure.message, failure.span);
  const { spec } = system.model;
  switch (property.kind) {
    case "invariant":
      return plainEnd(property.doc ?? `the invariant '${property.name}' is false`, property.span);
    case "crash":
      return crashEnd(system, property, state);
    case "deadlock":
      return deadlockEnd(system, state);
    case "locks":
      return locksEnd(system, state);
    case "ranges":
      return rangesEnd(system, state);
    default:
      throw new Error(`untorn defect: '${property.name}' of ${spec.name} is not decided in states`);
  }
}

function plainEnd(message: string, span: Span | null, actors: readonly number[] = []): TraceEnd {
  return { end: { message, span, actors }, crash: null };
}

function crashEnd(system: Interpreter, property: Property, state: State): TraceEnd {
  const crash = crashOf(system, property);
  const failing = crashOutcomes(system.model, state, crash)
    .filter(({ machine }) => failuresOf(machine.notes).some((failure) => failure.property === property.index))
    .sort((left, right) => compareChoices(choicesIn(left.machine.notes), choicesIn(right.machine.notes)));
  const [first] = failing;
  const failure = first && failuresOf(first.machine.notes).find((one) => one.property === property.index);
  if (first === undefined || failure === undefined) throw new Error("untorn defect: a crash check that does not fail");
  const { notes, state: copy } = first.machine;
  const { spec } = system.model;
  const told: CrashEnd = { choices: choicesOf(spec, notes), changes: durableChanges(spec, state, copy), failure };
  return {
    end: { message: failure.message, span: failure.span, actors: [] },
    crash: { told, choices: choicesIn(notes) },
  };
}

function crashOf(system: Interpreter, property: Property): Crash {
  const crash = system.model.spec.crashes.find((candidate) => candidate.property === property.index);
  if (crash === undefined) throw new Error("untorn defect: no such crash check");
  return crash;
}

function deadlockEnd(system: Interpreter, state: State): TraceEnd {
  const { spec } = system.model;
  const { leaves, uses } = whatIsNext(system, state);
  const stuck = deadlocked(spec, state, system.steps(state), uses) ?? [];
  const waits = stuck.map((instance) => {
    const use = uses[instance] ?? null;
    const name = instanceName(spec, instance);
    const leaf = leaves[instance] ?? null;
    const queue = leaf === null ? null : queueWait(system.model, leaf);
    if (queue !== null) return `${name} waits: ${queue}`;
    if (use?.kind !== "lock") return `${name} waits`;
    const holders = [...(state.locks.get(use.slot)?.get(use.element)?.keys() ?? [])].filter((holder) => holder >= 0);
    const by =
      holders.length === 0 ? "" : `, held by ${holders.map((holder) => instanceName(spec, holder)).join(", ")}`;
    return `${name} waits for ${lockName(spec, use.slot, use.element)}${by}`;
  });
  const [first] = stuck;
  const span = first === undefined ? null : (leaves[first]?.statement.span ?? null);
  return plainEnd(
    waits.join("; "),
    span,
    stuck.map((instance) => actorIndex(system, instance)),
  );
}

function locksEnd(system: Interpreter, state: State): TraceEnd {
  const { spec } = system.model;
  const { leaves, uses } = whatIsNext(system, state);
  for (let process = 0; process < leaves.length; process += 1) {
    const leaf = leaves[process] ?? null;
    const breach = lockBreach(spec, state, process, leaf, uses[process] ?? null);
    if (breach === null) continue;
    const message = `${breach.kind}: ${lockName(spec, breach.slot, breach.element)}, by ${instanceName(spec, process)}`;
    return plainEnd(message, leaf?.statement.span ?? null, [actorIndex(system, process)]);
  }
  throw new Error("untorn defect: a state without a lock breach");
}

/** An error in a guard, an invariant or a crash check. */
function rangesEnd(system: Interpreter, state: State): TraceEnd {
  const { model } = system;
  for (const actor of system.actors) {
    const failed = stepsOf(model, state, actor).find(({ guards }) => guards.length > 0);
    const [failure] = failuresOf(failed?.guards ?? []);
    if (failure !== undefined) return plainEnd(failure.message, failure.span, [actor.index]);
  }
  const scope = stateScope(system, state, system.steps(state), whatIsNext(system, state).leaves);
  for (const invariant of model.spec.invariants) {
    const result = invariantHolds(invariant, scope);
    if (result instanceof EvaluationError) return plainEnd(result.message, result.span);
  }
  const { error } = truthsIn(formulasOf(model.spec).propositions, scope);
  if (error !== null) return plainEnd(error.message, error.span);
  const { ranges } = builtInProperties(model.spec);
  for (const crash of model.spec.crashes) {
    const failures = crashOutcomes(model, state, crash).flatMap(({ machine }) => failuresOf(machine.notes));
    const failure = failures.find((candidate) => candidate.property === ranges);
    if (failure !== undefined) return plainEnd(failure.message, failure.span);
  }
  throw new Error("untorn defect: a state without an error");
}

/** Index among the actors of an instance numbered among all. */
export function actorIndex(system: Interpreter, instance: number): number {
  const { spec } = system.model;
  return system.actors.find((actor) => actor.instance !== null && instanceOf(spec, actor) === instance)?.index ?? -1;
}
