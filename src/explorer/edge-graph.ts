import { growingWords, grownInPlace, LEAST_GROWING_BYTES } from "./growing-memory.ts";

/**
 * Every reachable state with all its steps, as numbers: what liveness is decided on. The edges of state `s` are those from
 * `first[s]` up to `first[s + 1]`. A state without steps stays as it is for ever: it has one edge, to itself, by NOBODY.
 */
export type EdgeGraph = {
  readonly states: number;
  /** Initial states, each once, in the order they were found. */
  readonly starts: readonly number[];
  readonly first: Int32Array;
  readonly targets: Int32Array;
  /** Who takes the step, as numbered by whoever made the graph. */
  readonly labels: NarrowInts;
  /** By state: which of `classes` it is in. */
  readonly classOf: NarrowInts;
  /** Truth of each proposition, 32 to a word, the first in bit 0 of the first. */
  readonly classes: readonly (readonly number[])[];
};

export function bytesOf({ first, targets, labels, classOf }: EdgeGraph): number {
  return first.byteLength + targets.byteLength + labels.byteLength + classOf.byteLength;
}

/** The label of what is no step of anyone; steps have other ones. */
export const NOBODY = 0;

/** Labels are below this. */
export const MOST_LABELS = 65_536;

/** Elements at first. */
const FIRST_CAPACITY = 1 << 12;

/** Memory that was never written is not there: room for many more costs nothing, and little is ever copied. */
export function nextCapacity(capacity: number): number {
  return (capacity < 1 << 22 ? 16 : 4) * capacity;
}

/** Whole numbers, in as few bytes each as the largest of them needs. */
export type NarrowInts = Uint8Array | Uint16Array | Int32Array;

/** HOT: once per step. A list of whole numbers from 0, 32 bits each ("wide") or as few as they need. */
export class GrowingInts {
  #values: NarrowInts;
  /** What fits into one of them. */
  #greatest: number;
  #used = 0;

  constructor(width: "wide" | "narrow") {
    this.#values = width === "wide" ? new Int32Array(FIRST_CAPACITY) : new Uint8Array(FIRST_CAPACITY);
    this.#greatest = greatestIn(this.#values);
  }

  push(value: number): void {
    if (this.#used === this.#values.length || value > this.#greatest) this.#makeRoom(1, value);
    this.#values[this.#used] = value;
    this.#used += 1;
  }

  /** The first `count` of some numbers, none of which is above `greatest`. */
  append(numbers: Int32Array, count: number, greatest: number): void {
    if (this.#used + count > this.#values.length || greatest > this.#greatest) {
      this.#makeRoom(count, greatest);
    }
    this.#values.set(numbers.subarray(0, count), this.#used);
    this.#used += count;
  }

  #makeRoom(count: number, value: number): void {
    const before = this.#values;
    const enough = this.#used + count <= before.length;
    const capacity = enough ? before.length : nextCapacity(before.length);
    const longer = before instanceof Int32Array ? grownInPlace(before, capacity) : null;
    this.#values = longer ?? (value > this.#greatest ? wider(value, capacity) : sameWidth(before, capacity));
    if (longer === null) this.#values.set(before.subarray(0, this.#used));
    this.#greatest = greatestIn(this.#values);
  }

  length(): number {
    return this.#used;
  }

  /** Written so far. */
  bytes(): number {
    return this.#used * this.#values.BYTES_PER_ELEMENT;
  }

  /** As one array; the list is empty after that. Only of a wide one. */
  wide(): Int32Array {
    const all = this.#values.subarray(0, this.#used);
    if (!(all instanceof Int32Array)) throw new Error("untorn defect: a narrow list for a wide one");
    this.#empty(new Int32Array(FIRST_CAPACITY));
    return all;
  }

  narrow(): NarrowInts {
    const all = this.#values.subarray(0, this.#used);
    this.#empty(new Uint8Array(FIRST_CAPACITY));
    return all;
  }

