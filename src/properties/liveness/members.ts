import type { Resources } from "./resources.ts";

/**
 * HOT: looked up once per edge. Some vertices of a product, numbered in their order, so that what is said of each takes
 * memory for these alone. By vertex a bit, and by 32 of them how many come before.
 */
export class Members {
  /** By member: the vertex. */
  readonly vertices: Int32Array;
  readonly #bits: Int32Array;
  readonly #before: Int32Array;

  constructor(size: number, isMember: (vertex: number) => boolean, resources: Resources) {
    const words = Math.ceil(size / 32);
    this.#bits = resources.ints(words);
    this.#before = resources.ints(words);
    let count = 0;
    for (let word = 0; word < words; word += 1) {
      this.#before[word] = count;
      const end = Math.min(size, (word + 1) << 5);
      let bits = 0;
      for (let vertex = word << 5; vertex < end; vertex += 1) if (isMember(vertex)) bits |= 1 << (vertex & 31);
      this.#bits[word] = bits;
      count += ones(bits);
    }
    this.vertices = resources.ints(count);
    let next = 0;
    for (let word = 0; word < words; word += 1) {
      for (let bits = this.#bits[word] ?? 0; bits !== 0; bits &= bits - 1) {
        this.vertices[next] = (word << 5) + 31 - Math.clz32(bits & -bits);
        next += 1;
      }
    }
  }

  /** -1 for what is none. */
  numberOf(vertex: number): number {
    const word = vertex >>> 5;
    const bits = this.#bits[word] ?? 0;
    const bit = 1 << (vertex & 31);
    return (bits & bit) === 0 ? -1 : (this.#before[word] ?? 0) + ones(bits & (bit - 1));
  }
}

/** How many bits of a word are set. */
function ones(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
