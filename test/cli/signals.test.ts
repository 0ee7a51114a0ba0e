import { spawn } from "node:child_process";
import { expect, test } from "vitest";
import { PROGRAM, untorn } from "./untorn.ts";

// More states than are searched while the test waits.
const long = `spec long "x";
task t[12] { 0..1 k; 0..3 i; while (i < 3) { choose { k = 0; } or { k = 1; } atomic { } i += 1; } }
expect holds;
`;

/** 1,191,016 states: searched in a moment, but a trace of its only violation, the last state, takes far longer. */
const deep = `spec deep "x";
0..52 n[3];
task t[3] { while (n[self] < 52) { n[self] += 1; } }
invariant never_all: !(forall (t w) n[w] == 52);
expect violates never_all in 312;
`;

async function interrupted(words: readonly string[], signal: NodeJS.Signals, spec = long, delay = 1500) {
  const child = spawn(process.execPath, [PROGRAM, ...words], { stdio: "pipe" });
  let [out, err] = ["", ""];
  child.stdout.on("data", (text) => {
    out += text;
  });
  child.stderr.on("data", (text) => {
    err += text;
  });
  child.stdin.end(spec);
  const timer = setTimeout(() => child.kill(signal), delay);
  const code = await new Promise((done) => child.on("close", done));
  clearTimeout(timer);
  return { code, out, err };
}

/** Waits longer until the signal comes when there is something to tell; before, it is the end, by the signal itself. */
async function interruptedInThread(words: readonly string[], signal: NodeJS.Signals) {
  let ended = await interrupted(words, signal);
  for (let delay = 2500; delay < 30_000 && ended.code === null; delay *= 1.5) {
    ended = await interrupted(words, signal, long, delay);
  }
  return ended;
}

test.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const)("%s ends the search, prints what is known and exits with %d", async (signal, expected) => {
  const { code, out, err } = await interruptedInThread(["check", "-"], signal);
  expect(err).toBe("");
  expect(code).toBe(expected);
  expect(out.replace(/\s+/g, " ")).toContain("NOT every interleaving (the search was interrupted)");
  expect(out).toContain("undecided  built in");
});

/** A thousand million values for its one invariant to go through, a thousand times, in every state. */
const endless = `spec endless "x";
type many = 0..1000;
0..1 n;
task t { n = 1; }
bool small(many i, many j) { return forall (0..1000000 k) i + j + k >= 0; }
invariant never: forall (many i, many j) small(i, j);
`;

test("a signal ends a search whose one state takes for ever", async () => {
  const { code, out } = await interrupted(["check", "-"], "SIGINT", endless);
  expect(code).toBe(130);
  expect(out.replace(/\s+/g, " ")).toContain("NOT every interleaving (the search was interrupted)");
  expect(out).toContain("undecided  invariant  never");
});

test("a limit on time ends a search whose one state takes for ever", () => {
  const { code, out } = untorn(["check", "-", "--timeout", "1s"], { input: endless });
  expect(code).toBe(3);
  expect(out.replace(/\s+/g, " ")).toContain("NOT every interleaving (the time limit, --timeout, ended the search)");
  expect(out).toContain("undecided  invariant  never");
});

test("an interrupted test says which lines are undecided", async () => {
  const { code, out } = await interruptedInThread(["test", "-"], "SIGINT");
  expect(code).toBe(130);
  expect(out).toContain("undecided :3");
});

function isTooEarly({ code, out }: { readonly code: unknown; readonly out: string }): boolean {
  return code === null || out.includes("interrupted)");
}

/** Waits longer until the signal comes after the first search; how long that takes depends on the machine. */
async function interruptedInSecond(words: readonly string[], signal: NodeJS.Signals) {
  let ended = await interrupted(words, signal, deep, 1000);
  for (let delay = 1500; delay < 60_000 && isTooEarly(ended); delay *= 1.5) {
    ended = await interrupted(words, signal, deep, delay);
  }
  return ended;
}

test("SIGINT while traces are made keeps the verdict, says how to get the trace and exits with 130", async () => {
  const { code, out, err } = await interruptedInSecond(["check", "-"], "SIGINT");
  const text = out.replace(/(\s|\\\n)+/g, " ");
  expect(err).toBe("");
  expect(code).toBe(130);
  expect(text).toContain("VIOLATED invariant never_all 312 steps");
  expect(text).toContain("trace not made: the search was interrupted");
  expect(text).toContain("untorn trace - --property never_all --max-depth 312");
  expect(text).toContain(": every interleaving of these steps");
});

test("a time limit that ends only the making of traces leaves the exit code of a violation", async () => {
  let ended = { code: null as unknown, out: "" };
  for (let seconds = 1; seconds < 40 && !ended.out.includes("trace "); seconds *= 2) {
    ended = await interrupted(["check", "-", "--timeout", `${seconds}s`], "SIGINT", deep, 120_000);
  }
  expect(ended.out).toContain("not made: the time limit, --timeout, ended the search");
  expect(ended.out.replace(/\s+/g, " ")).toContain(": every interleaving of these steps");
  expect(ended.code).toBe(1);
});
