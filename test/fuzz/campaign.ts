import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { OutcomeKind } from "./examine.ts";

/** Mutants `from` to `count` of a seed, over some processes. */
export type Campaign = {
  readonly worker: string;
  readonly folder: string;
  readonly seed: number;
  readonly from: number;
  readonly count: number;
  readonly processes: number;
  readonly onOutcome: (index: number, kind: OutcomeKind, problem: string) => void;
};

/** Nothing that a process says in this time: its mutant has no end. */
const SILENCE_SECONDS = 60;

/** Ends when every mutant has; a process that hangs or dies is followed by one that goes on behind its mutant. */
export async function runCampaign(campaign: Campaign): Promise<void> {
  const shares = Array.from({ length: campaign.processes }, (_, offset) => runShare(campaign, offset));
  await Promise.all(shares);
}

async function runShare(campaign: Campaign, offset: number): Promise<void> {
  const { count, processes, onOutcome } = campaign;
  let next = campaign.from + offset;
  while (next < count) {
    const ending = await runProcess(campaign, next, (index) => {
      next = index + processes;
    });
    if (next >= count) return;
    onOutcome(next, "broken", ending);
    next += processes;
  }
}

/** Gives how it ended, in words. */
function runProcess(campaign: Campaign, from: number, onIndex: (index: number) => void): Promise<string> {
  const { worker, folder, seed, count, processes, onOutcome } = campaign;
  const words = [worker, folder, seed, from, processes, count].map(String);
  const child = spawn(process.execPath, ["--enable-source-maps", ...words], { stdio: ["ignore", "pipe", "inherit"] });
  const stop = (): unknown => child.kill("SIGKILL");
  process.once("exit", stop);
  const watch = silenceWatch(child);
  createInterface({ input: child.stdout }).on("line", (text) => {
    watch.heard();
    const [, index = "", kind = "", problem = ""] = /^(\d+) (\w+) (.*)$/.exec(text) ?? [];
    onIndex(Number(index));
    onOutcome(Number(index), kind as OutcomeKind, problem === "" ? "" : String(JSON.parse(problem)));
  });
  return new Promise((done, failed) => {
    child.on("error", failed);
    child.on("close", (code, signal) => {
      watch.end();
      process.off("exit", stop);
      done(watch.isSilent() ? `it has no end within ${SILENCE_SECONDS} s` : `its process ended with ${signal ?? code}`);
    });
  });
}

function silenceWatch(child: ChildProcess) {
  let silent = false;
  const end = (): void => {
    silent = true;
    child.kill("SIGKILL");
  };
  let timer = setTimeout(end, SILENCE_SECONDS * 1000);
  return {
    heard: () => {
      clearTimeout(timer);
      timer = setTimeout(end, SILENCE_SECONDS * 1000);
    },
    end: () => clearTimeout(timer),
    isSilent: () => silent,
  };
}
