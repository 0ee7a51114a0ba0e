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

/** What an analysis may still take: asked before memory is taken, and every so often for the rest. Both throw Stopped. */
export class Resources {
  readonly #limits: ResourceLimits;
  #used: number;
  #peak: number;

  constructor(limits: ResourceLimits) {
    this.#limits = limits;
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

  give(bytes: number): void {
    this.#used -= bytes;
  }

  /** What is taken by then is given back. */
  during<T>(work: () => T): T {
    const before = this.#used;
    try {
      return work();
    } finally {
      this.#used = before;
    }
  }

  ints(length: number): Int32Array {
    this.take(length * Int32Array.BYTES_PER_ELEMENT);
    return new Int32Array(length);
  }

  bytes(length: number): Uint8Array {
    this.take(length);
    return new Uint8Array(length);
  }

  peakBytes(): number {
    return this.#peak;
  }
}
