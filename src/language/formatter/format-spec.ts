import type { Diagnostic } from "../diagnostic.ts";
import { tokenize } from "../lexer.ts";
import { parseFile } from "../parse-file.ts";
import type { SourceFile } from "../source.ts";
import { bracketsOf } from "./brackets.ts";
import { linesOf } from "./lines.ts";
import { outlineOf } from "./outline-file.ts";
import { printLines } from "./print-lines.ts";
import { signRoles } from "./sign-roles.ts";
import { type Code, sourceLayout } from "./source-layout.ts";

/**
 * The text of a spec or part in the one style: tabs, the braces of functions and tasks on lines of their own, line
 * breaks inside of statements as the author set them. Only white space changes. Text with errors of grammar is refused.
 */
export function formatSpec(
  file: SourceFile,
): { readonly text: string } | { readonly text: null; readonly diagnostics: readonly Diagnostic[] } {
  const { diagnostics } = parseFile(file);
  if (diagnostics.some(({ severity }) => severity === "error")) return { text: null, diagnostics };
  const code = sourceLayout(tokenize(file).first);
  const text = formatted(code);
  const { first, notes, complete } = tokenize({ path: file.path, text });
  // With its tabs the text may be larger than a spec can be.
  if (!complete) return { text: null, diagnostics: notes.lexical };
  if (wordsOf(sourceLayout(first)) !== wordsOf(code))
    throw new Error("a defect of untorn: formatting would change the spec");
  return { text };
}

/** Blocks written on one line stay there, but for those that make their line too wide: outer ones are opened first. */
function formatted(code: readonly Code[]): string {
  const brackets = bracketsOf(code);
  const opened = new Set<number>();
  for (;;) {
    const layouts = outlineOf(code, opened);
    const spacing = { brackets, layouts, roles: signRoles(code, brackets, layouts) };
    const { text, tooWide } = printLines(linesOf(code, spacing), code);
    if (tooWide.size === 0) return text;
    for (const unit of tooWide) opened.add(unit);
  }
}

/** All that formatting must not change. */
function wordsOf(code: readonly Code[]): string {
  const words = code.flatMap(({ token, comments }) => [
    ...comments.map(({ text }) => text.split("\n").map((row) => row.trim())),
    [token.text, token.doc],
  ]);
  return JSON.stringify(words);
}
