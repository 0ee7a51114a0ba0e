import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { expect, test } from "vitest";
import { onSpec, untorn } from "./untorn.ts";

const demo = "specs/retry-demo.untorn";

function object(required: Record<string, object>): object {
  return { type: "object", required: Object.keys(required), properties: required };
}

function listOf(items: object): object {
  return { type: "array", items };
}

const text = { type: "string" };
const whole = { type: "integer" };
const maybe = (type: string): object => ({ type: [type, "null"] });
const numbers = listOf(whole);

const step = object({
  step: whole,
  task: maybe("string"),
  instance: maybe("integer"),
  line: whole,
  text,
  choices: numbers,
  changes: { type: "object", additionalProperties: { type: "array", minItems: 2, maxItems: 2 } },
  cause: maybe("string"),
});

const property = object({
  name: text,
  kind: { enum: ["invariant", "assert", "crash", "liveness", "deadlock", "lock", "range"] },
  verdict: { enum: ["holds", "violated", "undecided"] },
  vacuous: { type: "boolean" },
  line: maybe("integer"),
  steps: maybe("integer"),
  trace: { anyOf: [{ type: "null" }, listOf(step)] },
  crash: maybe("object"),
  loop: maybe("integer"),
});

const run = object({
  design: maybe("string"),
  knobs: { type: "object" },
  complete: { type: "boolean" },
  limit: { enum: [null, "states", "depth", "memory", "time", "interrupted"] },
  states: whole,
  transitions: whole,
  depth: whole,
  seconds: { type: "number" },
  bytesPerState: maybe("number"),
  properties: listOf(property),
});

const schema = object({
  schema: { const: "untorn/result-1" },
  tool: object({ name: { const: "untorn" }, version: text }),
  spec: object({ path: text, sha256: { type: "string", pattern: "^[0-9a-f]{64}$" } }),
  constants: { type: "object" },
  runs: listOf(run),
});

const validate = new Ajv({ allowUnionTypes: true }).compile(schema);

function json(words: readonly string[]) {
  const result = JSON.parse(untorn([...words, "--json"]).out);
  validate(result);
  expect(validate.errors ?? []).toEqual([]);
  return result;
}

test("check gives one run, with every verdict and the trace of each violated property", () => {
  const result = json(["check", demo]);
  expect(result.spec).toEqual({ path: demo, sha256: createHash("sha256").update(readFileSync(demo)).digest("hex") });
  expect(result.runs).toHaveLength(1);
  const [{ states, transitions, depth, complete, design, properties }] = result.runs;
  expect({ complete, design }).toEqual({ complete: true, design: null });
  expect(transitions).toBeGreaterThan(states);
  expect(depth).toBeGreaterThan(3);
  const broken = properties.find(({ name }: { name: string }) => name === "right_cause");
  expect(broken).toMatchObject({ kind: "assert", verdict: "violated", line: 57, steps: 3, crash: null, loop: null });
  expect(broken.trace).toHaveLength(4);
  expect(broken.trace[0]).toMatchObject({ step: 0, task: null, instance: null, choices: [], changes: {} });
  expect(broken.trace[1]).toMatchObject({
    step: 1,
    task: "mapper",
    instance: 0,
    text: "dirty[0] = true",
    changes: { "dirty[0]": [false, true] },
  });
  expect(broken.trace[3].cause).toBe("page_dirty");
});

test("compare gives one run per design, and says what came of the expect lines", () => {
  const result = json(["compare", demo]);
  expect(result.runs.map(({ design }: { design: string }) => design)).toEqual(["posted", "merged"]);
  expect(result.runs[1].knobs).toEqual({ HW_REFUSED: "ENOPROTOOPT", CACHE_BUSY: "EAGAIN", DRAIN: true });
  expect(result.expectations.map(({ outcome }: { outcome: string }) => outcome)).toEqual(["fulfilled", "fulfilled"]);
});

test("trace gives the one property that was asked for", () => {
  const { runs } = json(["trace", demo, "--property", "locks"]);
  expect(runs[0].properties).toMatchObject([{ name: "locks", kind: "lock", verdict: "holds", trace: null }]);
});

test("an unfinished run names its limit, and no property of it holds", () => {
  const { runs } = json(["check", demo, "--design", "merged", "--max-states", "5"]);
  expect(runs[0]).toMatchObject({ complete: false, limit: "states" });
  const verdicts = runs[0].properties.map(({ verdict, limit }: Record<string, string>) => [verdict, limit]);
  expect(new Set(verdicts.map(String))).toEqual(new Set(["undecided,states"]));
});

test("what a crash check did is in the trace of its property", () => {
  const spec = `spec a "x";
durable 0..2 disk[2];
task t { disk[0] = 2; disk[1] = 2; }
crash whole "old or new" { pick (0..1 s) { assert (disk[s] == disk[1 - s]) "torn"; } }`;
  const result = JSON.parse(onSpec(spec, ["check", "a.untorn", "--json"]).out);
  validate(result);
  expect(validate.errors ?? []).toEqual([]);
  expect(result.runs[0].properties[0]).toMatchObject({
    kind: "crash",
    steps: 1,
    crash: { choices: [0], changes: {}, message: "torn" },
  });
});

test("test --json lists every expect line", () => {
  const { schema: named, specs } = JSON.parse(untorn(["test", demo, "--json"]).out);
  expect(named).toBe("untorn/test-1");
  expect(specs[0].expectations).toMatchObject([{ outcome: "fulfilled" }, { outcome: "fulfilled" }]);
});
