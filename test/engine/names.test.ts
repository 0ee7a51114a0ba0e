import { readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { expect, test } from "vitest";
import { designPoints } from "../../src/compare.ts";
import { tokenize } from "../../src/language/lexer.ts";
import type { SpecToken } from "../../src/language/token.ts";
import { isName } from "../../src/language/token.ts";
import { flowSites } from "../../src/model/flow-sites.ts";
import { generate } from "../../src/model/generated/generated-system.ts";
import { NO_CONSTANTS, specOf } from "../spec-text.ts";

// Nothing that a spec says in words reaches generated code: it would be run.

function textsOf(folder: string): [string, string][] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".untorn"))
    .map((file) => [`${folder}/${file}`, whole(`${folder}/${file}`, new Set())]);
}

/** A file with its parts in place of `use`, each once. */
function whole(path: string, seen: Set<string>): string {
  if (seen.has(path)) return "";
  seen.add(path);
  return readFileSync(path, "utf8").replace(/^use "([^"]+)";/gm, (_, part: string) =>
    whole(posix.join(posix.dirname(path), part), seen),
  );
}

const specs = [...textsOf("test/semantics"), ...textsOf("specs"), ...textsOf("specs/peers")];

function tokensOf(text: string): SpecToken[] {
  const tokens: SpecToken[] = [];
  for (let token: SpecToken | undefined = tokenize({ path: "x", text }).first; token; token = token.next) {
    if (token.kind !== "end") tokens.push(token);
  }
  return tokens;
}

/** Names that the language gives a meaning: words of the language, built-in properties and predicates, lock modes. */
const KEPT = new Set(
  "SHARED EXCL deadlock locks ranges at done blocked may_sleep holds held enabled cause lock unlock downgrade trylock push pop size length count".split(
    " ",
  ),
);

/** What is like nothing in the text, hurts where it is put into JavaScript, and keeps its place in the alphabet to itself. */
function newName(old: string, index: number): string {
  const number = ((index * 48271) % 2147483647).toString(36);
  return /^E[A-Z0-9]+$/.test(old) ? `EX${number.toUpperCase()}${index}` : `return_${number}_${index}`;
}

/** The same spec with every name, string and comment replaced; in order of their first use, which is not the alphabet's. */
function renamed(text: string): string {
  const names = new Map<string, string>();
  let out = "";
  let at = 0;
  for (const token of tokensOf(text)) {
    out += text.slice(at, token.pos?.index ?? 0).replace(/[^\s/*]/g, "x");
    at = token.end;
    if (token.kind === "string") out += '"`;}throw 1;//$"';
    else if (!isName(token.kind) || token.kind !== "name" || KEPT.has(token.text)) out += token.text;
    else {
      if (!names.has(token.text)) names.set(token.text, newName(token.text, names.size));
      out += names.get(token.text);
    }
  }
  return out + text.slice(at).replace(/[^\s/*]/g, "x");
}

test.each(specs)("%s: other names give the same code, byte for byte", (path, text) => {
  const own = specOf(text, NO_CONSTANTS, path);
  const other = specOf(renamed(text), NO_CONSTANTS, path);
  expect(other.properties.map(({ name }) => name)).not.toContain("right_cause");
  for (const reduce of [false, true]) {
    for (const [index, { knobs }] of designPoints(own).entries()) {
      const code = generate(own, knobs, reduce).code.text;
      const otherCode = generate(other, designPoints(other)[index]?.knobs ?? [], reduce).code.text;
      expect(otherCode === code).toBe(true);
    }
  }
});

test("code is made of the words of JavaScript and of the engine, whatever the spec", () => {
  const words = new Set<string>();
  for (const [path, text] of specs) {
    const spec = specOf(text, NO_CONSTANTS, path);
    const [point] = designPoints(spec);
    const { text: code } = generate(spec, point?.knobs ?? [], true, () => {}, flowSites(spec)).code;
    for (const [word] of code.matchAll(/[A-Za-z_$][\w$]*/g)) words.add(word.replace(/\d+/g, "0"));
    expect(code).not.toMatch(/[^\x20-\x7e\n]/);
  }
  expect([...words].filter((word) => word.length > 12 && !/^[a-z]+[A-Z0_]/.test(word))).toEqual([]);
  expect(words.size).toBeLessThan(250);
});
