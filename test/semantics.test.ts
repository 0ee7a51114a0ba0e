import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { counts, NO_CONSTANTS, searched, specOf, unfulfilled } from "./spec-text.ts";

const FOLDER = "test/semantics";

const files = readdirSync(FOLDER)
  .filter((file) => file.endsWith(".untorn"))
  .map((file) => {
    const text = readFileSync(`${FOLDER}/${file}`, "utf8");
    const rule = /^\/\/ RULE: (.+)$/m.exec(text)?.[1] ?? null;
    const counted = /^\/\/= (states \d+ transitions \d+ depth \d+)$/m.exec(text)?.[1] ?? null;
    return { file, text, rule, counted };
  });

test("there are at least sixty specs, each with its rule and counts worked out by hand", () => {
  expect(files.length).toBeGreaterThanOrEqual(60);
  expect(files.filter(({ rule, counted }) => rule === null || counted === null)).toEqual([]);
});

for (const { file, text, rule, counted } of files) {
  test(rule ?? file, () => {
    const path = `${FOLDER}/${file}`;
    const spec = specOf(text, NO_CONSTANTS, path);
    expect(counts(searched(spec))).toBe(counted);
    expect(spec.expectations).not.toEqual([]);
    expect(unfulfilled(text, path, "interpreter")).toEqual([]);
  });
}
