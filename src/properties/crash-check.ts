import type { Crash } from "../language/checked-spec.ts";
import type { Machine, Model, Note } from "../model/interpreter/machine.ts";
import { noteOf } from "../model/interpreter/machine.ts";
import type { Outcome } from "../model/interpreter/run-step.ts";
import { runBody } from "../model/interpreter/run-step.ts";
import type { State } from "../model/interpreter/state.ts";
import { enter } from "../model/interpreter/state.ts";

/** What power failure in a state leads to: one outcome per combination of choices, on a copy of the state. */
export function crashOutcomes(shared: Model, state: State, crash: Crash): readonly Outcome[] {
  const { body } = crash;
  const model = { ...shared, flow: null };
  const machine: Machine = { state, frame: enter(body, null), self: null, notes: [], executed: 0, leading: true };
  const run = runBody(model, machine);
  const { guardFailures } = run;
  const outcomes = run.outcomes.map((outcome) => ownFailures(model, crash, outcome));
  if (outcomes.length > 0 && guardFailures.length === 0) return outcomes;
  const blocked: Note = {
    kind: "failure",
    property: model.ranges,
    message: `the crash check '${body.name}' comes to a choice without an open branch`,
    span: body.span,
  };
  const notes = guardFailures.length > 0 ? guardFailures : [blocked];
  return [...outcomes, { kind: "error", machine: notes.reduce(noteOf, machine) }];
}

/** An assert of a function that the crash block calls is the crash block's while it runs. */
function ownFailures(model: Model, crash: Crash, outcome: Outcome): Outcome {
  const notes = outcome.machine.notes.map((note): Note => {
    return note.kind === "failure" && note.property !== model.ranges ? { ...note, property: crash.property } : note;
  });
  return { ...outcome, machine: { ...outcome.machine, notes } };
}
