import { is } from "immutable";
import type { Expression, Target } from "../../language/checked-spec.ts";
import type { Machine, Model } from "../interpreter/machine.ts";
import { load, scopeOf } from "../interpreter/machine.ts";
import { isDone } from "../interpreter/state.ts";
import { elements } from "../value.ts";
import type { Place } from "./place.ts";
import { frameAt, pathBehind, sameRoot, targetPlace, valueIn } from "./place.ts";
import type { Taken } from "./retrace.ts";

/** What put a value where it is; `path` leads from what was stored to the value asked for. */
export type Source =
  /** The value of an expression of the statement. */
  | { readonly kind: "expression"; readonly value: Expression; readonly path: readonly number[] }
  /** What the function returned that it called. */
  | { readonly kind: "returned"; readonly path: readonly number[] }
  /** What a parameter was given: passing a value on is no store. */
  | { readonly kind: "argument"; readonly value: Expression; readonly path: readonly number[] }
  /** The front of a queue. */
  | { readonly kind: "popped"; readonly from: Place }
  /** The value changed, but not by a store to it. */
  | { readonly kind: "unknown" };

/** `at`: index of the statement among all. */
export type Store = { readonly at: number; readonly source: Source };

/** The last store to a place before the statement at `end`; null where its value is as old as the trace. */
export function lastStore(model: Model, all: readonly Taken[], end: number, place: Place): Store | null {
  let current = place;
  for (let at = end - 1; at >= 0; at -= 1) {
    const taken = all[at];
    if (taken === undefined || taken.after === null) continue;
    const shifted = shiftedFrom(model, taken, current);
    const source = shifted === null ? sourceOf(model, taken, taken.after, current) : null;
    if (source !== null) return { at, source };
    current = shifted ?? current;
  }
  return null;
}

/** Where an element of a queue lay before a `pop` moved it up. */
function shiftedFrom(model: Model, taken: Taken, place: Place): Place | null {
  if (taken.statement.kind !== "pop") return null;
  const queue = targetPlace(taken.statement.queue, taken, scopeOf(model, taken.before));
  const [position, ...rest] = (sameRoot(queue, place) ? pathBehind(queue.path, place.path) : null) ?? [];
  return position === undefined ? null : { ...place, path: [...queue.path, position + 1, ...rest] };
}

function sourceOf(model: Model, taken: Taken, after: Machine, place: Place): Source | null {
  if (opens(taken, after, place)) return argumentOf(taken, place);
  const stored = storedBy(model, taken);
  if (stored !== null) {
    const target = targetPlace(stored.target, taken, scopeOf(model, taken.before));
    const path = sameRoot(target, place) ? pathBehind(target.path, place.path) : null;
    if (path !== null) return stored.from(path);
  }
  return is(valueIn(taken.before, taken, place), valueIn(after, taken, place)) ? null : { kind: "unknown" };
}

/** Where a statement stores, and what; `from` is given the way from there to the value asked for. */
type Stored = { readonly target: Target; readonly from: (path: readonly number[]) => Source | null };

function storedBy(model: Model, taken: Taken): Stored | null {
  const { statement, before } = taken;
  switch (statement.kind) {
    case "declare": {
      const { local, value, span } = statement;
      const target: Target = { root: { kind: "local", local }, path: [], type: local.type, span };
      return { target, from: (path) => (value === null ? { kind: "unknown" } : { kind: "expression", value, path }) };
    }
    case "assign":
      return { target: statement.target, from: (path) => ({ kind: "expression", value: statement.value, path }) };
    case "call":
      if (statement.target === null || before.frame.returned === null) return null;
      return { target: statement.target, from: (path) => ({ kind: "returned", path }) };
    case "pop": {
      if (statement.target === null) return null;
      const queue = targetPlace(statement.queue, taken, scopeOf(model, before));
      const front = [...queue.path, 0];
      return {
        target: statement.target,
        from: (path) => ({ kind: "popped", from: { ...queue, path: [...front, ...path] } }),
      };
    }
    case "push": {
      const { size } = elements(load(model, before, statement.queue));
      return {
        target: statement.queue,
        from: ([position, ...path]) =>
          position === size ? { kind: "expression", value: statement.value, path } : null,
      };
    }
    default:
      return null;
  }
}

/** Whether the statement enters the frame that a local belongs to: a call, or `spawn`. */
function opens(taken: Taken, after: Machine, { root }: Place): boolean {
  if (root.kind === "variable") return false;
  const [first, second] = [taken.before, after].map((machine) => frameAt(machine, root.runner, taken, root.depth));
  return (first === undefined || isDone(first)) && second !== undefined && !isDone(second);
}

function argumentOf({ statement }: Taken, { root, path }: Place): Source {
  const given = statement.kind === "call" || statement.kind === "return-call" || statement.kind === "spawn";
  const value = given ? statement.args[root.slot] : undefined;
  return value === undefined ? { kind: "unknown" } : { kind: "argument", value, path };
}
