import type { Expression } from "../../language/checked-spec.ts";
import type { Type } from "../../language/types.ts";
import { cardinality } from "../../language/types.ts";
import { SET_WORD } from "../lowering/flatten.ts";
import type { Code } from "./code.ts";
import { asNumber, constant, FALSE, known, numeric } from "./code.ts";
import { afterSetup, ordinalCode } from "./composite-code.ts";
import { forEachElement } from "./element-loops.ts";
import type { Composite, Environment } from "./environment.ts";
import { compileScalar } from "./environment.ts";
import { temporary } from "./function-text.ts";

/** Sets as text: words of bits, bit v of all for the v-th value. */

type Of<K extends Expression["kind"]> = Extract<Expression, { kind: K }>;

/** `words` full words, the leaf 0 where there are any, and `bits` in a leaf behind them. */
export type SetShape = { readonly words: number; readonly bits: number };

export function shapeOf(type: Type): SetShape {
  if (type.kind !== "set") throw new Error("untorn defect: the words of what is no set");
  const values = cardinality(type.element);
  return { words: Math.floor(values / SET_WORD), bits: values % SET_WORD };
}

/** Raw form of a word: without a sign, so that equal words are equal numbers. */
export function setWord(js: string, bits: number): Code {
  return numeric(bits === SET_WORD ? `((${js})>>>0)` : `(${js})`, 0, 2 ** bits - 1, false);
}

/** Positions of some values in their type: plain text once `setup` was evaluated. */
export type Elements = {
  readonly setup: readonly string[];
  readonly fails: boolean;
  readonly positions: readonly Code[];
};

export function elementsOfLiteral(expression: Of<"set">, environment: Environment): Elements {
  const setup: string[] = [];
  const codes = expression.elements.map((element) => ordinalCode(compileScalar(element, environment), element.type));
  const positions = codes.map((code) => {
    if (known(code) !== null) return code;
    const name = temporary(environment.text);
    setup.push(`${name}=${asNumber(code)}`);
    return numeric(name, code.low, code.high, false);
  });
  return { setup, fails: codes.some(({ fails }) => fails), positions };
}

export function setLiteral(expression: Of<"set">, environment: Environment): Composite {
  const { words, bits } = shapeOf(expression.type);
  const { setup, fails, positions } = elementsOfLiteral(expression, environment);
  return {
    kind: "composite",
    setup,
    fails,
    leaf: (leaf, indices) => {
      if (leaf === 0 && words > 0) return wordOf(positions, indices[0] ?? constant(0), SET_WORD);
      return wordOf(positions, constant(words), bits);
    },
  };
}

/** Word `word` of a set of these values. */
function wordOf(positions: readonly Code[], word: Code, bits: number): Code {
  const masks = new Map<number, number>();
  const parts: string[] = [];
  for (const position of positions) {
    const value = known(position);
    if (value === null) parts.push(computedBit(position, word));
    else masks.set(value >>> 5, (masks.get(value >>> 5) ?? 0) | (1 << (value & 31)));
  }
  const fixed = known(word);
  if (fixed !== null) {
    const mask = masks.get(fixed) ?? 0;
    if (parts.length === 0) return constant(mask >>> 0);
    if (mask !== 0) parts.push(`(${mask})`);
  } else {
    for (const [own, mask] of masks) parts.push(`(${word.js}===${own}?${mask}:0)`);
  }
  return parts.length === 0 ? constant(0) : setWord(parts.join("|"), bits);
}

function computedBit(position: Code, word: Code): string {
  if (position.high < SET_WORD) return known(word) === 0 ? `1<<${position.js}` : `(${word.js}===0?1<<${position.js}:0)`;
  return `(${position.js}>>>5===${word.js}?1<<${position.js}:0)`;
}

function compiledSet(collection: Expression, environment: Environment): Composite {
  const value = environment.compile(collection, environment);
  if (value.kind === "scalar") throw new Error("untorn defect: a set that is a scalar");
  return value;
}

/** `e in s`. */
export function inSet(expression: Of<"member">, environment: Environment): Code {
  const { value, collection } = expression;
  const { words, bits } = shapeOf(collection.type);
  const position = ordinalCode(compileScalar(value, environment), value.type);
  const set = compiledSet(collection, environment);
  const name = temporary(environment.text);
  const plain = known(position) === null ? numeric(name, position.low, position.high, false) : position;
  const setup = [...(known(position) === null ? [`${name}=${asNumber(position)}`] : []), ...set.setup];
  const text = wordWith(environment, set, { words, bits }, plain, setup);
  const found = text === null ? FALSE : numeric(`(${text}>>>${plain.js}&1)`, 0, 1, false);
  return afterSetup({ ...set, setup, fails: set.fails || position.fails }, found);
}

/** The word with the bit of a value; null where there are no values. */
function wordWith(
  environment: Environment,
  set: Composite,
  { words, bits }: SetShape,
  position: Code,
  setup: string[],
): string | null {
  const value = known(position);
  const rest = () => set.leaf(words > 0 ? 1 : 0, []).js;
  if (words === 0) return bits === 0 ? null : rest();
  if (value !== null) return value >>> 5 < words ? set.leaf(0, [constant(value >>> 5)]).js : rest();
  const name = temporary(environment.text);
  setup.push(`${name}=${position.js}>>>5`);
  const full = set.leaf(0, [numeric(name, 0, words - 1, false)]).js;
  return bits === 0 ? full : `(${position.js}<${words * SET_WORD}?${full}:${rest()})`;
}

/** `size(s)`. */
export function setSize(expression: Of<"size">, environment: Environment): Code {
  const { collection } = expression;
  const set = compiledSet(collection, environment);
  const { words, bits } = shapeOf(collection.type);
  const rest = bits === 0 ? [] : [`ones(${set.leaf(words > 0 ? 1 : 0, []).js})`];
  const js =
    words <= WORDS_IN_A_ROW
      ? [...Array.from({ length: words }, (_, word) => `ones(${set.leaf(0, [constant(word)]).js})`), ...rest].join("+")
      : [countedInLoop(environment, set, words), ...rest].join("+");
  if (js === "") return afterSetup(set, constant(0));
  return afterSetup(set, numeric(`(${js})`, 0, words * SET_WORD + bits, false));
}

const WORDS_IN_A_ROW = 4;

function countedInLoop(environment: Environment, set: Composite, words: number): string {
  const name = temporary(environment.text);
  const loop = forEachElement(environment.text, [words], (positions) => {
    return `${name}+=ones(${set.leaf(0, positions).js});`;
  });
  return `(()=>{${name}=0;${loop}return ${name};})()`;
}

/** Number of bits that are 1 in a word. */
export const ONES =
  "function ones(v){v-=v>>>1&1431655765;v=(v&858993459)+(v>>>2&858993459);return Math.imul(v+(v>>>4)&252645135,16843009)>>>24;}";
