// Writes reports/ from specs/: what `untorn` prints, without timings, so that a rerun gives no difference.
// One search of a spec gives its report in three forms, so these are made by the tool's own parts, bundled.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
process.chdir(root);

const XFS = "specs/xfs-atomic-write.untorn";
const CODES = ["HW_REFUSED", "CACHE_BUSY", "RETRY_ON"];
const ANSWERS = ["seed", "both", "private", "merged"];

const PARTS = `
export { VERSION } from "../../src/cli/spec-input.ts";
export { comparisonReport, designCount } from "./comparison.ts";
export { seedQuestion } from "./seed-question.ts";
`;

const { comparisonReport, designCount, seedQuestion, VERSION } = await parts();

for (const path of specPaths()) {
  const options = { ...rootOf(path), ...(path === XFS ? {} : { traces: true }) };
  if (designCount(path, options.root ?? null) < 2) continue;
  const name = path.replace(/^specs\//, "").replace(/\.untorn$/, "");
  const report = compared(path, options);
  write(`${name}.txt`, report.mail);
  write(`${name}.md`, report.markdown);
  write(`${name}.json`, report.json);
  if (path === XFS) writeXfs(report);
}

function writeXfs(designs) {
  // The three answers that the seed's last paragraphs offer, side by side, with a trace for each FAIL.
  write("seed.txt", compared(XFS, { design: ["seed", "both", "private"], traces: true }).mail);
  const vary = compared(XFS, { vary: [...CODES, "RETRY_LOCK", "DRAIN"] }, [0, 1]);
  write("xfs-vary.txt", vary.mail);
  write("xfs-necessity.txt", printed(`compare ${XFS} --mutate --design seed --design merged`, [0]));
  write("xfs-grow.txt", printed(`compare ${XFS} --grow --design seed --max-states 30000`, [0, 3]));
  const unaligned = settings({ ATOMIC_WRITERS: 0, PLAIN_WRITERS: 0, UNALIGNED_WRITERS: 1, MIXED: 1 });
  const again = [{ name: "CHANGE", value: "OVERWRITE_ONLY_AGAIN" }];
  const trace = `trace ${XFS} --design seed --property right_cause`;
  const searches = {
    designs,
    vary,
    trace: { mail: printed(trace, [1]), command: trace.split(" ") },
    unaligned: compared(XFS, { design: ANSWERS, set: unaligned }, [0, 1]),
    unalignedCodes: compared(XFS, { vary: CODES, set: unaligned }, [0, 1]),
    unalignedAgain: compared(XFS, { vary: CODES, D: again, set: unaligned }, [0, 1]),
    both: compared(XFS, { design: ANSWERS, set: settings({ PLAIN_WRITERS: 0, UNALIGNED_WRITERS: 1 }) }, [0, 1]),
  };
  write("seed-question.txt", seedQuestion(searches, VERSION));
}

/** Those that say `spec`; the others are parts of them. */
function specPaths() {
  return readdirSync("specs", { recursive: true })
    .map((name) => `specs/${name.replaceAll("\\", "/")}`)
    .filter((path) => path.endsWith(".untorn") && /^spec \w/m.test(readFileSync(path, "utf8")))
    .sort();
}

/** A spec that uses parts beside its own folder. */
function rootOf(path) {
  return /^use "\.\.\//m.test(readFileSync(path, "utf8")) ? { root: "specs" } : {};
}

function settings(values) {
  return Object.entries(values).map(([name, value]) => ({ name, value: String(value) }));
}

/** `codes`: what the command may end with; a spec whose `expect` lines do not come out ends with 1. */
function compared(path, options, codes = [0]) {
  const report = comparisonReport(path, options);
  if (!codes.includes(report.code)) throw new Error(`'untorn ${report.command.join(" ")}' ends with ${report.code}`);
  return report;
}

function printed(command, codes) {
  const words = ["dist/untorn.cjs", ...command.split(" "), "--format", "mail"];
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { encoding: "utf8", maxBuffer: 2 ** 26 });
  if (!codes.includes(status)) throw new Error(`'untorn ${command}' ended with ${status}: ${stderr}`);
  return stdout;
}

function write(name, text) {
  const path = join("reports", name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  console.log(`${path}: ${text.split("\n").length - 1} lines`);
}

async function parts() {
  const folder = mkdtempSync(join(tmpdir(), "untorn-reports-"));
  const outfile = join(folder, "parts.mjs");
  const banner = {
    js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
  };
  const options = { bundle: true, platform: "node", format: "esm", banner, logLevel: "warning" };
  try {
    await build({ ...options, stdin: { contents: PARTS, resolveDir: join(root, "scripts", "reports") }, outfile });
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
