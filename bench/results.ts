import type { Goal, LivenessCase, PeerCase } from "./cases.ts";
import { caseTitle, DESIGNS_GOAL, START_GOAL, XFS } from "./cases.ts";
import type { DesignsResult } from "./designs.ts";
import type { LivenessResult } from "./liveness.ts";
import type { Cost } from "./measure.ts";
import type { PanRun } from "./pan.ts";
import { countText, figureText, type Spread, spread, spreadText } from "./statistics.ts";
import type { UntornRun } from "./untorn.ts";

/** Everything that was measured, as the text of RESULTS.md. */

/** Two runs one after the other, with equal counts. */
export type Pair = { readonly pan: PanRun; readonly untorn: UntornRun };

export type PeerResult = {
  readonly peer: PeerCase;
  readonly pairs: readonly Pair[];
  /** Spin and gcc. */
  readonly buildCpuSeconds: number;
  readonly reduced: { readonly pan: PanRun; readonly untorn: UntornRun };
};

export type XfsResult = {
  readonly design: string;
  readonly runs: readonly UntornRun[];
  readonly reduced: UntornRun;
  readonly interpreter: UntornRun;
};

/** What each start took, of untorn with each of some specs, the smallest first, and of Node with nothing. */
export type StartResult = {
  readonly untorn: readonly { readonly spec: string; readonly costs: readonly Cost[] }[];
  readonly node: readonly Cost[];
};

export type Results = {
  readonly scope: "full" | "quick";
  readonly date: string;
  readonly machine: readonly string[];
  readonly rounds: number;
  readonly peers: readonly PeerResult[];
  readonly liveness: readonly LivenessResult[];
  readonly xfs: readonly XfsResult[];
  readonly designs: readonly DesignsResult[];
  readonly start: StartResult;
};

type Row = readonly string[];

const MILLION = 1_000_000;

export function resultsText(results: Results): string {
  const { scope, date, machine, rounds, peers, liveness, xfs, designs, start } = results;
  const quick = "**Quick run at small sizes: it shows that the bench works, not how fast anything is.**";
  const sections = [
    "# Measured",
    ...(scope === "quick" ? [quick] : []),
    `${date}, by \`npm run bench\`, ${rounds} rounds. ${machine.join("; ")}.`,
    readingText(rounds),
    "## Against pan, the same graph",
    table(["model", "states", "pan, CPU s", "untorn, CPU s", "pan ÷ untorn", "goal"], peers.map(speedRow)),
    table(
      ["model", "untorn, whole process, CPU s", "pan ÷ untorn", "Spin and gcc before it, CPU s"],
      peers.map(wholeRow),
    ),
    "## States per second and bytes a state",
    table(["model", "pan, states/s", "untorn, states/s", "untorn, bytes", "goal", ...PEAKS], peers.map(memoryRow)),
    "## Reductions on, one run each",
    "Different graphs with the same verdict. For information.",
    table(["model", "pan, states", "CPU s", "untorn, states", "CPU s", "bytes"], peers.map(reducedRow)),
    "## One formula under weak fairness, the same graph",
    "Each tool without the formula and with it: pan by `-a -f`, compiled without `-DSAFETY`. Bytes are those of the whole\nsearch, the analysis included.",
    table(LIVENESS_HEAD, liveness.flatMap(livenessRows)),
    `## ${XFS}`,
    "Every design as the spec has it, the whole graph; then with reductions and by the reference interpreter, one run each.",
    table(["design", "states", "CPU s", "states/s", "bytes", "peak RSS, MB", ...XFS_ONCE], xfs.map(xfsRow)),
    "## Many designs in one search",
    `Points of the knobs of ${XFS}: one search of all of them, and as many searches one by one, which said the same\nof each. CPU seconds of exploration with its traces; bytes of tables and queues, of the largest single search.`,
    table(DESIGNS_HEAD, designs.map(designsRow)),
    "## From start to verdict",
    table(["what", "seconds", "goal", "CPU s"], startRows(start)),
    "## Every pair",
    "CPU seconds: pan / untorn's exploration / untorn's whole process.",
    table(["model", ...(peers[0]?.pairs.map((_, round) => `round ${round + 1}`) ?? [])], peers.map(pairsRow)),
  ];
  return `${sections.join("\n\n")}\n`;
}

