import type { Type } from "../../language/types.ts";
import { cardinality } from "../../language/types.ts";

/**
 * A value as scalars. A leaf is one scalar of a type, repeated over the sizes of the arrays around it: for
 * `struct bio { page to; bool live[2]; } b[4]` there are `to` (4 elements) and `live` (4 × 2). Optional structs and
 * arrays have a leaf of their own that says whether they are there.
 */
export type Leaf = {
  /** Fields on the way, by index; "?" is the presence of an optional. */
  readonly path: readonly (number | "?")[];
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
};

export type Numbers = { readonly codes: number; readonly causes: number };

export function leavesOf(type: Type, numbers: Numbers): readonly Leaf[] {
  switch (type.kind) {
    case "array":
      return leavesOf(type.element, numbers).map((leaf) => ({ ...leaf, sizes: [type.size, ...leaf.sizes] }));
    case "struct":
      return type.fields.flatMap((field, index) =>
        leavesOf(field.type, numbers).map((leaf) => ({ ...leaf, path: [index, ...leaf.path] })),
      );
    case "optional":
      if (isScalar(type.element)) return [{ path: [], sizes: [], scalar: scalarOf(type, numbers) }];
      return [
        { path: ["?"], sizes: [], scalar: { low: 0, count: 2, optional: false, initial: 0 } },
        ...leavesOf(type.element, numbers).map((leaf) => ({ ...leaf, path: [0, ...leaf.path] })),
      ];
    case "void":
      return [];
    default:
      return [{ path: [], sizes: [], scalar: scalarOf(type, numbers) }];
  }
}

export function isScalar(type: Type): boolean {
  if (type.kind === "optional") return isScalar(type.element);
  return type.kind !== "array" && type.kind !== "struct";
}

/** `initial` is the raw form of the type's default. */
export function scalarOf(type: Type, numbers: Numbers): Scalar {
  switch (type.kind) {
    case "optional": {
      const { low, count } = scalarOf(type.element, numbers);
      return { low, count: count + 1, optional: true, initial: 0 };
    }
    case "range": {
      const low = type.low;
      const zero = low <= 0 && 0 <= type.high;
      return { low, count: Math.max(1, type.high - low + 1), optional: false, initial: zero ? -low : 0 };
    }
    case "errno":
      return { low: 0, count: numbers.codes * numbers.causes, optional: false, initial: 0 };
    default:
      return { low: 0, count: Math.max(1, cardinality(type)), optional: false, initial: 0 };
  }
}

export function bitsFor(count: number): number {
  return count <= 1 ? 0 : 32 - Math.clz32(count - 1);
}

export function elementsOf(leaf: Leaf): number {
  return leaf.sizes.reduce((product, size) => product * size, 1);
}
