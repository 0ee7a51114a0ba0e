import { statSync } from "node:fs";
import { readSpec } from "../check.ts";
import { line, toned } from "../report/line.ts";
import { openSpec } from "./files.ts";
import type { CommonOptions } from "./options.ts";
import { constantsOf } from "./options.ts";
import type { Session } from "./session.ts";
import { UsageError } from "./usage-error.ts";

const POLL_MILLISECONDS = 200;

/**
 * Runs a command again whenever one of the specs' files changes, parts too, until a signal ends it. Files are asked for
 * rather than announced: editors replace files in ways that lose announcements.
 */
export async function watching(
  paths: readonly string[],
  options: CommonOptions,
  session: Session,
  command: () => Promise<number>,
): Promise<number> {
  if (options.watch !== true) return command();
  if (paths.includes("-")) throw new UsageError("--watch needs a file", "standard input does not change");
  for (;;) {
    const files = paths.flatMap((path) => filesOf(path, options));
    const before = files.map(stampOf).join();
    const code = await command();
    if (session.searcher.signal() !== null) return code;
    session.terminal.complain(() => [
      line(
        toned(
          "faint",
          `watching ${files.length === 1 ? "1 file" : `${files.length} files`}: change and save one; Ctrl-C ends`,
        ),
      ),
    ]);
    while (files.map(stampOf).join() === before) {
      await new Promise((wake) => setTimeout(wake, POLL_MILLISECONDS));
      if (session.searcher.signal() !== null) return code;
    }
    session.terminal.clear?.();
  }
}

/** The file and its parts, as far as they can be read. */
function filesOf(path: string, options: CommonOptions): string[] {
  const files = openSpec(path, options.root ?? null);
  readSpec(files.main, { constants: constantsOf(options), readPart: files.readPart });
  return files.places();
}

/** Changes with the file; a file that is gone for a moment, while it is saved, differs too. */
function stampOf(path: string): string {
  const facts = statSync(path, { throwIfNoEntry: false });
  return facts === undefined ? "gone" : `${facts.mtimeMs} ${facts.size} ${facts.ino}`;
}
