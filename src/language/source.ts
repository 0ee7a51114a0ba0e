/**
 * Where text comes from. A span is a half-open range of UTF-16 offsets in one source file; line and column (both from
 * 1, columns in UTF-16 units with a tab as one) are derived only when something is printed.
 */
export type SourceFile = {
  /** As shown to the user: the path given on the command line, or of a part relative to it. */
  readonly path: string;
  readonly text: string;
};

export type Span = { readonly file: SourceFile; readonly start: number; readonly end: number };

export type Position = { readonly line: number; readonly column: number };

export function positionAt(file: SourceFile, offset: number): Position {
  const before = file.text.slice(0, offset);
  const lastNewline = before.lastIndexOf("\n");
  let line = 1;
  for (let index = before.indexOf("\n"); index !== -1; index = before.indexOf("\n", index + 1)) line += 1;
  return { line, column: offset - lastNewline };
}

export function lineOf(span: Span): number {
  return positionAt(span.file, span.start).line;
}

/** The spanned text, white space folded to single blanks: one line, for traces and tables. */
export function textOf(span: Span): string {
  return span.file.text.slice(span.start, span.end).replace(/\s+/g, " ").trim();
}

/** From the start of one span to the end of another one of the same file. */
export function join(first: Span, last: Span): Span {
  return { file: first.file, start: first.start, end: Math.max(first.end, last.end) };
}
