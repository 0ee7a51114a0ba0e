import type { Demands } from "./fair-set.ts";
import { judgeSet } from "./fair-set.ts";
import { IntStack } from "./int-stack.ts";
import type { Members } from "./members.ts";
import type { Product } from "./product.ts";
import { movesToItself } from "./product.ts";
import type { Resources } from "./resources.ts";

/**
 * HOT: once per vertex and edge of the product. Finds the sets of vertices in which a run can go round for ever, accepted
 * and fair: strongly connected components in one pass with stacks of its own, since a component may be millions of steps
 * deep (Tarjan 1972, in the form of Pearce 2016, which needs one word a vertex). A condition of strong fairness that a
 * component does not meet takes the vertices where it is enabled out of it, and what is left is searched anew (Emerson
 * and Lei 1987).
 */
export type FairSets = {
  /** Of a vertex: the number of its set, from 1; 0 or less where no accepted fair run goes round. */
  readonly setOf: (vertex: number) => number;
  readonly count: number;
};

const VERTICES_BETWEEN_QUESTIONS = 1 << 15;

/** What becomes of vertices in no set. Parts that are still to be searched are numbered downwards from here. */
const REJECTED = -1;

/** Above every order of a vertex: the component is complete. */
const COMPLETE = 0x7fffffff;

/** In the vertices that are `members`. With `first` the first set ends the search. */
export function fairSets(
  product: Product,
  members: Members,
  demands: Demands,
  resources: Resources,
  wanted: "all" | "first",
): FairSets {
  const { vertices } = members;
  const part = resources.ints(vertices.length);
  const order = resources.ints(vertices.length);
  let sets = 0;
  let last = REJECTED;
  const asPart = (some: Int32Array): Part => {
    last -= 1;
    for (const member of some) {
      part[member] = last;
      order[member] = 0;
    }
    return { members: some, number: last };
  };
  const judge = (component: Int32Array): "go on" | "end" => {
    const [only] = component;
    if (only !== undefined && component.length === 1 && !movesToItself(product, vertices[only] ?? 0)) {
      part[only] = REJECTED;
      return "go on";
    }
    const { number } = asPart(component);
    const judged = judgeSet(product, members, component, { part, number }, demands);
    if (judged.kind === "fair") sets += 1;
    const verdict = judged.kind === "fair" ? sets : REJECTED;
    for (const member of component) part[member] = verdict;
    if (judged.kind === "without") open.push(asPart(judged.left));
    return sets > 0 && wanted === "first" ? "end" : "go on";
  };
  const walk = new ComponentWalk(product, members, part, order, resources);
  const open: Part[] = [];
  let ended = walk.each({ members: vertices.keys(), number: 0 }, judge);
  for (let one = open.pop(); one !== undefined && ended === "go on"; one = open.pop()) ended = walk.each(one, judge);
  const setOf = (vertex: number): number => {
    const member = members.numberOf(vertex);
    return member === -1 ? 0 : (part[member] ?? 0);
  };
  return { setOf, count: sets };
}

/** Members, which `part` says this of. */
type Part = { readonly members: Iterable<number>; readonly number: number };

const NOWHERE = new Int32Array();

/** The strongly connected components of one part after the other, those of a single vertex included. */
class ComponentWalk {
  readonly #product: Product;
  readonly #members: Members;
  readonly #part: Int32Array;
  /** By member: 0 for unseen, else the least number of a vertex known to be reached from it, COMPLETE in the end. */
  readonly #order: Int32Array;
  readonly #resources: Resources;
  /** The way from the root to the member looked at: members, their own orders, moves taken. */
  readonly #way: IntStack;
  readonly #entries: IntStack;
  readonly #cursors: IntStack;
  /** Members left whose component is not complete. */
  readonly #waiting: IntStack;
  #index = 1;
  #asked = 0;

  constructor(product: Product, members: Members, part: Int32Array, order: Int32Array, resources: Resources) {
    this.#product = product;
    this.#members = members;
    this.#part = part;
    this.#order = order;
    this.#resources = resources;
    this.#way = new IntStack(resources);
    this.#entries = new IntStack(resources);
    this.#cursors = new IntStack(resources);
    this.#waiting = new IntStack(resources);
  }

  each({ members, number }: Part, found: (component: Int32Array) => "go on" | "end"): "go on" | "end" {
    this.#index = 1;
    for (const root of members) {
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

  #enter(member: number): void {
    this.#order[member] = this.#index;
    this.#way.push(member);
    this.#entries.push(this.#index);
    this.#cursors.push(0);
    this.#index += 1;
    this.#asked += 1;
    if (this.#asked % VERTICES_BETWEEN_QUESTIONS === 0) this.#resources.ask();
  }

  /** Takes moves out of a member until one leads to an unseen member, which is returned; -1 when there are no more. */
  #advance(member: number, number: number): number {
    const { graph, places, next } = this.#product;
    const { first, targets } = graph;
    const [part, order, members] = [this.#part, this.#order, this.#members];
    const vertex = members.vertices[member] ?? 0;
    const state = Math.floor(vertex / places);
    const after = next[vertex - state * places] ?? NOWHERE;
    const begin = first[state] ?? 0;
    const moves = ((first[state + 1] ?? 0) - begin) * after.length;
    for (let cursor = this.#cursors.top(); cursor < moves; cursor += 1) {
      const target = targets[begin + Math.floor(cursor / after.length)] ?? 0;
      // Members are reached, so their places fit.
      const to = members.numberOf(target * places + (after[cursor % after.length] ?? 0));
      if (to === -1 || part[to] !== number) continue;
      if (order[to] === 0) {
        this.#cursors.setTop(cursor + 1);
        return to;
      }
      this.#lower(member, order[to] ?? 0);
    }
    return -1;
  }

  #lower(member: number, order: number): void {
    if (order < (this.#order[member] ?? 0)) this.#order[member] = order;
  }

  /** Back to the member before; the component that is complete with this one, or null. */
  #leave(member: number): Int32Array | null {
    const order = this.#order;
    const own = order[member] ?? 0;
    const isRoot = own === this.#entries.pop();
    this.#cursors.pop();
    this.#way.pop();
    this.#waiting.push(member);
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
