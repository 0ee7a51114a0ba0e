import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

test("every planted fault fits the source as it is now, and the table says what catches it", () => {
  const run = spawnSync(process.execPath, ["scripts/plant-faults.mjs", "--fit"], { encoding: "utf8" });
  expect(run.stderr).toBe("");
  expect(Number(/^(\d+) faults fit\n$/.exec(run.stdout)?.[1])).toBeGreaterThanOrEqual(25);
});
