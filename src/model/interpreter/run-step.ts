import { isAtomic, nextStatement } from "./control.ts";
import { EvaluationError } from "./evaluate.ts";
import { execute, settle } from "./execute.ts";
import type { Machine, Model, Note } from "./machine.ts";
import { noteOf } from "./machine.ts";
import { isStoreVisible, isVisible } from "./visible.ts";

/** Section 3: a step is one visible statement and all invisible ones after it, up to the next visible one. */

/** Where a step ends: at rest, or in an error without successor (the last note says which). */
export type Outcome = { readonly kind: "rest" | "error"; readonly machine: Machine };

export type StepRun = {
  /** In order of the choices made; none where the step cannot be taken. */
  readonly outcomes: readonly Outcome[];
  /** Errors in guards that decided whether the step can be taken: they belong to the state it starts from. */
  readonly guardFailures: readonly Note[];
};

/** How far a machine runs: a task to its next visible statement, all others to the end of their body. */
export type Reach = "visible" | "end";

const MAX_OUTCOMES = 65_536;
const MAX_STATEMENTS_OF_ALL_BRANCHES = 1_000_000;

/** A step in the making. Depth first, so that outcomes come in order of choices. */
type Branching = {
  readonly model: Model;
  readonly start: Machine;
  readonly reach: Reach;
  readonly pending: Outcome[];
  readonly outcomes: Outcome[];
  readonly guardFailures: Note[];
};

/** Executes the next statement, whether at rest or not, and then on until every branch is at rest. */
export function runStep(model: Model, start: Machine, reach: Reach): StepRun {
  const step: Branching = { model, start, reach, pending: [], outcomes: [], guardFailures: [] };
  goOn(step, start);
  let statements = 1;
  for (let current = step.pending.pop(); current !== undefined; current = step.pending.pop()) {
    if (current.kind === "error" || isOver(current.machine, reach)) {
      step.outcomes.push(current);
      if (step.outcomes.length > MAX_OUTCOMES) return tooWide(model, start);
    } else {
      goOn(step, current.machine);
      statements += 1;
      if (statements > MAX_STATEMENTS_OF_ALL_BRANCHES) return tooWide(model, start);
    }
  }
  return { outcomes: step.outcomes, guardFailures: step.guardFailures };
}

/** Executes one statement of one branch. */
function goOn(step: Branching, machine: Machine): void {
  const { model, pending } = step;
  const result = attempt(model, machine, () => execute(model, machine));
  if (result.kind === "error") {
    pending.push(result);
    return;
  }
  if (machine.leading) step.guardFailures.push(...result.guardFailures);
  const told = machine.leading ? [] : result.guardFailures;
  if (result.kind === "next") {
    for (const next of [...result.machines].reverse()) pending.push(settled(model, told.reduce(noteOf, next)));
  } else if (!machine.leading) {
    step.outcomes.push(blocked(step, told.reduce(noteOf, machine)));
  }
}

/** In the middle of a step a task waits where it is; what must reach its end cannot. */
function blocked(step: Branching, machine: Machine): Outcome {
  if (step.reach === "visible") return { kind: "rest", machine };
  const span = nextStatement(machine.frame)?.span ?? machine.frame.body.span;
  return { kind: "error", machine: noteOf(machine, failure(step.model, "a choice without an open branch", span)) };
}

/**
 * The prologue: the invisible statements before the first visible one, which may be none. A choice among them gives
 * several outcomes.
 */
export function runPrologue(model: Model, start: Machine): readonly Outcome[] {
  const first = settled(model, start);
  if (first.kind === "error" || isOver(first.machine, "visible")) return [first];
  return runStep(model, { ...first.machine, leading: false }, "visible").outcomes;
}

/** A body that is one indivisible step from its beginning to its end: events, `init`, crash blocks. */
export function runBody(model: Model, start: Machine): StepRun {
  const first = settled(model, start);
  if (first.kind === "error" || isOver(first.machine, "end")) return { outcomes: [first], guardFailures: [] };
  return runStep(model, first.machine, "end");
}

function isOver(machine: Machine, reach: Reach): boolean {
  const { frame } = machine;
  const statement = nextStatement(frame);
  if (statement === null) return true;
  if (reach === "end" || isAtomic(frame)) return false;
  if (frame.returned === null) return isVisible(statement);
  return statement.kind === "call" && statement.target !== null && isStoreVisible(statement.target);
}

function settled(model: Model, machine: Machine): Outcome {
  return attempt<Outcome>(model, machine, () => ({ kind: "rest", machine: settle(model, machine) }));
}

type Failed = { readonly kind: "error"; readonly machine: Machine };

function attempt<T>(model: Model, machine: Machine, run: () => T): T | Failed {
  try {
    return run();
  } catch (problem) {
    if (!(problem instanceof EvaluationError)) throw problem;
    return { kind: "error", machine: noteOf(machine, failure(model, problem.message, problem.span)) };
  }
}

function failure(model: Model, message: string, span: Machine["frame"]["body"]["span"]): Note {
  return { kind: "failure", property: model.ranges, message, span };
}

/** One error in place of outcomes that nobody could list. */
function tooWide(model: Model, start: Machine): StepRun {
  const span = nextStatement(start.frame)?.span ?? start.frame.body.span;
  const note = failure(model, `a step with more than ${MAX_OUTCOMES} outcomes`, span);
  return { outcomes: [{ kind: "error", machine: noteOf(start, note) }], guardFailures: [] };
}