function readingText(rounds: number): string {
  return [
    "How to read this: a round runs pan and untorn on each model, one right after the other and in turns which goes first;",
    "the machine is not the same from minute to minute, so only the two runs of a pair are compared, and what is told is",
    `the median of the ${rounds} ratios (and the least and greatest). pan is Spin's checker, depth first, without`,
    "partial-order reduction and dead-variable elimination (`spin -a -o2`, `gcc -O2 -DSAFETY -DNOREDUCE`), with a stack",
    "exactly as deep as it needs and a hash table of at least three slots a state; untorn runs breadth first with",
    "`--no-reduce`. Both must have reported the numbers of states and transitions in `bench/cases.ts` (pan prints one",
    "transition more), or nothing is printed. CPU seconds are user and system time of all threads. untorn's are those of",
    "the exploration, as it reports them itself, code generation and compilation by V8 included; pan's those of its",
    "process, which does nothing else. Whole process is from the start of Node to its end. Bytes are bytes a state: of",
    "tables and queues at their peak as the engine reports them, or of the peak of the process's memory (RSS), in which",
    "Node itself is some 50 MB. A goal is what the engine was built to reach, not a condition of any check.",
  ].join("\n");
}

const PEAKS = ["untorn, peak RSS, bytes", "pan, peak RSS, bytes", "pan, allocated, bytes"];
const XFS_ONCE = ["reduced: states", "CPU s", "interpreter: CPU s", "÷ engine"];

function speedRow({ peer, pairs }: PeerResult): Row {
  const ratio = spread(pairs.map(({ pan, untorn }) => pan.cost.cpuSeconds / untorn.cpuSeconds));
  return [
    caseTitle(peer),
    countText(peer.states),
    spreadText(spread(pairs.map(({ pan }) => pan.cost.cpuSeconds))),
    spreadText(spread(pairs.map(({ untorn }) => untorn.cpuSeconds))),
    spreadText(ratio),
    ratioGoal(peer.goal, ratio),
  ];
}

function ratioGoal({ ratio: goal }: Goal, { median }: Spread): string {
  return goal === undefined ? "" : `at least ${goal}: ${median >= goal ? "reached" : "missed"}`;
}

function wholeRow({ peer, pairs, buildCpuSeconds }: PeerResult): Row {
  return [
    caseTitle(peer),
    spreadText(spread(pairs.map(({ untorn }) => untorn.cost.cpuSeconds))),
    spreadText(spread(pairs.map(({ pan, untorn }) => pan.cost.cpuSeconds / untorn.cost.cpuSeconds))),
    figureText(buildCpuSeconds),
  ];
}

function memoryRow({ peer, pairs }: PeerResult): Row {
  const perState = (bytes: (pair: Pair) => number): string => figureText(spread(pairs.map(bytes)).median / peer.states);
  const rate = (seconds: (pair: Pair) => number): string => countText(peer.states / spread(pairs.map(seconds)).median);
  const bytes = medianBytes(pairs.map(({ untorn }) => untorn));
  return [
    caseTitle(peer),
    rate(({ pan }) => pan.cost.cpuSeconds),
    rate(({ untorn }) => untorn.cpuSeconds),
    bytesText(bytes),
    bytesGoal(peer.goal, bytes),
    perState(({ untorn }) => untorn.cost.peakBytes),
    perState(({ pan }) => pan.cost.peakBytes),
    perState(({ pan }) => pan.allocatedBytes),
  ];
}

function medianBytes(runs: readonly UntornRun[]): number | null {
  const told = runs.map(({ bytesPerState }) => bytesPerState).filter((bytes) => bytes !== null);
  return told.length === 0 ? null : spread(told).median;
}

function bytesText(bytes: number | null): string {
  return bytes === null ? "not told" : bytes.toFixed(1);
}

function bytesGoal({ bytesPerState: goal }: Pick<Goal, "bytesPerState">, bytes: number | null): string {
  if (goal === undefined) return "";
  if (bytes === null) return `at most ${goal}: not told`;
  return `at most ${goal}: ${bytes <= goal ? "reached" : "missed"}`;
}

const LIVENESS_HEAD = ["tool", "without, CPU s", "with it, CPU s", "with ÷ without", "goal", "bytes", "goal"];

