import { DesignCounts } from "./design-counts.ts";
import { GrowingInts } from "./edge-graph.ts";
import { growingWords, grownInPlace, LEAST_GROWING_BYTES } from "./growing-memory.ts";

export type Level = { readonly states: Int32Array; readonly sets: Int32Array };

const FIRST_CAPACITY = 1 << 12;

/**
 * HOT: `reach` runs once per successor. For each state, by number, the designs that have reached it (`known`) and those for
 * which it is still to be expanded (`pending`); the states with such are the next level. A state is in a level once, however
 * many designs reach it in that level, and again in a later one for those that reach it later.
 */
export class DesignFrontier {
  readonly #words: number;
  /** How many states each design has reached. */
  readonly states: DesignCounts;
  /** By state: `known`, then `pending`. */
  #sets: Int32Array;
  #next = new GrowingInts("wide");

  constructor(words: number) {
    this.#words = words;
    this.states = new DesignCounts(words);
    this.#sets = new Int32Array(FIRST_CAPACITY * 2 * words);
  }

  /** Room for so many states. */
  ensure(states: number): void {
    const needed = states * 2 * this.#words;
    const before = this.#sets;
    if (needed <= before.length) return;
    const longer = grownInPlace(before, Math.max(needed, Math.ceil(before.length * 1.1)));
    this.#sets = longer ?? growingWords(Math.max(needed, Math.ceil(before.length * 1.5)), LEAST_GROWING_BYTES);
    if (longer === null) this.#sets.set(before);
  }

  /** Whether some designs of a set, given by its place in an array, have not reached a state yet. */
  isNew(state: number, sets: Int32Array, at: number): boolean {
    const base = state * 2 * this.#words;
    for (let word = 0; word < this.#words; word += 1) {
      if (((sets[at + word] ?? 0) & ~(this.#sets[base + word] ?? 0)) !== 0) return true;
    }
    return false;
  }

  /** The designs of a set reach a state. */
  reach(state: number, sets: Int32Array, at: number): void {
    const words = this.#words;
    const all = this.#sets;
    const known = state * 2 * words;
    const pending = known + words;
    let waited = 0;
    let fresh = 0;
    for (let word = 0; word < words; word += 1) {
      const added = (sets[at + word] ?? 0) & ~(all[known + word] ?? 0);
      waited |= all[pending + word] ?? 0;
      if (added === 0) continue;
      fresh |= added;
      all[known + word] = (all[known + word] ?? 0) | added;
      all[pending + word] = (all[pending + word] ?? 0) | added;
      this.states.add(word, added);
    }
    if (fresh !== 0 && waited === 0) this.#next.push(state);
  }

  /**
   * The next level: its states, and one behind the other the designs for which each is to be expanded. They are taken out
   * here, since a state may be reached by further designs before its turn has come: those belong to the level after.
   */
  takeLevel(): Level {
    const states = this.#next.wide();
    const words = this.#words;
    const sets = new Int32Array(states.length * words);
    for (let index = 0; index < states.length; index += 1) {
      const pending = ((states[index] ?? 0) * 2 + 1) * words;
      for (let word = 0; word < words; word += 1) {
        sets[index * words + word] = this.#sets[pending + word] ?? 0;
        this.#sets[pending + word] = 0;
      }
    }
    return { states, sets };
  }

  /** The designs that have reached a state. */
  knownOf(state: number): Int32Array {
    return this.#sets.subarray(state * 2 * this.#words, (state * 2 + 1) * this.#words);
  }

  bytes(): number {
    return this.#sets.byteLength + this.#next.bytes();
  }
}
