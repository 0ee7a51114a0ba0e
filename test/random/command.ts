import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { runCampaign } from "./campaign.ts";
import { ENGINES } from "./engines.ts";

/**
 * `npm run random -- --runs 20000 --seed 7`, or `--path 17` for one spec of it. Gives the exit code. `threadCode` is
 * the bundled `campaign-thread.ts`.
 */
export async function randomCommand(args: readonly string[], threadCode: URL): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      runs: { type: "string", default: "3000" },
      seed: { type: "string" },
      path: { type: "string" },
      threads: { type: "string", default: String(availableParallelism()) },
      engines: { type: "string" },
      "max-states": { type: "string", default: "30000" },
      failures: { type: "string", default: "5" },
      "shrink-seconds": { type: "string", default: "60" },
    },
  });
  const wanted = values.engines?.split(",") ?? ENGINES.map(({ name }) => name);
  const { failures, shortfalls } = await runCampaign({
    runs: Number(values.runs),
    seed: values.seed === undefined ? freshSeed() : Number(values.seed),
    path: values.path ?? null,
    threads: Number(values.threads),
    threadCode,
    engines: ENGINES.filter(({ name }) => wanted.includes(name)),
    mostStates: Number(values["max-states"]),
    mostFailures: Number(values.failures),
    shrinkSeconds: Number(values["shrink-seconds"]),
    print: (text) => process.stdout.write(`${text}\n`),
    clock: () => performance.now(),
  });
  for (const line of failures.length === 0 ? shortfalls : []) process.stdout.write(`MISSING: ${line}\n`);
  return failures.length + shortfalls.length === 0 ? 0 : 1;
}

function freshSeed(): number {
  return Math.floor(Math.random() * 2 ** 31);
}
