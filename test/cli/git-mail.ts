import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { folderWith } from "./untorn.ts";

// A text as the message of a patch, and what Git makes of it.

/** A git repository with one commit, out of reach of the settings of whoever runs this. */
export function repository(): string {
  const folder = folderWith({ "a.c": "int a;\n" });
  git(folder, "init", "--quiet", "--initial-branch=main");
  git(folder, "add", "a.c");
  git(folder, "commit", "--quiet", "--message=first");
  return folder;
}

export function git(folder: string, ...words: readonly string[]): string {
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
export function mailWith(message: string): string {
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

export const SUBJECT = "xfs: retry for the right reason";
export const TRAILER = "Signed-off-by: A <a@example.org>";

/** 72 columns of ASCII, and all of it the message, as it is. */
export function expectToBeTaken(folder: string, message: string): void {
  for (const line of message.trimEnd().split("\n")) expect(line).toMatch(/^$|^ {2}[ -~]{0,69}[!-~]$/);
  const info = gitWith(folder, mailWith(message), "mailinfo", "message.txt", "patch.diff");
  expect(info).toContain(`Subject: ${SUBJECT}\n`);
  expect(readFileSync(join(folder, "message.txt"), "utf8")).toBe(`${message}\n${TRAILER}\n`);
  expect(readFileSync(join(folder, "patch.diff"), "utf8")).toContain("+int b;");
}
