import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

test("the bundle starts by itself and prints the version of package.json", () => {
  const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
  const run = spawnSync(process.execPath, ["dist/untorn.mjs", "--version"], { encoding: "utf8" });
  expect(run.stderr).toBe("");
  expect(run.stdout).toContain(version);
  expect(run.status).toBe(0);
});

test("the bundle begins with the line that makes it executable", () => {
  expect(readFileSync("dist/untorn.mjs", "utf8").split("\n")[0]).toBe("#!/usr/bin/env node");
});
