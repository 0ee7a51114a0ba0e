import type { CheckedSpec, Process } from "../../language/checked-spec.ts";
import type { Leaf, Numbers } from "./flatten.ts";
import { bitsFor, elementsOf, leavesOf, plainScalar } from "./flatten.ts";
import type { FlowGraph, Frame, Register } from "./flow-graph.ts";

/**
 * Where everything lies in a packed state: 32-bit words, no element across a word. Bit 0 of word 0 is always 1: a slot
 * of the table that begins with 0 is free. Out of scope is 0.
 */
export type StateLayout = {
  readonly words: number;
  /** By slot, then by leaf. */
  readonly variables: readonly (readonly Field[])[];
  readonly locks: readonly LockFields[];
  readonly processes: readonly ProcessLayout[];
};

/** `elements` scalars of `bits` bits each: `perWord` in a word, the first at `shift` of `word`, later words from bit 0. */
export type Field = {
  /** `w`: in the state; `x`: in words that last for one step only. */
  readonly space: "w" | "x";
  readonly leaf: Leaf;
  readonly word: number;
  readonly shift: number;
  readonly bits: number;
  readonly perWord: number;
  readonly elements: number;
};

/** One process: its instances are laid out alike, one after the other. */
export type ProcessLayout = {
  readonly process: Process;
  readonly graph: FlowGraph;
  readonly instances: readonly InstanceLayout[];
};

export type InstanceLayout = {
  /** Number among all instances. */
  readonly number: number;
  readonly control: Field;
  /** By word: its bits in the state, of control and of all registers that last. */
  readonly bits: ReadonlyMap<number, number>;
  /** By register, then by leaf. */
  readonly registers: readonly (readonly Field[])[];
  /** Words of its own that last for one step only. */
  readonly ownWords: number;
  /** The body's own locals in them; what else lies there is written where its block or call begins. */
  readonly ownFields: readonly Field[];
};

/**
 * Who holds a lock: `owner` is 0 or a lockers' position + 1, for mutexes and spinlocks (for semaphores 1 means taken);
 * an rwsem has one bit per locker and `exclusive`.
 */
export type LockFields = {
  /** Instances that may hold it, by number among all; positions refer to this list. */
  readonly lockers: readonly number[];
  readonly owner: Field | null;
  readonly holders: Field | null;
  readonly exclusive: Field | null;
  /** Has no owner. */
  readonly semaphore: boolean;
};

type Cursor = { readonly space: Field["space"]; word: number; bit: number };

export function layOut(
  spec: CheckedSpec,
  graphs: ReadonlyMap<string, FlowGraph>,
  lockers: readonly (readonly number[])[],
  restPoints: ReadonlyMap<string, number>,
): StateLayout {
  const numbers: Numbers = { codes: spec.codes.length, causes: spec.causes.length };
  const cursor: Cursor = { space: "w", word: 0, bit: 1 };
  const processes = spec.actors.flatMap((actor): ProcessLayout[] => {
    const graph = graphs.get(actor.name);
    if (actor.kind === "event" || graph === undefined) return [];
    const instances = Array.from({ length: actor.type.count }, (_, instance) => {
      return placeInstance(cursor, graph, actor.type.first + instance, restPoints.get(actor.name) ?? 1, numbers);
    });
    return [{ process: actor, graph, instances }];
  });
  const variables = spec.variables.map(({ type }) => leavesOf(type, numbers).map((leaf) => place(cursor, leaf)));
  const locks = spec.locks.map((lock): LockFields => {
    const able = lockers[lock.slot] ?? [];
    const scalar = (count: number, sizes: readonly number[]) => place(cursor, leafOf(count, sizes));
    if (lock.kind === "rwsem") {
      return {
        lockers: able,
        owner: null,
        holders: scalar(2, [lock.count, able.length]),
        exclusive: scalar(2, [lock.count]),
        semaphore: false,
      };
    }
    const count = lock.kind === "semaphore" ? 2 : able.length + 1;
    return {
      lockers: able,
      owner: scalar(count, [lock.count]),
      holders: null,
      exclusive: null,
      semaphore: lock.kind === "semaphore",
    };
  });
  return { words: wordsUpTo(cursor), variables, locks, processes };
}

function leafOf(count: number, sizes: readonly number[]): Leaf {
  return { sizes, scalar: plainScalar(count) };
}

function placeInstance(
  cursor: Cursor,
  graph: FlowGraph,
  number: number,
  points: number,
  numbers: Numbers,
): InstanceLayout {
  const control = place(cursor, leafOf(points, []));
  const start = control.bits === 0 ? { ...cursor } : { ...cursor, word: control.word, bit: control.shift };
  const stored = storedRegisters(graph);
  const kept = placeFrames(cursor, graph, numbers, (register) => stored.has(register));
  const own: Cursor = { space: "x", word: 0, bit: 0 };
  const passing = placeFrames(own, graph, numbers, (register) => !stored.has(register));
  const registers = graph.registers.map(({ index }) => (stored.has(index) ? kept[index] : passing[index]) ?? []);
  const ownFields = fieldsOfBody(graph, passing);
  return { number, control, bits: bitsBetween(start, cursor), registers, ownWords: wordsUpTo(own), ownFields };
}

