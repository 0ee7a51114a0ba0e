import type { Condition, Target as Destination, Expression } from "../../language/checked-spec.ts";
import { leavesOf } from "../lowering/flatten.ts";
import type { Operation } from "../lowering/flow-graph.ts";
import type { Path } from "./body-context.ts";
import { forgettingTarget, using } from "./body-context.ts";
import type { Code } from "./code.ts";
import { asCondition, asNumber, constant, known, numeric } from "./code.ts";
import { rawLeaf } from "./composite-code.ts";
import { copied, forEachElement } from "./element-loops.ts";
import type { Environment, Value } from "./environment.ts";
import { numbersOf, scalar } from "./environment.ts";
import { temporary } from "./function-text.ts";
import type { Place } from "./place-code.ts";
import { placeOf, readAt, writeAt } from "./place-code.ts";
import { shiftedDown } from "./queue-shift.ts";
import { inSlot, type QueueType, queueType } from "./queue-value.ts";
import { stable } from "./stable-value.ts";
import { storeAt } from "./store-code.ts";

/** `push` and `pop`, as statements. */

export type QueueUse = {
  /** Finds the queue and its length. */
  readonly begin: string;
  /** Text that tells, after `begin`, whether it can be done now. */
  readonly open: string;
  /** Does it. */
  readonly act: string;
};

type Found = { readonly place: Place; readonly type: QueueType; readonly begin: string; readonly length: string };

function find(environment: Environment, queue: Destination, path: Path): Found {
  const type = queueType(queue.type);
  const place = using(path, placeOf(environment, queue));
  const length = temporary(environment.text);
  const begin = `${statements(place.setup)}${length}=${asNumber(readLeaf(place, 0, []))};`;
  return { place, type, begin, length };
}

function statements(setup: readonly string[]): string {
  return setup.map((one) => `${one};`).join("");
}

function readLeaf(place: Place, number: number, positions: readonly Code[]): Code {
  const field = place.fields[number];
  if (field === undefined) throw new Error("untorn defect: no such leaf");
  return readAt(place, field, positions);
}

function writtenLength({ place }: Found, length: Code): string {
  const [field] = place.fields;
  return field === undefined ? "" : writeAt(place, field, [], length);
}

export function pushUse(environment: Environment, queue: Destination, value: Expression, path: Path): QueueUse {
  const found = find(environment, queue, path);
  const { place, type, begin, length } = found;
  const given = using(path, stable(environment, environment.compile(value, environment)));
  const slot = numeric(length, 0, type.capacity - 1, false);
  const writes = leavesOf(type.element, numbersOf(environment)).map((leaf, number) => {
    const field = place.fields[number + 1];
    if (field === undefined) return "";
    return forEachElement(environment.text, leaf.sizes, (positions) =>
      writeAt(place, field, [slot, ...positions], rawLeaf(given.value, leaf, number, positions)),
    );
  });
  const longer = writtenLength(found, numeric(`(${length}+1)`, 1, type.capacity, false));
  return {
    begin,
    open: `${length}<${type.capacity}`,
    act: statements(given.setup) + writes.join("") + longer,
  };
}

type PopUse = QueueUse & { readonly head: () => { readonly text: string; readonly value: Value } };

/** `head` is what is popped: to be read out of the way before the others move up. */
function popUse(environment: Environment, queue: Destination, path: Path): PopUse {
  const found = find(environment, queue, path);
  const { place, type, begin, length } = found;
  const moved = place.fields.slice(1).map((field) => shiftedDown(environment.text, place, field, type.capacity));
  const shorter = writtenLength(found, numeric(`(${length}-1)`, 0, type.capacity - 1, false));
  return { begin, open: `${length}>0`, act: moved.join("") + shorter, head: () => headOf(environment, found) };
}

function headOf(environment: Environment, { place, type }: Found): { readonly text: string; readonly value: Value } {
  const first = inSlot(environment, type, (number, positions) => readLeaf(place, number, positions), constant(0));
  if (first.kind === "scalar") {
    const { code } = first;
    if (known(code) !== null) return { text: "", value: first };
    const name = temporary(environment.text);
    return { text: `${name}=${asNumber(code)};`, value: scalar({ ...code, js: name }) };
  }
  const copy = copied(environment, first, leavesOf(type.element, numbersOf(environment)));
  return { text: copy.text, value: { ...first, leaf: copy.leaf } };
}

type Pop = Extract<Operation, { kind: "pop" }>;

/** The indices of the target are evaluated when the value is gone from the queue. */
export function popEffect(
  environment: Environment,
  { queue, target }: Pop,
  path: Path,
): { readonly use: QueueUse; readonly text: string; readonly path: Path } {
  const use = popUse(environment, queue, path);
  if (target === null) return { use, text: use.act, path };
  const head = use.head();
  const stored = storeAt(environment, target, head.value, queueType(queue.type).element, path);
  return { use, text: head.text + use.act + stored, path: forgettingTarget(environment, target, path) };
}

/** `if (pop(q))`: `test` after `text`. */
export function popCondition(
  environment: Environment,
  { queue, negated }: Extract<Condition, { kind: "pop" }>,
  path: Path,
): { readonly use: QueueUse; readonly text: string; readonly test: string } {
  const use = popUse(environment, queue, path);
  const { text, value } = use.head();
  if (value.kind === "composite") throw new Error("untorn defect: a condition that is no bool");
  return { use, text: text + use.act, test: `${negated ? "!" : ""}${asCondition(value.code)}` };
}
