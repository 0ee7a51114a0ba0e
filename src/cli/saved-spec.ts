import { readSpec } from "../check.ts";
import type { CheckedSpec } from "../language/checked-spec.ts";
import type { SourceFile } from "../language/source.ts";
import { diagnosticLines } from "../report/diagnostics.ts";
import type { Subject } from "../report/subject.ts";
import { openSpec } from "./files.ts";
import type { ReplayOptions } from "./options.ts";
import { checkConstants } from "./resolve-saved.ts";
import type { SavedTrace } from "./saved-trace.ts";
import { subjectOf } from "./spec-input.ts";
import type { Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

/**
 * The spec that a saved trace was made from. Its sum is compared before a word of it is read, and those of its parts
 * before anything of them is told. Null where it has errors; they are on standard error then.
 */
export function readSavedSpec(
  file: string,
  saved: SavedTrace,
  { spec: given, root }: ReplayOptions,
  terminal: Terminal,
): { readonly spec: CheckedSpec; readonly subject: Subject } | null {
  const path = given ?? saved.spec.path;
  if (path === "-" && given === undefined) {
    throw new UsageError(`${file}: its spec came from standard input`, "name the file with --spec FILE");
  }
  const files = openSpec(path, root ?? null);
  const read: SourceFile[] = [files.main];
  if (files.sumOf(files.main) !== saved.spec.sha256) throw changed(path, saved.spec.sha256, files.sumOf(files.main));
  const set = new Map(saved.set);
  const { spec, diagnostics } = readSpec(files.main, {
    constants: set,
    readPart: (named, from) => {
      const part = files.readPart(named, from);
      if (!("problem" in part) && !read.includes(part)) read.push(part);
      return part;
    },
  });
  compareSums(saved, read, files.sumOf);
  if (spec === null) {
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    terminal.complain((page) => diagnosticLines(errors, page));
    return null;
  }
  if (spec.files.length !== saved.files.length) {
    throw new UsageError(
      `${file}: files: the spec has ${spec.files.length}, the trace was made from ${saved.files.length}`,
    );
  }
  checkConstants(file, spec, saved);
  return { spec, subject: subjectOf(files, spec, { path, constants: set, root: root ?? null }) };
}

/** Files are in the order in which they are first used, in the spec and in the trace. */
function compareSums(saved: SavedTrace, read: readonly SourceFile[], sumOf: (file: SourceFile) => string): void {
  for (const [index, one] of read.entries()) {
    const then = saved.files[index]?.sha256;
    if (then !== undefined && then !== sumOf(one)) throw changed(one.path, then, sumOf(one));
  }
}

function changed(path: string, then: string, now: string): UsageError {
  return new UsageError(
    `'${path}' is not what the trace was made from: sha256 ${then} then, ${now} now`,
    "make the trace again with 'untorn trace'",
  );
}