function fieldsOfBody(graph: FlowGraph, fields: readonly (readonly Field[])[]): readonly Field[] {
  return graph.frames[0]?.registers.flatMap(({ index }) => fields[index] ?? []) ?? [];
}

function bitsBetween(start: Cursor, end: Cursor): ReadonlyMap<number, number> {
  const bits = new Map<number, number>();
  for (let word = start.word; word < wordsUpTo(end); word += 1) {
    const below = word === end.word && end.bit < 32 ? 2 ** end.bit - 1 : -1;
    if (word > start.word) bits.set(word, below);
    else if (start.bit < 32) bits.set(word, below & (-1 << start.bit));
  }
  return bits;
}

/** Registers in scope where control may rest: the others live and die within one step. */
function storedRegisters(graph: FlowGraph): ReadonlySet<number> {
  const resting = graph.instructions.filter((instruction) => instruction.rest !== "never");
  const outermost = graph.registers.filter((register) => register.outermost !== null);
  // Statements of one block have the same list.
  const scopes = new Set(resting.map(({ scope }) => scope));
  return new Set([...scopes, outermost].flatMap((scope) => scope.map((register) => register.index)));
}

function wordsUpTo(cursor: Cursor): number {
  return cursor.word + (cursor.bit > 0 ? 1 : 0);
}

/** Fields by register. Frames called from one place never live with those called from another: they begin alike. */
function placeFrames(
  cursor: Cursor,
  graph: FlowGraph,
  numbers: Numbers,
  wanted: (register: number) => boolean,
): readonly (readonly Field[])[] {
  const fields: (readonly Field[])[] = graph.registers.map(() => []);
  const ends: Cursor[] = [];
  const registersOf: Register[][] = graph.frames.map(() => []);
  const calleesOf: Frame[][] = graph.frames.map(() => []);
  for (const register of graph.registers) registersOf[register.frame]?.push(register);
  for (const frame of graph.frames) if (frame.caller !== null) calleesOf[frame.caller.index]?.push(frame);
  const placeFrame = (frame: Frame, start: Cursor): void => {
    const here = { ...start };
    for (const register of registersOf[frame.index] ?? []) {
      if (!wanted(register.index)) continue;
      fields[register.index] = leavesOf(register.type, numbers).map((leaf) => place(here, leaf));
    }
    ends.push(here);
    for (const callee of calleesOf[frame.index] ?? []) placeFrame(callee, here);
  };
  const [outermost] = graph.frames;
  if (outermost !== undefined) placeFrame(outermost, cursor);
  for (const end of ends) {
    if (end.word < cursor.word || (end.word === cursor.word && end.bit <= cursor.bit)) continue;
    cursor.word = end.word;
    cursor.bit = end.bit;
  }
  return fields;
}

/** The next free bits; what does not fit into the rest of a word begins a new one. */
function place(cursor: Cursor, leaf: Leaf): Field {
  const bits = bitsFor(leaf.scalar.count);
  const elements = elementsOf(leaf);
  const total = bits * elements;
  if (bits === 0 || elements === 0)
    return {
      space: cursor.space,
      leaf,
      word: cursor.word,
      shift: 0,
      bits: 0,
      perWord: Math.max(1, elements),
      elements,
    };
  const perWord = total <= 32 ? elements : Math.floor(32 / bits);
  const wanted = Math.min(total, 32);
  if (cursor.bit + wanted > 32) {
    cursor.word += 1;
    cursor.bit = 0;
  }
  const field: Field = { space: cursor.space, leaf, word: cursor.word, shift: cursor.bit, bits, perWord, elements };
  const full = Math.floor(elements / perWord);
  const rest = (elements % perWord) * bits;
  if (total <= 32) {
    cursor.bit += total;
  } else {
    cursor.word += full;
    cursor.bit = rest;
  }
  return field;
}

/** Registers of a body that keeps nothing between steps, in words of their own. */
export function layOutBody(
  graph: FlowGraph,
  numbers: Numbers,
): { readonly words: number; readonly fields: readonly (readonly Field[])[]; readonly ownFields: readonly Field[] } {
  const cursor: Cursor = { space: "x", word: 0, bit: 0 };
  const fields = placeFrames(cursor, graph, numbers, () => true);
  return { words: wordsUpTo(cursor), fields, ownFields: fieldsOfBody(graph, fields) };
}
