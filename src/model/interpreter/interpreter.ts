import { Map as ImmutableMap, List } from "immutable";
import type { CheckedSpec, EventDeclaration, KnobValue, Statement } from "../../language/checked-spec.ts";
import { actorsOf } from "../actors.ts";
import type { Actor, Choices, Start, Step, TransitionSystem } from "../transition-system.ts";
import type { Value } from "../value.ts";
import { defaultValue, ordinalOf, valuesOf } from "../value.ts";
import { tryGuard } from "./choices.ts";
import { nextStatement } from "./control.ts";
import { EvaluationError, evaluate, isTrue } from "./evaluate.ts";
import type { FlowNotes } from "./flow-notes.ts";
import type { Machine, Model, Note } from "./machine.ts";
import { noteOf, scopeOf, withFrame } from "./machine.ts";
import type { Outcome, StepRun } from "./run-step.ts";
import { runBody, runPrologue, runStep } from "./run-step.ts";
import type { Holders, State } from "./state.ts";
import { enter, instancesOf, isDone, stateKey } from "./state.ts";
import { beginning } from "./works.ts";

/**
 * The reference interpreter: the meaning of the language, as a transition system. It never reduces. Knobs are fixed
 * for one system; `reached` collects the ids of the statements that were executed, `flow` what becomes of error codes.
 */
export type Interpreter = TransitionSystem<State> & { readonly model: Model };

export function interpret(spec: CheckedSpec, knobs: readonly KnobValue[], flow: FlowNotes | null = null): Interpreter {
  const ranges = spec.properties.find((property) => property.kind === "ranges")?.index ?? -1;
  const model: Model = { spec, knobs, reached: new Set(), ranges, flow };
  const actors = actorsOf(spec);
  return {
    model,
    actors,
    initial: () => initialStates(model),
    steps: (state) => actors.flatMap((actor) => stepsOf(model, state, actor).map(({ step }) => step)),
    key: stateKey,
  };
}

/** A step with the machine at its end, whose notes tell how it went; null, with `guards`, for errors in guards. */
export type DetailedStep = {
  readonly step: Step<State>;
  readonly outcome: Outcome | null;
  readonly guards: readonly Note[];
};

/** All steps of one actor out of a state. */
export function stepsOf(model: Model, state: State, actor: Actor): readonly DetailedStep[] {
  return actor.instance === null ? eventSteps(model, state, actor) : processSteps(model, state, actor);
}

/** The number among all instances of the instance behind an actor. */
export function instanceOf(spec: CheckedSpec, actor: Actor): number {
  const declaration = spec.actors.find((candidate) => candidate.name === actor.name);
  if (declaration === undefined || declaration.kind === "event") throw new Error("untorn defect: no instance");
  return declaration.type.first + (actor.instance ?? 0);
}

export function machineAt(state: State, self: number): Machine {
  const frame = state.processes.get(self);
  if (frame === undefined) throw new Error("untorn defect: no such instance");
  return { state, frame, self, notes: [], executed: 0, leading: true };
}

function processSteps(model: Model, state: State, actor: Actor): DetailedStep[] {
  const machine = machineAt(state, instanceOf(model.spec, actor));
  if (isDone(machine.frame) || nextStatement(machine.frame) === null) return [];
  return detailed(actor, runStep(model, machine, "visible"));
}

function eventSteps(model: Model, state: State, actor: Actor): DetailedStep[] {
  const event = eventOf(model.spec, actor);
  const parameters = event.body.locals.slice(0, event.body.parameters);
  let tuples: Value[][] = [[]];
  for (const { type } of parameters)
    tuples = tuples.flatMap((tuple) => valuesOf(type).map((value) => [...tuple, value]));
  return tuples.flatMap((values) => detailed(actor, fireEvent(model, state, event, values)));
}

export function eventOf(spec: CheckedSpec, actor: Actor): EventDeclaration {
  const event = spec.actors.find((candidate) => candidate.name === actor.name);
  if (event?.kind !== "event") throw new Error("untorn defect: no such event");
  return event;
}

/** The event's parameters are its first choices. */
function fireEvent(model: Model, state: State, event: EventDeclaration, values: readonly Value[]): StepRun {
  const { body, guard } = event;
  const entered = enter(body, null);
  const locals = List<Value>(entered.locals.map((value, slot) => values[slot] ?? value));
  const start: Machine = { state, frame: { ...entered, locals }, self: null, notes: [], executed: 0, leading: true };
  const chosen = values.reduce<Machine>((machine, value, slot) => {
    const local = body.locals[slot];
    if (local === undefined) return machine;
    const detail = { kind: "value", name: local.name, type: local.type, value, span: event.span } as const;
    return noteOf(machine, { kind: "choice", value: ordinalOf(local.type, value), statement: null, detail });
  }, start);
  if (guard !== null) {
    const { open, failures } = tryGuard(guard, (condition) => isTrue(condition, scopeOf(model, chosen)), model);
    if (!open) return { outcomes: [], guardFailures: failures };
  }
  return runBody(model, chosen);
}

