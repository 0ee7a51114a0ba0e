import { beforeAll, expect, test } from "vitest";
import { readSavedTrace } from "../../src/cli/saved-trace.ts";
import { UsageError } from "../../src/cli/usage-error.ts";
import { untorn } from "./untorn.ts";

// What `untorn trace --format json` writes, damaged in every way that has a name.

const DEMO = "specs/retry-demo.untorn";
const ANY = { property: null, design: null };

type Json = { [key: string]: Json };
type Way = readonly (string | number)[];

let text = "";

beforeAll(() => {
  text = untorn(["trace", DEMO, "--property", "right_cause", "--json"]).out;
});

/** Keys that only tell: a replay computes them anew, or takes no notice of them. */
const UNREAD: ReadonlySet<string> = new Set([
  ...["tool", "seconds", "cpuSeconds", "bytesPerState", "complete", "statements"],
  ...["kind", "verdict", "vacuous", "message", "file", "heldAtEnd", "inFlight", "errorChain", "unordered"],
]);
/** Of the property itself; a step has a line too, which is read. */
const UNREAD_OF_PROPERTY: ReadonlySet<string> = new Set(["line", "steps", "limit"]);
/** Objects whose keys are names of the spec. */
const NAMES: ReadonlySet<string> = new Set(["constants", "set", "knobs", "changes"]);

/** The way to every key that is read. */
function waysIn(value: unknown, way: Way = []): Way[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]): Way[] => {
    if (UNREAD.has(key) || (way.at(-2) === "properties" && UNREAD_OF_PROPERTY.has(key))) return [];
    const isKey = !Array.isArray(value) && !NAMES.has(String(way.at(-1)));
    return [...(isKey ? [[...way, key]] : []), ...waysIn(inner, [...way, key])];
  });
}

/** The file with another value there; undefined: without the key. */
function damaged(way: Way, value: unknown): string {
  const whole: Json = JSON.parse(text);
  const holder = way.slice(0, -1).reduce<Json>((part, key) => part[key] as Json, whole);
  const key = String(way.at(-1));
  if (value === undefined) Reflect.deleteProperty(holder, key);
  else Object.assign(holder, { [key]: value });
  return JSON.stringify(whole);
}

test("the file as it is can be read", () => {
  const { property, steps, design, knobs } = readSavedTrace("t.json", text, ANY);
  expect([property, design, steps.length]).toEqual(["right_cause", null, 4]);
  expect(new Map(knobs).get("CACHE_BUSY")).toBe("EAGAIN");
});

test("every key that is read must be there and of its type; the complaint says which", () => {
  const ways = waysIn(JSON.parse(text));
  expect(ways.length).toBeGreaterThan(40);
  for (const way of ways) {
    for (const value of [undefined, 1.5, -1, [[]], { odd: [] }]) {
      if (value === undefined && way.join() === "set") continue; // Files of older versions have none.
      const read = (): unknown => readSavedTrace("t.json", damaged(way, value), ANY);
      expect(read, `${way.join(".")}: ${JSON.stringify(value)}`).toThrow(UsageError);
      expect(read).toThrow(/^t\.json: |^t\.json has no such trace$/);
    }
  }
});

test("what only tells may be anything or missing", () => {
  for (const way of [["tool"], ["runs", 0, "seconds"], ["runs", 0, "properties", 0, "unordered"], ["extra"]]) {
    expect(readSavedTrace("t.json", damaged(way, { odd: 1 }), ANY).steps).toHaveLength(4);
  }
});

test("steps are numbered from 0, and only step 0 is nobody's", () => {
  const step = ["runs", 0, "properties", 0, "trace", 2];
  expect(() => readSavedTrace("t.json", damaged([...step, "step"], 3), ANY)).toThrow("trace[2].step: expected 2");
  expect(() => readSavedTrace("t.json", damaged([...step, "task"], null), ANY)).toThrow("only step 0 is nobody's");
});

test("a missing key is named with the way to it", () => {
  const way = ["runs", 0, "properties", 0, "trace", 1, "choices"];
  expect(() => readSavedTrace("t.json", damaged(way, undefined), ANY)).toThrow(
    "t.json: runs[0].properties[0].trace[1]: the key 'choices' is missing",
  );
});
