// npm run random: bundles the campaign and its threads, and runs it. Bundled, since Node 20 reads no TypeScript.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "untorn-random-"));
const bundled = (name) => pathToFileURL(join(folder, `${name}.mjs`));
try {
  await build({
    entryPoints: [join(here, "command.ts"), join(here, "campaign-thread.ts")],
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    sourcemap: "inline",
    logLevel: "warning",
  });
  process.setSourceMapsEnabled(true);
  const { randomCommand } = await import(bundled("command").href);
  process.exitCode = await randomCommand(process.argv.slice(2), bundled("campaign-thread"));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
