import { expect, test } from "vitest";
import { grammarCodes } from "../../src/language/grammar-codes.ts";
import { tokenize } from "../../src/language/lexer.ts";
import { parseFile } from "../../src/language/parse-file.ts";
import { hardWords, type SpecToken, signs, softWords } from "../../src/language/token.ts";
import { example } from "./example.ts";
import { errorsOf } from "./parsed.ts";

/** Only what takes the square of the size, or worse, takes so long. */
const AT_ONCE = 20_000;

const codes = new Set(Object.keys(grammarCodes));

/** Parses, and checks what must be true of the diagnostics of any text at all. Gives their number. */
function parseAnything(text: string): number {
  const { diagnostics } = parseFile({ path: "test.untorn", text });
  const sound = diagnostics.every(
    ({ code, span }) => codes.has(code) && 0 <= span.start && span.start <= span.end && span.end <= text.length,
  );
  if (!sound || diagnostics.length > 50) throw new Error(`${JSON.stringify(diagnostics)} of:\n${text}`);
  return diagnostics.length;
}

function tokensOf(text: string): SpecToken[] {
  const tokens: SpecToken[] = [];
  let token: SpecToken | undefined = tokenize({ path: "test.untorn", text }).first;
  for (; token !== undefined && token.kind !== "end"; token = token.next) tokens.push(token);
  return tokens;
}

const tokens = tokensOf(example);

function replaced(from: SpecToken, to: SpecToken, by: string): string {
  return `${example.slice(0, from.pos.index)} ${by} ${example.slice(to.end)}`;
}

test("the example has tokens enough to change", () => {
  expect(tokens.length).toBeGreaterThan(300);
});

test("a token too few, too many or at the wrong place throws nothing and gives at most a handful of errors", () => {
  for (const [index, token] of tokens.entries()) {
    const next = tokens[index + 1] ?? token;
    const changed = [
      replaced(token, token, ""),
      replaced(token, token, `${token.text} ${token.text}`),
      replaced(token, next, `${next.text} ${token.text}`),
    ];
    expect(Math.max(...changed.map(parseAnything)), changed[0]).toBeLessThanOrEqual(5);
  }
});

test("any word or sign in the place of any token throws nothing", () => {
  const all = [
    ...Object.values(hardWords).flat(),
    ...softWords,
    ...signs,
    "x",
    "1",
    '"s"',
    '"',
    "/*",
    "@",
    "0x1",
    "\u00e9",
  ];
  for (const [index, token] of tokens.entries()) {
    // A part of the replacements, another one for each token.
    for (let other = index % 19; other < all.length; other += 19)
      parseAnything(replaced(token, token, all[other] ?? ""));
  }
});

test("any beginning and any end of the example throws nothing", () => {
  for (let length = 0; length <= example.length; length += 3) {
    parseAnything(example.slice(0, length));
    parseAnything(example.slice(length));
  }
});

test("any mixture of words and signs throws nothing and ends", () => {
  const all = [
    ...Object.values(hardWords).flat(),
    ...softWords,
    ...signs,
    ...signs,
    "x",
    "y",
    "EA",
    "1",
    "2",
    '"s"',
    "\n",
    "\n",
  ];
  let seed = 1;
  const random = (below: number): number => {
    seed = (seed * 48271) % 2147483647;
    return seed % below;
  };
  for (let count = 0; count < 2000; count += 1) {
    const words = Array.from({ length: 1 + random(60) }, () => all[random(all.length)]);
    parseAnything(words.join(" "));
    parseAnything(`task t {\n ${words.join(" ")}\n}\n`);
  }
});

const nest = (open: string, close: string, levels: number): string => open.repeat(levels) + close.repeat(levels);
const inConst = (open: string, middle: string, close: string, levels: number): string =>
  `const A = ${open.repeat(levels)}${middle}${close.repeat(levels)};`;
const inTask = (open: string, close: string, levels: number): string => `task t { ${nest(open, close, levels)} }`;

