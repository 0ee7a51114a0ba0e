import type { Leaf } from "../lowering/flatten.ts";
import { elementsOf } from "../lowering/flatten.ts";
import type { Code } from "./code.ts";
import { asNumber, known, numeric } from "./code.ts";
import { linearIndex, positionsOf, rawLeaf } from "./composite-code.ts";
import type { Environment, Value } from "./environment.ts";
import type { FunctionText } from "./function-text.ts";
import { fresh, temporary } from "./function-text.ts";

/** Everything that is done to all elements of arrays, sets and queues: written out where they are few, else as loops. */

export const WRITTEN_OUT = 64;

/** Statements for each element of arrays of these sizes, row by row; up to `most` of them written out. */
export function forEachElement(
  text: FunctionText,
  sizes: readonly number[],
  write: (positions: readonly Code[]) => string,
  most: number = WRITTEN_OUT,
): string {
  if (sizes.reduce((product, size) => product * size, 1) <= most) return positionsOf(sizes).map(write).join("");
  const counters = sizes.map((size) => ({ name: temporary(text), size }));
  const heads = counters.map(({ name, size }) => `for(${name}=0;${name}<${size};${name}++)`).join("");
  return `${heads}{${write(counters.map(({ name, size }) => numeric(name, 0, size - 1, false)))}}`;
}

export type Copied = {
  readonly text: string;
  /** As of a value, but from where `text` put it. */
  readonly leaf: (leaf: number, positions: readonly Code[]) => Code;
};

/** Statements that read a whole value, which must be set up, out of the way of what is written later. */
export function copied(
  environment: Environment,
  value: Value,
  leaves: readonly Leaf[],
  most: number = WRITTEN_OUT,
): Copied {
  const parts = leaves.map((leaf, number) => {
    const read = (positions: readonly Code[]) => rawLeaf(value, leaf, number, positions);
    return elementsOf(leaf) <= most ? inVariables(environment, leaf, read) : inList(environment, leaf, read, most);
  });
  return {
    text: parts.map(({ text }) => text).join(""),
    leaf: (leaf, positions) => {
      const part = parts[leaf];
      if (part === undefined) throw new Error("untorn defect: no such leaf");
      return part.at(positions);
    },
  };
}

type Part = { readonly text: string; readonly at: (positions: readonly Code[]) => Code };

type Read = (positions: readonly Code[]) => Code;

/** One variable per element; what is known needs none. */
function inVariables({ text }: Environment, leaf: Leaf, read: Read): Part {
  const elements = positionsOf(leaf.sizes).map((positions) => {
    const code = read(positions);
    if (known(code) !== null) return { code, text: "" };
    const name = temporary(text);
    return { code: { ...code, js: name, boolean: false, fails: false }, text: `${name}=${asNumber(code)};` };
  });
  return {
    text: elements.map((element) => element.text).join(""),
    at: (positions) => {
      const element = elements[known(linearIndex(leaf.sizes, positions)) ?? -1];
      if (element === undefined) throw new Error("untorn defect: an element of a copy at a computed place");
      return element.code;
    },
  };
}

function inList({ text }: Environment, leaf: Leaf, read: Read, most: number): Part {
  const list = fresh(text, "z");
  let sample: Code | null = null;
  const push = (positions: readonly Code[]) => {
    sample = read(positions);
    return `${list}.push(${asNumber(sample)});`;
  };
  const loop = forEachElement(text, leaf.sizes, push, most);
  const { low, high } = sample ?? { low: 0, high: 0 };
  // A default is the same everywhere.
  if (low === high) return { text: "", at: read };
  return {
    text: `const ${list}=[];${loop}`,
    at: (positions) => numeric(`${list}[${linearIndex(leaf.sizes, positions).js}]`, low, high, false),
  };
}
