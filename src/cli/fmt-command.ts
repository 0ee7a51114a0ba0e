import { formatSpec } from "../language/formatter/format-spec.ts";
import type { SourceFile } from "../language/source.ts";
import { diagnosticLines } from "../report/diagnostics.ts";
import { USAGE_ERROR } from "../report/exit-code.ts";
import { line } from "../report/line.ts";
import { openSpec } from "./files.ts";
import type { CommonOptions } from "./options.ts";
import { replaceFile } from "./replace-file.ts";
import type { Session } from "./session.ts";
import { filesBelow, isFolder } from "./spec-paths.ts";
import type { Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

export type FmtOptions = CommonOptions & { readonly check?: true };

const STANDARD_INPUT = "-";

/** A file, and what it is to be; null where it has errors, which are told by then. */
type Formatted = { readonly path: string; readonly file: SourceFile; readonly text: string | null };

/**
 * Brings files into the one style, in place, and names those that it changes; with `--check` it only names them.
 * Everything is read before anything is written. A file with errors is told of and stays as it is.
 */
export async function fmtCommand(paths: readonly string[], options: FmtOptions, session: Session): Promise<number> {
  const { terminal } = session;
  const isCheck = options.check === true;
  const fromInput = paths.includes(STANDARD_INPUT);
  if (fromInput && paths.length > 1) throw new UsageError("'-' stands alone: standard input goes to standard output");
  const files = (fromInput ? paths : specsAt(paths)).map((path) => ({ path, file: openSpec(path, null).main }));
  const results = files.map(({ path, file }) => ({ path, file, text: formattedOrTold(file, terminal) }));
  const changed = results.filter(({ file, text }) => text !== null && text !== file.text);
  if (fromInput && !isCheck) printTexts(results, terminal);
  else {
    if (!isCheck) replaceFiles(changed);
    if (options.quiet !== true) terminal.printLines(changed.map(({ file }) => line(file.path)));
  }
  if (results.some(({ text }) => text === null)) return USAGE_ERROR;
  return isCheck && changed.length > 0 ? 1 : 0;
}

function printTexts(results: readonly Formatted[], terminal: Terminal): void {
  for (const { text } of results) if (text !== null) terminal.printText(text);
}

function replaceFiles(changed: readonly Formatted[]): void {
  for (const { path, text } of changed) if (text !== null) replaceFile(path, text);
}

/** Every spec and part below a folder, each file once. */
function specsAt(paths: readonly string[]): string[] {
  const files = paths.flatMap((path) => (isFolder(path) ? filesBelow(path) : [path]));
  if (files.length === 0) throw new UsageError(`no spec below ${paths.map((path) => `'${path}'`).join(", ")}`);
  return [...new Set(files)];
}

function formattedOrTold(file: SourceFile, terminal: Terminal): string | null {
  const result = formatSpec(file);
  if (result.text !== null) return result.text;
  terminal.complain((page) => diagnosticLines(result.diagnostics, page, "with excerpts", "the file is left as it is"));
  return null;
}
