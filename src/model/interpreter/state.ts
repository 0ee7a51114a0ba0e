import { type Map as ImmutableMap, List } from "immutable";
import type { Block, Body, CheckedSpec, Process } from "../../language/checked-spec.ts";
import type { Value } from "../value.ts";
import { defaultValue } from "../value.ts";

/**
 * States of the reference interpreter: immutable, shared freely. Between steps every process stands before a visible
 * statement, is done or, if it is a work, is idle or stands before its first statement.
 */
export type State = {
  /** By slot: shared, ghost and durable variables. */
  readonly variables: List<Value>;
  /** By slot, then by element: who holds the lock, and in which mode. */
  readonly locks: List<List<Holders>>;
  /** By number among all instances. */
  readonly processes: List<Frame>;
};

/** Holder to mode (0 SHARED, 1 EXCL). The holder of a semaphore is nobody: -1. */
export type Holders = ImmutableMap<number, number>;

export const NOBODY = -1;

/**
 * One activation of a body. The innermost frame of a process is the one that runs; `caller` stands at its call
 * statement meanwhile. `cursor` is null when the body is done, which is seen of tasks, daemons and works only.
 */
export type Frame = {
  readonly body: Body;
  readonly locals: List<Value>;
  readonly cursor: Cursor | null;
  /** What the function called at the cursor's statement returned, until it is stored. */
  readonly returned: { readonly value: Value } | null;
  readonly caller: Frame | null;
};

/** Where control stands in a block; `outer` is the block around it. */
export type Cursor = {
  readonly block: Block;
  /** Index of the next statement. A loop stays the next statement of `outer` while its body runs. */
  readonly next: number;
  /** Ordinal of the value that a `for` at `next` takes next or is at. */
  readonly round: number;
  /** `loop`: the body of the loop at which `outer` stands. `switch`: a case, which `break` leaves. */
  readonly kind: "plain" | "atomic" | "loop" | "switch";
  readonly outer: Cursor | null;
};

export function enter(body: Body, caller: Frame | null): Frame {
  const locals = List<Value>(body.locals.map((local) => defaultValue(local.type)));
  return { body, locals, cursor: openBlock(body.block, "plain", null), returned: null, caller };
}

/** An instance of a work that nobody has spawned: done, and nothing is left of an earlier run. */
export function idle(body: Body): Frame {
  return { ...enter(body, null), cursor: null };
}

export function openBlock(block: Block, kind: Cursor["kind"], outer: Cursor | null): Cursor {
  return { block, next: 0, round: 0, kind, outer };
}

/** The frame that the process began with: its locals are what others see. */
export function bottom(frame: Frame): Frame {
  let current = frame;
  while (current.caller !== null) current = current.caller;
  return current;
}

export function isDone(frame: Frame): boolean {
  return frame.cursor === null && frame.caller === null;
}

/** All instances of all tasks, daemons and works, in order: which process, and its number within it. */
export function instancesOf(spec: CheckedSpec): readonly { readonly process: Process; readonly instance: number }[] {
  return spec.actors.flatMap((actor) => {
    if (actor.kind === "event") return [];
    return Array.from({ length: actor.type.count }, (_, instance) => ({ process: actor, instance }));
  });
}

/** A text that is the same for equal states only. */
export function stateKey(state: State): string {
  let key = "";
  for (const value of state.variables) key += `${valueKey(value)},`;
  for (const elements of state.locks) for (const holders of elements) key += `${holdersKey(holders)};`;
  for (const frame of state.processes) key += `${frameKey(frame)}|`;
  return key;
}

function valueKey(value: Value): string {
  if (!List.isList(value)) return value === null ? "-" : String(Number(value));
  let key = "[";
  for (const element of value) key += `${valueKey(element)},`;
  return `${key}]`;
}

function holdersKey(holders: Holders): string {
  if (holders.isEmpty()) return "";
  const entries = [...holders.entries()].sort(([left], [right]) => left - right);
  return entries.map(([holder, mode]) => `${holder}:${mode}`).join(",");
}

/** A cursor's place follows from its statement, and the rounds of the loops around it from their variables. */
function frameKey(frame: Frame): string {
  const { cursor, returned, caller } = frame;
  const statement = cursor?.block.statements[cursor.next];
  const place = cursor === null ? "done" : `${statement?.id}.${cursor.round}`;
  let key = returned === null ? place : `${place}=${valueKey(returned.value)}`;
  for (const value of frame.locals) key += `,${valueKey(value)}`;
  return caller === null ? key : `${frameKey(caller)}>${key}`;
}
