// npm run random: bundles the campaign and runs it. One file, since Node 20 reads no TypeScript.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "untorn-random-"));
const outfile = join(folder, "random.mjs");
try {
  await build({
    entryPoints: [join(here, "command.ts")],
    outfile,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    sourcemap: "inline",
    logLevel: "warning",
  });
  process.setSourceMapsEnabled(true);
  const { randomCommand } = await import(pathToFileURL(outfile).href);
  process.exitCode = randomCommand(process.argv.slice(2));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
