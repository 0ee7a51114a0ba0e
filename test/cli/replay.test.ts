import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { folderWith, untorn } from "./untorn.ts";

const DEMO = "specs/retry-demo.untorn";

type Json = { [key: string]: Json } & { [index: number]: Json };

/** A folder with a spec, and what `words` print of it as JSON in `trace.json`. */
function saved(files: Readonly<Record<string, string>>, ...words: readonly string[]): string {
  const folder = folderWith(files);
  const { out, err } = untorn([...words, "--json"], { folder });
  expect(err).toBe("");
  writeFileSync(join(folder, "trace.json"), out);
  return folder;
}

function demo(...words: readonly string[]): string {
  return saved({ "a.untorn": readFileSync(DEMO, "utf8") }, ...words);
}

const traced = ["trace", "a.untorn", "--property", "right_cause"];

/** The file changed by `edit`, replayed: how it ends. */
function replayOf(folder: string, edit: (trace: Json) => void) {
  const trace = JSON.parse(readFileSync(join(folder, "trace.json"), "utf8"));
  edit(trace);
  writeFileSync(join(folder, "edited.json"), JSON.stringify(trace));
  return untorn(["replay", "edited.json"], { folder });
}

function propertyOf(trace: Json): Json {
  return (trace.runs as Json)[0]?.properties?.[0] as Json;
}

/** From the verdict to the command to reproduce it. */
function shownTrace(text: string): string {
  return text.slice(text.indexOf("  VIOLATED"), text.indexOf("  reproduce"));
}

test("a saved trace is shown as 'trace' shows it, and ends with 1 as it does", () => {
  const folder = demo(...traced);
  const { code, out, err } = untorn(["replay", "trace.json"], { folder });
  expect([code, err]).toEqual([1, ""]);
  expect(shownTrace(out)).toBe(shownTrace(untorn(traced, { folder }).out));
  expect(out.replace(/\s+/g, " ")).toContain("replayed from trace.json: 3 steps, each of them as saved");
});

test("every format shows the same trace", () => {
  const folder = demo(...traced);
  const replayed = (...words: readonly string[]): string => untorn(["replay", "trace.json", ...words], { folder }).out;
  const property = (text: string): Json => propertyOf(JSON.parse(text));
  expect(property(replayed("--json"))).toEqual(property(readFileSync(join(folder, "trace.json"), "utf8")));
  expect(replayed("--format", "mermaid")).toBe(untorn([...traced, "--format", "mermaid"], { folder }).out);
  const mail = untorn([...traced, "--format", "mail"], { folder }).out;
  expect(replayed("--format", "mail")).toContain(mail.slice(mail.indexOf("  VIOLATED")));
  expect(replayed("-q").split("\n")).toHaveLength(2);
});

test("standard input is read for -, from a pipe too", () => {
  const folder = demo(...traced);
  const input = readFileSync(join(folder, "trace.json"), "utf8");
  expect(untorn(["replay", "-"], { folder, input }).code).toBe(1);
});

test("constants, knobs, event parameters, choices of init and of power failure are all in the file", () => {
  const spec = `spec a "x"; const N = 1; const TWICE = 2 * N;
knob bool FAST = false;
type slot = 0..TWICE;
durable slot disk[2];
slot first;
init { pick (slot s where s > 1) { first = s; } }
event land(0..1 d) when (disk[d] == 0 && FAST) { choose { disk[d] = 1; } or { disk[d] = 2; } }
task t { wait (disk[1] == 2); disk[0] = 1; }
crash whole "same" { choose { } or { disk[0] = 1; } assert (disk[0] == 1 || disk[1] != 2) "torn"; }`;
  const words = ["trace", "a.untorn", "--property", "whole", "-D", "FAST=true", "--set", "N=2"];
  const folder = saved({ "a.untorn": spec }, ...words);
  const { code, out } = untorn(["replay", "trace.json"], { folder });
  expect(code).toBe(1);
  expect(shownTrace(out)).toBe(shownTrace(untorn(words, { folder }).out));
  expect(out).toContain("untorn trace a.untorn -D FAST=true --set N=2");
});

