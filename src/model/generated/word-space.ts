import type { Field } from "../lowering/state-layout.ts";
import type { Code } from "./code.ts";
import { asNumber, constant, known, numeric } from "./code.ts";

/**
 * Text that reads and writes packed fields. A space is a run of 32-bit words: the state (`w`), or the locals of a body
 * that keeps none between steps (`x`). Up to LOCALS words are JavaScript variables, more are a typed array.
 */
export type Space = {
  readonly name: "w" | "x";
  readonly words: number;
  readonly asLocals: boolean;
  /** Name of the typed array where they are no variables. */
  readonly array: string;
};

/** Both spaces of a function; fields know in which one they lie. */
export type Spaces = { readonly w: Space; readonly x: Space };

const LOCALS = 12;

export function newSpace(name: Space["name"], words: number): Space {
  return { name, words, asLocals: words <= LOCALS, array: name.toUpperCase() };
}

export function wordAt(space: Space, word: number): string {
  return space.asLocals ? `${space.name}${word}` : `${space.array}[${word}]`;
}

/** Arguments of `emit`: it is given the words of the state where they are few enough to be variables. */
export function emitArguments(state: Space): string {
  if (state.words > LOCALS) return "";
  return Array.from({ length: state.words }, (_, word) => wordAt(state, word)).join(",");
}

export function maskOf(bits: number): number {
  return bits === 32 ? -1 : 2 ** bits - 1;
}

/** Where element `index` lies, as text; `index` is a constant or a plain variable. */
export type Location = { readonly word: string; readonly shift: string };

export function locate(space: Space, field: Field, index: Code): Location[] {
  const position = known(index);
  if (position !== null) {
    const word = field.word + Math.floor(position / field.perWord);
    const shift = field.shift + (position % field.perWord) * field.bits;
    return [{ word: wordAt(space, word), shift: String(shift) }];
  }
  const words = Math.ceil(field.elements / field.perWord);
  const within = words === 1 ? index.js : `(${index.js}%${field.perWord})`;
  const scaled = field.bits === 1 ? within : `${within}*${field.bits}`;
  const shift = field.shift === 0 ? scaled : `${field.shift}+${scaled}`;
  if (words === 1 || !space.asLocals) {
    const word =
      words === 1 ? wordAt(space, field.word) : `${space.array}[${field.word}+(${index.js}/${field.perWord}|0)]`;
    return [{ word, shift: `(${shift})` }];
  }
  return Array.from({ length: words }, (_, offset) => ({
    word: wordAt(space, field.word + offset),
    shift: `(${shift})`,
  }));
}

/** The raw value of an element: 0 .. count-1. */
export function readRaw(spaces: Spaces, field: Field, index: Code): Code {
  const space = spaces[field.space];
  const { count } = field.leaf.scalar;
  if (field.bits === 0) return constant(0);
  const places = locate(space, field, index);
  const [only] = places;
  if (only === undefined) return constant(0);
  const source = places.length === 1 ? only.word : chosenWord(field, index, places);
  const mask = maskOf(field.bits);
  const shifted = only.shift === "0" ? source : `(${source}>>>${only.shift})`;
  const js = field.bits === 32 ? `(${source}>>>0)` : `(${shifted}&${mask})`;
  return numeric(js, 0, count - 1, false);
}

/** Several words held in variables: the right one by comparing. */
function chosenWord(field: Field, index: Code, places: readonly Location[]): string {
  const [last, ...before] = [...places].reverse();
  const text = before.reverse().map((place, word) => `${index.js}<${(word + 1) * field.perWord}?${place.word}:`);
  return `(${text.join("")}${last?.word ?? "0"})`;
}

/** Statement that stores a raw value. */
export function writeRaw(spaces: Spaces, field: Field, index: Code, raw: Code): string {
  const space = spaces[field.space];
  // The only value there is needs no bits, but finding it may be an error.
  if (field.bits === 0) return raw.fails ? `${raw.js};` : "";
  const places = locate(space, field, index);
  const [only] = places;
  if (only === undefined) return "";
  if (places.length === 1) return writeWord(field, only, raw);
  const branches = places.map((place, word) => {
    const test = word === places.length - 1 ? "" : `if(${index.js}<${(word + 1) * field.perWord})`;
    return `${test}{${writeWord(field, place, raw)}}`;
  });
  return branches.join("else ");
}

function writeWord(field: Field, { word, shift }: Location, raw: Code): string {
  const value = asNumber(raw);
  if (field.bits === 32) return `${word}=${value}|0;`;
  const mask = maskOf(field.bits);
  const fixed = /^\d+$/.test(shift);
  const cleared = fixed ? String(~(mask << Number(shift))) : `~(${mask}<<${shift})`;
  const constantValue = known(raw);
  if (constantValue !== null && fixed) {
    const bits = constantValue << Number(shift);
    if (bits === 0) return `${word}&=${cleared};`;
    return constantValue === mask ? `${word}|=${bits};` : `${word}=${word}&${cleared}|${bits};`;
  }
  return `${word}=${word}&${cleared}|${value}<<${shift};`;
}

/** Masks and bits per word that set whole fields to their initial raw value: for clearing and for arriving. */
export function initialBits(fields: readonly Field[]): ReadonlyMap<number, WordBits> {
  const words = new Map<number, { mask: number; bits: number }>();
  for (const field of fields) {
    if (field.bits === 0) continue;
    for (let element = 0; element < field.elements; element += 1) {
      const word = field.word + Math.floor(element / field.perWord);
      const shift = field.shift + (element % field.perWord) * field.bits;
      const entry = words.get(word) ?? { mask: 0, bits: 0 };
      entry.mask |= maskOf(field.bits) << shift;
      entry.bits |= field.leaf.scalar.initial << shift;
      words.set(word, entry);
    }
  }
  return words;
}

export type WordBits = { readonly mask: number; readonly bits: number };

const RUN = 8;

/** Statements that give some bits of each word new values; long runs of whole words alike are filled. */
export function settingBits(space: Space, words: ReadonlyMap<number, WordBits>): string {
  const sorted = [...words].filter(([, { mask }]) => mask !== 0).sort(([left], [right]) => left - right);
  const texts: string[] = [];
  for (let index = 0; index < sorted.length; ) {
    const length = space.asLocals ? 1 : runAt(sorted, index);
    const [word, { mask, bits }] = sorted[index] ?? [0, { mask: 0, bits: 0 }];
    const name = wordAt(space, word);
    if (length >= RUN) texts.push(`${space.array}.fill(${bits},${word},${word + length});`);
    else if (mask === -1) texts.push(`${name}=${bits};`);
    else texts.push(`${name}=${name}&${~mask}${bits === 0 ? "" : `|${bits}`};`);
    index += length >= RUN ? length : 1;
  }
  return texts.join("");
}

/** Number of whole words alike from this one on. */
function runAt(words: readonly (readonly [number, WordBits])[], start: number): number {
  const first = words[start];
  if (first === undefined || first[1].mask !== -1) return 1;
  let length = 1;
  for (let next = words[start + 1]; next !== undefined; next = words[start + length]) {
    const follows = next[0] === first[0] + length && next[1].mask === -1 && next[1].bits === first[1].bits;
    if (!follows) break;
    length += 1;
  }
  return length;
}
