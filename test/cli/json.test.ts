import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { expect, test } from "vitest";
import { onSpec, untorn } from "./untorn.ts";

const demo = "specs/retry-demo.untorn";

// Every key that is printed is described: what the file leaves open to later versions is closed here.
const closed = (part: unknown): unknown => {
  if (Array.isArray(part)) return part.map(closed);
  if (typeof part !== "object" || part === null) return part;
  const inner = Object.fromEntries(Object.entries(part).map(([key, value]) => [key, closed(value)]));
  return "properties" in inner ? { ...inner, additionalProperties: false } : inner;
};

function validator(name: string) {
  const schema = closed(JSON.parse(readFileSync(`schema/${name}.schema.json`, "utf8")));
  return new Ajv({ allowUnionTypes: true }).compile(schema as object);
}

const validate = validator("result-1");
const validateTest = validator("test-1");

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

test("errors gives one run too, with what became of its error codes", () => {
  const result = json(["errors", demo, "--design", "merged"]);
  expect(result.runs.map(({ design }: { design: string }) => design)).toEqual(["merged"]);
  expect(result.runs[0].errorFlow.causes).toHaveLength(2);
  expect(result.runs[0].errorFlow.conflations).toEqual([]);
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
  const result = JSON.parse(untorn(["test", demo, "--json"]).out);
  validateTest(result);
  expect(validateTest.errors ?? []).toEqual([]);
  const { schema: named, specs } = result;
  expect(named).toBe("untorn/test-1");
  expect(specs[0].expectations).toMatchObject([{ outcome: "fulfilled" }, { outcome: "fulfilled" }]);
});

test.each(readdirSync("specs/tutorial"))("what is printed of %s is as the schema says", (name) => {
  const { runs } = json(["compare", `specs/tutorial/${name}`]);
  expect(runs.length).toBeGreaterThan(0);
});

test("a difference of two designs is as the schema says", () => {
  const { diff } = json(["compare", demo, "--diff", "posted", "merged", "--property", "right_cause"]);
  expect(diff).toMatchObject({ property: "right_cause", violating: "posted" });
});

test("what each thing dropped changes is as the schema says", () => {
  const { runs, mutations, mutationsLeftOut } = json(["compare", demo, "--mutate", "--design", "merged"]);
  expect(runs).toMatchObject([{ design: "merged", states: 28 }]);
  expect(mutations.map(({ kind }: { kind: string }) => kind)).toEqual([
    "test",
    "lock",
    "drain",
    "test",
    "flag",
    "pair",
  ]);
  expect(mutations[5]).toMatchObject({
    design: "merged",
    text: "unlock(iolock)",
    line: 58,
    others: [{ line: 52 }],
    weaker: true,
    changes: [{ property: "cow_is_exclusive", verdict: "violated", steps: 2 }],
  });
  expect(mutationsLeftOut).toEqual([]);
});

test("what one more of each actor changes is as the schema says", () => {
  const text = `spec a "x"; const N = 1; 0..9 n; task t[N] { n += 1; } task u { } invariant low: n < 2;`;
  const result = JSON.parse(onSpec(text, ["compare", "a.untorn", "--grow", "--json"]).out);
  validate(result);
  expect(validate.errors ?? []).toEqual([]);
  expect(result.grown).toMatchObject([
    { constant: "N", value: 2, complete: true, changes: [{ property: "low", verdict: "violated", steps: 2 }] },
  ]);
  expect(result.notGrown).toEqual({ fixed: ["u"], refused: [] });
});

test("an expect line that does not come out names its mismatch", () => {
  const result = JSON.parse(
    onSpec('spec a "x"; 0..1 n; task t { n = 2; } expect holds;', ["test", "a.untorn", "--json"]).out,
  );
  validateTest(result);
  expect(validateTest.errors ?? []).toEqual([]);
  expect(result.specs[0].expectations[0]).toMatchObject({
    outcome: "contradicted",
    mismatches: [{ property: "ranges" }],
  });
});
