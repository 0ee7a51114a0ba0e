import type { Expression, Target } from "../../language/checked-spec.ts";
import type { FlowGraph, Frame, Instruction, Operation, Place, Register } from "./flow-graph.ts";
import { expressionsIn, successors } from "./flow-graph.ts";
import { subexpressions } from "./subexpressions.ts";

export type LiveRegisters = (instruction: number, register: Register) => boolean;

/**
 * Which registers may still be read before they are written: backward analysis to a fixpoint (Kildall 1973), on rows of
 * bits. A store into a part of a register neither reads nor kills it. `pinned`: slots of outermost locals that someone
 * else or a property reads: never dead.
 */
export function liveRegisters(graph: FlowGraph, pinned: ReadonlySet<number>): LiveRegisters {
  const always = graph.registers
    .filter((one) => one.outermost !== null && pinned.has(one.outermost))
    .map((one) => one.index);
  const words = Math.ceil(graph.registers.length / 32);
  const rows = graph.instructions.map((instruction) => rowOf(words, [...always, ...readRegisters(instruction)]));
  const predecessors: number[][] = graph.instructions.map(() => []);
  graph.instructions.forEach(({ operation }, index) => {
    for (const next of successors(operation)) predecessors[next]?.push(index);
  });
  // The end of a body is lowered first: in this order only loops are looked at again.
  const pending = graph.instructions.map((_, index) => index).reverse();
  const waits = new Uint8Array(pending.length).fill(1);
  for (let index = pending.pop(); index !== undefined; index = pending.pop()) {
    const instruction = graph.instructions[index];
    const row = rows[index];
    waits[index] = 0;
    if (instruction === undefined || row === undefined || !addLiveBefore(row, instruction, rows)) continue;
    for (const before of predecessors[index] ?? []) {
      if (waits[before] === 0) pending.push(before);
      waits[before] = 1;
    }
  }
  return (instruction, register) => hasBit(rows[instruction], register.index);
}

type Row = Int32Array;

function rowOf(words: number, registers: Iterable<number>): Row {
  const row = new Int32Array(words);
  for (const register of registers) row[register >> 5] = (row[register >> 5] ?? 0) | (1 << (register & 31));
  return row;
}

function hasBit(row: Row | undefined, register: number): boolean {
  return (((row?.[register >> 5] ?? 0) >>> (register & 31)) & 1) === 1;
}

/** Whether there was anything to add to what the instruction reads. */
function addLiveBefore(row: Row, { operation, frame }: Instruction, rows: readonly Row[]): boolean {
  let changed = false;
  for (const next of successors(operation)) {
    const written = writtenRegisters(operation, frame, next);
    const killed = written.length === 0 ? null : rowOf(row.length, written);
    changed = addAll(row, rows[next] ?? row, killed) || changed;
  }
  return changed;
}

function addAll(row: Row, added: Row, except: Row | null): boolean {
  let changed = false;
  for (let word = 0; word < row.length; word += 1) {
    const before = row[word] ?? 0;
    const after = before | ((added[word] ?? 0) & ~(except?.[word] ?? 0));
    row[word] = after;
    changed ||= after !== before;
  }
  return changed;
}

/** Registers wholly overwritten on the way to `next`. */
function writtenRegisters(operation: Operation, frame: Frame, next: number): readonly number[] {
  switch (operation.kind) {
    case "enter":
      return operation.cleared.map((register) => register.index);
    case "assign":
      return operation.operator === "=" ? wholeRegister(operation.place, frame) : [];
    case "call":
      return operation.callee.registers.map((register) => register.index);
    case "return":
      return operation.into === null ? [] : [operation.into.index];
    case "set-round":
      return operation.value === "first" ? [operation.round.index] : [];
    case "for":
      return next === operation.body ? [operation.variable.index] : [operation.round.index];
    case "pick":
      return next === operation.next ? [operation.register.index] : [];
    case "store-returned":
      return wholeTarget(operation.target, frame);
    case "trylock":
    case "pop":
      return operation.target === null ? [] : wholeTarget(operation.target, frame);
    default:
      return [];
  }
}

function wholeRegister(place: Place, frame: Frame): readonly number[] {
  return place.kind === "register" ? [place.register.index] : wholeTarget(place.target, frame);
}

function wholeTarget(target: Target, frame: Frame): readonly number[] {
  return target.root.kind === "local" && target.path.length === 0 ? registerOf(target.root.local.slot, frame) : [];
}

function readRegisters({ operation, frame }: Instruction): readonly number[] {
  const read: number[] = [];
  for (const expression of expressionsIn(operation)) addReads(read, expression, frame);
  if (operation.kind === "store-returned") read.push(operation.register.index);
  if (operation.kind === "for" || (operation.kind === "set-round" && operation.value === "next"))
    read.push(operation.round.index);
  const changed = changedTarget(operation);
  if (changed?.root.kind === "local") read.push(...registerOf(changed.root.local.slot, frame));
  return read;
}

function addReads(read: number[], expression: Expression, frame: Frame): void {
  if (expression.kind === "local") read.push(...registerOf(expression.local.slot, frame));
  for (const part of subexpressions(expression)) addReads(read, part, frame);
}

/** What is made of its value before: `x += e` reads the place, as queues are read by what changes them; a plain store does not. */
function changedTarget(operation: Operation): Target | null {
  switch (operation.kind) {
    case "assign":
      return operation.operator === "=" || operation.place.kind !== "target" ? null : operation.place.target;
    case "update-set":
      return operation.target;
    case "push":
    case "pop":
      return operation.queue;
    case "branch":
      return operation.condition.kind === "pop" ? operation.condition.queue : null;
    default:
      return null;
  }
}

/** None where the local has no register. */
function registerOf(slot: number, frame: Frame): readonly number[] {
  const register = frame.registers[slot];
  return register === undefined ? [] : [register.index];
}
