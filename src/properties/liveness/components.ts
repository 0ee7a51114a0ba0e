import type { Demands } from "./fair-set.ts";
import { judgeSet } from "./fair-set.ts";
import { IntStack } from "./int-stack.ts";
import type { Product } from "./product.ts";
import { movesToItself } from "./product.ts";

/**
 * HOT: once per vertex and edge of the product. Finds the sets of vertices in which a run can go round for ever, accepted
 * and fair: strongly connected components in one pass with stacks of its own, since a component may be millions of steps
 * deep (Tarjan 1972, in the form of Pearce 2016, which needs one word a vertex). A condition of strong fairness that a
 * component does not meet takes the vertices where it is enabled out of it, and what is left is searched anew (Emerson
 * and Lei 1987).
 */
export type FairSets = {
  /** By vertex: the number of its set, from 1; 0 or less where no accepted fair run goes round. */
  readonly setOf: Int32Array;
  readonly count: number;
};

/** Asked every so often whether to stop. */
export type Stop = () => boolean;

/** A search that was told to stop ends in this. */
export class Stopped extends Error {}

const VERTICES_BETWEEN_QUESTIONS = 1 << 15;

/** What becomes of vertices in no set. Parts that are still to be searched are numbered downwards from here. */
const REJECTED = -1;

/** Above every order of a vertex: the component is complete. */
const COMPLETE = 0x7fffffff;

/** `reached` are the vertices to look at, each once. With `first` the first set ends the search. */
export function fairSets(
  product: Product,
  reached: Int32Array,
  demands: Demands,
  stop: Stop,
  wanted: "all" | "first",
): FairSets {
  const size = product.graph.states * product.places;
  const part = new Int32Array(size);
  const order = new Int32Array(size);
  let sets = 0;
  let last = REJECTED;
  const asPart = (vertices: Int32Array): Part => {
    last -= 1;
    for (const vertex of vertices) {
      part[vertex] = last;
      order[vertex] = 0;
    }
    return { vertices, number: last };
  };
  const open = [asPart(reached)];
  const judge = (component: Int32Array): "go on" | "end" => {
    const [only] = component;
    if (only !== undefined && component.length === 1 && !movesToItself(product, only)) {
      part[only] = REJECTED;
      return "go on";
    }
    const inside = asPart(component);
    const judged = judgeSet(product, component, { part, number: inside.number }, demands);
    if (judged.kind === "fair") sets += 1;
    const verdict = judged.kind === "fair" ? sets : REJECTED;
    for (const vertex of component) part[vertex] = verdict;
    if (judged.kind === "without") open.push(asPart(judged.left));
    return sets > 0 && wanted === "first" ? "end" : "go on";
  };
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    const walk = new ComponentWalk(product, part, order, stop);
    if (walk.each(one, judge) === "end") break;
  }
  return { setOf: part, count: sets };
}

type Part = { readonly vertices: Int32Array; readonly number: number };

const NOWHERE = new Int32Array();

/** The strongly connected components of one part after the other, those of a single vertex included. */
class ComponentWalk {
  readonly #product: Product;
  readonly #part: Int32Array;
  /** By vertex: 0 for unseen, else the least number of a vertex known to be reached from it, COMPLETE in the end. */
  readonly #order: Int32Array;
  readonly #stop: Stop;
  /** The way from the root to the vertex looked at: vertices, their own numbers, moves taken. */
  readonly #way = new IntStack();
  readonly #entries = new IntStack();
  readonly #cursors = new IntStack();
  /** Vertices left whose component is not complete. */
  readonly #waiting = new IntStack();
  #index = 1;
  #asked = 0;

  constructor(product: Product, part: Int32Array, order: Int32Array, stop: Stop) {
    this.#product = product;
    this.#part = part;
    this.#order = order;
    this.#stop = stop;
  }

  each({ vertices, number }: Part, found: (component: Int32Array) => "go on" | "end"): "go on" | "end" {
    for (const root of vertices) {
      if (this.#part[root] !== number || this.#order[root] !== 0) continue;
      this.#enter(root);
      while (this.#way.size() > 0) {
        const deeper = this.#advance(this.#way.top(), number);
        if (deeper !== -1) this.#enter(deeper);
        else {
          const component = this.#leave(this.#way.top());
          if (component !== null && found(component) === "end") return "end";
        }
      }
    }
    return "go on";
  }

  #enter(vertex: number): void {
    this.#order[vertex] = this.#index;
    this.#way.push(vertex);
    this.#entries.push(this.#index);
    this.#cursors.push(0);
    this.#index += 1;
    this.#asked += 1;
    if (this.#asked % VERTICES_BETWEEN_QUESTIONS === 0 && this.#stop()) throw new Stopped();
  }

  /** Takes moves out of a vertex until one leads to an unseen vertex, which is returned; -1 when there are no more. */
  #advance(vertex: number, number: number): number {
    const { graph, places, fits, next } = this.#product;
    const { first, targets, classOf } = graph;
    const [part, order] = [this.#part, this.#order];
    const state = Math.floor(vertex / places);
    const after = next[vertex - state * places] ?? NOWHERE;
    const begin = first[state] ?? 0;
    const moves = ((first[state + 1] ?? 0) - begin) * after.length;
    for (let cursor = this.#cursors.top(); cursor < moves; cursor += 1) {
      const target = targets[begin + Math.floor(cursor / after.length)] ?? 0;
      const place = after[cursor % after.length] ?? 0;
      const to = target * places + place;
      if (part[to] !== number || fits[(classOf[target] ?? 0) * places + place] !== 1) continue;
      if (order[to] === 0) {
        this.#cursors.setTop(cursor + 1);
        return to;
      }
      this.#lower(vertex, order[to] ?? 0);
    }
    return -1;
  }

  #lower(vertex: number, order: number): void {
    if (order < (this.#order[vertex] ?? 0)) this.#order[vertex] = order;
  }

  /** Back to the vertex before; the component that is complete with this one, or null. */
  #leave(vertex: number): Int32Array | null {
    const order = this.#order;
    const own = order[vertex] ?? 0;
    const isRoot = own === this.#entries.pop();
    this.#cursors.pop();
    this.#way.pop();
    this.#waiting.push(vertex);
    if (!isRoot) {
      const before = this.#way.top();
      this.#lower(before, own);
      return null;
    }
    let size = this.#waiting.size() - 1;
    while (size > 0 && (order[this.#waiting.at(size - 1)] ?? 0) >= own) size -= 1;
    const component = this.#waiting.takeFrom(size);
    for (const each of component) order[each] = COMPLETE;
    this.#index -= component.length;
    return component;
  }
}
