import type { Condition, Expression, LockReference, Statement, Target } from "../../language/checked-spec.ts";

/**
 * Section 3: which statements are visible. Decided on the statement as written: values of constants and knobs, short
 * circuits and who else uses a variable do not matter.
 */
export function isVisible(statement: Statement): boolean {
  return statement.labels.some((label) => label.watched) || isVisibleKind(statement);
}

function isVisibleKind(statement: Statement): boolean {
  switch (statement.kind) {
    case "lock":
    case "unlock":
    case "downgrade":
    case "trylock":
    case "wait":
    case "push":
    case "pop":
    case "spawn":
    case "atomic":
      return true;
    case "assign":
    case "update-set":
      return !isGhostStore(statement.target) && (targetNamesShared(statement.target) || namesShared(statement.value));
    case "declare":
    case "return":
      return statement.value !== null && namesShared(statement.value);
    case "call":
    case "return-call":
      return statement.args.some(namesShared);
    case "if":
    case "while":
      return conditionIsVisible(statement.condition);
    case "switch":
      return namesShared(statement.value);
    case "assert":
      return namesShared(statement.condition);
    case "choose":
      return statement.branches.some((branch) => branch.guard !== null && namesShared(branch.guard));
    case "pick":
      return statement.where !== null && namesShared(statement.where);
    case "empty":
    case "block":
    case "for":
    case "loop":
    case "break":
    case "continue":
    case "goto":
      return false;
  }
}

/** Storing what a call returned is a statement of its own. */
export function isStoreVisible(target: Target): boolean {
  return !isGhostStore(target) && targetNamesShared(target);
}

function isGhostStore(target: Target): boolean {
  return target.root.kind === "variable" && target.root.variable.storage === "ghost";
}

function conditionIsVisible(condition: Condition): boolean {
  return condition.kind !== "expression" || namesShared(condition.expression);
}

function targetNamesShared(target: Target): boolean {
  if (target.root.kind === "variable" && target.root.variable.storage !== "ghost") return true;
  return target.path.some((step) => step.kind === "index" && namesShared(step.index));
}

/** Whether an expression names a shared or durable variable, or another task's local; through inlined functions too. */
export function namesShared(expression: Expression): boolean {
  switch (expression.kind) {
    case "literal":
    case "knob":
    case "local":
    case "bound":
    case "self":
      return false;
    case "variable":
      return expression.variable.storage !== "ghost";
    case "remote":
      return true;
    case "index":
      return namesShared(expression.base) || namesShared(expression.index);
    case "field":
      return namesShared(expression.base);
    case "set":
      return expression.elements.some(namesShared);
    case "member":
      return namesShared(expression.value) || namesShared(expression.collection);
    case "size":
      return namesShared(expression.collection);
    case "struct":
      return expression.fields.some((field) => field !== null && namesShared(field));
    case "not":
    case "negate":
    case "cause":
    case "convert":
    case "temporal":
      return namesShared(expression.operand);
    case "arithmetic":
    case "compare":
    case "equal":
    case "logical":
    case "temporal-binary":
      return namesShared(expression.left) || namesShared(expression.right);
    case "in":
      return namesShared(expression.value) || expression.alternatives.some(alternativeNamesShared);
    case "conditional":
      return [expression.condition, expression.then, expression.else].some(namesShared);
    case "quantifier":
      return namesShared(expression.body);
    case "call":
      return (
        expression.args.some(namesShared) ||
        (expression.function.expression !== null && namesShared(expression.function.expression))
      );
    case "errno":
      return expression.from !== null && namesShared(expression.from);
    case "at":
    case "status":
      return namesShared(expression.instance);
    case "holds":
      return namesShared(expression.instance) || lockNamesShared(expression.lock, expression.mode);
    case "held":
      return lockNamesShared(expression.lock, expression.mode);
    case "enabled":
      return expression.args?.some(namesShared) === true;
  }
}

function alternativeNamesShared(alternative: Extract<Expression, { kind: "in" }>["alternatives"][number]): boolean {
  if (alternative.kind === "value") return namesShared(alternative.value);
  return namesShared(alternative.low) || namesShared(alternative.high);
}

function lockNamesShared(reference: LockReference, mode: Expression | null): boolean {
  return reference.indices.some(namesShared) || (mode !== null && namesShared(mode));
}
