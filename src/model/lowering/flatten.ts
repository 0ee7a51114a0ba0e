import type { Type } from "../../language/types.ts";
import { cardinality } from "../../language/types.ts";

/**
 * A value as scalars. A leaf is one scalar of a type, repeated over the sizes of the arrays around it: for
 * `struct bio { page to; bool live[2]; } b[4]` there are `to` (4 elements) and `live` (4 × 2). Optional structs, arrays,
 * sets and queues have a leaf of their own that says whether they are there.
 *
 * A set is words of bits, one per value: a leaf of all full words, then one of the bits that are left over. A queue is
 * its length, then the leaves of an element, repeated as in an array; slots behind the length hold zeros, so that equal
 * queues are equal bit by bit.
 */
export type Leaf = {
  /** Sizes of the arrays on the way, outermost first. */
  readonly sizes: readonly number[];
  readonly scalar: Scalar;
};

/** How a scalar is stored: raw = value - low, or 0 for `none` and value - low + 1 where `optional`. */
export type Scalar = {
  readonly low: number;
  readonly count: number;
  readonly optional: boolean;
  readonly initial: number;
  /** Compared by its code only. */
  readonly errno: boolean;
};

/** A scalar of `count` values that are their own raw form, the first one at first. */
export function plainScalar(count: number): Scalar {
  return { low: 0, count, optional: false, initial: 0, errno: false };
}

/** Bits in a full word of a set. */
export const SET_WORD = 32;

export type Numbers = { readonly codes: number; readonly causes: number };

export function leavesOf(type: Type, numbers: Numbers): readonly Leaf[] {
  switch (type.kind) {
    case "array":
      return repeated(type.element, type.size, numbers);
    case "struct":
      return type.fields.flatMap((field) => leavesOf(field.type, numbers));
    case "set":
      return setLeaves(cardinality(type.element));
    case "queue": {
      const slots = repeated(type.element, type.capacity, numbers);
      const empty = slots.map((leaf) => ({ ...leaf, scalar: { ...leaf.scalar, initial: 0 } }));
      return [{ sizes: [], scalar: plainScalar(type.capacity + 1) }, ...empty];
    }
    case "optional":
      if (isScalar(type.element)) return [{ sizes: [], scalar: scalarOf(type, numbers) }];
      return [{ sizes: [], scalar: plainScalar(2) }, ...leavesOf(type.element, numbers)];
    case "void":
      return [];
    default:
      return [{ sizes: [], scalar: scalarOf(type, numbers) }];
  }
}

function repeated(element: Type, size: number, numbers: Numbers): Leaf[] {
  return leavesOf(element, numbers).map((leaf) => ({ ...leaf, sizes: [size, ...leaf.sizes] }));
}

function setLeaves(values: number): Leaf[] {
  const [words, bits] = [Math.floor(values / SET_WORD), values % SET_WORD];
  const full = words === 0 ? [] : [{ sizes: [words], scalar: plainScalar(2 ** SET_WORD) }];
  return bits === 0 ? full : [...full, { sizes: [], scalar: plainScalar(2 ** bits) }];
}

export function isScalar(type: Type): boolean {
  switch (type.kind) {
    case "optional":
      return isScalar(type.element);
    case "array":
    case "struct":
    case "set":
    case "queue":
      return false;
    default:
      return true;
  }
}

/** `initial` is the raw form of the type's default. */
export function scalarOf(type: Type, numbers: Numbers): Scalar {
  switch (type.kind) {
    case "optional": {
      const { low, count, errno } = scalarOf(type.element, numbers);
      return { low, count: count + 1, optional: true, initial: 0, errno };
    }
    case "range": {
      const low = type.low;
      const zero = low <= 0 && 0 <= type.high;
      return { ...plainScalar(Math.max(1, type.high - low + 1)), low, initial: zero ? -low : 0 };
    }
    case "errno":
      return { ...plainScalar(numbers.codes * numbers.causes), errno: true };
    default:
      return plainScalar(Math.max(1, cardinality(type)));
  }
}

export function bitsFor(count: number): number {
  return count <= 1 ? 0 : 32 - Math.clz32(count - 1);
}

export function elementsOf(leaf: Leaf): number {
  return leaf.sizes.reduce((product, size) => product * size, 1);
}
