/**
 * Memory that grows where it lies. Growing by a copy needs the old words beside the new ones, and on a virtual machine the
 * first touch of a page costs more than all that is written to it. Shared memory can reserve addresses that cost nothing
 * until they are used, and growing it leaves arrays that look into it as they are.
 */

/** Smaller ones are not worth a reservation, of which a process has some ten thousand. */
export const LEAST_GROWING_BYTES = 2 ** 18;

/** V8 reserves no more. */
const RESERVED_BYTES = 2 ** 32;

/** So many zeros; from `least` bytes on in memory that `grownInPlace` can make longer, where there is such. */
export function growingWords(count: number, least: number): Int32Array {
  const bytes = count * 4;
  if (bytes < least || bytes > RESERVED_BYTES) return new Int32Array(count);
  try {
    return new Int32Array(new SharedArrayBuffer(bytes, { maxByteLength: RESERVED_BYTES }), 0, count);
  } catch {
    // A limit on addresses (ulimit -v) refuses the reservation, not the memory itself.
    return new Int32Array(count);
  }
}

/** The same words and zeros behind them; null where the memory cannot grow so far. */
export function grownInPlace(words: Int32Array, count: number): Int32Array | null {
  const { buffer } = words;
  if (!(buffer instanceof SharedArrayBuffer) || !buffer.growable || count * 4 > buffer.maxByteLength) return null;
  try {
    buffer.grow(count * 4);
  } catch {
    return null;
  }
  return new Int32Array(buffer, 0, count);
}
