import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { CampaignSettings } from "./campaign-settings.ts";
import { CONSTRUCTS } from "./construct-names.ts";
import type { Examined, Portion } from "./portion.ts";
import { examineAlone } from "./portion.ts";
import type { Tally } from "./tally.ts";
import { addTally, LEAST_RUNS, newTally, shortfalls } from "./tally.ts";
import { tallyTable } from "./tally-table.ts";

/** Many random specs, each on every engine, shared out among threads. */
export type Campaign = CampaignSettings & {
  readonly runs: number;
  /** Of one spec, as a failure prints it; null: all `runs` of them. */
  readonly path: string | null;
  readonly threads: number;
  /** The bundled `campaign-thread.ts`. */
  readonly threadCode: URL;
  readonly print: (text: string) => void;
  /** Milliseconds. */
  readonly clock: () => number;
};

export type Outcome = { readonly failures: readonly string[]; readonly shortfalls: readonly string[] };

export async function runCampaign(campaign: Campaign): Promise<Outcome> {
  const { runs, seed, path, threads, print } = campaign;
  const started = campaign.clock();
  print(path === null ? `${runs} random specs, seed ${seed}` : `the random spec ${path}, seed ${seed}`);
  const { tally, failures } = path === null ? await allSpecs(campaign) : oneSpec(campaign, path);
  const seconds = (campaign.clock() - started) / 1000;
  print(tallyTable(tally));
  const pace = (1000 * seconds) / Math.max(1, tally.states.length);
  print(`${seconds.toFixed(1)} s with ${threads} threads, ${pace.toFixed(1)} s per 1,000 specs`);
  const judged = path === null && runs >= LEAST_RUNS;
  if (!judged) print(`Fewer than ${LEAST_RUNS} specs: nothing is demanded of the numbers above.`);
  return { failures, shortfalls: judged ? shortfalls(tally, CONSTRUCTS) : [] };
}

function oneSpec(campaign: Campaign, path: string): Examined {
  const { text, ...examined } = examineAlone(campaign, path);
  campaign.print(text);
  return examined;
}

/** Small, so that no thread is left alone with much at the end. */
const PORTION = 25;

async function allSpecs(campaign: Campaign): Promise<Examined> {
  const { runs, mostFailures } = campaign;
  const tally: Tally = newTally();
  const failures: string[] = [];
  let first = 0;
  const next = (): Portion | null => {
    if (first >= runs || failures.length >= mostFailures) return null;
    const portion = { first, count: Math.min(PORTION, runs - first) };
    first += portion.count;
    return portion;
  };
  const take = (examined: Examined): void => {
    addTally(tally, examined.tally);
    failures.push(...examined.failures);
    for (const failure of examined.failures) campaign.print(failure);
  };
  await Promise.all(Array.from({ length: campaign.threads }, () => thread(campaign, next, take)));
  return { tally, failures };
}

/** One thread, until there is nothing left to do. Whatever it throws is thrown here. */
async function thread(
  { threadCode, ...campaign }: Campaign,
  next: () => Portion | null,
  take: (examined: Examined) => void,
): Promise<void> {
  const { seed, engines, mostStates, mostFailures, shrinkSeconds } = campaign;
  const workerData: CampaignSettings = { seed, engines, mostStates, mostFailures, shrinkSeconds };
  const worker = new Worker(threadCode, { workerData });
  for (let portion = next(); portion !== null; portion = next()) {
    const answer = once(worker, "message");
    worker.postMessage(portion);
    const [examined] = await answer;
    take(examined);
  }
  await worker.terminate();
}
