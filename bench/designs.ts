import type { KnobSettings, PointRun, Untorn } from "./untorn.ts";

/** All points of some knobs of the xfs spec in one search, beside a search of each alone. */
export type DesignsResult = {
  readonly vary: readonly string[];
  readonly points: number;
  /** One search of all of them, round by round. */
  readonly together: readonly Figures[];
  /** As many searches, one by one, once: their times together, and the greatest memory of one. */
  readonly alone: Figures;
};

export type Figures = { readonly cpuSeconds: number; readonly peakBytes: number };

/** Both must say the same of every point, or there is no result. `alone` keeps what was searched before. */
export function measureDesigns(
  untorn: Untorn,
  vary: readonly string[],
  rounds: number,
  alone: Map<string, PointRun>,
  say: (text: string) => void,
): DesignsResult {
  const together: Figures[] = [];
  let runs: readonly PointRun[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    runs = untorn.points(vary);
    together.push(figuresOf(runs));
    say(`round ${round}: ${runs.length} points of ${vary.join(", ")} in one search`);
  }
  say(`${runs.length} searches, one by one`);
  const single = runs.map((run) => {
    const key = settingsText(run.knobs);
    const own = alone.get(key) ?? untorn.point(run.knobs);
    alone.set(key, own);
    if (own.said !== run.said) throw new Error(`${key}: alone\n${own.said}\nand with others\n${run.said}`);
    return own;
  });
  return { vary, points: runs.length, together, alone: figuresOf(single) };
}

/** The memory of one search of many points is that of any of its runs. */
function figuresOf(runs: readonly PointRun[]): Figures {
  return {
    cpuSeconds: runs.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0),
    peakBytes: Math.max(...runs.map(({ peakBytes }) => peakBytes)),
  };
}

export function settingsText(knobs: KnobSettings): string {
  return Object.entries(knobs)
    .map(([name, value]) => `${name}=${value}`)
    .join(" ");
}
