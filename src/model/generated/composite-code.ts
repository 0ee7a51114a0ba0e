import type { Type } from "../../language/types.ts";
import type { Leaf, Numbers } from "../lowering/flatten.ts";
import { isScalar, leavesOf } from "../lowering/flatten.ts";
import type { Field } from "../lowering/state-layout.ts";
import type { Code } from "./code.ts";
import { asNumber, constant, known, numeric } from "./code.ts";
import type { Composite, Environment, Value } from "./environment.ts";
import { numbersOf } from "./environment.ts";
import { temporary } from "./function-text.ts";
import type { Spaces } from "./word-space.ts";
import { readRaw } from "./word-space.ts";

/** Structs, arrays, sets and queues as text, leaf by leaf; raw forms throughout. */

/** What lies in fields of a space: a variable, a register, another task's local. */
export function storedValue(spaces: Spaces, fields: readonly Field[], type: Type): Value {
  const [only] = fields;
  if (isScalar(type)) {
    const raw = only === undefined ? constant(0) : readRaw(spaces, only, constant(0));
    return { kind: "scalar", code: only === undefined ? raw : fromRaw(raw, only.leaf) };
  }
  return {
    kind: "composite",
    setup: [],
    fails: false,
    leaf: (leaf, indices) => {
      const field = fields[leaf];
      if (field === undefined) throw new Error("untorn defect: no such leaf");
      return readRaw(spaces, field, linearIndex(field.leaf.sizes, indices));
    },
  };
}

/** Row by row. Where it is read more than once, every index is a constant or plain text without effects. */
export function linearIndex(sizes: readonly number[], indices: readonly Code[]): Code {
  return indices.reduce<Code>((position, index, dimension) => {
    const size = sizes[dimension] ?? 1;
    const [first, second] = [known(position), known(index)];
    if (first !== null && second !== null) return constant(first * size + second);
    const scaled = first === 0 ? "" : `${position.js}*${size}+`;
    return numeric(
      `(${scaled}${asNumber(index)})`,
      position.low * size + index.low,
      position.high * size + index.high,
      position.fails || index.fails,
    );
  }, constant(0));
}

/** Raw form to value: optional scalars stay raw. */
export function fromRaw(raw: Code, leaf: Leaf): Code {
  const { low, optional } = leaf.scalar;
  return optional ? raw : shifted(raw, low);
}

export function toRaw(value: Code, leaf: Leaf): Code {
  const { low, optional } = leaf.scalar;
  return optional ? value : shifted(value, -low);
}

export function shifted(code: Code, by: number): Code {
  if (by === 0) return code;
  const constantValue = known(code);
  if (constantValue !== null) return constant(constantValue + by);
  const js = by < 0 ? `(${asNumber(code)}-${-by})` : `(${asNumber(code)}+${by})`;
  return { js, low: code.low + by, high: code.high + by, boolean: false, fails: code.fails };
}

/** Position of a value among those of its type. */
export function ordinalCode(code: Code, type: Type): Code {
  return type.kind === "range" ? shifted(code, -type.low) : code;
}

/** The i-th element. `index` is made plain text first. */
export function elementOf(environment: Environment, base: Composite, index: Code, element: Type): Value {
  const plain = plainIndex(environment, index);
  const inner: Composite = {
    kind: "composite",
    setup: [...base.setup, ...plain.setup],
    fails: base.fails || index.fails,
    leaf: (leaf, indices) => base.leaf(leaf, [plain.code, ...indices]),
  };
  return isScalar(element) ? leafValue(inner, element, numbersOf(environment)) : inner;
}

function plainIndex(environment: Environment, index: Code): { readonly code: Code; readonly setup: readonly string[] } {
  if (known(index) !== null || (/^[a-z]\w*$/.test(index.js) && !index.boolean)) return { code: index, setup: [] };
  const name = temporary(environment.text);
  return { code: numeric(name, index.low, index.high, false), setup: [`${name}=${asNumber(index)}`] };
}

/** The only leaf of a composite that has become a scalar. */
function leafValue(inner: Composite, type: Type, numbers: Numbers): Value {
  const [leaf] = leavesOf(type, numbers);
  const raw = inner.leaf(0, []);
  const value = leaf === undefined ? raw : fromRaw(raw, leaf);
  return { kind: "scalar", code: afterSetup(inner, value) };
}

export function afterSetup(base: Composite, code: Code): Code {
  if (base.setup.length === 0) return { ...code, fails: code.fails || base.fails };
  return { ...code, js: `(${[...base.setup, code.js].join(",")})`, fails: code.fails || base.fails };
}

/** The field at `position` of a struct. */
export function fieldOf(
  environment: Environment,
  base: Composite,
  struct: Extract<Type, { kind: "struct" }>,
  position: number,
): Value {
  const numbers = numbersOf(environment);
  const field = struct.fields[position];
  if (field === undefined) throw new Error("untorn defect: no such field");
  const before = struct.fields.slice(0, position).reduce((sum, { type }) => sum + leavesOf(type, numbers).length, 0);
  const inner: Composite = { ...base, leaf: (leaf, indices) => base.leaf(before + leaf, indices) };
  return isScalar(field.type) ? leafValue(inner, field.type, numbers) : inner;
}

/** The raw leaves of a value of `type`; a scalar has one. */
export function rawLeaf(value: Value, leaf: Leaf, number: number, indices: readonly Code[]): Code {
  return value.kind === "scalar" ? toRaw(value.code, leaf) : value.leaf(number, indices);
}

/** Every combination of positions in arrays of these sizes. */
export function positionsOf(sizes: readonly number[]): readonly (readonly Code[])[] {
  return sizes.reduce<readonly (readonly Code[])[]>(
    (tuples, size) =>
      tuples.flatMap((tuple) => Array.from({ length: size }, (_, index) => [...tuple, constant(index)])),
    [[]],
  );
}

export function defaultComposite(type: Type, numbers: Numbers): Value {
  const leaves = leavesOf(type, numbers);
  if (isScalar(type)) {
    const [leaf] = leaves;
    return { kind: "scalar", code: leaf === undefined ? constant(0) : fromRaw(constant(leaf.scalar.initial), leaf) };
  }
  return { kind: "composite", setup: [], fails: false, leaf: (leaf) => constant(leaves[leaf]?.scalar.initial ?? 0) };
}
