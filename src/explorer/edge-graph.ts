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
  readonly labels: Uint16Array;
  /** By state: which of `classes` it is in. */
  readonly classOf: Int32Array;
  /** Truth of each proposition, 32 to a word, the first in bit 0 of the first. */
  readonly classes: readonly (readonly number[])[];
};

/** The label of what is no step of anyone; steps have other ones. */
export const NOBODY = 0;

/** Labels are below this. */
export const MOST_LABELS = 65_536;

const CHUNK = 1 << 16;

/**
 * HOT: `push` runs once per step. Grows by chunks: doubling one array would need three times the memory of its contents
 * while it is copied. `narrow`: 16 bits, unsigned.
 */
export class GrowingInts {
  readonly #width: "wide" | "narrow";
  readonly #chunks: (Int32Array | Uint16Array)[] = [];
  #last: Int32Array | Uint16Array;
  #used = 0;

  constructor(width: "wide" | "narrow") {
    this.#width = width;
    this.#last = this.#newChunk();
  }

  #newChunk(): Int32Array | Uint16Array {
    return this.#width === "wide" ? new Int32Array(CHUNK) : new Uint16Array(CHUNK);
  }

  push(value: number): void {
    if (this.#used === CHUNK) {
      this.#chunks.push(this.#last);
      this.#last = this.#newChunk();
      this.#used = 0;
    }
    this.#last[this.#used] = value;
    this.#used += 1;
  }

  length(): number {
    return this.#chunks.length * CHUNK + this.#used;
  }

  bytes(): number {
    return (this.#chunks.length + 1) * this.#last.byteLength;
  }

  /** As one array; the list is empty after that. */
  wide(): Int32Array {
    return this.#into(new Int32Array(this.length()));
  }

  narrow(): Uint16Array {
    return this.#into(new Uint16Array(this.length()));
  }

  #into<T extends Int32Array | Uint16Array>(all: T): T {
    const chunks = [...this.#chunks, this.#last.subarray(0, this.#used)];
    let at = 0;
    for (const chunk of chunks) {
      all.set(chunk, at);
      at += chunk.length;
    }
    this.#chunks.length = 0;
    this.#last = this.#newChunk();
    this.#used = 0;
    return all;
  }
}

/** Numbers for what holds in states: most specs have few combinations of their propositions. */
export class TruthClasses {
  readonly all: number[][] = [];
  readonly #numbers = new Map<number | string, number>();

  numberOf(truth: ArrayLike<number>): number {
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
  const classOf = new GrowingInts("wide");
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
        classOf: classOf.wide(),
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
