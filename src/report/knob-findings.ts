import type { DesignFormulas } from "../properties/designs/design-formulas.ts";
import type { SmallestChange } from "../properties/designs/smallest-change.ts";
import type { Run } from "../properties/run.ts";
import { changeLines } from "./change-lines.ts";
import type { Detail } from "./check-text.ts";
import { formulaLines } from "./formula-lines.ts";
import type { Line } from "./line.ts";
import { EMPTY } from "./line.ts";

/** What a comparison says about its knobs: when designs are safe, and what would make the unsafe ones safe. */
export type KnobFindings = { readonly formulas: DesignFormulas; readonly changes: readonly SmallestChange[] };

/** Both, an empty line after each; nothing where no knob differs. */
export function findingLines(
  findings: KnobFindings | null,
  runs: readonly Run[],
  width: number,
  detail: Detail,
): Line[] {
  if (findings === null) return [];
  const sections = [formulaLines(findings.formulas, runs, width, detail), changeLines(findings.changes, width, detail)];
  return sections.flatMap((lines) => (lines.length === 0 ? [] : [...lines, EMPTY]));
}
