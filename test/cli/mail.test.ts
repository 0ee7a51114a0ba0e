import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { expectToBeTaken, git, mailWith, repository, SUBJECT, TRAILER } from "./git-mail.ts";
import { folderWith, untorn } from "./untorn.ts";

// What is printed for mail, sent as the message of a patch: Git must take it for a message, all of it, as it is.

const DEMO = "specs/retry-demo.untorn";
const XFS = "specs/xfs-atomic-write.untorn";

function expectToSurvive(message: string): void {
  const folder = repository();
  expectToBeTaken(folder, message);
  writeFileSync(join(folder, "patch.mbox"), mailWith(message));
  git(folder, "am", "--quiet", "patch.mbox");
  expect(git(folder, "log", "-1", "--format=%B")).toBe(`${SUBJECT}\n\n${message}\n${TRAILER}\n\n`);
  expect(readFileSync(join(folder, "a.c"), "utf8")).toBe("int b;\n");
}

function mailed(...words: readonly string[]): string {
  const { out, err } = untorn([...words, "--format", "mail"]);
  expect(err).toBe("");
  return out;
}

test("a trace passes through git unchanged", () => {
  expectToSurvive(mailed("trace", DEMO, "--property", "right_cause"));
  expectToSurvive(mailed("trace", XFS, "--design", "seed", "--property", "right_cause"));
});

test("a replayed trace passes through git unchanged", () => {
  const { out: input } = untorn(["trace", DEMO, "--property", "right_cause", "--json"]);
  const { code, out } = untorn(["replay", "-", "--format", "mail"], { input });
  expect(code).toBe(1);
  expectToSurvive(out);
});

test("a comparison passes through git unchanged, with its traces too", () => {
  expectToSurvive(mailed("compare", DEMO));
  expectToSurvive(mailed("compare", DEMO, "--traces"));
});

test("where two designs part passes through git unchanged", () => {
  expectToSurvive(mailed("compare", DEMO, "--diff", "posted", "merged", "--property", "right_cause"));
});

test("what each part is needed for, and one more of each actor, pass through git unchanged", () => {
  expectToSurvive(mailed("compare", DEMO, "--mutate", "--design", "posted", "--design", "merged"));
  expectToSurvive(mailed("compare", "specs/tutorial/2-lock.untorn", "--grow"));
});

test("a check passes through git unchanged", () => {
  expectToSurvive(mailed("check", DEMO));
});

test("words of a spec that mean something to git are no more than words in a message", () => {
  const spec = `spec diff "--- a/a.c";
hides "diff --git a/a.c b/a.c; Index: a.c; From: nobody; >8 --- 8< Reviewed-by: nobody";
0..1 n;
/// --- a/a.c
task t {
  /// diff --git a/a.c b/a.c
  n = 1;
  assert index (n == 0) "Index: a.c \u2014 \u00e9\u4e2d \u{1f600}";
}`;
  const folder = folderWith({ "a.untorn": spec });
  for (const words of [
    ["trace", "a.untorn", "--property", "index"],
    ["compare", "a.untorn", "--traces"],
    ["compare", "a.untorn", "--grow"],
  ]) {
    const { out } = untorn([...words, "--format", "mail"], { folder });
    expectToSurvive(out);
    expect(out).toContain("diff --git a/a.c");
  }
});
