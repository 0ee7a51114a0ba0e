import type { Choices } from "../model/transition-system.ts";
import type { Edge } from "./state-graph.ts";

type Move = { readonly actor: number; readonly choices: Choices };

/** Moves that begin alike: `move` is the one that ends here, -1 while none does; `after` goes on by the next choice. */
type MoveTree = { move: number; readonly after: Map<number, MoveTree> };

const FIRST_CAPACITY = 1024;

/**
 * HOT: `add` runs once per step to a state one level deeper. An edge costs three 32-bit words and a state one, where
 * objects would cost over 60 bytes each; actor and choices are kept once for all edges that share them. The edges into
 * a state are chained from the last to the first; edges count from 1, so that 0 ends a chain.
 */
export class ForwardEdges {
  #count = 0;
  #from = new Int32Array(FIRST_CAPACITY);
  #move = new Int32Array(FIRST_CAPACITY);
  #earlier = new Int32Array(FIRST_CAPACITY);
  #lastInto = new Int32Array(FIRST_CAPACITY);
  readonly #moves: Move[] = [];
  readonly #byActor = new Map<number, MoveTree>();

  add(from: number, to: number, actor: number, choices: Choices): void {
    this.#count += 1;
    const edge = this.#count;
    if (edge >= this.#from.length) {
      this.#from = doubled(this.#from, edge);
      this.#move = doubled(this.#move, edge);
      this.#earlier = doubled(this.#earlier, edge);
    }
    if (to >= this.#lastInto.length) this.#lastInto = doubled(this.#lastInto, to);
    this.#from[edge] = from;
    this.#move[edge] = this.#interned(actor, choices);
    this.#earlier[edge] = this.#lastInto[to] ?? 0;
    this.#lastInto[to] = edge;
  }

  /** In the order they were added. */
  into(to: number): Edge[] {
    const edges: Edge[] = [];
    for (let edge = this.#lastInto[to] ?? 0; edge !== 0; edge = this.#earlier[edge] ?? 0) {
      const from = this.#from[edge];
      const move = this.#moves[this.#move[edge] ?? -1];
      if (from === undefined || move === undefined) throw new Error(`Defect: edge ${edge} was never added.`);
      edges.push({ from, to, actor: move.actor, choices: move.choices });
    }
    return edges.reverse();
  }

  #interned(actor: number, choices: Choices): number {
    let tree = branch(this.#byActor, actor);
    for (const choice of choices) tree = branch(tree.after, choice);
    if (tree.move === -1) tree.move = this.#moves.push({ actor, choices }) - 1;
    return tree.move;
  }
}

function branch(trees: Map<number, MoveTree>, key: number): MoveTree {
  const known = trees.get(key);
  if (known !== undefined) return known;
  const added: MoveTree = { move: -1, after: new Map() };
  trees.set(key, added);
  return added;
}

/** A copy with room for `index`, at least twice as long, so that growing costs a constant per edge. */
function doubled(words: Int32Array<ArrayBuffer>, index: number): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(Math.max(words.length * 2, index + 1));
  longer.set(words);
  return longer;
}
