import type { Point } from "../check.ts";
import type { CheckedSpec } from "../language/checked-spec.ts";
import type { Run } from "../properties/run.ts";
import { progressText } from "../report/progress.ts";
import type { CommonOptions } from "./options.ts";
import { limitsOf } from "./options.ts";
import type { SearchLimits } from "./search-worker.ts";
import type { Searcher } from "./searcher.ts";
import type { Terminal } from "./terminal.ts";

/** What a command works with. */
export type Session = { readonly terminal: Terminal; readonly searcher: Searcher };

/** What a search is asked for beside verdicts: traces where nothing is said, not what becomes of error codes. */
export type Asked = Partial<Pick<SearchLimits, "traces" | "flow">>;

/** Searches the points of one spec, with a line of progress where there is someone to see it. */
export async function searched(
  { terminal, searcher }: Session,
  spec: CheckedSpec,
  points: readonly Point[],
  options: CommonOptions,
  asked: Asked = {},
): Promise<readonly Run[]> {
  const { showProgress, width } = terminal;
  const onProgress =
    showProgress === null
      ? null
      : (snapshot: Parameters<typeof progressText>[1]) => showProgress(progressText(spec.name, snapshot, width));
  const runs = await searcher.search(spec, points, { ...limitsOf(options), ...asked }, onProgress);
  showProgress?.(null);
  return runs;
}
