/**
 * HOT: `add` runs once per set of designs. Counts for each design how often it was in a set: word w of all counts' bit p is
 * `planes[p * words + w]`, so that adding a set is adding with carry, some two operations whatever its size.
 */
export class DesignCounts {
  readonly #words: number;
  readonly #planes: Int32Array;

  constructor(words: number) {
    this.#words = words;
    this.#planes = new Int32Array(PLANES * words);
  }

  /** Counts the designs in one word of a set. */
  add(word: number, set: number): void {
    const planes = this.#planes;
    let carry = set;
    for (let at = word; carry !== 0; at += this.#words) {
      const plane = planes[at] ?? 0;
      planes[at] = plane ^ carry;
      carry &= plane;
    }
  }

  of(design: number): number {
    let count = 0;
    for (let plane = PLANES - 1; plane >= 0; plane -= 1) {
      const word = this.#planes[plane * this.#words + (design >> 5)] ?? 0;
      count = count * 2 + ((word >>> (design & 31)) & 1);
    }
    return count;
  }
}

/** Bits of a count. */
const PLANES = 48;
