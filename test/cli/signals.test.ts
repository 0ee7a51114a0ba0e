import { spawn } from "node:child_process";
import { expect, test } from "vitest";
import { PROGRAM } from "./untorn.ts";

// More states than are searched while the test waits.
const long = `spec long "x";
task t[12] { 0..1 k; 0..3 i; bool done_; while (i < 3) { choose { k = 0; } or { k = 1; } atomic { } i += 1; } }
expect holds;
`;

async function interrupted(words: readonly string[], signal: NodeJS.Signals) {
  const child = spawn(process.execPath, [PROGRAM, ...words], { stdio: "pipe" });
  let [out, err] = ["", ""];
  child.stdout.on("data", (text) => {
    out += text;
  });
  child.stderr.on("data", (text) => {
    err += text;
  });
  child.stdin.end(long);
  const timer = setTimeout(() => child.kill(signal), 1500);
  const code = await new Promise((done) => child.on("close", done));
  clearTimeout(timer);
  return { code, out, err };
}

test.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const)("%s ends the search, prints what is known and exits with %d", async (signal, expected) => {
  const { code, out, err } = await interrupted(["check", "-"], signal);
  expect(err).toBe("");
  expect(code).toBe(expected);
  expect(out.replace(/\s+/g, " ")).toContain("NOT every interleaving (the search was interrupted)");
  expect(out).toContain("undecided  built in");
});

test("an interrupted test says which lines are undecided", async () => {
  const { code, out } = await interrupted(["test", "-"], "SIGINT");
  expect(code).toBe(130);
  expect(out).toContain("undecided :3");
});
