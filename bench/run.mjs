// `npm run bench`: bundles bench/main.ts into a folder of its own, where everything else that is built goes too, so that
// neither a build nor a check that runs meanwhile changes what is measured. The folder is removed at the end.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const work = mkdtempSync(join(tmpdir(), "untorn-bench-"));
const bundle = join(work, "bench.mjs");

try {
  await build({
    absWorkingDir: root,
    entryPoints: ["bench/main.ts"],
    outfile: bundle,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    logLevel: "warning",
  });
  const { main } = await import(pathToFileURL(bundle).href);
  main(root, work, process.argv.slice(2));
} catch (problem) {
  console.error(`bench: ${problem instanceof Error ? problem.message : problem}`);
  process.exitCode = 1;
} finally {
  rmSync(work, { recursive: true, force: true });
}
