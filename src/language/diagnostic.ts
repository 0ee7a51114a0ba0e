import type { SourceFile, Span } from "./source.ts";

/**
 * What is wrong with a spec, as data. `code` is stable (`U0103`); the sentence is worded by the stage that finds it, in
 * one short clause without position; layout, colour and excerpts belong to report/.
 *
 * Codes: U00xx characters and grammar, U01xx names, U02xx types and sizes, U03xx control flow and steps, U04xx ghosts
 * and causes, U05xx knobs, designs and expectations, U06xx files.
 */
export type Diagnostic = {
  readonly severity: "error" | "warning";
  readonly code: string;
  readonly message: string;
  readonly span: Span;
  /** Stands behind the caret: what to do, as an imperative or a question ("did you mean 'EAGAIN'?"). */
  readonly hint: string | null;
};

export function errorAt(span: Span, code: string, message: string, hint: string | null = null): Diagnostic {
  return { severity: "error", code, message, span, hint };
}

export function inTextOrder(files: readonly SourceFile[], diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const rank = ({ span }: Diagnostic) => files.indexOf(span.file);
  return [...diagnostics].sort((left, right) => rank(left) - rank(right) || left.span.start - right.span.start);
}
