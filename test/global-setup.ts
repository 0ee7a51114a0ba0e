import { spawnSync } from "node:child_process";

/**
 * Builds dist/untorn.cjs once, before the first test. A build that fails is printed and leaves no bundle:
 * bundle.test.ts and every test that runs the program then fail, the others still say what they have to say.
 */
export function setup(): void {
  spawnSync(process.execPath, ["scripts/build.mjs"], { stdio: "inherit" });
}
