import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { checkPoints } from "../../src/check.ts";
import { designPoints } from "../../src/compare.ts";
import type { CheckedSpec } from "../../src/language/checked-spec.ts";
import type { Search } from "../spec-text.ts";
import { NO_CONSTANTS, searched, specAt, specOf, UNLIMITED } from "../spec-text.ts";
import { told } from "./both.ts";

const FOLDER = "test/semantics";

/** Expects that all engines note the same facts, and that noting changes nothing else; gives the number of facts. */
function factsAgreed(spec: CheckedSpec, search: Search): number {
  const oracle = searched(spec, { ...search, engine: "interpreter", flow: true });
  const full = searched(spec, { ...search, engine: "generated", flow: true });
  expect(full.errorFlow).toEqual(oracle.errorFlow);
  expect(told(full)).toEqual(told(searched(spec, { ...search, engine: "generated" })));
  if (full.limit === null) {
    const reduced = searched(spec, { ...search, engine: "generated", reduce: true, flow: true });
    expect(reduced.errorFlow).toEqual(oracle.errorFlow);
  }
  return full.errorFlow?.facts.length ?? 0;
}

const texts = readdirSync(FOLDER)
  .filter((file) => file.endsWith(".untorn"))
  .map((file) => ({ file, text: readFileSync(`${FOLDER}/${file}`, "utf8") }))
  .filter(({ text }) => text.includes("errno"));

test.each(texts)("$file: both engines tell alike what becomes of error codes", ({ file, text }) => {
  const spec = specOf(text, NO_CONSTANTS, `${FOLDER}/${file}`);
  for (const { design } of designPoints(spec)) factsAgreed(spec, { design });
});

test("specs/retry-demo and specs/tutorial: both engines tell alike what becomes of error codes", () => {
  for (const file of ["retry-demo", "tutorial/5-two-causes", "tutorial/7-retry"]) {
    const spec = specAt(`specs/${file}.untorn`);
    for (const { design } of designPoints(spec)) expect(factsAgreed(spec, { design })).toBeGreaterThan(1);
  }
});

test("specs/xfs-atomic-write: both engines tell alike what becomes of error codes, cut short at the same place", {
  timeout: 600_000,
}, () => {
  const spec = specAt("specs/xfs-atomic-write.untorn");
  for (const design of ["rfc", "both", "v11"]) {
    expect(factsAgreed(spec, { design, maxStates: 1500 })).toBeGreaterThan(5);
  }
});

test("searched at once, each design has the facts that it has alone", { timeout: 600_000 }, () => {
  const spec = specAt("specs/xfs-atomic-write.untorn");
  const few = designPoints(spec).filter(({ design }) => ["v1", "seed", "both", "v11"].includes(design ?? ""));
  const runs = checkPoints(spec, few, { ...UNLIMITED, traces: "left out", flow: true });
  const alone = few.map(({ design }) => searched(spec, { design, engine: "generated", reduce: true, flow: true }));
  expect(runs.map(({ errorFlow }) => errorFlow)).toEqual(alone.map(({ errorFlow }) => errorFlow));
  expect(new Set(runs.map(({ errorFlow }) => JSON.stringify(errorFlow?.facts))).size).toBe(4);
});