test("a trace that goes on for ever is replayed with its loop, which must close and be fair", () => {
  const spec = `spec a "x"; 0..3 n; bool over;
task t { loop { n = 1; n = 2; if (n == 3) break; } over = true; }
fair event helps() when (n == 2 && over) { n = 3; }
daemon d { loop { wait (n == 3); n = 0; } }
liveness ends "it ends": eventually over;`;
  const words = ["trace", "a.untorn", "--property", "ends"];
  const folder = saved({ "a.untorn": spec }, ...words);
  const { code, out } = untorn(["replay", "trace.json"], { folder });
  expect(code).toBe(1);
  expect(out).toContain("repeat for ever");
  // Which change of fairness would repair it takes a search, which a replay is not.
  const searched = shownTrace(untorn(words, { folder }).out).replace(/\n {2}holds {13}.*$/m, "");
  expect(shownTrace(out)).toBe(searched);
  const loop = Number(propertyOf(JSON.parse(readFileSync(join(folder, "trace.json"), "utf8"))).loop);
  for (const other of [null, loop - 1, loop + 1, 99]) {
    const { code: refused, err } = replayOf(folder, (trace) => Object.assign(propertyOf(trace), { loop: other }));
    expect([other, refused]).toEqual([other, 2]);
    expect(err).toMatch(/'ends' is not violated where the trace ends|expected a whole number/);
  }
});

test("check and compare write several traces; --property and --design say which", () => {
  const folder = saved(
    { "a.untorn": `${readFileSync(DEMO, "utf8")}\ninvariant idle "nobody flies": in_flight == 0;` },
    "compare",
    "a.untorn",
  );
  const replayed = (...words: readonly string[]) => untorn(["replay", "trace.json", ...words], { folder });
  expect(replayed().err).toContain("trace.json has several traces");
  expect(replayed().err.replace(/\s+/g, " ")).toContain(
    "choose with --property and --design: right_cause (posted), idle (posted), idle (merged)",
  );
  expect(replayed("--property", "right_cause").code).toBe(1);
  expect(replayed("--property", "idle").code).toBe(2);
  const { code, out } = replayed("--property", "idle", "--design", "merged");
  expect(code).toBe(1);
  expect(out).toContain("untorn trace a.untorn --design merged");
  expect(replayed("--property", "locks").err).toContain("trace.json has no such trace");
});

test("a trace of other sources is refused with both sums", () => {
  const folder = demo(...traced);
  const text = readFileSync(join(folder, "a.untorn"), "utf8");
  const sum = (of: string): string => createHash("sha256").update(of).digest("hex");
  writeFileSync(join(folder, "a.untorn"), `${text}\n`);
  const { code, out, err } = untorn(["replay", "trace.json"], { folder });
  expect([code, out]).toEqual([2, ""]);
  expect(err).toContain(`sha256 ${sum(text)} then, ${sum(`${text}\n`)} now`);
});

test("a part that changed is named, even where it has mistakes now", () => {
  const files = {
    "a.untorn": `spec a "x"; use "part.untorn"; task t { n = 1; }\ninvariant i: n == 0;`,
    "part.untorn": "0..1 n;",
  };
  const folder = saved(files, "trace", "a.untorn", "--property", "i");
  expect(untorn(["replay", "trace.json"], { folder }).code).toBe(1);
  for (const text of ["0..2 n;", "0..1 n; oops"]) {
    writeFileSync(join(folder, "part.untorn"), text);
    const { code, err } = untorn(["replay", "trace.json"], { folder });
    expect(code).toBe(2);
    expect(err).toMatch(
      /'part\.untorn' is not what the trace was made from: sha256 [0-9a-f]{64} then, [0-9a-f]{64} now/,
    );
  }
});

test("--spec names the spec where it lies elsewhere, or came from standard input", () => {
  const folder = demo(...traced);
  const other = folderWith({ "b.untorn": readFileSync(DEMO, "utf8") });
  const moved = untorn(["replay", join(folder, "trace.json")], { folder: other });
  expect(moved).toMatchObject({ code: 2, err: expect.stringContaining("cannot read 'a.untorn': no such file") });
  const { code, out } = untorn(["replay", join(folder, "trace.json"), "--spec", "b.untorn"], { folder: other });
  expect(code).toBe(1);
  expect(out).toContain("untorn trace b.untorn");
  const { out: json } = untorn(["trace", "-", "--property", "right_cause", "--json"], {
    input: readFileSync(DEMO, "utf8"),
  });
  writeFileSync(join(other, "piped.json"), json);
  expect(untorn(["replay", "piped.json"], { folder: other }).err).toContain("name the file with --spec FILE");
  expect(untorn(["replay", "piped.json", "--spec", "b.untorn"], { folder: other }).code).toBe(1);
});

