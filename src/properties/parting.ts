import type { Knob, Statement } from "../language/checked-spec.ts";
import type { Span } from "../language/source.ts";
import { partsBelow } from "../language/tree-parts.ts";
import { nextStatement } from "../model/interpreter/control.ts";
import type { Interpreter } from "../model/interpreter/interpreter.ts";
import { instanceOf, machineAt, stepsOf, violatedIn } from "../model/interpreter/interpreter.ts";
import type { Machine } from "../model/interpreter/machine.ts";
import { nextLeaf } from "../model/interpreter/next-leaf.ts";
import type { Outcome } from "../model/interpreter/run-step.ts";
import type { State } from "../model/interpreter/state.ts";
import { stateKey } from "../model/interpreter/state.ts";
import { changesBetween } from "../model/telling/changes.ts";
import type { Taken } from "../model/telling/retrace.ts";
import { retracePrologues, retraceStep } from "../model/telling/retrace.ts";
import { statementText } from "../model/telling/statement-text.ts";
import type { Change, Trace, TraceStep } from "../model/trace.ts";
import type { Actor } from "../model/transition-system.ts";
import { initialStep, tellStep } from "./build-trace.ts";
import type { Walk } from "./walk-path.ts";

/** What one of two designs does in the step in which they part. */
export type Side = {
  /** Null where it cannot take the step. */
  readonly told: TraceStep | null;
  /** What the task stands before behind the step, or instead of it; null: nothing, or it is an event. */
  readonly next: { readonly text: string; readonly span: Span } | null;
  /** Why the step cannot be taken: not at all, or not with these choices. */
  readonly stopped: "blocked" | "other choices" | null;
};

/** Where a counterexample of one design first differs when another design takes the same steps. */
export type Parting = {
  /** Number of the step, 0 for the initial state. The steps before it are the same. */
  readonly step: number;
  readonly violating: Side;
  readonly other: Side;
  /** The statement that does not do the same in both, and the knobs it asks; null where it is not in a step. */
  readonly statement: { readonly span: Span; readonly knobs: readonly Knob[] } | null;
  /** What differs behind the step: `before` is the violating design's value, `after` the other's. */
  readonly values: readonly Change[];
};

/** The same steps under two designs, up to the one in which they part. */
export type Both = {
  readonly violating: { readonly system: Interpreter; readonly walk: Walk };
  readonly other: { readonly system: Interpreter; readonly walk: Walk };
  readonly trace: Trace;
  readonly step: number;
};

export function partingAt(both: Both): Parting {
  const { violating, other, step } = both;
  const [left, right] = [violating.walk.states[step], other.walk.states[step]];
  const { spec } = violating.system.model;
  const statement = partingStatement(both);
  return {
    step,
    violating: sideOf(both, violating),
    other: sideOf(both, other),
    statement: statement === null ? null : { span: statement.span, knobs: knobsAsked(spec.knobs, statement) },
    values: left === undefined || right === undefined ? [] : differences(violating.system, left, right),
  };
}

/** Whether two machines stand at the same place of the same state, with the same asserts failed on the way. */
export function isSame(left: Machine, right: Machine): boolean {
  return keyOf(left) === keyOf(right) && violatedIn(left.notes).join() === violatedIn(right.notes).join();
}

/** With the running frame: that of an event is in no list of processes. */
function keyOf({ state, frame }: Machine): string {
  return stateKey({ ...state, processes: state.processes.push(frame) });
}

function actorOf({ trace: { actors, steps }, step }: Both): Actor | null {
  return actors[steps[step]?.actor ?? -1] ?? null;
}

/** The state before the step, in which nothing has parted yet; undefined for the initial state. */
function stateBefore({ violating, step }: Both): State | undefined {
  return violating.walk.states[step - 1];
}

