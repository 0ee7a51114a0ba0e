import { type Diagnostic, errorAt } from "./diagnostic.ts";
import type { Span } from "./source.ts";

/** The codes of what the lexer and the parser find, with the meaning of each. Codes are never reused. */
export const grammarCodes = {
  U0001: "a character that belongs to nothing in the language",
  U0002: "a string that does not end on its line",
  U0003: "a comment that does not end",
  U0004: "a number beyond 2^53",
  U0005: "not a text file",
  U0006: 'an escape in a string other than \\" and \\\\',
  U0007: "a semicolon is missing",
  U0008: "an expression is missing",
  U0009: "a type is missing",
  U0010: "a name is missing",
  U0011: "a statement is missing",
  U0012: "a declaration is missing",
  U0013: "a sign, word or string is missing",
  U0014: "a '{' is never closed",
  U0016: "nested too deeply",
  U0017: "too many errors: the rest of the file was not read",
  U0018: "error codes and variables in one 'errno' line",
  U0019: "a variable that is named like an error code",
  U0020: "a 'spec' line that is not the first line, or a second one",
  U0021: "a 'hides' line that does not follow the 'spec' line, or a second one",
  U0022: "'leads_to' in a row without parentheses",
  U0023: "a function that is named like an operator",
  U0024: "a fairness that cannot stand there",
  U0025: "a number that is not written in plain decimal digits",
  U0601: "a file larger than 1 MB",
} as const;

export type GrammarCode = keyof typeof grammarCodes;

export function grammarError(span: Span, code: GrammarCode, message: string, hint: string | null = null): Diagnostic {
  return errorAt(span, code, message, hint);
}
