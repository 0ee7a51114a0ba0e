import { spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { folderWith, onSpec, PROGRAM, untorn } from "./untorn.ts";

const demo = "specs/retry-demo.untorn";

/** Without what differs between two runs or between engines; no line may wrap elsewhere for it. */
function timeless(text: string): string {
  return text.replace(/\d+\.\d+ s\b/g, "0.00 s").replace(/\d+ states, \d+ transitions, depth \d+,/, "SIZE,");
}

test("check shows the violated property by its shortest trace", () => {
  const { out, err } = untorn(["check", demo, "--design", "posted"]);
  expect(err).toBe("");
  expect(`\n${timeless(out)}`).toMatchInlineSnapshot(`
    "
    untorn 0.1.0   retry-demo.untorn
      posted: HW_REFUSED=EAGAIN CACHE_BUSY=EAGAIN DRAIN=true

      holds     assert     no_trample
      holds     invariant  cow_is_exclusive
      holds     liveness   writer_returns     every task weakly fair, io_done too
      holds     built in   deadlock, locks, ranges

      VIOLATED  assert     right_cause        3 steps   retry-demo.untorn:57

         writer                            mapper
         -------------------------------   -----------------------
      1                                    dirty[0]: false -> true
      2  lock iolock SHARED
      3  __iomap_dio_rw(): if (dirty[0])
         ret = -EAGAIN                     <== cause page_dirty
         ^^^^^^ right_cause: CoW retry for the wrong reason

      held at the end   iolock SHARED by writer
      error code        :24  -EAGAIN of CACHE_BUSY born, cause page_dirty, in
                             __iomap_dio_rw()
                        :55  stored in ret, in writer
                        :56  taken: ret == -HW_REFUSED && mode == HW
                        :57  judged by right_cause
      no common lock    dirty[0]: written in step 1 by mapper (:66), and read in
                        step 3 by writer (:23, __iomap_dio_rw())
      shortest          yes: no trace with fewer steps exists
      reproduce         untorn check specs/retry-demo.untorn --design posted

      SIZE, 0.00 s: every interleaving of these steps,
      sequentially consistent, within PAGES=1; hidden: readers, power failure, more
      than one page
      statements reached 30/30
    next: untorn trace specs/retry-demo.untorn --design posted \\
            --property right_cause --format mail
    "
  `);
});

test("check of a design that holds says what the verdicts are worth", () => {
  expect(`\n${timeless(untorn(["check", demo, "--design", "merged"]).out)}`).toMatchInlineSnapshot(`
    "
    untorn 0.1.0   retry-demo.untorn
      merged: HW_REFUSED=ENOPROTOOPT CACHE_BUSY=EAGAIN DRAIN=true

      holds     assert     no_trample
      holds     assert     right_cause
      holds     invariant  cow_is_exclusive
      holds     liveness   writer_returns     every task weakly fair, io_done too
      holds     built in   deadlock, locks, ranges

      SIZE, 0.00 s: every interleaving of these steps,
      sequentially consistent, within PAGES=1; hidden: readers, power failure, more
      than one page
      statements reached 30/30
    next: untorn compare specs/retry-demo.untorn
    "
  `);
});

test("compare shows every design, and with --vary every value of some knobs", () => {
  expect(untorn(["compare", demo]).out).toMatch(/posted .*FAIL@3.*unsafe\n.*merged .*SAFE\n/);
  const { out } = untorn(["compare", demo, "--vary", "CACHE_BUSY,HW_REFUSED"]);
  expect(out).toMatch(/EAGAIN +EAGAIN .*unsafe\n +EAGAIN +EBUSY .*SAFE\n +ENOPROTOOPT +any .*SAFE/);
});

test("points that an assume excludes are not compared", () => {
  const spec = 'spec a "x";\nknob bool K = true;\nknob bool L = true;\nassume (K || L);\ntask t { }';
  const { out } = onSpec(spec, ["compare", "a.untorn", "--all"]);
  expect(out).toContain("3 points");
  expect(out).not.toMatch(/false +false/);
});

test("compare for mail: 72 columns of ASCII, every line indented, the same each time, no timings", () => {
  const words = ["compare", demo, "--format", "mail", "--traces"];
  const { out } = untorn(words, { environment: { COLUMNS: "200" } });
  expect(untorn(words).out).toBe(out);
  for (const line of out.split("\n").filter((each) => each !== "")) expect(line).toMatch(/^ {2}[ -~]{0,69}[!-~]$/);
  expect(out).toContain("  Reproduce: npx untorn@");
  expect(out).not.toMatch(/\d s\b/);
});

test("the reports of the repository are fit for mail", () => {
  const text = readFileSync("reports/seed.txt", "utf8");
  for (const line of text.split("\n").filter((each) => each !== "")) expect(line).toMatch(/^ {2}[ -~]{0,69}[!-~]$/);
  expect(text).toMatch(/seed +both +private/);
});

test("standard input is read for -", () => {
  const { code, out } = untorn(["check", "-"], { input: readFileSync(demo, "utf8") });
  expect(code).toBe(1);
  expect(out).toContain("<stdin>:57");
  expect(out).toContain("untorn check -\n");
});

test("a constant that is set is in the report, the JSON and the command to reproduce", () => {
  expect(untorn(["check", demo, "--set", "PAGES=2"]).out).toContain("within PAGES=2");
  expect(untorn(["check", demo, "--set", "PAGES=2"]).out).toContain(`untorn check ${demo} --set PAGES=2`);
  expect(JSON.parse(untorn(["check", demo, "--set", "PAGES=2", "--json"]).out).constants).toEqual({ PAGES: 2 });
});

test("the command to reproduce reproduces", () => {
  const { out } = untorn(["check", demo, "-D", "DRAIN=false", "-D", "CACHE_BUSY=EAGAIN"]);
  const command = /reproduce +untorn (.*)\n/.exec(out)?.[1] ?? "";
  expect(command).toBe(`check ${demo} -D DRAIN=false`);
  expect(timeless(untorn(command.split(" ")).out)).toBe(timeless(out));
});

test("no line is wider than COLUMNS", () => {
  for (const columns of [60, 100]) {
    const { out } = untorn(["check", demo], { environment: { COLUMNS: String(columns) } });
    expect(Math.max(...out.split("\n").map(({ length }) => length))).toBeLessThanOrEqual(columns);
  }
});

test("--quiet prints verdicts only", () => {
  expect(untorn(["check", demo, "--quiet"]).out.split("\n")).toHaveLength(6);
});

test("colour: --color before FORCE_COLOR before NO_COLOR; none into a pipe", () => {
  const colored = (words: readonly string[], environment: Record<string, string>): boolean =>
    untorn(["check", demo, ...words], { environment }).out.includes("\u001b[");
  expect(colored([], {})).toBe(false);
  expect(colored(["--color", "always"], { NO_COLOR: "1" })).toBe(true);
  expect(colored(["--color", "never"], { FORCE_COLOR: "1" })).toBe(false);
  expect(colored([], { FORCE_COLOR: "1", NO_COLOR: "1" })).toBe(true);
  expect(colored(["--format", "mail", "--color", "always"], {})).toBe(false);
});

test("verbose shows every statement that is never reached", () => {
  const dead = Array.from({ length: 8 }, (_, index) => `if (n == 3) n = ${index % 4};`).join("\n");
  const spec = `spec a "x";\n0..3 n;\ntask t {\n${dead}\n}`;
  expect(onSpec(spec).out).toContain("... and 3 more (-v shows all)");
  expect(onSpec(spec, ["check", "a.untorn", "-v"]).out.match(/never: /g)).toHaveLength(8);
});

test("a reader that closes the pipe early is no mistake", async () => {
  const folder = folderWith({ "a.untorn": manyViolations() });
  const child = spawn(process.execPath, [PROGRAM, "check", "a.untorn"], { cwd: folder });
  let complaints = "";
  child.stderr.on("data", (text) => {
    complaints += text;
  });
  child.stdout.once("data", () => child.stdout.destroy());
  await new Promise((done) => child.on("close", done));
  expect(complaints).toBe("");
});

/** A report too long for the buffer of a pipe. */
function manyViolations(): string {
  const invariants = Array.from({ length: 300 }, (_, index) => `invariant i${index} "${"x".repeat(60)}": n < 1;`);
  return `spec a "x";\n0..3 n;\ntask t { n = 1; n = 2; n = 3; }\n${invariants.join("\n")}`;
}

test("the error code of a wrong cause is traced to where it was written, through every change of the code", () => {
  const spec = `spec a "x";
errno EBUSY, EAGAIN;
knob errno BUSY in { EAGAIN, EBUSY } = EAGAIN;
bool dirty;
errno flush() { if (dirty) return -EBUSY because redirtied; return 0; }
errno write()
{
  errno ret = flush();
  if (ret != 0) return -BUSY from ret;
  return -EAGAIN because impossible;
}
task t { errno ret; dirty = true; ret = write(); assert right_cause (cause(ret) == impossible) "wrong"; }`;
  const text = onSpec(spec).out.replace(/\s+/g, " ");
  expect(text).toContain(
    "error code :5 -EBUSY born, cause redirtied, in flush() :9 now -EAGAIN of BUSY in write() " +
      ":12 stored in ret, in t :12 judged by right_cause shortest",
  );
  const kept = onSpec(spec, ["check", "a.untorn", "-D", "BUSY=EBUSY"]).out;
  expect(kept).toContain("-EBUSY born, cause redirtied");
  expect(kept).not.toContain(" now -E");
});

test("asserts that fail on the way to another one are told beside it", () => {
  const spec = 'spec a "x";\n0..3 n;\ntask t { assert one (n > 0) "too small"; assert two (n > 1) "still"; }';
  const { out } = onSpec(spec, ["trace", "a.untorn", "--property", "two"]);
  expect(out).toContain("(fails too, :3: too small)");
  expect(out).toContain("^^^^^^ two: still");
});

test("a full disk is said in one line", () => {
  const words = ["-c", `"${process.execPath}" "${PROGRAM}" check ${demo} > /dev/full`];
  const { status, stderr } = spawnSync("sh", words, { encoding: "utf8" });
  expect([status, stderr]).toEqual([2, "untorn: error: cannot write: ENOSPC\n"]);
});

test("a command that is printed to be typed again carries the root of the parts", () => {
  const folder = folderWith({
    "specs/deep/a.untorn": 'spec a "x"; use "../part.untorn"; task t { n = 2; } invariant low: n < 2; expect holds;',
    "specs/part.untorn": "0..2 n;",
  });
  const { out } = untorn(["check", "specs/deep/a.untorn", "--root", "specs"], { folder });
  expect(out).toContain("reproduce         untorn check specs/deep/a.untorn --root specs\n");
  expect(out).toContain("next: untorn trace specs/deep/a.untorn");
  const { out: tested } = untorn(["test", "specs"], { folder });
  expect(tested.replace(/ \\\n\s+/g, " ")).toContain("next: untorn check specs/deep/a.untorn --root specs\n");
});
