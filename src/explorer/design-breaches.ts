/** How deep each property breaks first, design by design. */
export class DesignBreaches {
  readonly #words: number;
  /** By property: the least depth for each design, Infinity where it is not broken; and designs that need not be told again. */
  readonly #known = new Map<number, { readonly depths: Float64Array; readonly settled: Int32Array }>();

  constructor(words: number) {
    this.#words = words;
  }

  /** A property breaks at a depth for the designs of a set; `level` is the depth of the state at hand. */
  note(property: number, depth: number, level: number, set: Int32Array): void {
    const { depths, settled } = this.#of(property);
    for (let word = 0; word < this.#words; word += 1) {
      let left = (set[word] ?? 0) & ~(settled[word] ?? 0);
      // A step out of this level breaks it one deeper: a state of this level may still do so nearer.
      if (depth <= level) settled[word] = (settled[word] ?? 0) | left;
      while (left !== 0) {
        const design = word * 32 + (31 - Math.clz32(left & -left));
        left &= left - 1;
        if (depth < (depths[design] ?? Infinity)) depths[design] = depth;
      }
    }
  }

  #of(property: number) {
    const known = this.#known.get(property);
    if (known !== undefined) return known;
    const depths = new Float64Array(this.#words * 32).fill(Infinity);
    const added = { depths, settled: new Int32Array(this.#words) };
    this.#known.set(property, added);
    return added;
  }

  of(design: number): ReadonlyMap<number, number> {
    return new Map(
      [...this.#known].flatMap(([property, { depths }]): [number, number][] => {
        const depth = depths[design] ?? Infinity;
        return depth === Infinity ? [] : [[property, depth]];
      }),
    );
  }
}
