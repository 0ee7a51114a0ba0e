import { spawn, spawnSync } from "node:child_process";
import { cpSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import type { Ended } from "./untorn.ts";
import { folderWith } from "./untorn.ts";

// The first ten minutes with the tool, typed one command after the other.

/** What a fresh clone has after `npm ci`: the sources, and the packages. */
function clone(): string {
  const folder = folderWith({});
  for (const name of ["src", "scripts", "specs", "package.json", "tsconfig.json", "README.md"]) {
    cpSync(name, join(folder, name), { recursive: true });
  }
  symlinkSync(resolve("node_modules"), join(folder, "node_modules"), "dir");
  return folder;
}

function environment(): NodeJS.ProcessEnv {
  const { FORCE_COLOR: _forced, COLUMNS: _columns, ...inherited } = process.env;
  return { ...inherited, NO_COLOR: "1" };
}

function run(program: string, words: readonly string[], folder: string): Ended {
  const { status, stdout, stderr } = spawnSync(program, words, {
    cwd: folder,
    encoding: "utf8",
    env: environment(),
    timeout: 280_000,
  });
  return { code: status, out: stdout, err: stderr };
}

/** Types `untorn …` in the clone; the README calls the program that. */
function typed(folder: string, command: string): Ended {
  const [name, ...words] = command.split(" ");
  expect(name).toBe("untorn");
  return run(process.execPath, ["dist/untorn.cjs", ...words], folder);
}

/** The command that is said to be next, at the very end. */
function next({ out, err }: Ended): string {
  const [, command = "nothing is said to be next"] = /(?:^|\n)next: ((?:.*\\\n)*.*)\n$/.exec(out + err) ?? [];
  return command.replace(/ \\\n */g, " ");
}

function edit(path: string, from: string | RegExp, to: string): void {
  const before = readFileSync(path, "utf8");
  const after = before.replace(from, to);
  expect(after).not.toBe(before);
  writeFileSync(path, after);
}

test("the README names the two commands, and the second one shows a comparison and a counterexample", () => {
  const folder = clone();
  expect(readFileSync(join(folder, "README.md"), "utf8")).toContain("\n```\nnpm ci && npm start\n```\n");
  const started = run("npm", ["start"], folder);
  expect(started.code).toBe(0);
  expect(started.out).toMatch(/\nuntorn .* designs\n[\s\S]*FAIL@\d+/);
  expect(started.out).toMatch(/\n {2}VIOLATED {2}assert +right_cause/);
  // npm may have words of its own for standard error.
  expect(next({ ...started, err: "" })).toBe(
    "untorn trace specs/xfs-atomic-write.untorn --design seed --property right_cause --format mail",
  );
}, 300_000);

test("init, check, mail, mend, check, compare, a misspelt code, explain: each says what to type next", () => {
  const folder = clone();
  expect(run(process.execPath, ["scripts/build.mjs"], folder)).toMatchObject({ code: 0, err: "" });
  const file = join(folder, "demo.untorn");

  const made = typed(folder, "untorn init demo");
  expect(made).toMatchObject({ code: 0, err: "", out: expect.stringContaining("wrote demo.untorn") });
  expect(next(made)).toBe("untorn check demo.untorn");

  const violated = typed(folder, next(made));
  expect(violated).toMatchObject({ code: 1, err: "" });
  expect(violated.out).toMatch(/\n {2}VIOLATED {2}assert +right_cause/);
  expect(violated.out).toContain("^^^^^^ right_cause: the slow way, for the wrong reason\n");
  expect(next(violated)).toBe("untorn trace demo.untorn --property right_cause --format mail");

  const mail = typed(folder, next(violated));
  expect(mail).toMatchObject({ code: 1, err: "", out: expect.stringContaining("for the wrong reason") });
  expect(mail.out.split("\n").filter((line) => line !== "" && !/^ {2}.{1,70}$/.test(line))).toEqual([]);

  const [, mended = ""] = /MEND: make this = (\w+),/.exec(readFileSync(file, "utf8")) ?? [];
  edit(file, /(\n\/\/ MEND:.*\nknob .*\} = )\w+/, `$1${mended}`);
  const well = typed(folder, "untorn check demo.untorn");
  expect(well).toMatchObject({ code: 0, err: "", out: expect.stringMatching(/\n {2}holds {5}assert +right_cause\n/) });
  expect(next(well)).toBe("untorn compare demo.untorn");

  const compared = typed(folder, next(well));
  expect(compared).toMatchObject({ code: 0, err: "" });
  expect(compared.out).toMatch(/\n +posted .*\| FAIL@\d+ .* unsafe\n +another .*\| ok .* SAFE\n/);
  expect(next(compared)).toBe("untorn check demo.untorn --design posted");
  expect(typed(folder, next(compared))).toMatchObject({ code: 1, err: "", out: expect.stringContaining("VIOLATED") });

  edit(file, "return -EAGAIN because", "return -EAGIAN because");
  const misspelt = typed(folder, "untorn check demo.untorn");
  expect(misspelt).toMatchObject({ code: 2, out: "" });
  expect(misspelt.err).toMatch(/^demo\.untorn:\d+:\d+: error: unknown error code 'EAGIAN' {2}\[U0103\]\n/);
  expect(misspelt.err).toMatch(/\n +\| +\^{6} did you mean 'EAGAIN'\?\n1 error, nothing was checked\n/);
  expect(next(misspelt)).toBe("untorn explain U0103");

  const explained = typed(folder, next(misspelt));
  expect(explained).toMatchObject({ code: 0, err: "" });
  expect(explained.out).toMatch(
    /^U0103 .*\n\n[\s\S]*\n {2}Refused:\n[\s\S]*-EAGIAN[\s\S]*\n {2}Instead:\n[\s\S]*-EAGAIN/,
  );
}, 300_000);

test("watch checks after every change that is saved, and says how to end it, which Ctrl-C does", async () => {
  const folder = clone();
  expect(run(process.execPath, ["scripts/build.mjs"], folder)).toMatchObject({ code: 0, err: "" });
  const file = join(folder, "demo.untorn");
  typed(folder, "untorn init demo");
  const words = ["dist/untorn.cjs", "check", "demo.untorn", "--watch"];
  const child = spawn(process.execPath, words, { cwd: folder, stdio: "pipe", env: environment() });
  let said = "";
  const collect = (text: Buffer): void => {
    said += String(text);
  };
  child.stdout.on("data", collect);
  child.stderr.on("data", collect);
  const heard = async (words: string): Promise<void> => {
    await expect.poll(() => said, { timeout: 30_000 }).toContain(words);
    await expect.poll(() => said, { timeout: 30_000 }).toContain("watching 1 file: change and save one; Ctrl-C ends\n");
    expect(said).not.toContain("next: untorn trace");
    said = "";
  };
  await heard("VIOLATED  assert     right_cause");
  edit(file, "} = EAGAIN", "} = EOPNOTSUPP");
  await heard("holds     assert     right_cause");
  edit(file, "return -EAGAIN because", "return -EAGIAN because");
  await heard("did you mean 'EAGAIN'?");
  child.kill("SIGINT");
  expect(await new Promise((done) => child.on("close", (code, signal) => done(code ?? signal)))).toBe(130);
}, 300_000);
