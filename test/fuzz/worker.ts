import { writeSync } from "node:fs";
import { corpusIn } from "./corpus.ts";
import { examine } from "./examine.ts";
import { mutantAt } from "./mutant.ts";

/** One process of a campaign: every `step`th mutant from `from` on, a line on standard output for each. */

const [folder = "", seed = 0, from = 0, step = 1, end = 0] = process.argv
  .slice(2)
  .map((text, index) => (index === 0 ? text : Number(text))) as [string, number, number, number, number];

const MOST_MILLISECONDS = 1000;

const corpus = corpusIn(folder);
for (let index = from; index < end; index += step) {
  const mutant = mutantAt(corpus, seed, index);
  const start = time();
  let outcome = examine(corpus, mutant);
  // Other programs, or the compiler of V8, may have taken the time: what counts is that it always takes long.
  if (elapsed(start) > MOST_MILLISECONDS) {
    const again = time();
    examine(corpus, mutant);
    const milliseconds = Math.round(elapsed(again));
    if (milliseconds > MOST_MILLISECONDS) outcome = { kind: "broken", problem: `it takes ${milliseconds} ms` };
  }
  const problem = outcome.kind === "broken" ? JSON.stringify(outcome.problem) : "";
  say(`${index} ${outcome.kind} ${problem}\n`);
}

type Time = { readonly wall: number; readonly processor: NodeJS.CpuUsage };

function time(): Time {
  return { wall: performance.now(), processor: process.cpuUsage() };
}

/** In milliseconds: of the wall clock or of the processor, whichever is less. */
function elapsed({ wall, processor }: Time): number {
  const { user, system } = process.cpuUsage(processor);
  return Math.min(performance.now() - wall, (user + system) / 1000);
}

/** At once, so that the last line tells where it hangs or dies. */
function say(text: string): void {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length; ) {
    try {
      written += writeSync(1, bytes, written);
    } catch (problem) {
      if (!(problem instanceof Error && "code" in problem && problem.code === "EAGAIN")) throw problem;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}
