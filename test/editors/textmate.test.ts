import { readdirSync, readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { builtInGroup, hardGroups } from "../../scripts/editors/word-groups.ts";
import { tokenize } from "../../src/language/lexer.ts";
import { isHardWord, isName, type SpecToken } from "../../src/language/token.ts";
import { readText } from "../spec-text.ts";
import { openScoper, type Scoped, type Scoper } from "./scopes.ts";

let scoper: Scoper = () => [];
beforeAll(async () => {
  scoper = await openScoper();
});

/** "text scope" without the endings that all scopes have. */
function scopes(text: string): string[] {
  return scoper(text).map((each) => `${each.text} ${each.scope?.replace(/\.untorn$/, "") ?? "-"}`);
}

function scopeOf(text: string, line: string): string | null {
  return scoper(line).find((each) => each.text === text)?.scope ?? null;
}

test("a declaration: words, the name that is declared, types, numbers, strings, comments", () => {
  expect(scopes('knob errno HW in { EAGAIN, same } = EAGAIN "what"; // why')).toEqual([
    ...["knob keyword.other.declaration", "errno storage.type", "HW -", "in keyword.control.inner"],
    ...["{ punctuation.brace.open", "EAGAIN constant.other.errno", ", punctuation.separator"],
    ...["same keyword.other.soft", "} punctuation.brace.close", "= keyword.operator"],
    ...[
      "EAGAIN constant.other.errno",
      '" string.quoted.double',
      "what string.quoted.double",
      '" string.quoted.double',
      "; punctuation.terminator",
    ],
    ...["// why comment.line.double-slash"],
  ]);
  expect(scopes("struct bio { 0..12 x; };").slice(0, 6)).toEqual([
    ...["struct keyword.other.declaration", "bio entity.name.type", "{ punctuation.brace.open"],
    ...["0 constant.numeric", ".. keyword.operator", "12 constant.numeric"],
  ]);
});

test("a task and its statements: names that are declared or called, built-in ones, labels", () => {
  expect(scopes("task writer[1]").slice(0, 2)).toEqual(["task storage.type", "writer entity.name.function"]);
  expect(scopes("task someone;").slice(0, 2)).toEqual(["task storage.type", "someone -"]);
  expect(scopes("retry:")).toEqual(["retry entity.name.label", ": keyword.operator"]);
  expect(scopes("\tgoto retry;").slice(0, 2)).toEqual(["goto keyword.control", "retry entity.name.label"]);
  expect(scopes("\tlock(iolock, EXCL);").slice(0, 5)).toEqual([
    ...["lock support.function", "( punctuation.parenthesis.open", "iolock -", ", punctuation.separator"],
    "EXCL constant.language.lock-mode",
  ]);
  expect(scopes("\tret = dio_write(0, none);")).toContain("dio_write entity.name.function");
  expect(scopes("default:")).toEqual(["default keyword.control.inner", ": keyword.operator"]);
});

test("a soft word is a name where it is assigned to, called, indexed, or a field", () => {
  expect(scopeOf("next", "next = next.all;")).toBeNull();
  expect(scopeOf("all", "next = w.all;")).toBeNull();
  expect(scopeOf("holds", "expect merged holds;")).toBe("keyword.other.soft.untorn");
  expect(scopeOf("holds", "x = holds(w, l);")).toBe("support.function.untorn");
  expect(scopeOf("from", "return -A from (e);")).toBe("keyword.other.soft.untorn");
  expect(scopeOf("when", "when (a == b)")).toBe("keyword.other.soft.untorn");
});

test("comments and strings hold no words; names for traces are told from comments", () => {
  expect(scopes('/* if\n "while" */ if')).toEqual([
    ...["/* comment.block", "if comment.block", '"while" comment.block', "*/ comment.block", "if keyword.control"],
  ]);
  expect(scopes("/// A1 lock()")).toEqual(["/// A1 lock() comment.line.documentation"]);
  expect(scopes('"if // \\" \\n"')).toEqual([
    ...['" string.quoted.double', "if // string.quoted.double", '\\" constant.character.escape'],
    ...["\\n invalid.illegal.escape", '" string.quoted.double'],
  ]);
});

test("every hard word has the scope of its group, wherever it stands", () => {
  expect(hardGroups.flatMap(({ words }) => words).length).toBeGreaterThan(50);
  for (const { words, textMateScope } of hardGroups) {
    for (const word of words) {
      for (const line of [word, `x ${word} y`, `(${word})`, `a..${word}`])
        expect(scopeOf(word, line), line).toBe(textMateScope);
      expect(scopeOf(`${word}_x`, `${word}_x;`)).toBeNull();
    }
  }
});

test("the built-in names are those that nobody else can declare", () => {
  const isFree = (name: string) => readText(`spec s; bool ${name}; task t { }`).spec !== null;
  expect(isFree("anything")).toBe(true);
  expect(builtInGroup.words.filter(isFree)).toEqual([]);
});

const specs = readdirSync("specs", { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".untorn"));

function tokensOf(text: string): SpecToken[] {
  const tokens: SpecToken[] = [];
  let token: SpecToken | undefined = tokenize({ path: "a.untorn", text }).first;
  for (; token !== undefined && token.kind !== "end"; token = token.next) tokens.push(token);
  return tokens;
}

/** What a token of the lexer may look like. */
function allowed({ kind, text }: SpecToken): RegExp {
  if (kind === "int") return /^constant\.numeric/;
  if (isHardWord(kind)) return new RegExp(`^${hardGroups.find(({ words }) => words.includes(text))?.textMateScope}$`);
  if (isName(kind))
    return /^(?:$|entity\.name|support\.function|keyword\.other\.soft|constant\.(?:other\.errno|language\.lock-mode))/;
  return /^(?:keyword\.operator|punctuation)/;
}

test("in every spec, the grammar finds the tokens that the language finds, and each looks like what it is", () => {
  expect(specs.length).toBeGreaterThan(5);
  for (const path of specs) {
    const text = readFileSync(`specs/${path}`, "utf8");
    const shown = scoper(text).filter(
      ({ scope }) => scope === null || !/^(?:comment|string|constant\.character)/.test(scope),
    );
    const tokens = tokensOf(text).filter(({ kind }) => kind !== "string");
    const words = shown.flatMap(({ text: part, scope }): Scoped[] =>
      part.split(/\s+/).map((each) => ({ text: each, scope })),
    );
    expect(words.map((each) => each.text).join(" "), path).toBe(tokens.map((token) => token.text).join(" "));
    for (const [index, token] of tokens.entries()) {
      const scope = words[index]?.scope ?? "";
      expect(scope, `${path}:${token.pos.rowBegin} '${token.text}'`).toMatch(allowed(token));
    }
  }
});
