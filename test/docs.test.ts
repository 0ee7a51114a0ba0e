import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
// @ts-expect-error: a script without types
import { withOutputs, withoutTimes } from "../scripts/printed-blocks.mjs";
import { unfulfilled } from "./spec-text.ts";

const pages = ["README.md", ...readdirSync("docs").map((name) => `docs/${name}`)].filter((name) =>
  name.endsWith(".md"),
);

test("the pages show commands and specs", () => {
  const all = pages.map((page) => readFileSync(page, "utf8")).join("\n");
  expect(all.match(/^```\n\$ /gm)?.length).toBeGreaterThan(10);
  expect(all.match(/^```c\n(\/\/.*\n)*spec /gm)?.length).toBeGreaterThan(0);
});

test.each(pages)(
  "what %s shows is what the commands print: npm run docs",
  (page) => {
    const text = readFileSync(page, "utf8");
    expect(withoutTimes(text)).toBe(withoutTimes(withOutputs(text)));
  },
  120_000,
);

const specs = pages.flatMap((page) =>
  [...readFileSync(page, "utf8").matchAll(/^```c\n((?:\/\/.*\n)*spec [\s\S]*?)^```$/gm)].map(
    ([, text = ""]) => [page, text] as const,
  ),
);

test.each(specs)("a whole spec in %s is one, and what it expects comes out", (page, text) => {
  expect(text).toMatch(/^expect /m);
  expect(unfulfilled(text, page, "generated")).toEqual([]);
});

test("what README.md shows of the demonstration stands in it", () => {
  const [, shown = ""] = /^```c\n(design [\s\S]*?)^```$/m.exec(readFileSync("README.md", "utf8")) ?? [];
  const demo = readFileSync("specs/retry-demo.untorn", "utf8");
  const pieces = shown.trim().split("\n\n");
  expect(pieces.length).toBeGreaterThan(3);
  expect(pieces.filter((piece) => !demo.includes(piece))).toEqual([]);
  expect(readFileSync("README.md", "utf8")).toContain(`in ${demo.split("\n").length - 1} lines`);
});

test("the last spec of the tutorial is the demonstration of the language", () => {
  const demo = readFileSync("specs/retry-demo.untorn", "utf8");
  expect(readFileSync("specs/tutorial/7-retry.untorn", "utf8").endsWith(demo)).toBe(true);
});

test("every spec of the tutorial stands in docs/tutorial.md, in order", () => {
  const files = readdirSync("specs/tutorial").sort();
  const links = [...readFileSync("docs/tutorial.md", "utf8").matchAll(/^\[`(.*)`\]/gm)].map(([, name]) => name);
  expect(files).toHaveLength(7);
  expect(links).toEqual(files);
});
