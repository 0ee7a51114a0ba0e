import { spawn } from "node:child_process";
import { expect, test } from "vitest";

/**
 * Always the same ones: 3,000 where CI is set, so that what the table demands is demanded, and few elsewhere, so that
 * they take half a minute. `npm run random` makes new ones. A process of its own: bundled, the interpreter is a fifth
 * faster than as vitest loads it.
 */
const RUNS = process.env.UNTORN_RANDOM_RUNS ?? (process.env.CI === undefined ? "100" : "3000");
const SEED = process.env.UNTORN_RANDOM_SEED ?? "77";

test(`${RUNS} random specs mean the same to both engines`, async () => {
  expect(await exitCodeOf(["test/random/run.mjs", "--runs", RUNS, "--seed", SEED])).toBe(0);
}, 1_800_000);

function exitCodeOf(args: readonly string[]): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: ["ignore", "inherit", "inherit"] });
    child.on("error", reject);
    child.on("close", resolve);
  });
}
