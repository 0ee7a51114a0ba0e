import type { Field } from "../lowering/state-layout.ts";
import { constant, known, numeric } from "./code.ts";
import { linearIndex } from "./composite-code.ts";
import { forEachElement } from "./element-loops.ts";
import type { FunctionText } from "./function-text.ts";
import { temporary } from "./function-text.ts";
import type { Place } from "./place-code.ts";
import { readAt, writeAt } from "./place-code.ts";
import type { Space } from "./word-space.ts";
import { locate, maskOf, wordAt } from "./word-space.ts";

/**
 * Statements that move the slots of a queue one down, for one of its leaves, with zeros behind. Whole words at once
 * where the slots fill words of their own; element by element where they do not.
 */
export function shiftedDown(text: FunctionText, place: Place, field: Field, slots: number): string {
  if (field.bits === 0) return "";
  const inner = field.leaf.sizes.slice(place.indices.length + 1).reduce((product, size) => product * size, 1);
  if (inner === 0) return "";
  if (field.elements <= field.perWord) return withinWord(place, field, slots, inner);
  if (field.elements === slots * inner && inner <= field.perWord) return throughWords(text, place, field, inner);
  return byElement(text, place, field, slots);
}

/** All slots in one word: `(w & ~all) | (w >>> one) & rest`, at the place of this queue. */
function withinWord(place: Place, field: Field, slots: number, inner: number): string {
  const { sizes } = field.leaf;
  const start = linearIndex(sizes, [...place.indices, ...sizes.slice(place.indices.length).map(() => constant(0))]);
  const [location] = locate(place.spaces[field.space], field, start);
  if (location === undefined) return "";
  const { word, shift } = location;
  const all = maskOf(slots * inner * field.bits);
  const kept = (slots - 1) * inner * field.bits;
  const fixed = known(start) === null ? null : Number(shift);
  const cleared = fixed === null ? `~(${all}<<${shift})` : String(~(all << fixed));
  if (kept === 0) return `${word}&=${cleared};`;
  const from = fixed === null ? `(${shift}+${inner * field.bits})` : String(fixed + inner * field.bits);
  const moved = `(${word}>>>${from}&${maskOf(kept)})`;
  return `${word}=${word}&${cleared}|${shift === "0" ? moved : `${moved}<<${shift}`};`;
}

const WORDS_IN_A_ROW = 8;

/** The slots begin with a word and are alone in all words but the last. */
function throughWords(text: FunctionText, place: Place, field: Field, inner: number): string {
  const space = place.spaces[field.space];
  const by = inner * field.bits;
  const full = Math.ceil(field.elements / field.perWord) - 1;
  const last = field.elements - full * field.perWord;
  const ownBits = (elements: number) => maskOf(elements * field.bits);
  const carried = (word: string, elements: number) => {
    const mask = ownBits(Math.min(inner, elements));
    return `(${mask === -1 ? word : `(${word}&${mask})`}<<${(field.perWord - inner) * field.bits})`;
  };
  const moved = (word: string, next: string, elements: number) =>
    inner === field.perWord
      ? `${word}=${elements === field.perWord ? next : `${next}&${ownBits(elements)}`};`
      : `${word}=${word}>>>${by}|${carried(next, elements)};`;
  const at = (word: number) => wordAt(space, field.word + word);
  const steps = Array.from({ length: full }, (_, word) => ({
    word,
    elements: word === full - 1 ? last : field.perWord,
  }));
  const inRow = steps.length <= WORDS_IN_A_ROW || space.asLocals;
  const head = inRow
    ? ""
    : loopOver(text, space, field.word, full - 1, (word, next) => moved(word, next, field.perWord));
  const rest = (inRow ? steps : steps.slice(-1)).map(({ word, elements }) => moved(at(word), at(word + 1), elements));
  return head + rest.join("") + lastWord(at(full), ownBits(last), last <= inner ? 32 : by);
}

function loopOver(
  text: FunctionText,
  space: Space,
  first: number,
  count: number,
  write: (word: string, next: string) => string,
): string {
  const name = temporary(text);
  const { array } = space;
  return `for(${name}=${first};${name}<${first + count};${name}++){${write(`${array}[${name}]`, `${array}[${name}+1]`)}}`;
}

/** Other fields may lie behind the slots in their last word. */
function lastWord(word: string, own: number, by: number): string {
  if (by >= 32) return own === -1 ? `${word}=0;` : `${word}&=${~own};`;
  return own === -1 ? `${word}>>>=${by};` : `${word}=${word}&${~own}|(${word}&${own})>>>${by};`;
}

function byElement(text: FunctionText, place: Place, field: Field, slots: number): string {
  const inner = field.leaf.sizes.slice(place.indices.length + 1);
  const moves = forEachElement(text, [slots - 1, ...inner], ([slot = constant(0), ...positions]) => {
    const fixed = known(slot);
    const next = fixed === null ? numeric(`(${slot.js}+1)`, 1, slots - 1, false) : constant(fixed + 1);
    return writeAt(place, field, [slot, ...positions], readAt(place, field, [next, ...positions]));
  });
  const emptied = forEachElement(text, inner, (positions) =>
    writeAt(place, field, [constant(slots - 1), ...positions], constant(0)),
  );
  return moves + emptied;
}