function livenessRows({ measured, rounds }: LivenessResult): Row[] {
  const { peer, formula, goal } = measured;
  const seconds = (tool: "pan" | "untorn", kind: "safety" | "liveness"): number[] =>
    rounds.map((round) => (tool === "pan" ? round.pan[kind].cost.cpuSeconds : round.untorn[kind].cpuSeconds));
  const row = (tool: "pan" | "untorn", bytes: number | null, most: LivenessCase["goal"]): Row => {
    const [without, withIt] = [seconds(tool, "safety"), seconds(tool, "liveness")];
    const times = spread(withIt.map((each, round) => each / (without[round] ?? Number.NaN)));
    const { timesSafety } = most;
    return [
      `${tool}, ${caseTitle(peer)}, \`${formula}\``,
      spreadText(spread(without)),
      spreadText(spread(withIt)),
      spreadText(times),
      timesSafety === undefined ? "" : `at most ${timesSafety}: ${times.median <= timesSafety ? "reached" : "missed"}`,
      bytesText(bytes),
      bytesGoal(most, bytes),
    ];
  };
  const panBytes = spread(rounds.map(({ pan }) => pan.liveness.allocatedBytes)).median / peer.states;
  const ownBytes = medianBytes(rounds.map(({ untorn }) => untorn.liveness));
  return [row("pan", panBytes, {}), row("untorn", ownBytes, goal)];
}

function reducedRow({ peer, reduced: { pan, untorn } }: PeerResult): Row {
  return [
    caseTitle(peer),
    countText(pan.states),
    figureText(pan.cost.cpuSeconds),
    countText(untorn.states),
    figureText(untorn.cpuSeconds),
    bytesText(untorn.bytesPerState),
  ];
}

function xfsRow({ design, runs, reduced, interpreter }: XfsResult): Row {
  const seconds = spread(runs.map(({ cpuSeconds }) => cpuSeconds));
  return [
    design,
    countText(interpreter.states),
    spreadText(seconds),
    countText(interpreter.states / seconds.median),
    bytesText(medianBytes(runs)),
    (spread(runs.map(({ cost }) => cost.peakBytes)).median / MILLION).toFixed(0),
    countText(reduced.states),
    figureText(reduced.cpuSeconds),
    figureText(interpreter.cpuSeconds),
    figureText(interpreter.cpuSeconds / seconds.median),
  ];
}

const DESIGNS_HEAD = [
  "knobs",
  "points",
  "together, CPU s",
  "one by one, CPU s",
  "÷",
  "goal",
  "together, MB",
  "one, MB",
  "÷",
  "goal",
];

function designsRow({ vary, points, together, alone }: DesignsResult): Row {
  const seconds = spread(together.map(({ cpuSeconds }) => cpuSeconds));
  const peak = spread(together.map(({ peakBytes }) => peakBytes)).median;
  const [time, memory] = [seconds.median / alone.cpuSeconds, peak / alone.peakBytes];
  const goal = (share: number, most: number): string =>
    points < LEAST_POINTS ? "" : `at most ${most}: ${share <= most ? "reached" : "missed"}`;
  return [
    vary.join(", "),
    countText(points),
    spreadText(seconds),
    figureText(alone.cpuSeconds),
    figureText(time),
    goal(time, DESIGNS_GOAL.time),
    (peak / MILLION).toFixed(1),
    (alone.peakBytes / MILLION).toFixed(1),
    figureText(memory),
    goal(memory, DESIGNS_GOAL.memory),
  ];
}

/** With fewer there is no goal. */
const LEAST_POINTS = 32;

function startRows({ untorn, node }: StartResult): Row[] {
  const wall = (costs: readonly Cost[]): Spread => spread(costs.map(({ wallSeconds }) => wallSeconds));
  const cpu = (costs: readonly Cost[]): string => spreadText(spread(costs.map(({ cpuSeconds }) => cpuSeconds)));
  const goal = (started: Spread): string =>
    `under ${START_GOAL}: ${started.median < START_GOAL ? "reached" : "missed"}`;
  return [
    ...untorn.map(({ spec, costs }, index) => [
      `\`untorn check ${spec}\``,
      spreadText(wall(costs)),
      index === 0 ? goal(wall(costs)) : "",
      cpu(costs),
    ]),
    ["`node -e 0`", spreadText(wall(node)), "", cpu(node)],
  ];
}

function pairsRow({ peer, pairs }: PeerResult): Row {
  const texts = pairs.map(({ pan, untorn }) =>
    [pan.cost.cpuSeconds, untorn.cpuSeconds, untorn.cost.cpuSeconds].map(figureText).join(" / "),
  );
  return [caseTitle(peer), ...texts];
}

/** The first column holds names, the others numbers. */
function table(head: Row, rows: readonly Row[]): string {
  const line = (cells: Row): string => `| ${cells.join(" | ")} |`;
  const rule = `|---|${head
    .slice(1)
    .map(() => "---:|")
    .join("")}`;
  return [line(head), rule, ...rows.map(line)].join("\n");
}
