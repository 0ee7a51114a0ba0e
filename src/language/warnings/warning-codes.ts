import type { Diagnostic } from "../diagnostic.ts";
import type { Span } from "../source.ts";

/** The codes of what is allowed and often a mistake, with the meaning of each. Codes are never reused. */
export const warningCodes = {
  U0701: "a declaration that nothing uses",
  U0702: "a label that no 'goto' and no property names",
  U0703: "an error code that is raised and never tested",
  U0704: "two durable elements that are written in one step",
  U0705: "a statement that reads one shared variable and writes another without a lock",
} as const;

export type WarningCode = keyof typeof warningCodes;

export function warningAt(span: Span, code: WarningCode, message: string, hint: string | null = null): Diagnostic {
  return { severity: "warning", code, message, span, hint };
}
