import { hardWords, isName, type SpecToken } from "../../src/language/token.ts";
import type { Corpus, Target } from "./corpus.ts";

/** A spec of the corpus in which one token of one file is not as it was. */
export type Mutant = {
  /** The spec that is read. */
  readonly root: string;
  /** The file that is changed: the spec itself or a part of it. */
  readonly path: string;
  readonly text: string;
  /** What was done to it. */
  readonly change: string;
  /** Chooses among the designs of the spec. */
  readonly design: number;
};

/** Every index of a seed gives the same mutant, whatever came before it, as long as the corpus is the same. */
export function mutantAt(corpus: Corpus, seed: number, index: number): Mutant {
  const below = dice(seed, index);
  const target = targetAt(corpus, below(corpus.weight));
  const { text, change } = mutate(target, below);
  return { root: pick(target.roots, below), path: target.path, text, change, design: below(64) };
}

function targetAt({ targets }: Corpus, point: number): Target {
  let left = point;
  for (const target of targets) {
    if (left < target.weight) return target;
    left -= target.weight;
  }
  throw new Error("no file to mutate");
}

type Change = "delete" | "double" | "swap with neighbour" | "swap" | "swap with one of its kind";

/** Of the first three there are few; of the others, the last comes farthest: what it makes is often still a spec. */
const changes: readonly Change[] = [
  ...(["delete", "double", "swap with neighbour"] as const),
  ...(["swap", "swap", "swap"] as const),
  ...(["swap with one of its kind", "swap with one of its kind", "swap with one of its kind"] as const),
];

function mutate({ text, tokens }: Target, below: Dice): { text: string; change: string } {
  const position = below(tokens.length);
  const token = tokenAt(tokens, position);
  switch (pick(changes, below)) {
    case "delete":
      return { text: replaced(text, [[token, ""]]), change: `${shown(token)} deleted` };
    case "double":
      return { text: replaced(text, [[token, `${token.text} ${token.text}`]]), change: `${shown(token)} doubled` };
    case "swap with neighbour":
      return swapped(text, token, tokenAt(tokens, Math.min(position + 1, tokens.length - 1)));
    case "swap":
      return swapped(text, token, tokenAt(tokens, below(tokens.length)));
    case "swap with one of its kind": {
      const kind = broadKind(token);
      return swapped(
        text,
        token,
        pick(
          tokens.filter((each) => broadKind(each) === kind),
          below,
        ),
      );
    }
  }
}

/** Names and numbers as such, and words and signs by the place they can have. */
function broadKind({ kind }: SpecToken): string {
  if (isName(kind)) return "name";
  const word = Object.entries(hardWords).find(([, words]) => words.some((each) => each === kind));
  if (word !== undefined) return word[0];
  return /^[-+*/%<>=!&|?:.]+$/.test(kind) ? "operator" : kind;
}

function swapped(text: string, one: SpecToken, other: SpecToken): { text: string; change: string } {
  const [first, last] = one.pos.index < other.pos.index ? [one, other] : [other, one];
  const change = `${shown(first)} and ${shown(last)} swapped`;
  if (first === last) return { text, change };
  return {
    text: replaced(text, [
      [first, last.text],
      [last, first.text],
    ]),
    change,
  };
}

/** Blanks go around what is put in, so that it makes no token with its neighbours. */
function replaced(text: string, changes: readonly (readonly [SpecToken, string])[]): string {
  let result = "";
  let behind = 0;
  for (const [token, by] of changes) {
    result += `${text.slice(behind, token.pos.index)} ${by} `;
    behind = token.end;
  }
  return result + text.slice(behind);
}

function shown({ text, pos }: SpecToken): string {
  return `'${text}' (line ${pos.rowBegin}, column ${pos.columnBegin})`;
}

function tokenAt(tokens: readonly SpecToken[], position: number): SpecToken {
  const token = tokens[position];
  if (token === undefined) throw new Error("a file without tokens cannot be mutated");
  return token;
}

type Dice = (below: number) => number;

/** SplitMix32, begun at a mix of both numbers. */
function dice(seed: number, index: number): Dice {
  let state = mix(mix(seed | 0) ^ index);
  return (below) => {
    state = (state + 0x9e3779b9) | 0;
    return Math.floor((mix(state) / 2 ** 32) * below);
  };
}

function mix(value: number): number {
  let mixed = value ^ (value >>> 16);
  mixed = Math.imul(mixed, 0x21f0aaad);
  mixed ^= mixed >>> 15;
  mixed = Math.imul(mixed, 0x735a2d97);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}

function pick<T>(values: readonly T[], below: Dice): T {
  const value = values[below(values.length)];
  if (value === undefined) throw new Error("nothing to choose from");
  return value;
}
