import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { checkAsSaved, savedPath, savedPoint, savedProperty } from "../../src/cli/resolve-saved.ts";
import { readSavedTrace } from "../../src/cli/saved-trace.ts";
import { designPoints } from "../../src/compare.ts";
import type { Property } from "../../src/language/property.ts";
import { interpret } from "../../src/model/interpreter/interpreter.ts";
import { replay } from "../../src/properties/replay.ts";
import type { Run } from "../../src/properties/run.ts";
import { resultJson } from "../../src/report/json.ts";
import { NO_CONSTANTS, searched, specAt } from "../spec-text.ts";

// Every kind of step there is: each trace of the specs in test/semantics, saved and replayed.

const FOLDER = "test/semantics";
const SUBJECT = { version: "0.1.0", path: "a.untorn", sha256: "", files: [], constants: NO_CONSTANTS, root: null };

function violated({ spec, verdicts }: Run): readonly Property[] {
  return spec.properties.filter(({ index }) => {
    const verdict = verdicts[index];
    return verdict?.kind === "violated" && verdict.counterexample !== null;
  });
}

function expectToReplay(run: Run, property: Property, where: string): void {
  const { spec } = run;
  const saved = readSavedTrace(where, resultJson([run], SUBJECT, property), { property: null, design: null });
  expect(savedPoint(where, spec, saved)).toEqual({ design: run.design, knobs: run.knobs });
  expect(savedProperty(where, spec, saved)).toBe(property);
  const result = replay(interpret(spec, run.knobs), property, savedPath(where, spec, saved));
  if (result.kind !== "replayed") throw new Error(`${where}, ${property.name}: ${result.kind}`);
  checkAsSaved(where, saved, result.trace);
}

test("every trace of the semantics' specs is replayed from what --json writes, step by step", () => {
  let replayed = 0;
  for (const name of readdirSync(FOLDER).filter((each) => each.endsWith(".untorn"))) {
    const spec = specAt(`${FOLDER}/${name}`);
    for (const { design } of designPoints(spec)) {
      const run = searched(spec, { design, engine: "generated" });
      for (const property of violated(run)) {
        expectToReplay(run, property, name);
        replayed += 1;
      }
    }
  }
  expect(replayed).toBeGreaterThan(100);
});
