import type { CheckedSpec, Statement } from "../checked-spec.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { variablesIn } from "../tree-parts.ts";
import { walkWithLocks } from "./locks-held.ts";
import { warningAt } from "./warning-codes.ts";

/**
 * Stores that read one shared variable and write another while no lock can be held. The step is indivisible in the
 * model; in C it is a load and a store, and others run between them. What stands in `atomic` is said to be one step.
 */
export function unlockedCopies(spec: CheckedSpec): Diagnostic[] {
  const found = new Map<number, Diagnostic>();
  for (const actor of spec.actors) {
    if (actor.kind === "event") continue;
    walkWithLocks(actor.body, (statement, held) => {
      if (held.size > 0 || found.has(statement.id)) return;
      const warning = copyWarning(statement);
      if (warning !== null) found.set(statement.id, warning);
    });
  }
  return [...found.values()];
}

function copyWarning(statement: Statement): Diagnostic | null {
  if (statement.kind !== "assign" && statement.kind !== "update-set") return null;
  const { root } = statement.target;
  if (root.kind !== "variable" || root.variable.storage === "ghost") return null;
  const other = [...variablesIn(statement.value)].find((variable) => variable !== root.variable);
  if (other === undefined) return null;
  const message = `'${other.name}' is read and '${root.variable.name}' written in one step, and no lock is held`;
  return warningAt(statement.span, "U0705", message, "read it into a local first, or write 'atomic' if it is one step");
}
