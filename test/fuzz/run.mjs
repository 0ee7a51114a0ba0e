// npm run fuzz: bundles the campaign and its worker, and runs it. Node 20 reads no TypeScript.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "untorn-fuzz-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
// So that the processes of the campaign end too.
process.on("SIGINT", () => process.exit(130));
process.on("SIGTERM", () => process.exit(143));
await build({
  entryPoints: { command: join(here, "command.ts"), worker: join(here, "worker.ts") },
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
const { fuzzCommand } = await import(pathToFileURL(join(folder, "command.mjs")).href);
process.exitCode = await fuzzCommand(process.argv.slice(2), join(folder, "worker.mjs"));
