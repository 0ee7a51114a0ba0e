import type { Statement, Target } from "../../language/checked-spec.ts";
import type { Span } from "../../language/source.ts";
import type { Type } from "../../language/types.ts";
import type { Value } from "../value.ts";
import { elements } from "../value.ts";
import { EvaluationError, evaluate } from "./evaluate.ts";
import type { Machine, Model } from "./machine.ts";
import { load, scopeOf, store } from "./machine.ts";

/**
 * Section 2, `push` and `pop`. Null: it waits. In events and `init` nothing can wait, so there it is an error. What is
 * pushed is evaluated only once there is room for it.
 */
export function pushed(
  model: Model,
  machine: Machine,
  statement: Extract<Statement, { kind: "push" }>,
): Machine | null {
  const { queue, span } = statement;
  const values = elements(load(model, machine, queue));
  if (values.size >= queueType(queue).capacity) return waiting(machine, "'push' to a full queue", span);
  return store(model, machine, queue, values.push(evaluate(statement.value, scopeOf(model, machine))));
}

/** The oldest value of a queue, with its type, and what is left behind; as for `pushed`. */
export type Popped = { readonly value: Value; readonly type: Type; readonly machine: Machine };

export function popped(model: Model, machine: Machine, queue: Target, span: Span): Popped | null {
  const values = elements(load(model, machine, queue));
  const value = values.first();
  if (value === undefined) return waiting(machine, "'pop' from an empty queue", span);
  return { value, type: queueType(queue).element, machine: store(model, machine, queue, values.shift()) };
}

function waiting(machine: Machine, what: string, span: Span): null {
  if (machine.self === null) throw new EvaluationError(`${what}, where nothing can wait`, span);
  return null;
}

function queueType(queue: Target): Extract<Type, { kind: "queue" }> {
  const { type } = queue;
  if (type.kind !== "queue") throw new Error(`untorn defect: a ${type.kind} is no queue`);
  return type;
}
