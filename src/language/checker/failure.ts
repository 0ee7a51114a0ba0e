import { type CheckerCode, checkerError } from "../checker-codes.ts";
import type { Diagnostic } from "../diagnostic.ts";
import type { Span } from "../source.ts";

/**
 * Leaves the expression, statement or declaration that is being checked; caught where the next one can go on, so that
 * one run reports every independent mistake. `diagnostic` is null where the mistake was reported before.
 */
class CheckFailure extends Error {
  readonly diagnostic: Diagnostic | null;
  constructor(diagnostic: Diagnostic | null) {
    super("check failure");
    this.diagnostic = diagnostic;
  }
}

export function fail(span: Span, code: CheckerCode, message: string, hint: string | null = null): never {
  throw new CheckFailure(checkerError(span, code, message, hint));
}

/** For what hangs on something already reported. */
export function failSilently(): never {
  throw new CheckFailure(null);
}

/** Runs `check`; a failure is added to `diagnostics` and gives null. */
export function recovering<T>(diagnostics: Diagnostic[], check: () => T): T | null {
  try {
    return check();
  } catch (problem) {
    if (!(problem instanceof CheckFailure)) throw problem;
    if (problem.diagnostic !== null) diagnostics.push(problem.diagnostic);
    return null;
  }
}

/** Checks all of them, so that a mistake in one does not hide those in the next; fails if there was any. */
export function checkEach<T, U>(
  diagnostics: Diagnostic[],
  items: readonly T[],
  check: (item: T, position: number) => U,
): U[] {
  const checked = items.map((item, position) => recovering(diagnostics, () => ({ value: check(item, position) })));
  return checked.map((one) => (one === null ? failSilently() : one.value));
}

/** The same for two. */
export function checkBoth<T, U>(diagnostics: Diagnostic[], checkFirst: () => T, checkSecond: () => U): readonly [T, U] {
  const first = recovering(diagnostics, () => ({ value: checkFirst() }));
  const second = checkSecond();
  return [first === null ? failSilently() : first.value, second];
}

/** For what is told when the same text is checked again later: a failure gives null. */
export function quietly<T>(check: () => T): T | null {
  return recovering([], check);
}
