/** A stack of 32-bit numbers that grows. */
export class IntStack {
  #values = new Int32Array(1024);
  #size = 0;

  push(value: number): void {
    if (this.#size === this.#values.length) {
      const longer = new Int32Array(this.#size * 2);
      longer.set(this.#values);
      this.#values = longer;
    }
    this.#values[this.#size] = value;
    this.#size += 1;
  }

  /** Of a stack that is not empty. */
  pop(): number {
    this.#size -= 1;
    return this.#values[this.#size] ?? 0;
  }

  top(): number {
    return this.#values[this.#size - 1] ?? 0;
  }

  setTop(value: number): void {
    this.#values[this.#size - 1] = value;
  }

  size(): number {
    return this.#size;
  }

  at(index: number): number {
    return this.#values[index] ?? 0;
  }

  /** What was pushed from `size` on, taken off. */
  takeFrom(size: number): Int32Array {
    const taken = this.#values.slice(size, this.#size);
    this.#size = size;
    return taken;
  }
}
