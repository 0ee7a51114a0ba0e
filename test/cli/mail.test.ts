import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { folderWith, untorn } from "./untorn.ts";

// What is printed for mail, sent as the message of a patch: Git must take it for a message, all of it, as it is.

const DEMO = "specs/retry-demo.untorn";
const XFS = "specs/xfs-atomic-write.untorn";

/** A git repository with one commit, out of reach of the settings of whoever runs this. */
function repository(): string {
  const folder = folderWith({ "a.c": "int a;\n" });
  git(folder, "init", "--quiet", "--initial-branch=main");
  git(folder, "add", "a.c");
  git(folder, "commit", "--quiet", "--message=first");
  return folder;
}

function git(folder: string, ...words: readonly string[]): string {
  return gitWith(folder, "", ...words);
}

function gitWith(folder: string, input: string, ...words: readonly string[]): string {
  const who = {
    GIT_AUTHOR_NAME: "A",
    GIT_AUTHOR_EMAIL: "a@example.org",
    GIT_COMMITTER_NAME: "C",
    GIT_COMMITTER_EMAIL: "c@example.org",
  };
  const { PATH } = process.env;
  const env = { PATH, HOME: folder, GIT_CONFIG_NOSYSTEM: "1", LC_ALL: "C", ...who };
  const { status, stdout, stderr } = spawnSync("git", words, { cwd: folder, input, env, encoding: "utf8" });
  expect([stderr, status]).toEqual([expect.any(String), 0]);
  return stdout;
}

/** As `git format-patch` writes it: the message, a line of three dashes, and a patch. */
function mailWith(message: string): string {
  return `From 1111111111111111111111111111111111111111 Mon Sep 17 00:00:00 2001
From: A <a@example.org>
Date: Mon, 1 Jan 2024 00:00:00 +0000
Subject: [PATCH] xfs: retry for the right reason

${message}
Signed-off-by: A <a@example.org>
---
 a.c | 2 +-
 1 file changed, 1 insertion(+), 1 deletion(-)

diff --git a/a.c b/a.c
--- a/a.c
+++ b/a.c
@@ -1 +1 @@
-int a;
+int b;
--
2.45.0
`;
}

const SUBJECT = "xfs: retry for the right reason";
const TRAILER = "Signed-off-by: A <a@example.org>";

function expectToSurvive(message: string): void {
  for (const line of message.trimEnd().split("\n")) expect(line).toMatch(/^$|^ {2}[ -~]{0,69}[!-~]$/);
  const folder = repository();
  const mail = mailWith(message);
  const info = gitWith(folder, mail, "mailinfo", "message.txt", "patch.diff");
  expect(info).toContain(`Subject: ${SUBJECT}\n`);
  expect(readFileSync(join(folder, "message.txt"), "utf8")).toBe(`${message}\n${TRAILER}\n`);
  expect(readFileSync(join(folder, "patch.diff"), "utf8")).toContain("+int b;");
  writeFileSync(join(folder, "patch.mbox"), mail);
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
