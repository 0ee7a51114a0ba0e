import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { PeerCase } from "./cases.ts";
import {
  caseTitle,
  FULL,
  LIVENESS,
  LIVENESS_QUICK,
  QUICK,
  QUICK_ROUNDS,
  ROUNDS,
  STARTED,
  STARTS,
  VARIED,
  VARIED_QUICK,
} from "./cases.ts";
import type { DesignsResult } from "./designs.ts";
import { measureDesigns } from "./designs.ts";
import type { LivenessResult, LivenessRound } from "./liveness.ts";
import { livenessBench } from "./liveness.ts";
import { machineWords } from "./machine.ts";
import type { Measure } from "./measure.ts";
import { buildMeasure } from "./measure.ts";
import type { Pan } from "./pan.ts";
import { buildPan, toolVersions } from "./pan.ts";
import type { Pair, PeerResult, Results, StartResult, XfsResult } from "./results.ts";
import { resultsText } from "./results.ts";
import { figureText } from "./statistics.ts";
import type { PointRun, Untorn } from "./untorn.ts";
import { expectCounts, openUntorn } from "./untorn.ts";

const USAGE = `npm run bench -- [options]
  --quick         smaller sizes, two rounds; written to dist/bench-quick.md
  --rounds <n>    how often each pair is run
  --program <js>  another build to measure instead of dist/untorn.cjs
  --out <file>    where the results go instead of bench/RESULTS.md`;

type Options = {
  readonly scope: Results["scope"];
  readonly rounds: number;
  readonly program: string;
  readonly out: string;
};

/** `work` is a folder for what is built; it may be removed afterwards. */
export function main(root: string, work: string, args: readonly string[]): void {
  const options = optionsOf(root, args);
  if (options === null) {
    console.log(USAGE);
    return;
  }
  const versions = toolVersions();
  const measure = buildMeasure(root, work);
  // With all that lies beside it, so that a build meanwhile changes nothing of what is measured.
  cpSync(dirname(options.program), join(work, "untorn"), { recursive: true });
  const program = join(work, "untorn", basename(options.program));
  const untorn = openUntorn(measure, root, program);
  const machine = machineWords(versions, untorn.version);
  const peers = measurePeers(measure, untorn, root, work, options);
  const results: Results = {
    scope: options.scope,
    date: new Date().toISOString().slice(0, 10),
    machine,
    rounds: options.rounds,
    peers,
    liveness: measureLiveness(measure, untorn, root, work, options),
    xfs: measureXfs(untorn, options.rounds),
    designs: measureAtOnce(untorn, options),
    start: measureStart(measure, untorn, root),
  };
  mkdirSync(dirname(options.out), { recursive: true });
  writeFileSync(options.out, resultsText(results));
  say(`written to ${options.out}`);
}

function optionsOf(root: string, args: readonly string[]): Options | null {
  const { values } = parseArgs({
    args: [...args],
    options: {
      help: { type: "boolean" },
      quick: { type: "boolean" },
      rounds: { type: "string" },
      program: { type: "string" },
      out: { type: "string" },
    },
  });
  if (values.help === true) return null;
  const scope = values.quick === true ? "quick" : "full";
  const rounds = values.rounds === undefined ? (scope === "full" ? ROUNDS : QUICK_ROUNDS) : Number(values.rounds);
  if (!Number.isSafeInteger(rounds) || rounds < 1) throw new Error("--rounds is a number from 1");
  const results = scope === "full" ? "bench/RESULTS.md" : "dist/bench-quick.md";
  return {
    scope,
    rounds,
    program: resolve(values.program ?? join(root, "dist", "untorn.cjs")),
    out: resolve(values.out ?? join(root, results)),
  };
}

