import { formatSpec } from "../../../src/language/formatter/format-spec.ts";
import { tokenize } from "../../../src/language/lexer.ts";

/** The formatted text of a spec that must be without errors of grammar. */
export function formatted(text: string): string {
  const result = formatSpec({ path: "test.untorn", text });
  if (result.text === null) throw new Error(`${result.diagnostics.map(({ message }) => message).join("\n")}\n${text}`);
  return result.text;
}

/** What a spec says, its layout left out: tokens and comments in order, each token with its `///` name. */
export function wordsOf(text: string): string[] {
  const words: string[] = [];
  let token = tokenize({ path: "test.untorn", text }).first;
  let behind = 0;
  for (;;) {
    for (const [comment] of text.slice(behind, token.pos.index).matchAll(/\/\/[^\n]*|\/\*[\s\S]*?\*\//g)) {
      words.push(comment.replace(/\s+/g, " ").trim());
    }
    words.push(`${token.kind} ${token.text} ${token.doc ?? ""}`);
    behind = token.end;
    if (token.next === undefined) return words;
    token = token.next;
  }
}

const blanks = [
  ...[" ", " ", "", "", "  ", "    ", "\t", "\n", "\n\t", "\n    ", "\n\n\n", "\n \n\t\t", "\r\n"],
  ...[" /* c */ ", " // c\n", "\n// own\n", "\n\t/* a\n * b */\n", "/* a\n b */", "\n\t\t\t// far\n", "  ///x\n"],
  ...["\n\n/// doc\n", "\t// tabs\n"],
];

const lexemes = /\s+|\/\/[^\n]*\n?|\/\*[\s\S]*?\*\/|"(?:[^"\\]|\\.)*"|[A-Za-z_]\w*|\d+|\.\.|&&|\|\||[=!<>+-]=|=>|./g;

/** The same spec laid out by chance, with comments put in; about one place in `rarity` is changed. */
export function laidOutAnew(text: string, rarity: number, random: (below: number) => number): string {
  const chance = (): string => blanks[random(blanks.length)] ?? " ";
  const parts = (text.match(lexemes) ?? []).map((lexeme) => {
    const isChanged = random(rarity) === 0;
    if (/^\s+$/.test(lexeme)) return isChanged ? chance() || " " : lexeme;
    return isChanged ? chance() + lexeme : lexeme;
  });
  return parts.join("");
}

/** Numbers below a bound, the same ones for the same seed. */
export function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48271) % 2147483647;
    return state % below;
  };
}
