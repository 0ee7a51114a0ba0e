import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { onTestFinished } from "vitest";

// The built program, run as a user runs it.

export const PROGRAM = resolve("dist/untorn.cjs");

export type Ended = { readonly code: number | null; readonly out: string; readonly err: string };

export type Surroundings = {
  readonly folder?: string;
  readonly input?: string;
  readonly environment?: Readonly<Record<string, string>>;
};

export function untorn(words: readonly string[], { folder, input, environment }: Surroundings = {}): Ended {
  const { FORCE_COLOR: _forced, NO_COLOR: _refused, COLUMNS: _columns, ...inherited } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...words], {
    encoding: "utf8",
    cwd: folder,
    input: input ?? "",
    env: { ...inherited, ...environment },
    timeout: 60_000,
  });
  return { code: status, out: stdout, err: stderr };
}

/** A folder with these files, gone when the test ends. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), "untorn-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

/** Runs the program on one spec, which is the file `a.untorn`. */
export function onSpec(text: string, words: readonly string[] = ["check", "a.untorn"]): Ended {
  return untorn(words, { folder: folderWith({ "a.untorn": text }) });
}
