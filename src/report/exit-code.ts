import type { Outcome } from "../expectations.ts";
import type { Run } from "../properties/run.ts";
import type { Verdict } from "../properties/verdict.ts";

export const USAGE_ERROR = 2;
export const INCOMPLETE = 3;
export const DEFECT = 70;

/** 0 all hold, 1 one is violated, 3 none is violated but something is left open. */
export function exitCodeOfVerdicts(verdicts: readonly Verdict[]): 0 | 1 | 3 {
  if (verdicts.some(({ kind }) => kind === "violated")) return 1;
  return verdicts.some(({ kind }) => kind === "undecided") ? 3 : 0;
}

/** 0 all came out, 1 one did not, 3 a limit leaves some open. */
export function exitCodeOfOutcomes(outcomes: readonly Outcome[]): 0 | 1 | 3 {
  if (outcomes.some(({ kind }) => kind === "contradicted")) return 1;
  return outcomes.some(({ kind }) => kind === "undecided") ? 3 : 0;
}

/** Without `expect` lines a comparison is judged by its verdicts; with them, an unfinished search is still no success. */
export function exitCodeOfComparison(runs: readonly Run[], outcomes: readonly Outcome[]): 0 | 1 | 3 {
  if (outcomes.length === 0) return exitCodeOfVerdicts(runs.flatMap(({ verdicts }) => verdicts));
  const code = exitCodeOfOutcomes(outcomes);
  return code === 0 && runs.some(({ limit }) => limit !== null) ? 3 : code;
}

/** Of searches that are not judged: 0 all came to their end. */
export function exitCodeOfLimits(runs: readonly Run[]): 0 | 3 {
  return runs.some(({ limit }) => limit !== null) ? 3 : 0;
}

/** Of several files: what is wrong comes before what is unfinished. */
export function worstExitCode(codes: readonly (0 | 1 | 3)[]): 0 | 1 | 3 {
  if (codes.includes(1)) return 1;
  return codes.includes(3) ? 3 : 0;
}

export function exitCodeOfSignal(signal: "SIGINT" | "SIGTERM"): 130 | 143 {
  return signal === "SIGINT" ? 130 : 143;
}
