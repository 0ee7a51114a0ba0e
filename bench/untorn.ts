import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Constants, PeerCase } from "./cases.ts";
import { caseTitle, designsOf, settingsOf, XFS, XFS_DESIGNS } from "./cases.ts";
import type { Cost, Finished, Measure } from "./measure.ts";

/** What `untorn check --json` says of one search. */
export type UntornCounts = {
  readonly states: number;
  readonly transitions: number;
  readonly depth: number;
  /** Of the exploration alone, all threads of the process. */
  readonly cpuSeconds: number;
  /** Tables and queues at their peak over distinct states; null: this engine does not count them. */
  readonly bytesPerState: number | null;
};

export type UntornRun = UntornCounts & { readonly cost: Cost };

/** What untorn leaves of the graph by default; all of it; or all of it, by the reference interpreter. */
export type UntornGraph = "reduced" | "full" | "interpreter";

export type KnobSettings = Readonly<Record<string, string | number | boolean>>;

/** One point of the knobs, alone or with others. */
export type PointRun = {
  readonly knobs: KnobSettings;
  readonly cpuSeconds: number;
  /** Tables and queues, of the whole search. */
  readonly peakBytes: number;
  /** States, transitions, depth, and each verdict with its length. */
  readonly said: string;
};

export type Untorn = {
  readonly peer: (peer: PeerCase, graph: UntornGraph) => UntornRun;
  /** The full graph of a peer that stands, with a formula, in another file. */
  readonly liveness: (peer: PeerCase, file: string) => UntornRun;
  readonly xfs: (design: string, graph: UntornGraph) => UntornRun;
  /** Every point of these knobs of the xfs spec in one search; and one point alone. */
  readonly points: (vary: readonly string[]) => readonly PointRun[];
  readonly point: (knobs: KnobSettings) => PointRun;
  readonly designs: readonly string[];
  readonly start: (spec: string) => Cost;
  readonly version: string;
};

const HOLDS = 0;
const VIOLATED = 1;

const graphOptions: Readonly<Record<UntornGraph, readonly string[]>> = {
  reduced: [],
  full: ["--no-reduce"],
  interpreter: ["--engine", "interpreter"],
};

/** `program` is a bundle; specs are named relative to `root`, as they are in its output. */
export function openUntorn(measure: Measure, root: string, program: string): Untorn {
  const run = (args: readonly string[], codes: readonly number[]): Finished => {
    const finished = measure(process.execPath, [program, ...args], root);
    if (codes.includes(finished.status)) return finished;
    throw new Error(`untorn ${args.join(" ")}: exit code ${finished.status}\n${finished.output}${finished.complaints}`);
  };
  const check = (spec: string, options: readonly string[], graph: UntornGraph, codes: readonly number[]): UntornRun => {
    const { output, cost } = run(["check", spec, ...options, "--json", ...graphOptions[graph]], codes);
    return { ...parseUntorn(output), cost };
  };
  return {
    peer: (peer, graph) => check(`specs/peers/${peer.name}.untorn`, setOptions(peer.constants), graph, [HOLDS]),
    liveness: (peer, file) => check(file, setOptions(peer.constants), "full", [HOLDS]),
    xfs: (design, graph) => check(XFS, ["--design", design], graph, [HOLDS, VIOLATED]),
    points: (vary) => pointRuns(run(["compare", XFS, "--vary", vary.join(), "--json"], [HOLDS]).output),
    point: (knobs) => {
      const settings = Object.entries(knobs).flatMap(([name, value]) => ["-D", `${name}=${value}`]);
      const [only] = pointRuns(run(["check", XFS, ...settings, "--json"], [HOLDS, VIOLATED]).output);
      if (only === undefined) throw new Error("untorn's JSON has no run");
      return only;
    },
    designs: designsOf(readFileSync(join(root, XFS_DESIGNS), "utf8")),
    start: (spec) => run(["check", spec], [HOLDS, VIOLATED]).cost,
    version: run(["--version"], [HOLDS]).output.trim(),
  };
}

function setOptions(constants: Constants): string[] {
  return settingsOf(constants).flatMap((setting) => ["--set", setting]);
}

export function parseUntorn(output: string): UntornCounts {
  const result: unknown = JSON.parse(output);
  const runs = field(result, "runs");
  const run: unknown = Array.isArray(runs) ? runs[0] : undefined;
  if (field(run, "complete") !== true) throw new Error(`untorn did not search everything: ${field(run, "limit")}`);
  const bytesPerState = field(run, "bytesPerState");
  return {
    states: numberOf(run, "states"),
    transitions: numberOf(run, "transitions"),
    depth: numberOf(run, "depth"),
    cpuSeconds: numberOf(run, "cpuSeconds"),
    bytesPerState: typeof bytesPerState === "number" ? bytesPerState : null,
  };
}

function pointRuns(output: string): PointRun[] {
  const runs = field(JSON.parse(output), "runs");
  if (!Array.isArray(runs)) throw new Error("untorn's JSON has no runs");
  return runs.map((run: unknown): PointRun => {
    const counts = ["states", "transitions", "depth"].map((key) => numberOf(run, key));
    const properties = field(run, "properties");
    const verdicts = (Array.isArray(properties) ? properties : []).map((property: unknown) =>
      ["name", "verdict", "vacuous", "steps"].map((key) => String(field(property, key))).join(" "),
    );
    return {
      knobs: field(run, "knobs") as KnobSettings,
      cpuSeconds: numberOf(run, "cpuSeconds"),
      peakBytes: numberOf(run, "bytesPerState") * numberOf(run, "states"),
      said: [...counts, ...verdicts].join("; "),
    };
  });
}

function field(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}

function numberOf(value: unknown, key: string): number {
  const found = field(value, key);
  if (typeof found !== "number") throw new Error(`untorn's JSON has no number runs[0].${key}`);
  return found;
}

/** Every way of counting must come to the same. */
export function expectCounts(peer: PeerCase, tool: string, counts: Pick<UntornCounts, "states" | "transitions">): void {
  if (counts.states === peer.states && counts.transitions === peer.transitions) return;
  const text = ({ states, transitions }: typeof counts) => `${states} states and ${transitions} transitions`;
  throw new Error(`${caseTitle(peer)}: ${tool} counts ${text(counts)}, expected ${text(peer)}; nothing is compared`);
}
