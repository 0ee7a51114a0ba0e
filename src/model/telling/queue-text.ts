import type { Statement, Target } from "../../language/checked-spec.ts";
import { evaluate } from "../interpreter/evaluate.ts";
import type { Machine, Model } from "../interpreter/machine.ts";
import { scopeOf } from "../interpreter/machine.ts";
import type { Leaf } from "../interpreter/next-leaf.ts";
import { displayText } from "./display.ts";

/** The queue that a statement pops, in any of its forms. */
export function poppedQueue(statement: Statement): Target | null {
  switch (statement.kind) {
    case "pop":
      return statement.queue;
    case "if":
    case "while":
      return statement.condition.kind === "pop" ? statement.condition.queue : null;
    default:
      return null;
  }
}

/** Why a statement that waits for a queue does: "requests[0] is full"; null where it waits for something else. */
export function queueWait(model: Model, { statement, machine }: Leaf): string | null {
  if (statement.kind === "push") return `${placeName(model, machine, statement.queue)} is full`;
  const queue = poppedQueue(statement);
  return queue === null ? null : `${placeName(model, machine, queue)} is empty`;
}

/** A target with the values of its indices. It was evaluated before, so it has no errors. */
function placeName(model: Model, machine: Machine, { root, path }: Target): string {
  const name = root.kind === "variable" ? root.variable.name : root.local.name;
  const scope = scopeOf(model, machine);
  const steps = path.map((step) => {
    if (step.kind === "field") return `.${step.name}`;
    return `[${displayText(model.spec, evaluate(step.index, scope), step.index.type)}]`;
  });
  return name + steps.join("");
}