test("an edited step is refused, with what the replay gives instead", () => {
  const folder = demo(...traced);
  const step = (trace: Json, index: number): Json => propertyOf(trace).trace?.[index] as Json;
  const edits: readonly [(trace: Json) => void, string][] = [
    [
      (trace) => Object.assign(step(trace, 1), { choices: [3] }),
      "step 1: the spec has no step of 'mapper' there with the choices [3]",
    ],
    [
      (trace) => Object.assign(step(trace, 0), { choices: [1] }),
      "step 0: the spec has no initial state with the choices [1]",
    ],
    [
      (trace) => Object.assign(step(trace, 1), { text: "dirty[0] = false" }),
      'step 1: text: the replay gives "dirty[0] = true"',
    ],
    [
      (trace) => Object.assign(step(trace, 1), { changes: { "dirty[0]": [true, false] } }),
      "step 1: changes: the replay gives",
    ],
    [(trace) => Object.assign(step(trace, 1), { changes: {} }), "step 1: changes: the replay gives"],
    [
      (trace) => Object.assign(step(trace, 3), { cause: "misaligned_extent" }),
      'step 3: cause: the replay gives "page_dirty"',
    ],
    [(trace) => Object.assign(step(trace, 2), { line: 1 }), "step 2: line: the replay gives"],
    [(trace) => Object.assign(step(trace, 2), { task: "reader" }), "step 2: the spec has no 'reader[0]'"],
    [(trace) => Object.assign(step(trace, 2), { instance: 7 }), "step 2: the spec has no 'writer[7]'"],
    [
      (trace) => void (propertyOf(trace).trace as unknown as Json[]).pop(),
      "'right_cause' is not violated where the trace ends",
    ],
    [
      (trace) => Object.assign(propertyOf(trace), { name: "no_trample" }),
      "'no_trample' is not violated where the trace ends",
    ],
    [(trace) => Object.assign(propertyOf(trace), { name: "nothing" }), "the spec has no property 'nothing'"],
    [
      (trace) => Object.assign(propertyOf(trace), { crash: { choices: [0], changes: {}, line: 1, message: "" } }),
      "crash: the replay gives null",
    ],
    [(trace) => Object.assign(propertyOf(trace), { loop: 1 }), "loop"],
  ];
  for (const [edit, complaint] of edits) {
    const { code, out, err } = replayOf(folder, edit);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain(`untorn: error: edited.json: ${complaint}`);
  }
});

test("constants, knobs and design must be those of the spec", () => {
  const folder = demo(...traced);
  const run = (trace: Json): Json => trace.runs?.[0] as Json;
  const edits: readonly [(trace: Json) => void, string][] = [
    [(trace) => Object.assign(trace, { constants: { PAGES: 2 } }), "constants: the spec has PAGES=1"],
    [(trace) => Object.assign(trace, { set: { PAGES: 2 } }), "constants: the spec has PAGES=2"],
    [(trace) => Object.assign(run(trace), { design: "nobody" }), "the spec has no design 'nobody'"],
    [(trace) => Object.assign(run(trace), { design: "merged" }), "the knobs are not those of the design 'merged'"],
    [(trace) => Object.assign(run(trace).knobs as Json, { DRAIN: "yes" }), `knobs: "yes" is no value of 'DRAIN'`],
    [(trace) => Object.assign(run(trace).knobs as Json, { FAST: true }), "knobs: the spec has no knob 'FAST'"],
    [(trace) => void delete (run(trace).knobs as Json).DRAIN, "knobs: the knob 'DRAIN' is missing"],
    [(trace) => Object.assign(trace, { set: { NOTHING: 2 } }), "set: the spec has no constant 'NOTHING'"],
    [(trace) => Object.assign(trace, { files: [] }), "files: the spec has 1, the trace was made from 0"],
  ];
  for (const [edit, complaint] of edits) {
    const { code, err } = replayOf(folder, edit);
    expect(code).toBe(2);
    expect(err).toContain(`edited.json: ${complaint}`);
  }
});

test("what is no trace at all is refused in one line", () => {
  const wrong = ["", "{", "null", "[]", "1", '{"schema":"untorn/result-2"}', '{"schema":"untorn/result-1"}', "\u0000"];
  const folder = folderWith(Object.fromEntries(wrong.map((text, index) => [`${index}.json`, text])));
  for (const [index] of wrong.entries()) {
    const { code, out, err } = untorn(["replay", `${index}.json`], { folder });
    expect([code, out]).toEqual([2, ""]);
    expect(err).toMatch(/^untorn: error: .*\n$/);
  }
  expect(untorn(["replay", "nowhere.json"], { folder })).toMatchObject({ code: 2 });
  expect(untorn(["replay", "."], { folder }).err).toBe("untorn: error: cannot read '.': it is a folder\n");
  writeFileSync(join(folder, "bytes.json"), new Uint8Array([0xff, 0xfe, 0x00]));
  expect(untorn(["replay", "bytes.json"], { folder }).err).toContain("it is no text in UTF-8");
});

test("names of JavaScript's own in the file are only names", () => {
  const folder = demo(...traced);
  const text = readFileSync(join(folder, "trace.json"), "utf8");
  const poisoned = text.replace('"knobs": {', '"knobs": { "__proto__": 1, "constructor": 2,');
  writeFileSync(join(folder, "odd.json"), poisoned);
  expect(untorn(["replay", "odd.json"], { folder }).err).toContain("knobs: the spec has no knob '__proto__'");
});