/** The full graph in rounds of pairs; then once with reductions. */
function measurePeers(measure: Measure, untorn: Untorn, root: string, work: string, options: Options): PeerResult[] {
  const built = (options.scope === "full" ? FULL : QUICK).map((peer) => {
    say(`building pan for ${caseTitle(peer)}`);
    return { peer, pan: buildPan(measure, root, work, peer, "full"), pairs: [] as Pair[] };
  });
  for (let round = 1; round <= options.rounds; round += 1) {
    for (const { peer, pan, pairs } of built) {
      const pair = pairOf(peer, pan, untorn, round % 2 === 1 ? "pan first" : "untorn first");
      const [theirs, ours] = [pair.pan.cost.cpuSeconds, pair.untorn.cpuSeconds].map(figureText);
      say(`round ${round}: ${caseTitle(peer)}: CPU s of pan ${theirs}, of untorn ${ours}`);
      pairs.push(pair);
    }
  }
  return built.map(({ peer, pan, pairs }) => {
    say(`with reductions: ${caseTitle(peer)}`);
    const reduced = {
      pan: buildPan(measure, root, work, peer, "reduced").run(),
      untorn: untorn.peer(peer, "reduced"),
    };
    return { peer, pairs, buildCpuSeconds: pan.buildCpuSeconds, reduced };
  });
}

/** There is no pair, and so no ratio, without equal counts. */
function pairOf(peer: PeerCase, pan: Pan, untorn: Untorn, order: "pan first" | "untorn first"): Pair {
  const early = order === "pan first" ? pan.run() : null;
  const ours = untorn.peer(peer, "full");
  const theirs = early ?? pan.run();
  expectCounts(peer, "untorn", ours);
  // pan counts the step to the initial state.
  expectCounts(peer, "pan", { states: theirs.states, transitions: theirs.transitions - 1 });
  return { pan: theirs, untorn: ours };
}

function measureLiveness(
  measure: Measure,
  untorn: Untorn,
  root: string,
  work: string,
  options: Options,
): LivenessResult[] {
  return (options.scope === "full" ? LIVENESS : LIVENESS_QUICK).map((measured) => {
    say(`building pan for ${caseTitle(measured.peer)} with ${measured.define}`);
    const { round } = livenessBench(measure, untorn, root, work, measured);
    const rounds: LivenessRound[] = [];
    for (let number = 1; number <= options.rounds; number += 1) {
      const done = round();
      const figures = [done.pan.safety.cost, done.pan.liveness.cost, done.untorn.safety, done.untorn.liveness];
      const [theirs, theirsToo, ours, oursToo] = figures.map(({ cpuSeconds }) => figureText(cpuSeconds));
      say(
        `round ${number}: ${measured.formula}: CPU s of pan ${theirs}, then ${theirsToo}; of untorn ${ours}, then ${oursToo}`,
      );
      rounds.push(done);
    }
    return { measured, rounds };
  });
}

function measureXfs(untorn: Untorn, rounds: number): XfsResult[] {
  const results = untorn.designs.map((design) => {
    say(`xfs-atomic-write, ${design}: with reductions, by the interpreter`);
    const [reduced, interpreter] = [untorn.xfs(design, "reduced"), untorn.xfs(design, "interpreter")];
    return { design, reduced, interpreter, runs: [] as XfsResult["runs"][number][] };
  });
  for (let round = 1; round <= rounds; round += 1) {
    say(`round ${round}: xfs-atomic-write, every design`);
    for (const { design, interpreter, runs } of results) {
      const run = untorn.xfs(design, "full");
      if (run.states !== interpreter.states || run.transitions !== interpreter.transitions) {
        throw new Error(`${design}: ${run.states} states, by the interpreter ${interpreter.states}`);
      }
      runs.push(run);
    }
  }
  return results;
}

function measureAtOnce(untorn: Untorn, { scope, rounds }: Options): DesignsResult[] {
  const alone = new Map<string, PointRun>();
  return (scope === "full" ? VARIED : VARIED_QUICK).map((vary) => measureDesigns(untorn, vary, rounds, alone, say));
}

function measureStart(measure: Measure, untorn: Untorn, root: string): StartResult {
  say(`${STARTS} starts`);
  const rounds = Array.from({ length: STARTS }, () => ({
    untorn: STARTED.map((spec) => untorn.start(spec)),
    node: measure(process.execPath, ["-e", "0"], root).cost,
  }));
  return {
    untorn: STARTED.map((spec, index) => ({ spec, costs: rounds.flatMap((round) => round.untorn[index] ?? []) })),
    node: rounds.map((round) => round.node),
  };
}

function say(text: string): void {
  console.error(`bench: ${text}`);
}
