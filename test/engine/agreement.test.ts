import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { designPoints } from "../../src/compare.ts";
import { counts, NO_CONSTANTS, searched, specAt, specOf } from "../spec-text.ts";
import { agreedReduced, judged } from "./both.ts";

const FOLDER = "test/semantics";
const SEARCH_TIME = 600_000;

const rules = readdirSync(FOLDER).filter((file) => file.endsWith(".untorn"));

test.each(rules)("%s: both engines count, judge and trace alike; reduced too, but for the counts", (file) => {
  const text = readFileSync(`${FOLDER}/${file}`, "utf8");
  const spec = specOf(text, NO_CONSTANTS, `${FOLDER}/${file}`);
  for (const { design } of designPoints(spec)) agreedReduced(spec, { design });
  const [, counted] = /^\/\/= (states \d+ transitions \d+ depth \d+)$/m.exec(text) ?? [];
  expect(counts(searched(spec, { engine: "generated" }))).toBe(counted);
});

const small: readonly (readonly [string, Record<string, number>])[] = [
  ["retry-demo", {}],
  ["peers/peterson", { N: 2 }],
  ["peers/phil", { N: 4 }],
  ["peers/german", { N: 2 }],
  ["peers/rwretry", { K: 2 }],
];

test.each(small)("specs/%s with %j: both engines agree in every design", { timeout: SEARCH_TIME }, (file, size) => {
  const spec = specAt(`specs/${file}.untorn`, new Map(Object.entries(size)));
  for (const { design } of designPoints(spec)) agreedReduced(spec, { design });
});

test("specs/xfs-atomic-write: both engines agree in every design", { timeout: SEARCH_TIME }, () => {
  const spec = specAt("specs/xfs-atomic-write.untorn", new Map());
  for (const { design } of designPoints(spec)) agreedReduced(spec, { design, maxStates: 3000 });
});

test("a reduced search is complete wherever the full one is", () => {
  const spec = specAt("specs/retry-demo.untorn");
  const [full, reduced] = [false, true].map((reduce) => searched(spec, { engine: "generated", reduce }));
  if (full === undefined || reduced === undefined) throw new Error("two runs");
  expect(judged(reduced)).toEqual(judged(full));
  expect([full.limit, reduced.limit]).toEqual([null, null]);
});

test("without any state an invariant is as vacuous for one engine as for the other", () => {
  const spec = specOf(`spec stateless "x"; bool x; task t { x = true; } daemon endless { loop { } }
invariant whole: forall (t w) !x; invariant half: forall (t w) x => !x;`);
  const { states, verdicts } = agreedReduced(spec);
  expect([states, verdicts.slice(0, 2)]).toEqual([
    0,
    [
      { kind: "holds", vacuous: false },
      { kind: "holds", vacuous: true },
    ],
  ]);
});
