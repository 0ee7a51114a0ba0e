import type { Block, Statement } from "../../language/checked-spec.ts";
import type { Value } from "../value.ts";
import { defaultValue } from "../value.ts";
import type { Cursor, Frame } from "./state.ts";
import { openBlock } from "./state.ts";

/** Where control goes: blocks entered and left, loops, jumps. Leaving a block stores its locals as their default. */

export function nextStatement(frame: Frame): Statement | null {
  const { cursor } = frame;
  return cursor?.block.statements[cursor.next] ?? null;
}

/** Behind the statement where control stands. */
export function advance(frame: Frame): Frame {
  const { cursor } = frame;
  if (cursor === null) throw new Error("untorn defect: a step of a body that is done");
  return { ...frame, cursor: { ...cursor, next: cursor.next + 1, round: 0 } };
}

/** Into a block inside the statement where control stands, which is not executed again: `if`, `choose`, … */
export function enterOnce(frame: Frame, block: Block, kind: "plain" | "atomic" | "switch" = "plain"): Frame {
  const after = advance(frame);
  return { ...after, cursor: openBlock(block, kind, after.cursor) };
}

/** Into a loop's body: the loop is executed again behind it. */
export function enterLoop(frame: Frame, body: Block): Frame {
  return { ...frame, cursor: openBlock(body, "loop", frame.cursor) };
}

/** Leaves the innermost block. */
function leaveBlock(frame: Frame): Frame {
  const { cursor } = frame;
  if (cursor === null) throw new Error("untorn defect: no block to leave");
  return { ...frame, locals: resetLocals(frame, cursor.block), cursor: cursor.outer };
}

function resetLocals(frame: Frame, block: Block): Frame["locals"] {
  return block.locals.reduce((locals, slot) => {
    const local = frame.body.locals[slot];
    return local === undefined ? locals : locals.set(slot, defaultValue(local.type));
  }, frame.locals);
}

/**
 * Closes the blocks that control has reached the end of. Stops in the outermost block: its end is the end of the body.
 */
export function closeBlocks(frame: Frame): Frame {
  let current = frame;
  while (current.cursor?.outer && current.cursor.next >= current.cursor.block.statements.length) {
    current = current.cursor.kind === "loop" ? nextRound(leaveBlock(current)) : leaveBlock(current);
  }
  return current;
}

/** Back at a loop behind one round of its body. */
function nextRound(frame: Frame): Frame {
  const { cursor } = frame;
  if (cursor === null || nextStatement(frame)?.kind !== "for") return frame;
  return { ...frame, cursor: { ...cursor, round: cursor.round + 1 } };
}

/** Leaves blocks until control is directly in a block of one of these kinds. */
function leaveTo(frame: Frame, kinds: readonly Cursor["kind"][]): Frame {
  let current = frame;
  while (current.cursor !== null && !kinds.includes(current.cursor.kind)) current = leaveBlock(current);
  return current;
}

/** Out of the innermost loop, at which control stood all the while, or `switch`, behind which it stands already. */
export function breakOut(frame: Frame): Frame {
  const inside = leaveTo(frame, ["loop", "switch"]);
  const outside = leaveBlock(inside);
  return inside.cursor?.kind === "loop" ? advance(outside) : outside;
}

export function continueLoop(frame: Frame): Frame {
  return nextRound(leaveBlock(leaveTo(frame, ["loop"])));
}

export function goTo(frame: Frame, label: number): Frame {
  let current = frame;
  while (current.cursor !== null) {
    const { cursor } = current;
    const next = cursor.block.statements.findIndex((one) => one.labels.some((candidate) => candidate.id === label));
    if (next !== -1) return { ...current, cursor: { ...cursor, next, round: 0 } };
    current = leaveBlock(current);
  }
  throw new Error("untorn defect: a goto whose label is in no block around it");
}

/** The end of a body: all its blocks are left, but a task's outermost locals stay. */
export function finish(frame: Frame): Frame {
  let current = frame;
  while (current.cursor?.outer) current = leaveBlock(current);
  return { ...current, cursor: null };
}

export function isAtomic(frame: Frame | null): boolean {
  for (let current = frame; current !== null; current = current.caller) {
    for (let cursor = current.cursor; cursor !== null; cursor = cursor.outer) if (cursor.kind === "atomic") return true;
  }
  return false;
}

export function setLocal(frame: Frame, slot: number, value: Value): Frame {
  return { ...frame, locals: frame.locals.set(slot, value) };
}
