import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { PeerCase } from "./cases.ts";
import { caseTitle, settingsOf } from "./cases.ts";
import type { Cost, Finished, Measure } from "./measure.ts";
import { mustRun } from "./measure.ts";

/** pan is the checker that Spin generates, in C, for one model. */

export type PanCounts = {
  readonly states: number;
  readonly transitions: number;
  /** The longest path on its stack. */
  readonly depth: number;
  /** Its stack was too small: parts of the graph are missing. */
  readonly truncated: boolean;
  readonly errors: number;
  /** What it says it has allocated, hash table and stack included. */
  readonly allocatedBytes: number;
};

export type PanRun = PanCounts & { readonly cost: Cost };

/** The full graph, or what Spin and pan leave of it by their defaults; the full one with an `ltl` line, made so. */
export type PanGraph = "full" | "reduced" | { readonly ltl: string };

export type Pan = { readonly run: () => PanRun; readonly buildCpuSeconds: number };

const FIRST_STACK = 100_000;
const LARGEST_STACK = 100_000_000;
/** pan takes a path that just fits for one that does not. */
const SPARE_STACK = 8;
const LEAST_HASH_BITS = 16;
const SLOTS_PER_STATE = 3;
const MIB = 2 ** 20;

/** Generates and compiles pan, then tries how deep a stack it needs: one that is too large costs time and memory. */
export function buildPan(measure: Measure, root: string, work: string, peer: PeerCase, graph: PanGraph): Pan {
  const { name, spin, gcc, run } = optionsFor(graph);
  const folder = join(work, `${caseTitle(peer).replaceAll(/\W+/g, "-")}-${name}`);
  mkdirSync(folder, { recursive: true });
  const model = join(root, "bench", "peers", "promela", `${peer.name}.pml`);
  const defines = settingsOf(peer.constants).map((setting) => `-D${setting}`);
  const generated = succeeding(measure, "spin", ["-a", ...spin, ...defines, model], folder);
  const compiled = succeeding(measure, "gcc", ["-O2", "-w", ...gcc, "-o", "pan", "pan.c"], folder);

  const hash = `-w${hashBits(peer.states)}`;
  const runWith = (stack: number): PanRun => {
    const { output, cost } = measure(join(folder, "pan"), [...run, `-m${stack}`, hash], folder);
    return { ...parsePan(output), cost };
  };
  const stack = neededStack(runWith);
  return {
    run: () => complete(runWith(stack), peer),
    buildCpuSeconds: generated.cost.cpuSeconds + compiled.cost.cpuSeconds,
  };
}

type PanOptions = Readonly<Record<"spin" | "gcc" | "run", readonly string[]>> & { readonly name: string };

/** `-a -f`: acceptance cycles, under weak fairness. */
function optionsFor(graph: PanGraph): PanOptions {
  if (graph === "reduced") return { name: graph, spin: [], gcc: ["-DSAFETY"], run: [] };
  if (graph === "full") return { name: graph, spin: ["-o2"], gcc: ["-DSAFETY", "-DNOREDUCE"], run: [] };
  return { name: graph.ltl, spin: ["-o2", `-D${graph.ltl}`], gcc: ["-DNOREDUCE"], run: ["-a", "-f"] };
}

function succeeding(measure: Measure, tool: string, args: readonly string[], folder: string): Finished {
  const finished = measure(tool, args, folder);
  if (finished.status === 0) return finished;
  throw new Error(`${[tool, ...args].join(" ")} failed\n${finished.output}${finished.complaints}`);
}

function neededStack(runWith: (stack: number) => PanRun): number {
  for (let stack = FIRST_STACK; stack <= LARGEST_STACK; stack *= 10) {
    const { truncated, depth } = runWith(stack);
    if (!truncated) return depth + SPARE_STACK;
  }
  throw new Error(`pan needs a stack of more than ${LARGEST_STACK} steps`);
}

function complete(run: PanRun, peer: PeerCase): PanRun {
  if (run.truncated) throw new Error(`pan did not search all of ${caseTitle(peer)}`);
  if (run.errors > 0) throw new Error(`pan found an error in ${caseTitle(peer)}`);
  return run;
}

/** Tried from 20 to 26 on these models: pan is fastest with two to four times as many slots as states. */
export function hashBits(states: number): number {
  return Math.max(LEAST_HASH_BITS, Math.ceil(Math.log2(SLOTS_PER_STATE * states)));
}

export function parsePan(output: string): PanCounts {
  return {
    states: numberIn(output, /^\s*(\S+) states, stored/m),
    transitions: numberIn(output, /^\s*(\S+) transitions \(= (?:stored|visited)\+matched\)/m),
    depth: numberIn(output, /depth reached (\d+)/),
    truncated: output.includes("max search depth too small"),
    errors: numberIn(output, /errors: (\d+)/),
    allocatedBytes: numberIn(output, /^\s*(\S+)\s+total actual memory usage/m) * MIB,
  };
}

function numberIn(output: string, pattern: RegExp): number {
  const value = Number(pattern.exec(output)?.[1] ?? Number.NaN);
  if (Number.isNaN(value)) throw new Error(`pan does not say ${pattern.source}\n${output}`);
  return value;
}

/** Throws when a tool is missing. */
export function toolVersions(): { readonly spin: string; readonly gcc: string } {
  return { spin: versionOf("spin", "-V"), gcc: versionOf("gcc", "--version") };
}

function versionOf(tool: string, option: string): string {
  try {
    return mustRun(tool, [option], ".").trim().split("\n")[0] ?? "";
  } catch (problem) {
    const missing = problem instanceof Error && "code" in problem && problem.code === "ENOENT";
    if (!missing) throw problem;
    throw new Error(
      `'${tool}' is missing. On Debian and Ubuntu, bench/setup installs it (apt-get install spin gcc libc6-dev).`,
    );
  }
}
