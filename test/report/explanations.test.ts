import { expect, test } from "vitest";
import type { ReadResult } from "../../src/check.ts";
import { readSpec } from "../../src/check.ts";
import { checkerCodes } from "../../src/language/checker-codes.ts";
import { formatSpec } from "../../src/language/formatter/format-spec.ts";
import { grammarCodes } from "../../src/language/grammar-codes.ts";
import { warningCodes } from "../../src/language/warnings/warning-codes.ts";
import { explanations } from "../../src/report/explanations.ts";
import { NO_CONSTANTS, shown } from "../spec-text.ts";

const MOST_COLUMNS = 72;

/** What the examples may use; the file itself is `x.untorn`. */
const parts: Readonly<Record<string, string>> = {
  "parts/iolock.untorn": "mutex iolock;",
  "other.untorn": 'spec other "…"; mutex iolock;',
};

function read(text: string): ReadResult {
  const main = { path: "x.untorn", text };
  const readPart = (path: string) => {
    if (path === main.path) return main;
    const part = parts[path];
    return part === undefined ? { problem: "no such file" } : { path, text: part };
  };
  return readSpec(main, { constants: NO_CONSTANTS, readPart });
}

const all = [...explanations];
const examples = (which: "wrong" | "right") =>
  all.flatMap(([code, { [which]: text }]) => (text === null ? [] : [[code, text] as const]));

test("every code of a diagnostic has its explanation, and nothing else has one", () => {
  const codes = Object.keys({ ...grammarCodes, ...checkerCodes, ...warningCodes });
  expect([...explanations.keys()].sort()).toEqual(codes.sort());
});

test("an explanation is two to four lines of whole sentences", () => {
  const lengths = all.filter(([, { text }]) => text.length < 2 || text.length > 4);
  expect(lengths.map(([code]) => code)).toEqual([]);
  const lines = all.flatMap(([code, { text }]) => text.map((line) => `${code} ${line}`));
  expect(lines.filter((line) => !/^U\d{4} (['A-Z]|\w+\(\)).*\.$/.test(line))).toEqual([]);
});

test.each(examples("wrong"))("what is called wrong gets %s and nothing else", (code, text) => {
  const { diagnostics } = read(text);
  expect(diagnostics.map(shown)).not.toEqual([]);
  expect([...new Set(diagnostics.map((each) => each.code))], diagnostics.map(shown).join("\n")).toEqual([code]);
});

test.each(examples("right"))("what is called right of %s gets neither error nor warning", (_code, text) => {
  const { spec, diagnostics } = read(text);
  expect(diagnostics.map(shown)).toEqual([]);
  expect(spec).not.toBeNull();
});

test("an example has both sides, differs in little, and begins with the spec line", () => {
  const lone = all.filter(([, { wrong, right }]) => (wrong === null) !== (right === null));
  expect(lone).toEqual([]);
  for (const [, text] of examples("right")) expect(text).toMatch(/^spec x "…";\n/);
  const without = examples("wrong").filter(([, text]) => !text.startsWith('spec x "…";\n'));
  expect(without.map(([code]) => code)).toEqual(["U0605"]);
});

test.each([...examples("right"), ...examples("wrong")])("the example of %s stands on narrow lines", (_code, text) => {
  const columns = text.split("\n").map((line) => line.replaceAll("\t", " ".repeat(8)).length);
  expect(Math.max(...columns)).toBeLessThanOrEqual(MOST_COLUMNS);
});

test.each(examples("right"))("what is called right of %s is in the one style", (_code, text) => {
  expect(formatSpec({ path: "x.untorn", text }).text).toBe(`${text}\n`);
});

test("only what no short text can show has no example", () => {
  expect(all.filter(([, { wrong }]) => wrong === null).map(([code]) => code)).toEqual([
    "U0005",
    "U0016",
    "U0017",
    "U0601",
    "U0232",
  ]);
});
