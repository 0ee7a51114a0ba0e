// Plants faults, one at a time, in copies of the tree and runs the tests there: each must be caught. By hand:
//   npm run faults                      all of them; exit code 1 if one survives
//   npm run faults -- --only WORDS      those whose name contains WORDS; may be repeated
//   npm run faults -- --write           and the rows of those planted in docs/testing.md anew
//   npm run faults -- --fit             none: only whether each still fits the source and has a row in docs/testing.md
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const SEMANTICS = "test/semantics.test.ts";
const AT_ONCE = "test/designs/at-once.test.ts";
/** Tried in this order, so that a fault is always caught by the same test: what says most first, what takes long last. */
const FIRST = ["agreement", "wide-fields", "dead-variables", "limits", "state-table"];
const COPIES = 2;
const MINUTES = 6;
const NOT_COPIED = new Set(["node_modules", "dist", "coverage", "reports", ".git"]);

/** Each fault a name and edits of one place in one file. */
function readFaults() {
  const all = { single: [], alike: [], designs: [] };
  const sections = {
    "== in one engine": all.single,
    "== in both engines alike": all.alike,
    "== in the search of all designs": all.designs,
  };
  let into = null;
  for (const line of textIn(root, "scripts/planted-faults.txt").split("\n")) {
    const rest = line.slice(1);
    if (line.startsWith("== ")) into = sections[line];
    else if (line.startsWith("# ")) into.push({ name: line.slice(2), edits: [] });
    else if (line.startsWith("@ ")) into.at(-1).edits.push({ file: line.slice(2), find: [], replace: [] });
    else if (line.startsWith("-")) into.at(-1).edits.at(-1).find.push(rest);
    else if (line.startsWith("+")) into.at(-1).edits.at(-1).replace.push(rest);
  }
  for (const edit of [...all.single, ...all.alike, ...all.designs].flatMap(({ edits }) => edits)) {
    edit.find = edit.find.join("\n");
    edit.replace = edit.replace.join("\n");
  }
  return all;
}

function testFiles(folder) {
  const names = readdirSync(join(root, folder)).filter((name) => name.endsWith(".test.ts"));
  return names.sort().map((name) => `${folder}/${name}`);
}

function textIn(folder, file) {
  return readFileSync(join(folder, file), "utf8");
}

const { single, alike, designs } = readFaults();
const EVERY = [...single, ...alike, ...designs];

/** An edit that does not match exactly once is a mistake in the table, not a fault. */
function misfits(folder) {
  return EVERY.flatMap(({ name, edits }) =>
    edits.flatMap(({ file, find }) => {
      const times = textIn(folder, file).split(find).length - 1;
      return times === 1 ? [] : [`${name}: found ${times} times in ${file}: ${find}`];
    }),
  );
}

function filesFor(fault) {
  if (alike.includes(fault)) return [SEMANTICS];
  if (designs.includes(fault)) return [AT_ONCE];
  const folder = "test/engine";
  return [...new Set([...FIRST.map((name) => `${folder}/${name}.test.ts`), ...testFiles(folder)])];
}

function copyTree(from, into) {
  const copied = (source) => !NOT_COPIED.has(relative(from, source).split(sep)[0]);
  cpSync(from, into, { recursive: true, filter: copied });
  symlinkSync(join(root, "node_modules"), join(into, "node_modules"));
}

const running = new Set();

function end(child) {
  process.kill(-child.pid, "SIGKILL");
}

/** Runs one file of tests; `report` is null where there is none, as after a run that had to be ended. */
function runTests(folder, file) {
  const output = join(folder, "report.json");
  rmSync(output, { force: true });
  const args = ["run", file, "--bail=1", "--cache=false", "--reporter=json", `--outputFile=${output}`];
  const command = join(root, "node_modules", "vitest", "vitest.mjs");
  return new Promise((resolve) => {
    // A group of its own: a fault may leave a worker in a loop without end.
    const options = { cwd: folder, detached: true, stdio: ["ignore", "pipe", "pipe"] };
    const child = spawn(process.execPath, [command, ...args], options);
    running.add(child);
    let printed = "";
    const collect = (chunk) => {
      printed += chunk;
    };
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    const timer = setTimeout(() => end(child), MINUTES * 60_000);
    child.on("close", (code) => {
      clearTimeout(timer);
      running.delete(child);
      resolve({ code, report: reportIn(output), printed });
    });
  });
}

function reportIn(output) {
  try {
    return JSON.parse(readFileSync(output, "utf8"));
  } catch {
    return null;
  }
}

/** How a file of tests took a fault: null if all of it passed. */
function outcome(file, { code, report, printed }) {
  if (code === 0) return null;
  if (report === null) return code === null ? { file, test: `(no end within ${MINUTES} minutes)` } : broken(printed);
  const failed = report.testResults.flatMap((result) => result.assertionResults).find((one) => one.status === "failed");
  if (failed !== undefined) return { file, test: failed.fullName };
  const message = report.testResults.map((result) => result.message).join("\n");
  return broken(message.trim() === "" ? printed : message);
}

/** A tree whose tests do not even load: that says nothing of the fault. */
function broken(message) {
  return { file: null, test: message.trim().split("\n").slice(0, 8).join(" | ") };
}