  #empty(values: NarrowInts): void {
    this.#values = values;
    this.#greatest = greatestIn(values);
    this.#used = 0;
  }
}

function greatestIn(values: NarrowInts): number {
  return values.BYTES_PER_ELEMENT === 4 ? 0x7fffffff : values.BYTES_PER_ELEMENT === 2 ? 0xffff : 0xff;
}

function wider(value: number, capacity: number): NarrowInts {
  return value > 0xffff ? new Int32Array(capacity) : new Uint16Array(capacity);
}

function sameWidth(values: NarrowInts, capacity: number): NarrowInts {
  if (values instanceof Int32Array) return growingWords(capacity, LEAST_GROWING_BYTES);
  return values instanceof Uint16Array ? new Uint16Array(capacity) : new Uint8Array(capacity);
}

const QUICK = 1 << 10;

/** Numbers for what holds in states: most specs have few combinations of their propositions. */
export class TruthClasses {
  readonly all: number[][] = [];
  readonly #numbers = new Map<number | string, number>();
  /** HOT: of the first word where it is small and the only one, 1 more than the number. */
  readonly #quick = new Int32Array(QUICK);

  numberOf(truth: ArrayLike<number>): number {
    const word = truth[0] ?? 0;
    if (truth.length !== 1 || word < 0 || word >= QUICK) return this.#lookUp(truth);
    const quick = this.#quick[word] ?? 0;
    if (quick > 0) return quick - 1;
    const number = this.#lookUp(truth);
    this.#quick[word] = number + 1;
    return number;
  }

  #lookUp(truth: ArrayLike<number>): number {
    const key = truth.length === 1 ? (truth[0] ?? 0) : Array.from(truth).join(",");
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.all.push(Array.from(truth)) - 1;
    this.#numbers.set(key, number);
    return number;
  }
}

/** Collects a graph state by state, in the order of their numbers. */
export type EdgeCollector = {
  /** The next state: those that follow it are added before the next call. `truth` is copied. */
  readonly state: (truth: ArrayLike<number>) => void;
  readonly edge: (target: number, label: number) => void;
  readonly graph: (starts: readonly number[]) => EdgeGraph;
};

export function edgeCollector(): EdgeCollector {
  const first = new GrowingInts("wide");
  const targets = new GrowingInts("wide");
  const labels = new GrowingInts("narrow");
  const classOf = new GrowingInts("narrow");
  const classes = new TruthClasses();
  let begun = 0;
  const edge = (target: number, label: number): void => {
    targets.push(target);
    labels.push(label);
  };
  const endState = (): void => {
    if (classOf.length() > 0 && targets.length() === begun) edge(classOf.length() - 1, NOBODY);
    begun = targets.length();
  };
  return {
    state: (truth) => {
      endState();
      first.push(begun);
      classOf.push(classes.numberOf(truth));
    },
    edge,

    graph: (starts) => {
      endState();
      const states = classOf.length();
      first.push(begun);
      return {
        states,
        starts: [...new Set(starts)],
        first: first.wide(),
        targets: targets.wide(),
        labels: labels.narrow(),
        classOf: classOf.narrow(),
        classes: classes.all,
      };
    },
  };
}

/** The graph as it is once steps with certain labels are taken no more. */
export function withoutLabels(graph: EdgeGraph, left: ReadonlySet<number>): EdgeGraph {
  const collector = edgeCollector();
  for (let state = 0; state < graph.states; state += 1) {
    collector.state(graph.classes[graph.classOf[state] ?? 0] ?? []);
    const end = graph.first[state + 1] ?? 0;
    for (let edge = graph.first[state] ?? 0; edge < end; edge += 1) {
      const label = graph.labels[edge] ?? NOBODY;
      if (!left.has(label)) collector.edge(graph.targets[edge] ?? 0, label);
    }
  }
  return collector.graph(graph.starts);
}