/** Before the step, the walk of `violating` is taken for both. */
export function sideOf(both: Both, { system, walk }: Both["violating"]): Side {
  const outcome = walk.outcomes[both.step];
  const [before, actor] = [stateBefore(both), actorOf(both)];
  if (before === undefined || actor === null) {
    return { told: outcome === undefined ? null : initialStep(system, outcome), next: null, stopped: null };
  }
  const after = walk.states[both.step];
  if (outcome !== undefined && after !== undefined) {
    const next = outcome.kind === "error" ? null : standsBefore(system, after, actor);
    return { told: tellStep(system, before, actor, outcome), next, stopped: null };
  }
  const stopped = outcomesOf(system, before, actor).length === 0 ? "blocked" : "other choices";
  return { told: null, next: standsBefore(system, before, actor), stopped };
}

function standsBefore({ model }: Interpreter, state: State, actor: Actor): Side["next"] {
  if (actor.instance === null) return null;
  const machine = machineAt(state, instanceOf(model.spec, actor));
  const statement = nextStatement(machine.frame);
  return statement === null ? null : { text: statementText(model, machine), span: statement.span };
}

function outcomesOf({ model }: Interpreter, state: State, actor: Actor): Outcome[] {
  return stepsOf(model, state, actor).flatMap(({ outcome }) => outcome ?? []);
}

/** The first that leads elsewhere; where the other design cannot take the step, what keeps it from that. */
function partingStatement(both: Both): Statement | null {
  const { violating, other, step } = both;
  const [before, actor] = [stateBefore(both), actorOf(both)];
  const alternatives =
    before === undefined || actor === null ? [] : outcomesOf(other.system, before, actor).slice(0, 1);
  const [left, right] = [violating.walk.outcomes[step], other.walk.outcomes[step] ?? alternatives[0]];
  if (right === undefined) {
    if (before === undefined || actor === null || actor.instance === null) return null;
    const { model } = other.system;
    return nextLeaf(model, machineAt(before, instanceOf(model.spec, actor)))?.statement ?? null;
  }
  const first = left === undefined ? [] : takenIn(both, violating.system, left);
  const second = takenIn(both, other.system, right);
  return first.find((taken, index) => !leadsAlike(taken, second[index]))?.statement ?? null;
}

function takenIn(both: Both, { model }: Interpreter, outcome: Outcome): readonly Taken[] {
  const [before, actor] = [stateBefore(both), actorOf(both)];
  if (before === undefined || actor === null) return retracePrologues(model, outcome.machine.state);
  return retraceStep(model, both.step, before, actor, outcome);
}

function leadsAlike(left: Taken, right: Taken | undefined): boolean {
  if (right === undefined) return false;
  if (left.after === null || right.after === null) return left.after === right.after;
  return isSame(left.after, right.after);
}

/** Knobs in what a statement itself evaluates, through functions in its expressions too. */
function knobsAsked(knobs: readonly Knob[], statement: Statement): Knob[] {
  const inner = { then: null, else: null, body: null, block: null, otherwise: null, labels: null };
  const callee = statement.kind === "call" || statement.kind === "return-call" ? { function: null } : {};
  const branches = statement.kind === "choose" ? { branches: statement.branches.map(({ guard }) => guard) } : {};
  const cases = statement.kind === "switch" ? { cases: statement.cases.map(({ alternatives }) => alternatives) } : {};
  const asked = new Set<unknown>();
  for (const part of partsBelow({ ...statement, ...inner, ...callee, ...branches, ...cases })) {
    if ((part.kind === "knob" || part.kind === "errno") && typeof part.knob === "number") asked.add(part.knob);
  }
  return knobs.filter(({ index }) => asked.has(index));
}

function differences(system: Interpreter, left: State, right: State): Change[] {
  const { spec } = system.model;
  const shared = changesBetween(spec, left, right, null, null).filter(({ owner }) => owner === null);
  const own = system.actors.flatMap((actor) => {
    if (actor.instance === null) return [];
    const changes = changesBetween(spec, left, right, actor, instanceOf(spec, actor));
    return changes.filter(({ owner }) => owner === actor.index);
  });
  return [...shared, ...own];
}
