import { BATCH } from "../model/state.ts";
import { togetherIn } from "./design-classes.ts";
import type { EdgeGraph, NarrowInts } from "./edge-graph.ts";
import { GrowingInts, NOBODY, TruthClasses } from "./edge-graph.ts";

/** Collects the steps of all designs while they are searched at once, each with the designs that take it. */
export type DesignGraph = {
  /** Filled by the generated module, as for one design. */
  readonly labels: Int32Array;
  readonly truth: Int32Array;
  readonly started: (state: number, set: Int32Array) => void;
  /** A state is about to be expanded for the designs of a set, with so many successors in the batch. */
  readonly expanding: (state: number, set: Int32Array, pending: number) => void;
  /** Propositions are as in `truth`, for these designs. */
  readonly told: (set: Int32Array) => void;
  /** The successor at this place in the batch has this number; its set is at its place in `sets`. */
  readonly inserted: (index: number, state: number, sets: Int32Array) => void;
  readonly bytes: () => number;
  /** The graph of one design as if it had been searched alone, and the number here of each of its states. */
  readonly graphOf: (design: number) => { readonly graph: EdgeGraph; readonly numbers: Int32Array };
  /** For each of so many designs, the first one that has the very same graph as far as it is told apart here. */
  readonly alike: (designs: number) => readonly number[];
};

type Lists = {
  /** By expansion: state, first edge, first of `classes`; and the designs. */
  readonly states: GrowingInts;
  readonly firstEdges: GrowingInts;
  readonly firstClasses: GrowingInts;
  readonly sets: GrowingInts;
  readonly targets: GrowingInts;
  readonly labels: GrowingInts;
  readonly takers: GrowingInts;
  /** What holds in an expansion, and for whom. */
  readonly classes: GrowingInts;
  readonly tellers: GrowingInts;
};

export function designGraph(words: number, propositions: number): DesignGraph {
  const wide = () => new GrowingInts("wide");
  const lists: Lists = {
    states: wide(),
    firstEdges: wide(),
    firstClasses: wide(),
    sets: wide(),
    targets: wide(),
    labels: new GrowingInts("narrow"),
    takers: wide(),
    classes: new GrowingInts("narrow"),
    tellers: wide(),
  };
  const classes = new TruthClasses();
  const labels = new Int32Array(BATCH + 1);
  const truth = new Int32Array(Math.ceil(propositions / 32));
  const starts: { readonly state: number; readonly set: Int32Array }[] = [];
  let frozen: Frozen | null = null;
  const pushSet = (list: GrowingInts, sets: Int32Array, at: number): void => {
    for (let word = 0; word < words; word += 1) list.push(sets[at + word] ?? 0);
  };
  return {
    labels,
    truth,
    started: (state, set) => starts.push({ state, set: set.slice() }),
    expanding: (state, set, pending) => {
      lists.states.push(state);
      lists.firstEdges.push(lists.targets.length() + pending);
      lists.firstClasses.push(lists.classes.length());
      pushSet(lists.sets, set, 0);
    },
    told: (set) => {
      lists.classes.push(classes.numberOf(truth));
      pushSet(lists.tellers, set, 0);
    },
    inserted: (index, state, sets) => {
      lists.targets.push(state);
      lists.labels.push(labels[index] ?? NOBODY);
      pushSet(lists.takers, sets, index * words);
    },
    bytes: () => Object.values(lists).reduce((sum, list) => sum + list.bytes(), 0),
    alike: (designs) => {
      frozen ??= freeze(lists);
      const starting = starts.map(({ set }) => set);
      return togetherIn([...starting, frozen.sets, frozen.takers, frozen.tellers], designs, words);
    },
    graphOf: (design) => {
      frozen ??= freeze(lists);
      return graphOf({ ...frozen, words, classValues: classes.all, starts }, design);
    },
  };
}

type Narrow = "labels" | "classes";

type Frozen = { readonly [list in Exclude<keyof Lists, Narrow>]: Int32Array } & {
  readonly [list in Narrow]: NarrowInts;
};

