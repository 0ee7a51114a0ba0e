import { spawnSync } from "node:child_process";
import { join } from "node:path";

export type Cost = {
  /** User and system, of the process and all its threads. */
  readonly cpuSeconds: number;
  readonly wallSeconds: number;
  readonly peakBytes: number;
};

export type Finished = {
  readonly status: number;
  readonly output: string;
  readonly complaints: string;
  readonly cost: Cost;
};

/** Runs a program in a folder and says what it took. */
export type Measure = (program: string, args: readonly string[], folder: string) => Finished;

const MOST_OUTPUT = 2 ** 28;
const KIB = 1024;

/** Runs what prepares a measurement; throws what it printed when it fails. */
export function mustRun(program: string, args: readonly string[], folder: string): string {
  const { status, error, stdout, stderr } = spawnSync(program, args, { cwd: folder, encoding: "utf8" });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${[program, ...args].join(" ")} failed\n${stdout}${stderr}`);
  return stdout;
}

export function buildMeasure(root: string, work: string): Measure {
  const wrapper = join(work, "measure");
  mustRun("gcc", ["-O2", "-o", wrapper, join(root, "bench", "measure.c")], work);
  return (program, args, folder) => {
    const { status, error, output } = spawnSync(wrapper, [program, ...args], {
      cwd: folder,
      encoding: "utf8",
      maxBuffer: MOST_OUTPUT,
      stdio: ["ignore", "pipe", "pipe", "pipe"],
    });
    if (error !== undefined) throw error;
    const [, stdout = "", stderr = "", told = ""] = output.map((text) => text ?? "");
    const [user, system, wall, rss] = told.trim().split(" ").map(Number);
    if (status === null || user === undefined || system === undefined || wall === undefined || rss === undefined) {
      throw new Error(`${program} was not measured\n${stderr}`);
    }
    const cost: Cost = { cpuSeconds: user + system, wallSeconds: wall, peakBytes: rss * KIB };
    return { status, output: stdout, complaints: stderr, cost };
  };
}
