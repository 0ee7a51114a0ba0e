// Builds what is installed: dist/untorn.cjs (src/start.ts), and beside it a folder with the parts of the program
// (src/cli.ts with what it imports; what it imports later is a part of its own) and the bytecode of each. The folder is
// named by what is in it and comes to its place whole; then the file is renamed over the old one. Whoever starts the
// program meanwhile finds the old one or the new one, never a half; a run that has begun may miss what it loads later.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, "dist");
const program = join(dist, "untorn.cjs");
const draft = join(dist, `.draft-${process.pid}`);

/** Who makes the bytecode; src/start.ts compares. */
const thisNode = `${process.version}-${process.arch}-${statSync(process.execPath).size}`;

// Starts some 10 ms sooner; names stay, for stack traces.
const smaller = { minifyWhitespace: true, minifySyntax: true };
const common = {
  absWorkingDir: root,
  bundle: true,
  platform: "node",
  target: "node20",
  write: false,
  logLevel: "warning",
  ...smaller,
};

/** Runs of the program, in this order: what each of them calls, of the parts that it is the first to load, is compiled. */
const warming = [
  ["check", "specs/retry-demo.untorn"],
  ["compare", "specs/retry-demo.untorn"],
];

/** Exit code of a run that found something. */
const VIOLATED = 1;

async function parts() {
  const { outputFiles } = await build({
    ...common,
    entryPoints: ["src/cli.ts"],
    outdir: draft,
    format: "esm",
    splitting: true,
    chunkNames: "[name]-[hash]",
    mainFields: ["module", "main"],
    legalComments: "eof",
  });
  return Promise.all(
    outputFiles.map(async ({ path, text }) => {
      // Only as CommonJS can a part come with bytecode: Node has none for modules.
      const { code } = await transform(text, {
        ...smaller,
        format: "cjs",
        platform: "node",
        target: "node20",
        supported: { "dynamic-import": false },
        define: { "import.meta.url": "programUrl" },
        banner: "(function(module,exports,require,programUrl){",
        footer: "})",
      });
      return { name: path.slice(draft.length + 1), code };
    }),
  );
}

async function start(folder) {
  const define = { PARTS: JSON.stringify(folder), MADE_BY: JSON.stringify(thisNode) };
  const banner = { js: "#!/usr/bin/env node" };
  const { outputFiles } = await build({
    ...common,
    entryPoints: ["src/start.ts"],
    outdir: draft,
    format: "cjs",
    define,
    banner,
  });
  return outputFiles[0].text;
}

/** Of what is in it and of the Node that makes the bytecode. */
function folderName(written) {
  const hash = createHash("sha256").update(`${thisNode}\n`);
  for (const { name, code } of written) hash.update(`${name} ${code.length}\n${code}`);
  return `parts-${hash.digest("hex").slice(0, 16)}`;
}

function writeParts(folder, written) {
  mkdirSync(folder, { recursive: true });
  for (const { name, code } of written) {
    // It is read as Latin-1, since that is the fastest way.
    if (/[^\0-\x7f]/.test(code)) throw new Error(`${name} is not ASCII`);
    writeFileSync(join(folder, name), code);
  }
}

function warm() {
  // What is set for this process must not be baked into what others run.
  const { NODE_OPTIONS: _options, NODE_V8_COVERAGE: _coverage, ...env } = process.env;
  for (const words of warming) {
    const keep = join(root, "scripts", "keep-bytecode.mjs");
    const run = spawnSync(process.execPath, ["--import", keep, join(draft, "untorn.cjs"), ...words], {
      cwd: root,
      env,
    });
    if (run.status !== 0 && run.status !== VIOLATED) throw new Error(`the program fails: ${run.stderr}`);
  }
}

function publish(folder) {
  try {
    renameSync(join(draft, folder), join(dist, folder));
  } catch (problem) {
    // Another build of the same text may have been faster.
    if (!existsSync(join(dist, folder))) throw problem;
  }
}

try {
  const written = await parts();
  const folder = folderName(written);
  writeParts(join(draft, folder), written);
  writeFileSync(join(draft, "untorn.cjs"), await start(folder));
  chmodSync(join(draft, "untorn.cjs"), 0o755);
  if (!existsSync(join(dist, folder))) {
    warm();
    publish(folder);
  }
  renameSync(join(draft, "untorn.cjs"), program);
  for (const name of readdirSync(dist)) {
    if (name.startsWith("parts-") && name !== folder) rmSync(join(dist, name), { recursive: true, force: true });
  }
} catch (error) {
  if (!("errors" in error)) console.error(error); // what esbuild finds wrong in the source, it has printed itself
  rmSync(program, { force: true }); // an old program must not pass for a new one
  process.exitCode = 1;
} finally {
  rmSync(draft, { recursive: true, force: true });
}
