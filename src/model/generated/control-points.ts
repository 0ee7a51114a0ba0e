import type { FlowGraph, Instruction } from "../lowering/flow-graph.ts";
import { successors } from "../lowering/flow-graph.ts";
import type { ControlPoints } from "./environment.ts";

/**
 * Numbers the places where control can ever rest: values of the control field. A work begins and ends as done, which is
 * 0, and rests before its first statement whatever that is.
 */
export function controlPoints(graph: FlowGraph, isWork: boolean): ControlPoints {
  const byInstruction = new Map<number, number>();
  const byLabel = new Map<number, number[]>();
  // A body that never ends is never done.
  let done = -1;
  const reachable = reachableFrom(graph);
  const rests = ({ operation, rest }: Instruction, index: number) => {
    if (isWork && (operation.kind === "done" || index === graph.entry)) return true;
    return rest !== "never" && reachable.has(index);
  };
  graph.instructions.forEach((instruction, index) => {
    if (!rests(instruction, index)) return;
    const value = byInstruction.size;
    byInstruction.set(index, value);
    if (instruction.operation.kind === "done") done = value;
    for (const label of instruction.labels) byLabel.set(label, [...(byLabel.get(label) ?? []), value]);
  });
  const sleepers = [...byInstruction].flatMap(([index, value]) => {
    const leaf = firstLeaf(graph, index);
    return leaf !== null && canSleep(leaf) ? [value] : [];
  });
  return { byInstruction, done, byLabel, sleepers };
}

function reachableFrom(graph: FlowGraph): ReadonlySet<number> {
  const found = new Set([graph.entry]);
  const pending = [graph.entry];
  for (let index = pending.pop(); index !== undefined; index = pending.pop()) {
    const instruction = graph.instructions[index];
    for (const next of instruction === undefined ? [] : successors(instruction.operation)) {
      if (found.has(next)) continue;
      found.add(next);
      pending.push(next);
    }
  }
  return found;
}

/** The instruction itself, or the first one inside its atomic that is not just the way in. */
export function firstLeaf(graph: FlowGraph, index: number): Instruction | null {
  let current = graph.instructions[index];
  const begin = current;
  while (current !== undefined) {
    const { operation, atomic } = current;
    const next =
      operation.kind === "enter" || operation.kind === "skip" || operation.kind === "call"
        ? graph.instructions[operation.next]
        : undefined;
    const opens = current === begin && operation.kind === "enter" && next?.atomic === true;
    const passes = opens || (current !== begin && atomic && isWay(current));
    if (!passes || next === undefined) return current;
    current = next;
  }
  return null;
}

/** Blocks, calls and what is no statement. */
export function isWay(instruction: Instruction): boolean {
  const { operation, statement } = instruction;
  return operation.kind === "enter" || operation.kind === "call" || (operation.kind === "skip" && statement === null);
}

/** `wait`, `push`, `pop`, and `lock` of anything but a spinlock. */
export function canSleep({ operation }: Instruction): boolean {
  switch (operation.kind) {
    case "wait":
    case "push":
    case "pop":
      return true;
    case "lock":
      return operation.lock.lock.kind !== "spinlock";
    case "branch":
      return operation.condition.kind === "pop";
    default:
      return false;
  }
}
