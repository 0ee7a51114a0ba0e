/**
 * HOT: every operation of the minimiser ends here. A set of small numbers as words of 32: number i is bit i % 32 of
 * word i / 32. Words, because comparing 4,096 points one by one would be thirty times as much work.
 */
export type Bits = Int32Array;

export function noBits(size: number): Bits {
  return new Int32Array((size + 31) >>> 5);
}

export function bitsWhere(size: number, isIn: (each: number) => boolean): Bits {
  const bits = noBits(size);
  for (let each = 0; each < size; each++) if (isIn(each)) addBit(bits, each);
  return bits;
}

export function bitsOf(size: number, members: readonly number[]): Bits {
  const bits = noBits(size);
  for (const member of members) addBit(bits, member);
  return bits;
}

export function addBit(bits: Bits, each: number): void {
  bits[each >>> 5] = wordAt(bits, each >>> 5) | (1 << (each & 31));
}

export function hasBit(bits: Bits, each: number): boolean {
  return ((wordAt(bits, each >>> 5) >>> (each & 31)) & 1) === 1;
}

export function wordAt(bits: Bits, index: number): number {
  return bits[index] ?? 0;
}

export function isEmpty(bits: Bits): boolean {
  for (let word = 0; word < bits.length; word++) if (bits[word] !== 0) return false;
  return true;
}

export function isWithin(inner: Bits, outer: Bits): boolean {
  for (let word = 0; word < inner.length; word++) if ((wordAt(inner, word) & ~wordAt(outer, word)) !== 0) return false;
  return true;
}

export function sameBits(left: Bits, right: Bits): boolean {
  for (let word = 0; word < left.length; word++) if (left[word] !== right[word]) return false;
  return true;
}

export function meets(left: Bits, right: Bits): boolean {
  for (let word = 0; word < left.length; word++) if ((wordAt(left, word) & wordAt(right, word)) !== 0) return true;
  return false;
}

export function common(left: Bits, right: Bits): Bits {
  const bits = new Int32Array(left.length);
  for (let word = 0; word < bits.length; word++) bits[word] = wordAt(left, word) & wordAt(right, word);
  return bits;
}

/** Takes from `bits` what is not in `others`. */
export function keepCommon(bits: Bits, others: Bits): void {
  for (let word = 0; word < bits.length; word++) bits[word] = wordAt(bits, word) & wordAt(others, word);
}

export function without(left: Bits, right: Bits): Bits {
  const bits = new Int32Array(left.length);
  for (let word = 0; word < bits.length; word++) bits[word] = wordAt(left, word) & ~wordAt(right, word);
  return bits;
}

export function countCommon(left: Bits, right: Bits): number {
  let sum = 0;
  for (let word = 0; word < left.length; word++) sum += ones(wordAt(left, word) & wordAt(right, word));
  return sum;
}

/** Smallest number of the set that is at least `from`, or -1. */
export function nextBit(bits: Bits, from: number): number {
  let index = from >>> 5;
  if (index >= bits.length) return -1;
  let word = wordAt(bits, index) & (-1 << (from & 31));
  while (word === 0) {
    index += 1;
    if (index >= bits.length) return -1;
    word = wordAt(bits, index);
  }
  return index * 32 + (31 - Math.clz32(word & -word));
}

export function ones(word: number): number {
  let pairs = word - ((word >>> 1) & 0x55555555);
  pairs = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((pairs + (pairs >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