async function judge(folder, files) {
  for (const file of files) {
    const caught = outcome(file, await runTests(folder, file));
    if (caught !== null) return caught;
  }
  return null;
}

async function judgeFault(folder, sound, fault) {
  for (const { file, find, replace } of fault.edits) {
    writeFileSync(
      join(folder, file),
      textIn(folder, file).replace(find, () => replace),
    );
  }
  const caught = await judge(folder, filesFor(fault));
  for (const { file } of fault.edits) writeFileSync(join(folder, file), textIn(sound, file));
  return caught;
}

/** Several copies at work; results in the order of `chosen`. */
async function judgeAll(temporary, sound, chosen) {
  const results = new Map();
  const pending = [...chosen];
  const work = async (_, copy) => {
    const folder = join(temporary, String(copy));
    copyTree(sound, folder);
    for (let fault = pending.shift(); fault !== undefined; fault = pending.shift()) {
      const caught = await judgeFault(folder, sound, fault);
      results.set(fault, caught);
      console.log(`${verdict(caught).padEnd(8)}  ${fault.name}${caught === null ? "" : `\n          ${told(caught)}`}`);
    }
  };
  await Promise.all(Array.from({ length: COPIES }, work));
  return results;
}

function verdict(caught) {
  return caught === null ? "SURVIVED" : caught.file === null ? "BROKEN" : "caught";
}

function told({ file, test }) {
  return file === null ? test : `${file}: ${test}`;
}

// ------------------------------------------------------------------------------------------ docs/testing.md

const DOCUMENT = join(root, "docs", "testing.md");

function cell(text) {
  return text.replace(/\s+/g, " ").replaceAll("|", "\\|");
}

function row(fault, caught) {
  const files = [...new Set(fault.edits.map(({ file }) => file.replace(/^src\/(model\/)?/, "")))].map(
    (file) => `\`${file}\``,
  );
  const by = caught === null ? "nothing" : `\`${caught.file}\`: ${caught.test}`;
  return `| ${cell(fault.name)} | ${files.join(", ")} | ${cell(by)} |`;
}

/** A fault that was not planted this time keeps the row that `standing` has. */
function table(rows, results, standing) {
  const old = new Map(standing.split("\n").map((line) => [line.split(" | ")[0].slice(2), line]));
  const lines = rows.flatMap((fault) => {
    if (results.has(fault)) return [row(fault, results.get(fault))];
    return old.get(cell(fault.name)) ?? [];
  });
  return ["| fault | where | caught by |", "|---|---|---|", ...lines].join("\n");
}

function writeDocument(results) {
  const replaced = (text, marker, rows) => {
    const [begin, end] = [`<!-- ${marker}: begin -->`, `<!-- ${marker}: end -->`];
    const [from, to] = [text.indexOf(begin), text.indexOf(end)];
    if (from === -1 || to < from) throw new Error(`docs/testing.md has no markers for ${marker}`);
    const standing = text.slice(from + begin.length, to);
    return `${text.slice(0, from)}${begin}\n${table(rows, results, standing)}\n${text.slice(to)}`;
  };
  const text = readFileSync(DOCUMENT, "utf8");
  const engines = replaced(replaced(text, "faults", single), "faults in both engines", alike);
  writeFileSync(DOCUMENT, replaced(engines, "faults in the search of all designs", designs));
}

// ------------------------------------------------------------------------------------------ the run

function whetherTheyFit() {
  const text = readFileSync(DOCUMENT, "utf8");
  const unseen = EVERY.filter(({ name }) => !text.includes(`\n| ${cell(name)} |`));
  const wrong = [...misfits(root), ...unseen.map(({ name }) => `${name}: no row in docs/testing.md`)];
  if (wrong.length > 0) return wrong.join("\n");
  console.log(`${EVERY.length} faults fit`);
  return null;
}

async function main() {
  const { values } = parseArgs({
    options: { write: { type: "boolean" }, fit: { type: "boolean" }, only: { type: "string", multiple: true } },
  });
  const { write = false, fit = false, only = [] } = values;
  if (fit) return whetherTheyFit();
  const chosen = EVERY.filter(({ name }) => only.length === 0 || only.some((words) => name.includes(words)));
  const temporary = mkdtempSync(join(tmpdir(), "untorn-faults-"));
  process.on("SIGINT", () => {
    for (const child of running) end(child);
    rmSync(temporary, { recursive: true, force: true });
    process.exit(130);
  });
  try {
    // The tree may be worked on meanwhile.
    const sound = join(temporary, "sound");
    copyTree(root, sound);
    const wrong = misfits(sound);
    if (wrong.length > 0) return wrong.join("\n");
    const unsound = await judge(sound, [SEMANTICS, ...new Set(chosen.flatMap(filesFor))]);
    if (unsound !== null) return `fails without any fault: ${told(unsound)}`;
    const results = await judgeAll(temporary, sound, chosen);
    const bad = chosen.filter((fault) => verdict(results.get(fault)) !== "caught");
    console.log(`${chosen.length} faults, ${chosen.length - bad.length} caught`);
    if (bad.length > 0) return `not caught:\n${bad.map(({ name }) => `  ${name}`).join("\n")}`;
    if (write) writeDocument(results);
    return null;
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

const problem = await main();
if (problem !== null) {
  console.error(problem);
  process.exitCode = 1;
}
