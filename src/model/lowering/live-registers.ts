import type { Expression, Target } from "../../language/checked-spec.ts";
import type { FlowGraph, Frame, Instruction, Operation, Place } from "./flow-graph.ts";
import { expressionsIn, successors } from "./flow-graph.ts";
import { subexpressions } from "./subexpressions.ts";

/**
 * Which registers may still be read before they are written: backward analysis to a fixpoint (Kildall 1973). A store
 * into a part of a register neither reads nor kills it. `pinned`: slots of outermost locals that someone else or a
 * property reads: never dead.
 */
export function liveRegisters(graph: FlowGraph, pinned: ReadonlySet<number>): readonly ReadonlySet<number>[] {
  const always = graph.registers
    .filter((one) => one.outermost !== null && pinned.has(one.outermost))
    .map((one) => one.index);
  const live: Set<number>[] = graph.instructions.map(() => new Set(always));
  const predecessors: number[][] = graph.instructions.map(() => []);
  graph.instructions.forEach(({ operation }, index) => {
    for (const next of successors(operation)) predecessors[next]?.push(index);
  });
  const pending = graph.instructions.map((_, index) => index);
  for (let index = pending.pop(); index !== undefined; index = pending.pop()) {
    const instruction = graph.instructions[index];
    const known = live[index];
    if (instruction === undefined || known === undefined) continue;
    const before = known.size;
    for (const register of liveBefore(instruction, live)) known.add(register);
    if (known.size > before) pending.push(...(predecessors[index] ?? []));
  }
  return live;
}

function* liveBefore(instruction: Instruction, live: readonly ReadonlySet<number>[]): Generator<number> {
  const { operation, frame } = instruction;
  for (const next of successors(operation)) {
    const written = writtenRegisters(operation, frame, next);
    for (const register of live[next] ?? []) if (!written.includes(register)) yield register;
  }
  yield* readRegisters(operation, frame);
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
  return target.root.kind === "local" && target.path.length === 0 ? [...registerOf(target.root.local.slot, frame)] : [];
}

function* readRegisters(operation: Operation, frame: Frame): Generator<number> {
  for (const expression of expressionsIn(operation)) yield* reads(expression, frame);
  if (operation.kind === "store-returned") yield operation.register.index;
  if (operation.kind === "for" || (operation.kind === "set-round" && operation.value === "next"))
    yield operation.round.index;
  const changed = changedTarget(operation);
  if (changed?.root.kind === "local") yield* registerOf(changed.root.local.slot, frame);
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

function* registerOf(slot: number, frame: Frame): Generator<number> {
  const register = frame.registers[slot];
  if (register !== undefined) yield register.index;
}

function* reads(expression: Expression, frame: Frame): Generator<number> {
  if (expression.kind === "local") yield* registerOf(expression.local.slot, frame);
  for (const part of subexpressions(expression)) yield* reads(part, frame);
}
