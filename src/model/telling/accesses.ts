import type { Condition, Expression, LockReference, Statement, Target, Variable } from "../../language/checked-spec.ts";
import { EvaluationError, targetPath } from "../interpreter/evaluate.ts";
import type { Model } from "../interpreter/machine.ts";
import { scopeOf } from "../interpreter/machine.ts";
import type { Scope } from "../interpreter/scope.ts";
import { valuesOf } from "../value.ts";
import type { Touched } from "./reads.ts";
import { readsOf, readsOfLock } from "./reads.ts";
import type { Taken } from "./retrace.ts";

/** What one statement, as it was executed, read and wrote of the variables that others see too; ghosts are not code. */
export type Touch = Touched & { readonly how: "read" | "written" };

export function touchesOf(model: Model, { statement, before }: Taken): readonly Touch[] {
  try {
    const scope = scopeOf(model, before);
    // The function has returned: what is left of the call is to store the result.
    if (before.frame.returned !== null) return statement.kind === "call" ? stored(statement.target, scope) : [];
    return touchesOfStatement(statement, scope);
  } catch (problem) {
    // The statement that ended the trace in an error: what it read until then is not told.
    if (problem instanceof EvaluationError) return [];
    throw problem;
  }
}

function touchesOfStatement(statement: Statement, scope: Scope): readonly Touch[] {
  switch (statement.kind) {
    case "assign": {
      if (isGhost(statement.target)) return [];
      const old = statement.operator === "=" ? [] : read([touched(statement.target, scope)]);
      return [...reads([statement.value], scope), ...old, ...stored(statement.target, scope)];
    }
    case "update-set":
      if (isGhost(statement.target)) return [];
      return [...reads([statement.value], scope), ...changed(statement.target, scope)];
    case "push":
      return [...reads([statement.value], scope), ...changed(statement.queue, scope)];
    case "pop":
      return [...changed(statement.queue, scope), ...stored(statement.target, scope)];
    case "trylock":
      return [
        ...readsOfLockUse(statement.trylock.lock, statement.trylock.mode, scope),
        ...stored(statement.target, scope),
      ];
    case "lock":
      return readsOfLockUse(statement.lock, statement.mode, scope);
    case "unlock":
    case "downgrade":
      return readsOfLockUse(statement.lock, null, scope);
    case "if":
    case "while":
      return readsOfCondition(statement.condition, scope);
    case "assert":
    case "wait":
      return reads([statement.condition], scope);
    case "declare":
    case "return":
    case "switch":
      return reads([statement.value], scope);
    case "call":
    case "return-call":
    case "spawn":
      return reads(statement.args, scope);
    case "choose":
      return reads(
        statement.branches.map(({ guard }) => guard),
        scope,
      );
    case "pick":
      return readsOfPick(statement, scope);
    case "empty":
    case "block":
    case "for":
    case "loop":
    case "break":
    case "continue":
    case "goto":
    case "atomic":
      return [];
  }
}

function reads(expressions: readonly (Expression | null)[], scope: Scope): Touch[] {
  return read(expressions.flatMap((each) => (each === null ? [] : readsOf(each, scope))));
}

function read(elements: readonly (Touched | null)[]): Touch[] {
  return elements.flatMap((element) => (element === null ? [] : [{ ...element, how: "read" }]));
}

/** The indices on the way are read, the element is written. */
function stored(target: Target | null, scope: Scope): Touch[] {
  if (target === null) return [];
  const indices = target.path.flatMap((step) => (step.kind === "index" ? [step.index] : []));
  const element = touched(target, scope);
  return [...reads(indices, scope), ...(element === null ? [] : [{ ...element, how: "written" } as const])];
}

function changed(target: Target, scope: Scope): Touch[] {
  return [...read([touched(target, scope)]), ...stored(target, scope)];
}

function touched(target: Target, scope: Scope): Touched | null {
  const variable = variableOf(target);
  return variable === null || variable.storage === "ghost" ? null : { variable, path: targetPath(target, scope) };
}

function isGhost(target: Target): boolean {
  return variableOf(target)?.storage === "ghost";
}

function variableOf({ root }: Target): Variable | null {
  return root.kind === "variable" ? root.variable : null;
}

function readsOfCondition(condition: Condition, scope: Scope): Touch[] {
  switch (condition.kind) {
    case "expression":
      return reads([condition.expression], scope);
    case "trylock":
      return readsOfLockUse(condition.trylock.lock, condition.trylock.mode, scope);
    case "pop":
      return changed(condition.queue, scope);
  }
}

function readsOfLockUse(lock: LockReference, mode: Expression | null, scope: Scope): Touch[] {
  return [...read(readsOfLock(lock, scope)), ...reads([mode], scope)];
}

/** `where` is asked for every value. */
function readsOfPick({ local, where }: Extract<Statement, { kind: "pick" }>, scope: Scope): Touch[] {
  if (where === null) return [];
  return valuesOf(local.type).flatMap((value) => {
    return reads([where], { ...scope, locals: scope.locals.set(local.slot, value) });
  });
}
