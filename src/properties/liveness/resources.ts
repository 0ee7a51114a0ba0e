import type { Limit } from "../../explorer/state-graph.ts";

/** Deciding a formula was ended by a limit: nothing is known of it then. */
export class Stopped extends Error {
  readonly limit: Limit;

  constructor(limit: Limit) {
    super(limit);
    this.limit = limit;
  }
}

export type ResourceLimits = {
  /** Of everything at once, what was there before included; Infinity for none. */
  readonly bytes: number;
  /** There before: the graph. */
  readonly usedBytes: number;
  readonly shouldStop: () => Limit | null;
};

const NONE = new Int32Array(0);

/**
 * What an analysis may still take: asked before memory is taken, and every so often for the rest. Both throw Stopped.
 * `spare` is memory that nobody needs any more, and that counts as used all the same: as long as there is some of it, no
 * other is taken, since pages that are touched for the first time cost more than what is done in them.
 */
export class Resources {
  readonly #limits: ResourceLimits;
  readonly #spare: Int32Array;
  #spared = 0;
  #used: number;
  #peak: number;

  constructor(limits: ResourceLimits, spare: Int32Array = NONE) {
    this.#limits = limits;
    this.#spare = spare;
    this.#used = limits.usedBytes;
    this.#peak = limits.usedBytes;
  }

  ask(): void {
    const limit = this.#limits.shouldStop();
    if (limit !== null) throw new Stopped(limit);
  }

  take(bytes: number): void {
    if (this.#used + bytes > this.#limits.bytes) throw new Stopped("memory");
    this.#used += bytes;
    this.#peak = Math.max(this.#peak, this.#used);
  }

  give({ buffer, byteLength }: Int32Array | Uint8Array): void {
    if (buffer !== this.#spare.buffer) this.#used -= byteLength;
  }

  /** What is taken by then is given back: nothing of it may be looked at later. */
  during<T>(work: () => T): T {
    const [used, spared] = [this.#used, this.#spared];
    try {
      return work();
    } finally {
      [this.#used, this.#spared] = [used, spared];
    }
  }

  /** Zeros. */
  ints(length: number): Int32Array {
    const spare = this.#takeSpare(length);
    if (spare !== null) return spare;
    this.take(length * Int32Array.BYTES_PER_ELEMENT);
    return new Int32Array(length);
  }

  bytes(length: number): Uint8Array {
    const spare = this.#takeSpare(Math.ceil(length / Int32Array.BYTES_PER_ELEMENT));
    if (spare !== null) return new Uint8Array(spare.buffer, spare.byteOffset, length);
    this.take(length);
    return new Uint8Array(length);
  }

  #takeSpare(words: number): Int32Array | null {
    const end = this.#spared + words;
    if (end > this.#spare.length) return null;
    const taken = this.#spare.subarray(this.#spared, end).fill(0);
    this.#spared = end;
    return taken;
  }

  peakBytes(): number {
    return this.#peak;
  }
}
