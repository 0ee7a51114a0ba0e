import fc from "fast-check";
import { expect, test } from "vitest";
import { randomSpecs, read } from "./spec-arbitrary.ts";

/** A fault that shows wherever a spec jumps: it stands for a defect of an engine. */
const jumps = fc.property(randomSpecs(1), ({ text }) => !/\bgoto\b/.test(text));

test("every random spec is accepted, and the same seed makes the same specs", () => {
  const sample = () => fc.sample(randomSpecs(1), { seed: 1, numRuns: 200 }).map(({ text }) => text);
  const texts = sample();
  expect(texts.filter((text) => read(text).spec === null)).toEqual([]);
  expect(new Set(texts).size).toBe(200);
  expect(sample()).toEqual(texts);
});

test("a failing spec shrinks to a few lines that are accepted and still fail, and its path gives it again", () => {
  const { counterexample, counterexamplePath } = fc.check(jumps, { seed: 2 });
  const [spec] = counterexample ?? [];
  expect(read(spec?.text ?? "").spec).not.toBeNull();
  expect(spec?.text).toContain("goto");
  expect(spec?.text.split("\n").length).toBeLessThan(12);
  const [again] = fc.sample(randomSpecs(1), { seed: 2, path: counterexamplePath ?? "", numRuns: 1 });
  expect(again?.text).toBe(spec?.text);
});
