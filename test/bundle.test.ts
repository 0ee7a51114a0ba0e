import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";

const parts = join("dist", readdirSync("dist").find((name) => name.startsWith("parts-")) ?? "no parts");
const scripts = readdirSync(parts).filter((name) => name.endsWith(".js"));

function node(words: readonly string[]): { readonly status: number | null; readonly out: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { encoding: "utf8" });
  return { status, out: stdout + stderr };
}

/** A copy of what is installed, gone when the test ends; gives the folder of its parts. */
function copied(): { readonly program: string; readonly parts: string } {
  const folder = mkdtempSync(join(tmpdir(), "untorn-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  cpSync("dist", join(folder, "dist"), { recursive: true });
  return { program: join(folder, "dist", "untorn.cjs"), parts: join(folder, parts) };
}

test("the program starts by itself and prints the version of package.json", () => {
  const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
  expect(node(["dist/untorn.cjs", "--version"])).toEqual({ status: 0, out: `${version}\n` });
});

test("the program begins with the line that makes it executable", () => {
  expect(readFileSync("dist/untorn.cjs", "utf8").split("\n")[0]).toBe("#!/usr/bin/env node");
});

test("every part comes with bytecode that this Node accepts", () => {
  const asks = `const { readFileSync } = require("node:fs");
    for (const name of process.argv.slice(1)) {
      const cachedData = readFileSync(name + ".bytecode");
      console.log(new (require("node:vm").Script)(readFileSync(name, "latin1"), { cachedData }).cachedDataRejected);
    }`;
  const { out } = node(["-e", asks, ...scripts.map((name) => join(parts, name))]);
  expect(out.trim().split("\n")).toEqual(scripts.map(() => "false"));
  expect(scripts.length).toBeGreaterThan(1);
});

const check = ["check", "specs/tutorial/1-lost-update.untorn"];

test("without bytecode it is slower and says the same", () => {
  const copy = copied();
  for (const name of scripts) rmSync(join(copy.parts, `${name}.bytecode`));
  const { status, out } = node([copy.program, ...check]);
  expect(status).toBe(1);
  expect(out).toContain("VIOLATED  invariant  all_counted   4 steps");
});

test("bytecode that V8 refuses is not used", () => {
  const copy = copied();
  for (const name of scripts) writeFileSync(join(copy.parts, `${name}.bytecode`), "no bytecode");
  expect(node([copy.program, ...check]).status).toBe(1);
  // Whoever sets a flag of V8 has other bytecode.
  expect(node(["--max-old-space-size=500", "dist/untorn.cjs", ...check]).status).toBe(1);
});

// Bytecode of Node 20.20.2 made 20.20.0 crash: both have the same version of V8, which took it for its own.
test("bytecode of another Node is not even looked at", () => {
  const copy = copied();
  const text = readFileSync(copy.program, "utf8");
  expect(text).toContain(process.version);
  writeFileSync(copy.program, text.replace(process.version, "v20.19.0"));
  const trace = ["--import", `data:text/javascript,${encodeURIComponent(SEES)}`];
  const { out } = node([...trace, copy.program, ...check]);
  expect(out).toContain("text only");
  expect(out).not.toContain("bytecode");
});

/** Says of each script whether it came with bytecode. */
const SEES = `import vm from "node:vm"; import { syncBuiltinESMExports } from "node:module";
vm.Script = class extends vm.Script { constructor(text, options) {
  super(text, options); console.log(options.cachedData === undefined ? "text only" : "bytecode"); } };
syncBuiltinESMExports();`;

test("what is packed has every part", () => {
  const { stdout } = spawnSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], { encoding: "utf8" });
  const [pack] = JSON.parse(stdout) as [{ files: { path: string }[] }];
  const packed = new Set(pack.files.map(({ path }) => path));
  const wanted = ["dist/untorn.cjs", ...readdirSync(parts).map((name) => `${parts.replaceAll("\\", "/")}/${name}`)];
  expect(wanted.filter((path) => !packed.has(path))).toEqual([]);
  expect([...packed].filter((path) => path.startsWith("dist/")).length).toBe(wanted.length);
});
