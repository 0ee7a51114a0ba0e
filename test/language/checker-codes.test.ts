import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { checkerCodes } from "../../src/language/checker-codes.ts";
import { grammarCodes } from "../../src/language/grammar-codes.ts";
import { warningCodes } from "../../src/language/warnings/warning-codes.ts";

const folder = "src/language";
const files = [...readdirSync(`${folder}/checker`).map((name) => `checker/${name}`), "check-spec.ts", "load-spec.ts"];
const used = files.flatMap((file) => readFileSync(`${folder}/${file}`, "utf8").match(/\bU\d{4}\b/g) ?? []);

test("every code of the checker has its meaning in the table, and the table has no other", () => {
  expect(files.length).toBeGreaterThan(10);
  expect([...new Set(used)].sort()).toEqual(Object.keys(checkerCodes).sort());
});

test("the meaning of a code is one line that no other code has", () => {
  const meanings = Object.values({ ...grammarCodes, ...checkerCodes, ...warningCodes });
  for (const meaning of meanings) expect(meaning).toMatch(/^\S.{5,80}\S$/);
  expect(new Set(meanings).size).toBe(meanings.length);
});

test("no code belongs to the grammar and to the checker", () => {
  expect(Object.keys(checkerCodes).filter((code) => code in grammarCodes)).toEqual([]);
});
