import { comparedPoints } from "../../src/cli/choose-point.ts";
import type { ComparedOptions } from "../../src/cli/compare-command.ts";
import { comparePieces, comparisonOf } from "../../src/cli/compare-command.ts";
import type { Setting } from "../../src/cli/options.ts";
import { constantsOf } from "../../src/cli/options.ts";
import { searchOptions } from "../../src/cli/search-worker.ts";
import { readInput } from "../../src/cli/spec-input.ts";
import { openTerminal } from "../../src/cli/terminal.ts";
import { compare } from "../../src/compare.ts";
import { compareMarkdown } from "../../src/report/compare-markdown.ts";
import { compareMailLines } from "../../src/report/compare-text.ts";
import { exitCodeOfComparison } from "../../src/report/exit-code.ts";
import { comparisonJson } from "../../src/report/json.ts";
import { MAIL, render } from "../../src/report/line.ts";

/** What `untorn compare` would be told. */
export type ComparisonOptions = ComparedOptions & { readonly set?: readonly Setting[]; readonly root?: string };

/** One search in three forms; `command` is what gives it again, `code` what that ends with. */
export type ComparisonReport = {
  readonly mail: string;
  readonly markdown: string;
  readonly json: string;
  readonly command: readonly string[];
  readonly code: number;
};

const LIMITS = { maxStates: null, maxDepth: null, maxBytes: null, seconds: null } as const;

/** Every clock stands still: no timing can get into a report. */
const TIMELESS = { clock: () => 0, cpuClock: () => 0, shouldStop: () => null, onProgress: () => undefined };

export function comparisonReport(path: string, options: ComparisonOptions): ComparisonReport {
  const input = readInput(path, options.root ?? null, constantsOf(commonOf(options)), openTerminal("never", false));
  if (input === null) throw new Error(`${path} has errors`);
  const { spec, subject } = input;
  const points = comparedPoints(spec, { ...commonOf(options), ...options });
  const limits = { ...LIMITS, engine: "generated", reduce: true, traces: "found", flow: true } as const;
  const runs = compare(spec, points, { ...searchOptions(limits), ...TIMELESS });
  const comparison = comparisonOf(spec, runs, options.traces === true ? "shown" : "left out");
  const command = comparePieces(subject, options);
  const { expected, findings } = comparison;
  return {
    mail: render(MAIL, compareMailLines(comparison, subject, command)),
    markdown: compareMarkdown(comparison, subject, command),
    json: comparisonJson(runs, subject, expected, findings),
    command,
    code: exitCodeOfComparison(
      runs,
      expected.map(({ outcome }) => outcome),
    ),
  };
}

function commonOf({ set = [] }: ComparisonOptions) {
  return { set, engine: "generated", reduce: true, progress: false, color: "never" } as const;
}

/** Whether a spec, with the parts that it uses, has designs to compare. */
export function designCount(path: string, root: string | null): number {
  return readInput(path, root, new Map(), openTerminal("never", false))?.spec.designs.length ?? 0;
}