function freeze(lists: Lists): Frozen {
  lists.firstEdges.push(lists.targets.length());
  lists.firstClasses.push(lists.classes.length());
  return {
    states: lists.states.wide(),
    firstEdges: lists.firstEdges.wide(),
    firstClasses: lists.firstClasses.wide(),
    sets: lists.sets.wide(),
    targets: lists.targets.wide(),
    labels: lists.labels.narrow(),
    takers: lists.takers.wide(),
    classes: lists.classes.narrow(),
    tellers: lists.tellers.wide(),
  };
}

type Everything = Frozen & {
  readonly words: number;
  readonly classValues: readonly (readonly number[])[];
  readonly starts: readonly { readonly state: number; readonly set: Int32Array }[];
};

/**
 * A design is expanded once in each of its states, so its steps out of a state lie in one expansion. States are numbered
 * as its own search would find them.
 */
function graphOf(all: Everything, design: number): { readonly graph: EdgeGraph; readonly numbers: Int32Array } {
  const isIn = memberOf(all.words, design);
  const expansionOf = expansionsOf(all, isIn);
  const { numbers, numberOf } = numbering(expansionOf.length);
  const starts = new Set(all.starts.flatMap(({ state, set }) => (isIn(set, 0) ? [numberOf(state)] : [])));
  const first = new GrowingInts("wide");
  const targets = new GrowingInts("wide");
  const labels = new GrowingInts("narrow");
  const classOf = new GrowingInts("narrow");
  const classes = new TruthClasses();
  // More are found on the way.
  for (let number = 0; number < numbers.length; number += 1) {
    const expansion = expansionOf[numbers[number] ?? 0] ?? -1;
    if (expansion === -1) throw new Error("untorn defect: a state that was never expanded");
    first.push(targets.length());
    const end = all.firstEdges[expansion + 1] ?? 0;
    for (let edge = all.firstEdges[expansion] ?? 0; edge < end; edge += 1) {
      if (!isIn(all.takers, edge)) continue;
      targets.push(numberOf(all.targets[edge] ?? 0));
      labels.push(all.labels[edge] ?? NOBODY);
    }
    classOf.push(classes.numberOf(all.classValues[classIn(all, expansion, isIn)] ?? []));
  }
  first.push(targets.length());
  const graph = {
    states: numbers.length,
    starts: [...starts],
    first: first.wide(),
    targets: targets.wide(),
    labels: labels.narrow(),
    classOf: classOf.narrow(),
    classes: classes.all,
  };
  return { graph, numbers: Int32Array.from(numbers) };
}

/** Whether a design is in the set at an index of an array of sets. */
type IsIn = (sets: Int32Array, index: number) => boolean;

function memberOf(words: number, design: number): IsIn {
  const word = design >> 5;
  const bit = 1 << (design & 31);
  return (sets, index) => ((sets[index * words + word] ?? 0) & bit) !== 0;
}

/** By state: where it was expanded for the design; -1 where it was not. */
function expansionsOf({ states, sets }: Everything, isIn: IsIn): Int32Array {
  const last = states.reduce((most, state) => Math.max(most, state), 0);
  const expansionOf = new Int32Array(last + 1).fill(-1);
  for (const [expansion, state] of states.entries()) if (isIn(sets, expansion)) expansionOf[state] = expansion;
  return expansionOf;
}

/** Numbers for states, in the order they are asked for. */
function numbering(states: number) {
  const own = new Int32Array(states).fill(-1);
  const numbers: number[] = [];
  const numberOf = (state: number): number => {
    const known = own[state] ?? -1;
    if (known !== -1) return known;
    own[state] = numbers.length;
    return numbers.push(state) - 1;
  };
  return { numbers, numberOf };
}

function classIn({ firstClasses, classes, tellers }: Everything, expansion: number, isIn: IsIn): number {
  const end = firstClasses[expansion + 1] ?? 0;
  let told = firstClasses[expansion] ?? 0;
  while (told < end && !isIn(tellers, told)) told += 1;
  return classes[told] ?? 0;
}
