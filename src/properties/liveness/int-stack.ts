import type { Resources } from "./resources.ts";

const FIRST_CAPACITY = 1024;

/** A stack of 32-bit numbers that grows. */
export class IntStack {
  readonly #resources: Resources;
  #values: Int32Array;
  #size = 0;

  constructor(resources: Resources) {
    this.#resources = resources;
    this.#values = resources.ints(FIRST_CAPACITY);
  }

  push(value: number): void {
    if (this.#size === this.#values.length) this.#grow();
    this.#values[this.#size] = value;
    this.#size += 1;
  }

  #grow(): void {
    const before = this.#values;
    this.#values = this.#resources.ints(this.#size * 2);
    this.#values.set(before);
    this.#resources.give(before);
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
