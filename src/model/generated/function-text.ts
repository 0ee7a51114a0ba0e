import type { Space } from "./word-space.ts";
import { wordAt } from "./word-space.ts";

/**
 * V8 leaves functions of more than 60 KiB of bytecode to its interpreter for ever; a character of text makes up to 1.45
 * bytes of it.
 */
export const LONGEST_TEXT = 36 * 1024;

/** One JavaScript function in the making: its temporaries and their names. */
export type FunctionText = { temporaries: number; flags: number; names: number };

export function newFunction(): FunctionText {
  return { temporaries: 0, flags: 0, names: 0 };
}

export function temporary(text: FunctionText): string {
  text.temporaries += 1;
  return `t${text.temporaries}`;
}

/** A variable that begins as 0: whether something happened on the way. */
export function flag(text: FunctionText): string {
  text.flags += 1;
  return `f${text.flags}`;
}

export function fresh(text: FunctionText, prefix: string): string {
  text.names += 1;
  return `${prefix}${text.names}`;
}

export function declarations(text: FunctionText): string {
  const temporaries = Array.from({ length: text.temporaries }, (_, index) => `t${index + 1}`);
  const flags = Array.from({ length: text.flags }, (_, index) => `f${index + 1}=0`);
  const names = [...temporaries, ...flags];
  return names.length === 0 ? "" : `let ${names.join(",")};`;
}

/** Loads the state at `b` of the queue. */
export function loadState(space: Space): string {
  if (space.words === 0) return "";
  if (!space.asLocals) return `for(let i=0;i<${space.words};i++)${space.array}[i]=Q[b+i];`;
  return `let ${Array.from({ length: space.words }, (_, word) => `${wordAt(space, word)}=Q[b+${word}]`).join(",")};`;
}

export function emptySpace(space: Space): string {
  if (space.words === 0) return "";
  if (!space.asLocals)
    return space.array === "X" ? `const X=new Int32Array(${space.words});` : `${space.array}.fill(0);`;
  return `let ${Array.from({ length: space.words }, (_, word) => `${wordAt(space, word)}=0`).join(",")};`;
}

/** Statements that keep the words of a space under a new name, and that bring them back. */
export function saved(text: FunctionText, space: Space): { readonly save: string; readonly restore: string } {
  if (space.words === 0) return { save: "", restore: "" };
  const name = fresh(text, "s");
  if (!space.asLocals) {
    const { array } = space;
    return { save: `const ${name}=${array}.slice();`, restore: `${array}.set(${name});` };
  }
  const words = Array.from({ length: space.words }, (_, word) => word);
  return {
    save: `const ${words.map((word) => `${name}_${word}=${wordAt(space, word)}`).join(",")};`,
    restore: words.map((word) => `${wordAt(space, word)}=${name}_${word};`).join(""),
  };
}
