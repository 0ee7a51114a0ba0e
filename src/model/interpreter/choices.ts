import type { Branch, Expression, Statement } from "../../language/checked-spec.ts";
import { ordinalOf, valuesOf } from "../value.ts";
import { enterOnce, setLocal } from "./control.ts";
import { EvaluationError, isTrue } from "./evaluate.ts";
import type { Executed } from "./executed.ts";
import { moveOn } from "./executed.ts";
import type { Machine, Model, Note } from "./machine.ts";
import { noteOf, scopeOf } from "./machine.ts";

/** Section 3, "Choices": `choose`, `pick`, and the guard of `wait`. */

type Of<K extends Statement["kind"]> = Extract<Statement, { kind: K }>;

export function wait(model: Model, machine: Machine, statement: Of<"wait">): Executed {
  const scope = scopeOf(model, machine);
  const { open, failures } = tryGuard(statement.condition, (condition) => isTrue(condition, scope), model);
  return open ? moveOn(machine) : { kind: "blocked", guardFailures: failures };
}

type GuardResult = { readonly open: boolean; readonly failures: readonly Note[] };

export function tryGuard(guard: Expression, holds: (guard: Expression) => boolean, model: Model): GuardResult {
  try {
    return { open: holds(guard), failures: [] };
  } catch (problem) {
    if (!(problem instanceof EvaluationError)) throw problem;
    const failure: Note = { kind: "failure", property: model.ranges, message: problem.message, span: problem.span };
    return { open: false, failures: [failure] };
  }
}

export function choose(model: Model, machine: Machine, statement: Of<"choose">): Executed {
  const scope = scopeOf(model, machine);
  const tried = statement.branches.map((branch): GuardResult => {
    if (branch.guard === null) return { open: true, failures: [] };
    return tryGuard(branch.guard, (guard) => isTrue(guard, scope), model);
  });
  const guardFailures = tried.flatMap((result) => result.failures);
  const machines = statement.branches.flatMap((branch: Branch, value) => {
    if (tried[value]?.open !== true) return [];
    const taken = noteOf(machine, {
      kind: "choice",
      value,
      statement,
      detail: { kind: "branch", span: shownSpan(branch) },
    });
    return [{ ...taken, frame: enterOnce(machine.frame, branch.block) }];
  });
  return branching(machines, guardFailures);
}

/** What tells a branch apart: its guard, or its first statement. */
function shownSpan(branch: Branch): Branch["span"] {
  return branch.guard === null ? (branch.block.statements[0]?.span ?? branch.span) : branch.span;
}

export function pick(model: Model, machine: Machine, statement: Of<"pick">): Executed {
  const { local, where } = statement;
  const entered = enterOnce(machine.frame, statement.block);
  const guardFailures: Note[] = [];
  const machines = valuesOf(local.type).flatMap((value) => {
    const frame = setLocal(entered, local.slot, value);
    if (where !== null) {
      const scope = { ...scopeOf(model, machine), locals: frame.locals };
      const { open, failures } = tryGuard(where, (guard) => isTrue(guard, scope), model);
      guardFailures.push(...failures);
      if (!open) return [];
    }
    const detail = { kind: "value", name: local.name, type: local.type, value, span: statement.span } as const;
    const ordinal = ordinalOf(local.type, value);
    return [{ ...noteOf(machine, { kind: "choice", value: ordinal, statement, detail }), frame }];
  });
  if (machines.length === 0 && statement.otherwise !== null) {
    const value = valuesOf(local.type).length;
    const taken = noteOf(machine, {
      kind: "choice",
      value,
      statement,
      detail: { kind: "otherwise", span: statement.span },
    });
    return branching([{ ...taken, frame: enterOnce(machine.frame, statement.otherwise) }], guardFailures);
  }
  return branching(machines, guardFailures);
}

function branching(machines: readonly Machine[], guardFailures: readonly Note[]): Executed {
  return machines.length === 0 ? { kind: "blocked", guardFailures } : { kind: "next", machines, guardFailures };
}
