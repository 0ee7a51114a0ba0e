import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { folderWith, PROGRAM, untorn } from "./untorn.ts";

const spec = (bound: number): string =>
  `spec s "x"; use "part.untorn"; task w { n = 1; } invariant low: n < ${bound}; expect holds;`;

test("watch checks again when the spec or a part of it changes, even to a broken one, until Ctrl-C", async () => {
  const folder = folderWith({ "a.untorn": spec(2), "part.untorn": "0..3 n;" });
  const child = spawn(process.execPath, [PROGRAM, "check", "--watch", "a.untorn"], { cwd: folder, stdio: "pipe" });
  let said = "";
  const collect = (text: Buffer): void => {
    said += String(text);
  };
  child.stdout.on("data", collect);
  child.stderr.on("data", collect);
  const heard = async (words: string): Promise<void> => {
    await expect.poll(() => said, { timeout: 20_000 }).toContain(words);
    await expect.poll(() => said, { timeout: 20_000 }).toContain("watching 2 files");
    said = "";
  };
  await heard("holds     invariant  low");
  writeFileSync(join(folder, "a.untorn"), spec(1));
  await heard("VIOLATED  invariant  low");
  writeFileSync(join(folder, "part.untorn"), "0..3 n");
  await heard("1 error, nothing was checked");
  writeFileSync(join(folder, "part.untorn"), "0..3 n; 0..3 m;");
  await heard("VIOLATED  invariant  low");
  child.kill("SIGINT");
  expect(await new Promise((done) => child.on("close", (code, signal) => done(code ?? signal)))).toBe(130);
}, 90_000);

test("standard input cannot be watched", () => {
  const { code, err } = untorn(["check", "--watch", "-"], { input: spec(2) });
  expect([code, err]).toEqual([2, expect.stringContaining("--watch needs a file")]);
});
