// npm run editors: writes the syntax files of editors/ from the words of the language.
// With --check it writes nothing and fails if a file is not what would be written.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const isCheck = process.argv.includes("--check");
const folder = mkdtempSync(join(tmpdir(), "untorn-editors-"));
try {
  const outfile = join(folder, "editors.mjs");
  const entry = join(root, "scripts", "editors", "editor-files.ts");
  await build({ entryPoints: [entry], outfile, bundle: true, platform: "node", format: "esm", logLevel: "warning" });
  const { editorFiles } = await import(pathToFileURL(outfile).href);
  for (const { path, text } of editorFiles())
    update(join("editors", path), path.endsWith(".json") ? laidOut(text) : text);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function update(path, text) {
  const place = join(root, path);
  if (currentText(place) === text) return;
  if (isCheck) {
    console.error(`${path} is stale: run 'npm run editors'`);
    process.exitCode = 1;
    return;
  }
  mkdirSync(dirname(place), { recursive: true });
  writeFileSync(place, text);
  console.log(`wrote ${path}`);
}

function currentText(place) {
  try {
    return readFileSync(place, "utf8");
  } catch (problem) {
    if (problem.code === "ENOENT") return null;
    throw problem;
  }
}

// As 'npm run lint' wants it.
function laidOut(json) {
  const program = join(root, "node_modules", "@biomejs", "biome", "bin", "biome");
  const words = [program, "format", "--stdin-file-path=editors/grammar.json"];
  const input = JSON.stringify(JSON.parse(json), null, 2);
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd: root, encoding: "utf8", input });
  if (status !== 0) throw new Error(`the formatter failed: ${stderr}`);
  return stdout;
}