function detailed(actor: Actor, run: StepRun): DetailedStep[] {
  const steps = run.outcomes.map((outcome): DetailedStep => {
    const { machine } = outcome;
    const next = outcome.kind === "error" ? null : withFrame(machine);
    return {
      step: { actor: actor.index, choices: choicesIn(machine.notes), next, violated: violatedIn(machine.notes) },
      outcome,
      guards: [],
    };
  });
  if (run.guardFailures.length === 0) return steps;
  const inState = violatedIn(run.guardFailures);
  return [
    ...steps,
    {
      step: { actor: actor.index, choices: [], next: null, violated: [], inState },
      outcome: null,
      guards: run.guardFailures,
    },
  ];
}

export function choicesIn(notes: readonly Note[]): Choices {
  return notes.flatMap((note) => (note.kind === "choice" ? [note.value] : []));
}

export function violatedIn(notes: readonly Note[]): number[] {
  return [...new Set(notes.flatMap((note) => (note.kind === "failure" ? [note.property] : [])))];
}

// ---------------------------------------------------------------------------------------------- initial states

function startOf(outcome: Outcome): Start<State> {
  const { notes } = outcome.machine;
  const next = outcome.kind === "error" ? null : outcome.machine.state;
  return { choices: choicesIn(notes), next, violated: violatedIn(notes) };
}

/** Initial values, then `init`, then the prologue of each task and daemon in order. One by one: there may be very many. */
function* initialStates(model: Model): Generator<Start<State>> {
  for (const outcome of startsAlong(model, () => true)) yield startOf(outcome);
}

/** How the initial state with these choices comes about; null if there is none. */
export function startWith(model: Model, choices: Choices): Outcome | null {
  const isOnTheWay = (made: Choices) => made.every((choice, index) => choice === choices[index]);
  for (const outcome of startsAlong(model, isOnTheWay)) {
    if (choicesIn(outcome.machine.notes).length === choices.length) return outcome;
  }
  return null;
}

type Along = (made: Choices) => boolean;

function* startsAlong(model: Model, along: Along): Generator<Outcome> {
  const instances = instancesOf(model.spec).map(({ process }) => process);
  const begun = instances.flatMap(({ kind }, self) => (kind === "work" ? [] : [self]));
  for (const outcome of afterInit(model)) yield* afterPrologues(model, outcome, begun, along);
}

function* afterPrologues(
  model: Model,
  outcome: Outcome,
  instances: readonly number[],
  along: Along,
): Generator<Outcome> {
  if (!along(choicesIn(outcome.machine.notes))) return;
  const [self, ...others] = instances;
  if (self === undefined) {
    yield outcome;
    return;
  }
  for (const after of afterPrologue(model, outcome, self)) yield* afterPrologues(model, after, others, along);
}

function afterInit(model: Model): readonly Outcome[] {
  const { init } = model.spec;
  const { state, problem } = valuesBeforeInit(model);
  const body = init ?? {
    name: "init",
    locals: [],
    parameters: 0,
    result: null,
    block: { statements: [], locals: [] },
    span: initialSpan(model),
  };
  const machine: Machine = { state, frame: enter(body, null), self: null, notes: [], executed: 0, leading: true };
  if (problem !== null) return [{ kind: "error", machine: noteOf(machine, problem) }];
  const { outcomes, guardFailures } = runBody(model, machine);
  if (outcomes.length > 0 && guardFailures.length === 0) return outcomes;
  const blocked: Note = {
    kind: "failure",
    property: model.ranges,
    message: "'init' leaves no initial state",
    span: body.span,
  };
  const notes = guardFailures.length > 0 ? guardFailures : [blocked];
  return [...outcomes, { kind: "error", machine: notes.reduce(noteOf, machine) }];
}

function initialSpan(model: Model): Statement["span"] {
  const [file] = model.spec.files;
  if (file === undefined) throw new Error("untorn defect: a spec without a file");
  return { file, start: 0, end: 0 };
}

function afterPrologue(model: Model, outcome: Outcome, self: number): readonly Outcome[] {
  if (outcome.kind === "error") return [outcome];
  const { state, notes } = outcome.machine;
  const frame = state.processes.get(self);
  if (frame === undefined) throw new Error("untorn defect: no such instance");
  const machine: Machine = { state, frame, self, notes, executed: 0, leading: false };
  return runPrologue(model, machine).map((after) => {
    return after.kind === "error"
      ? after
      : { kind: "rest", machine: { ...after.machine, state: withFrame(after.machine) } };
  });
}

/** Initial values may read knobs, so one may be out of range for some design. */
function valuesBeforeInit(model: Model): { readonly state: State; readonly problem: Note | null } {
  const { spec } = model;
  const processes = List(instancesOf(spec).map(({ process }) => beginning(process)));
  const free: Holders = ImmutableMap();
  const locks = List(spec.locks.map((lock) => List(Array.from({ length: lock.count }, () => free))));
  const state: State = { variables: List(spec.variables.map(({ type }) => defaultValue(type))), locks, processes };
  const { knobs, flow } = model;
  const scope = { spec, knobs, state, locals: List<Value>(), self: null, bound: [], steps: null, flow };
  try {
    const values = spec.variables.map(({ initial, type, storage }) =>
      initial === null ? defaultValue(type) : evaluate(initial, storage === "ghost" ? { ...scope, flow: null } : scope),
    );
    return { state: { ...state, variables: List<Value>(values) }, problem: null };
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error;
    return { state, problem: { kind: "failure", property: model.ranges, message: error.message, span: error.span } };
  }
}
