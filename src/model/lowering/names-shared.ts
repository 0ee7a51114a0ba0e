import type { Condition, Expression, Target } from "../../language/checked-spec.ts";
import { subexpressions } from "./subexpressions.ts";

/** Whether a step must begin here: the rule of the language reference, section 3, for the lowering. */

export function readsShared(expression: Expression | null): boolean {
  if (expression === null) return false;
  if (expression.kind === "remote") return true;
  if (expression.kind === "variable") return expression.variable.storage !== "ghost";
  if (expression.kind === "call" && readsShared(expression.function.expression)) return true;
  return subexpressions(expression).some(readsShared);
}

export function conditionIsShared(condition: Condition): boolean {
  return condition.kind !== "expression" || readsShared(condition.expression);
}

/** Storing there makes a step of its own. A ghost never does. */
export function storesShared(target: Target): boolean {
  const { root } = target;
  if (root.kind === "variable") return root.variable.storage !== "ghost";
  return target.path.some((step) => step.kind === "index" && readsShared(step.index));
}

export function isGhostTarget(target: Target): boolean {
  return target.root.kind === "variable" && target.root.variable.storage === "ghost";
}