const nestings: [string, (levels: number) => string][] = [
  ["parentheses", (levels) => inConst("(", "1", ")", levels)],
  ["calls", (levels) => inConst("f(", "1", ")", levels)],
  ["indices", (levels) => inConst("a[", "1", "]", levels)],
  ["struct literals", (levels) => inConst("{ .a = ", "1", " }", levels)],
  ["sets", (levels) => inConst("{ a, ", "1", " }", levels)],
  ["members", (levels) => inConst("a in (", "b", ")", levels)],
  ["sets of alternatives", (levels) => inConst("a in { ", "1", " }", levels)],
  ["quantifiers", (levels) => inConst("forall (t x) ", "a", "", levels)],
  ["negations", (levels) => inConst("!", "a", "", levels)],
  ["minuses", (levels) => inConst("-", "a", "", levels)],
  ["temporal operators", (levels) => inConst("always ", "a", "", levels)],
  ["origins of errors", (levels) => inConst("-E from ", "a", "", levels)],
  ["implications", (levels) => inConst("a => ", "b", "", levels)],
  ["conditionals", (levels) => inConst("a ? b : ", "c", "", levels)],
  ["sums", (levels) => inConst("a + ", "b", "", levels)],
  ["fields", (levels) => inConst("", "a", ".b", levels)],
  ["ranges of ranges", (levels) => inConst("forall (0..(", "1", ") x) a", levels)],
  ["blocks", (levels) => inTask("{", "}", levels)],
  ["if", (levels) => inTask("if (a) ", "", levels - 1)],
  ["else if", (levels) => inTask("if (a) ; else ", "", levels - 1)],
  ["loops", (levels) => inTask("loop ", "", levels - 1)],
  ["choices", (levels) => inTask("choose {", "}", levels)],
  ["picks", (levels) => inTask("pick (t x) {", "}", levels)],
  ["switches", (levels) => inTask("switch (a) { case 1: break; default: ", "}", levels)],
  ["types", (levels) => `${"queue<set<".repeat(levels / 2)}bool${">, 1>".repeat(levels / 2)} x;`],
];

test.each(nestings)("200 levels of %s are read", (name, text) => {
  const closed = ["if", "else if", "loops"].includes(name) ? text(200).replace(/ }$/, " ; }") : text(200);
  expect(errorsOf(closed)).toEqual([]);
});

test.each(nestings)(
  "10,000 levels of %s are one error, at once",
  (_, text) => {
    const errors = errorsOf(text(10_000));
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain("nested too deeply [U0016]");
  },
  AT_ONCE,
);

test.each([
  ["(", "const A = "],
  ["{ ", "task t "],
  ["f(", "task t { "],
  ["[", "bool a"],
  ["if (", "task t {"],
  ["}", ""],
  ["(a b ", ""],
  ["x y(", "task t {\n"],
  ["switch (a) { case ", "task t { "],
  ["case 1: ", "task t { switch (a) { "],
  ["cse a ", "task t { switch (a) { "],
  ["set<", ""],
])(
  "20,000 of %j that are never closed end at once",
  (piece, before) => {
    expect(parseAnything(before + piece.repeat(20_000))).toBeGreaterThan(0);
  },
  AT_ONCE,
);

test("a spec of 1,000 lines is read without errors", () => {
  const body = example.split("\n").slice(2).join("\n");
  const text = body.repeat(Math.ceil(1000 / body.split("\n").length));
  expect(text.split("\n").length).toBeGreaterThan(1000);
  expect(errorsOf(text)).toEqual([]);
});

test(
  "lists of 30,000 elements take linear time",
  () => {
    const long = (piece: string): string => piece.repeat(30_000);
    const texts = [
      `enum e { ${long("A,")} }`,
      `bool ${long("a,")}a;`,
      `const A = f(${long("a,")}a);`,
      `task t { ${long("x=1;")} }`,
      `const B = { ${long("a,")} };`,
      `task t { switch (a) { ${long("case 1: x=1;")} } }`,
    ];
    for (const text of texts) expect(errorsOf(text)).toEqual([]);
  },
  AT_ONCE,
);
