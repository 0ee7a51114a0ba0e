import type { Expression } from "../../language/checked-spec.ts";
import type { Type } from "../../language/types.ts";
import { isScalar, leavesOf } from "../lowering/flatten.ts";
import type { Code } from "./code.ts";
import { asCondition, constant, truth } from "./code.ts";
import { afterSetup, fromRaw } from "./composite-code.ts";
import type { Composite, Environment, Value } from "./environment.ts";
import { numbersOf } from "./environment.ts";
import { equalValues } from "./equality-code.ts";
import { temporary } from "./function-text.ts";
import { stable } from "./stable-value.ts";

/** Queues as text: leaf 0 is the length, the others are those of an element, once per slot. */

type Of<K extends Expression["kind"]> = Extract<Expression, { kind: K }>;

export type QueueType = Extract<Type, { kind: "queue" }>;

export function queueType(type: Type): QueueType {
  if (type.kind !== "queue") throw new Error("untorn defect: the slots of what is no queue");
  return type;
}

function compiledQueue(collection: Expression, environment: Environment): Composite {
  const value = environment.compile(collection, environment);
  if (value.kind === "scalar") throw new Error("untorn defect: a queue that is a scalar");
  return value;
}

/** `length(q)`. */
export function queueLength(expression: Of<"size">, environment: Environment): Code {
  const queue = compiledQueue(expression.collection, environment);
  return afterSetup(queue, queue.leaf(0, []));
}

/** What a slot holds; `leaf` reads the leaves of the queue. */
export function inSlot(environment: Environment, { element }: QueueType, leaf: Composite["leaf"], slot: Code): Value {
  if (!isScalar(element)) {
    return {
      kind: "composite",
      setup: [],
      fails: false,
      leaf: (number, indices) => leaf(number + 1, [slot, ...indices]),
    };
  }
  const [only] = leavesOf(element, numbersOf(environment));
  if (only === undefined) throw new Error("untorn defect: a scalar without a leaf");
  return { kind: "scalar", code: fromRaw(leaf(1, [slot]), only) };
}

const SLOTS_IN_A_ROW = 4;

/** `e in q`: the slots up to its length. */
export function inQueue(expression: Of<"member">, environment: Environment): Code {
  const { value, collection } = expression;
  const type = queueType(collection.type);
  const wanted = stable(environment, environment.compile(value, environment));
  const queue = compiledQueue(collection, environment);
  const length = temporary(environment.text);
  const isAt = (slot: Code) => {
    const held = inSlot(environment, type, queue.leaf, slot);
    return asCondition(equalValues(environment, wanted.value, value.type, held, type.element));
  };
  const setup = [...wanted.setup, ...queue.setup, `${length}=${queue.leaf(0, []).js}`];
  const fails = wanted.fails || queue.fails;
  return afterSetup({ ...queue, setup, fails }, truth(someSlot(environment, type.capacity, length, isAt), false));
}

function someSlot(environment: Environment, slots: number, length: string, isAt: (slot: Code) => string): string {
  if (slots <= SLOTS_IN_A_ROW) {
    const tests = Array.from({ length: slots }, (_, slot) => `${length}>${slot}&&${isAt(constant(slot))}`);
    return `(${tests.join("||")})`;
  }
  const name = temporary(environment.text);
  const slot: Code = { js: name, low: 0, high: slots - 1, boolean: false, fails: false };
  return `(()=>{for(${name}=0;${name}<${length};${name}++)if(${isAt(slot)})return true;return false;})()`;
}
