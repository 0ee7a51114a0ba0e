// Bundles src/cli.ts and what it imports into the one file that is installed. Written beside the old
// bundle and renamed over it, so that a process that starts meanwhile finds either, never a half.
import { chmodSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bundle = join(root, "dist", "untorn.mjs");
const draft = join(root, "dist", `.untorn-${process.pid}.mjs`);

// commander is CommonJS: its bundled form calls require() for Node's own modules.
const requireForCommonJs =
  'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);';

try {
  await build({
    absWorkingDir: root,
    entryPoints: ["src/cli.ts"],
    outfile: draft,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    // Starts some 10 ms sooner; names stay, for stack traces.
    minifyWhitespace: true,
    minifySyntax: true,
    mainFields: ["module", "main"],
    banner: { js: `#!/usr/bin/env node\n${requireForCommonJs}` },
    legalComments: "eof",
    logLevel: "warning",
  });
  chmodSync(draft, 0o755);
  renameSync(draft, bundle);
} catch (error) {
  if (!("errors" in error)) console.error(error); // what esbuild finds wrong in the source, it has printed itself
  // An old bundle must not pass for a new one.
  rmSync(draft, { force: true });
  rmSync(bundle, { force: true });
  process.exitCode = 1;
}
