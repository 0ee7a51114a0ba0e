import fc from "fast-check";
import { expect, test } from "vitest";
import { randomSpecs, read } from "./spec-arbitrary.ts";

test("every random spec is accepted, and the same seed makes the same specs", () => {
  const sample = () => fc.sample(randomSpecs(1), { seed: 1, numRuns: 200 }).map(({ text }) => text);
  const texts = sample();
  expect(texts.filter((text) => read(text).spec === null)).toEqual([]);
  expect(new Set(texts).size).toBe(200);
  expect(sample()).toEqual(texts);
});

/** Faults that show wherever a spec has such a statement: they stand for defects of an engine. */
const FAULTS = {
  goto: /\bgoto\b/,
  switch: /\bswitch\b/,
  push: /\bpush\(/,
  "pop as a right side": /= pop\(/,
  spawn: /\bspawn\b/,
  "change of a set": /[+-]= \{/,
  "pick of a symmetric value": /\bpick \(blk/,
} as const;

test.each(Object.entries(FAULTS))(
  "a spec that fails for a %s shrinks to a few lines that are accepted and still fail, and its path gives it again",
  (_, fault) => {
    const property = fc.property(randomSpecs(1), ({ text }) => !fault.test(text));
    const { counterexample, counterexamplePath } = fc.check(property, { seed: 2 });
    const [spec] = counterexample ?? [];
    expect(read(spec?.text ?? "").spec).not.toBeNull();
    expect(spec?.text).toMatch(fault);
    expect(spec?.text.split("\n").length).toBeLessThan(12);
    const [again] = fc.sample(randomSpecs(1), { seed: 2, path: counterexamplePath ?? "", numRuns: 1 });
    expect(again?.text).toBe(spec?.text);
  },
);
