import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseFile } from "../../../src/language/parse-file.ts";
import { randomSpecs } from "../../random/spec-arbitrary.ts";
import { formatted, laidOutAnew, randomFrom, wordsOf } from "./formatted.ts";

const texts = ["specs", "test/semantics"].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".untorn"))
    .map((path) => ({ path: `${folder}/${path}`, text: readFileSync(`${folder}/${path}`, "utf8") })),
);

function isSound(text: string): boolean {
  return parseFile({ path: "test.untorn", text }).diagnostics.length === 0;
}

function expectKept(text: string, told: string): void {
  const once = formatted(text);
  expect(wordsOf(once), told).toEqual(wordsOf(text));
  expect(formatted(once), told).toBe(once);
  expect(isSound(once), told).toBe(true);
}

test("every spec keeps its tokens and comments, and is left alone the second time", () => {
  expect(texts.length).toBeGreaterThan(200);
  for (const { path, text } of texts) expectKept(text, path);
});

test("random specs keep their tokens and comments, and are left alone the second time", () => {
  const specs = fc.sample(randomSpecs(1), { seed: 5, numRuns: 60 });
  for (const { text } of specs) expectKept(text, text);
});

test("however a spec is laid out, it keeps its tokens and comments, and is left alone the second time", () => {
  const random = randomFrom(11);
  const rarities = [2, 6, 40];
  let changed = 0;
  for (const [index, { path, text }] of texts.entries()) {
    const anew = laidOutAnew(text, rarities[index % rarities.length] ?? 2, random);
    // A comment put into the middle of an operator breaks it.
    if (!isSound(anew)) continue;
    changed += 1;
    expectKept(anew, path);
  }
  expect(changed).toBeGreaterThan(texts.length / 2);
});

test("the specs that are shipped are in the one style", () => {
  const rough = texts.filter(({ path, text }) => /^specs\/(?!xfs\/|tutorial\/)/.test(path) && formatted(text) !== text);
  expect(rough.map(({ path }) => path)).toEqual([]);
});
