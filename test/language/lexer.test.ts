import { expect, test } from "vitest";
import { tokenize } from "../../src/language/lexer.ts";
import { hardWords, type SpecToken, signs, softWords } from "../../src/language/token.ts";
import { errorsOf } from "./parsed.ts";

function tokensOf(text: string): SpecToken[] {
  const tokens: SpecToken[] = [];
  let token: SpecToken | undefined = tokenize({ path: "test.untorn", text }).first;
  for (; token !== undefined; token = token.next) tokens.push(token);
  return tokens;
}

test("every word and sign of the tables is a token of its own kind", () => {
  const all = [...Object.values(hardWords).flat(), ...softWords, ...signs];
  expect(tokensOf(all.join(" ")).map(({ kind }) => kind)).toEqual([...all, "end"]);
  expect(new Set(all).size).toBe(all.length);
});

test("a word of the language is one only as a whole", () => {
  expect(tokensOf("iff If _if if_ if2").map(({ kind }) => kind)).toEqual([...Array(5).fill("name"), "end"]);
});

test.each(["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf"])("'%s' is a name", (word) => {
  expect(tokensOf(word).map(({ kind, text }) => [kind, text])).toEqual([
    ["name", word],
    ["end", ""],
  ]);
});

test.each([
  ["0..3", ["0", "..", "3"]],
  ["a..b", ["a", "..", "b"]],
  ["x=-1", ["x", "=", "-", "1"]],
  ["x-=1", ["x", "-=", "1"]],
  ["a=>b", ["a", "=>", "b"]],
  ["a>=b", ["a", ">=", "b"]],
  ["a==-b", ["a", "==", "-", "b"]],
  ["!a!=b", ["!", "a", "!=", "b"]],
  ["w.mode", ["w", ".", "mode"]],
  ["a/b/*c*/d//e", ["a", "/", "b", "d"]],
  ['"a // b" c', ['"a // b"', "c"]],
  ['"\\"" "\\\\" x', ['"\\""', '"\\\\"', "x"]],
  ["/**/a/***/b/*/*/c", ["a", "b", "c"]],
])("the longest sign wins: %s", (text, parts) => {
  expect(tokensOf(text).map((token) => token.text)).toEqual([...parts, ""]);
});

test("tokens know their lines, columns, ends and neighbours", () => {
  const tokens = tokensOf("ab /* \n */ cd\r\n\te");
  const places = tokens.map(({ text, pos, end }) => [
    text,
    pos.rowBegin,
    pos.columnBegin,
    pos.columnEnd,
    pos.index,
    end,
  ]);
  expect(places).toEqual([
    ["ab", 1, 1, 3, 0, 2],
    ["cd", 2, 5, 7, 11, 13],
    ["e", 3, 2, 3, 16, 17],
    ["", 3, 3, 3, 17, 17],
  ]);
  expect(tokens.map(({ previous }) => previous?.text)).toEqual([undefined, "ab", "cd", "e"]);
});

test.each([
  ["const A = 3 & 4;", "1:13 unexpected character '&' [U0001] did you mean '&&'?"],
  ["const A = 3 | 4;", "1:13 unexpected character '|' [U0001] did you mean '||'?"],
  ["#", "1:1 unexpected character '#' [U0001] comments begin with '//'"],
  ["bool gr\u00f6\u00dfe;", "1:8 unexpected character '\u00f6' [U0001] names are ASCII"],
  ["use \u201cx\u201d;", "1:5 unexpected character '\u201c' [U0001] write a plain '\"'"],
  ["bool \u{1f600};", "1:6 unexpected character '\u{1f600}' [U0001]"],
  ["bool a;\u0007", "1:8 unexpected character U+0007 [U0001]"],
  ['use "x', "1:5 this string does not end [U0002] close it with '\"'"],
  ['use "x\\"', "1:5 this string does not end [U0002] close it with '\"'"],
  ['use "x\\', "1:5 this string does not end [U0002] close it with '\"'"],
  ['use "x\n";', "1:5 this string does not end [U0002] close it with '\"'"],
  ["bool a; /* x", "1:9 this comment does not end [U0003] close it with '*/'"],
  ["task t { /* x\n}\n", "1:10 this comment does not end [U0003] close it with '*/'"],
  ["/*/", "1:1 this comment does not end [U0003] close it with '*/'"],
  ["const A = 9007199254740993;", "1:11 this number is beyond 2^53 [U0004]"],
  [`const A = ${"9".repeat(1000)};`, "1:11 this number is beyond 2^53 [U0004]"],
  ["const A = 0x10;", "1:11 this is not a number [U0025] numbers are decimal, without leading zeros, letters or '_'"],
  ["const A = 010;", "1:11 this is not a number [U0025] numbers are decimal, without leading zeros, letters or '_'"],
  ['use "a\\nb\\tc";', "1:7 '\\n' is no escape [U0006] write '\\\\' for a backslash"],
  ["a\0\0\0b", "1:2 not a text file: it holds a NUL character [U0005]"],
])("%j is one error, at the first wrong character", (text, error) => {
  expect(errorsOf(text)[0]).toBe(error);
  expect(errorsOf(text).filter((each) => !each.includes("does not end")).length).toBeLessThanOrEqual(1);
});

test("all lexical errors of a file are reported, and the grammar around them goes on", () => {
  expect(errorsOf('const A = 1 @;\nconst B = 0x1;\nuse "x;\nconst C = ;\n')).toEqual([
    "1:13 unexpected character '@' [U0001]",
    "2:11 this is not a number [U0025] numbers are decimal, without leading zeros, letters or '_'",
    "3:5 this string does not end [U0002] close it with '\"'",
    "4:11 expected an expression, found ';' [U0008]",
  ]);
});

test("a file full of foreign characters is given up after twenty errors", () => {
  const errors = errorsOf("@ ".repeat(1000));
  expect(errors).toHaveLength(20);
  expect(errors.at(-1)).toContain("[U0005]");
});

test("a megabyte is read, more is refused at once", () => {
  const line = "bool b;\n";
  expect(errorsOf(line.repeat(2 ** 17))).toEqual([]);
  expect(errorsOf(line.repeat(1_300_000))).toEqual([
    "1:1 the file is larger than 1 MB [U0601] split it into parts and name them with 'use'",
  ]);
});
