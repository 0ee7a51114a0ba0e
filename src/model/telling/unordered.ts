import type { CheckedSpec } from "../../language/checked-spec.ts";
import { EXCL, LOCK_MODES } from "../../language/types.ts";
import type { Model } from "../interpreter/machine.ts";
import type { State } from "../interpreter/state.ts";
import type { Access, UnorderedPair } from "../trace.ts";
import type { Touch } from "./accesses.ts";
import { touchesOf } from "./accesses.ts";
import { pathBehind, pathText } from "./place.ts";
import type { Taken } from "./retrace.ts";
import { nameHere } from "./statement-name.ts";
import { lockName } from "./statement-text.ts";

/**
 * The last two accesses of a trace, by two different tasks, daemons or works, to one element of a shared or durable
 * variable, at least one of them a write, with no lock that keeps them apart; null where there are none. A lock keeps
 * two accesses apart if both tasks hold it while they access, at least one of them EXCL. Of all pairs it is the one whose
 * second access comes last, then the one whose first does. That something else orders the two, as a flag that one of
 * them waits for, does not matter here; nor do semaphores, which have no owner, and events, which hold no lock. An
 * `atomic` is no lock: it makes one access indivisible and orders nothing.
 */
export function unorderedPair(
  model: Model,
  all: readonly Taken[],
  actorOf: (instance: number) => number,
): UnorderedPair | null {
  const uses = all.flatMap((taken, at) => usesBy(model, taken, at));
  let last: Pair | null = null;
  for (const [position, second] of [...uses.entries()].reverse()) {
    if (last !== null && second.at < last.second.at) break;
    const first = uses.findLast((one, before) => before < position && isUnordered(one, second));
    if (first !== undefined && (last === null || first.at > last.first.at)) last = { first, second };
  }
  return last === null ? null : pairOf(model.spec, last, actorOf);
}

/** A touch by an instance; `at` is the statement's index among all, `locks` what the instance held by then. */
type Use = {
  readonly at: number;
  readonly taken: Taken;
  readonly self: number;
  readonly touch: Touch;
  readonly locks: readonly Held[];
};

type Held = { readonly slot: number; readonly element: number; readonly mode: number };

type Pair = { readonly first: Use; readonly second: Use };

function usesBy(model: Model, taken: Taken, at: number): Use[] {
  const { self, state } = taken.before;
  if (self === null) return [];
  const touches = touchesOf(model, taken);
  if (touches.length === 0) return [];
  const locks = heldBy(state, self);
  return touches.map((touch) => ({ at, taken, self, touch, locks }));
}

function heldBy(state: State, self: number): Held[] {
  return [...state.locks].flatMap((elements, slot) =>
    [...elements].flatMap((holders, element) => {
      const mode = holders.get(self);
      return mode === undefined ? [] : [{ slot, element, mode }];
    }),
  );
}

function isUnordered(first: Use, second: Use): boolean {
  if (first.self === second.self || first.touch.variable !== second.touch.variable) return false;
  if (first.touch.how === "read" && second.touch.how === "read") return false;
  const [left, right] = [first.touch.path, second.touch.path];
  const overlap = pathBehind(left, right) !== null || pathBehind(right, left) !== null;
  return overlap && !first.locks.some((lock) => second.locks.some((other) => keepApart(lock, other)));
}

/** Two SHARED holds of one rwsem exclude nobody. */
function keepApart(left: Held, right: Held): boolean {
  const same = left.slot === right.slot && left.element === right.element;
  return same && (left.mode === EXCL || right.mode === EXCL);
}

function pairOf(spec: CheckedSpec, { first, second }: Pair, actorOf: (instance: number) => number): UnorderedPair {
  const [left, right] = [first.touch, second.touch];
  const { variable } = left;
  const path = left.path.length > right.path.length ? left.path : right.path;
  const access = ({ taken, self, touch, locks }: Use): Access => ({
    actor: actorOf(self),
    step: taken.step,
    how: touch.how,
    span: taken.statement.span,
    name: nameHere(spec, taken.before.frame),
    locks: locks.map((held) => heldText(spec, held)),
  });
  return {
    element: pathText(spec, variable.name, variable.type, path),
    first: access(first),
    second: access(second),
  };
}

function heldText(spec: CheckedSpec, { slot, element, mode }: Held): string {
  const name = lockName(spec, slot, element);
  return spec.locks[slot]?.kind === "rwsem" ? `${name} ${LOCK_MODES[mode]}` : name;
}
