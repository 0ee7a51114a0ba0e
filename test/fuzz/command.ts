import { parseArgs } from "node:util";
import { runCampaign } from "./campaign.ts";
import { type Corpus, corpusIn } from "./corpus.ts";
import { examine, type OutcomeKind, outcomeKinds } from "./examine.ts";
import { mutantAt } from "./mutant.ts";

const DEFAULT_FOLDER = "specs";

/**
 * `npm run fuzz -- --count 1000000 --seed 1`, with `--from 400000` only those that are left, or `--index 17` for one mutant
 * of it. Gives the exit code.
 */
export async function fuzzCommand(args: readonly string[], worker: string): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      count: { type: "string", default: "20000" },
      from: { type: "string", default: "0" },
      seed: { type: "string", default: "1" },
      index: { type: "string" },
      processes: { type: "string", default: "2" },
      folder: { type: "string", default: DEFAULT_FOLDER },
    },
  });
  const { folder } = values;
  const { seed, from, count, processes } = numbersOf(values);
  if (values.index !== undefined) return showMutant(folder, seed, Number(values.index));
  const corpus = corpusIn(folder);
  const range = from === 0 ? `${count} mutants` : `mutants ${from} to ${count}`;
  print(`${range} of ${corpus.targets.length} files below ${folder}/, seed ${seed}, ${processes} processes`);
  const start = performance.now();
  const tally = new Tally(corpus, folder, seed);
  await runCampaign({ worker, folder, seed, from, count, processes, onOutcome: (...told) => tally.add(...told) });
  const seconds = (performance.now() - start) / 1000;
  print(`${tally.text()}; ${seconds.toFixed(0)} s, ${Math.round((count - from) / seconds)} a second`);
  return tally.count("broken") === 0 && tally.total() === count - from ? 0 : 1;
}

function numbersOf(values: Readonly<Record<"seed" | "from" | "count" | "processes", string>>) {
  return {
    seed: Number(values.seed),
    from: Number(values.from),
    count: Number(values.count),
    processes: Number(values.processes),
  };
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

function showMutant(folder: string, seed: number, index: number): number {
  const corpus = corpusIn(folder);
  const mutant = mutantAt(corpus, seed, index);
  const outcome = examine(corpus, mutant);
  print(`${mutant.path}, read as part of ${mutant.root}: ${mutant.change}`);
  print(outcome.kind === "broken" ? `BROKEN: ${outcome.problem}` : outcome.kind);
  print(`\n${mutant.text}`);
  return outcome.kind === "broken" ? 1 : 0;
}

/** Of failures of one sort so many are shown. */
const SHOWN = 3;
const PROGRESS_EVERY = 50_000;

/** Counts outcomes and prints failures as they come. */
class Tally {
  private readonly counts = new Map<OutcomeKind, number>();
  private readonly sorts = new Map<string, number>();
  private readonly corpus: Corpus;
  private readonly folder: string;
  private readonly seed: number;

  constructor(corpus: Corpus, folder: string, seed: number) {
    this.corpus = corpus;
    this.folder = folder;
    this.seed = seed;
  }

  add(index: number, kind: OutcomeKind, problem: string): void {
    this.counts.set(kind, this.count(kind) + 1);
    if (kind === "broken") this.addFailure(index, problem);
    if (this.total() % PROGRESS_EVERY === 0) print(this.text());
  }

  private addFailure(index: number, problem: string): void {
    const sort = (problem.split("\n")[0] ?? "").replace(/\d+/g, "N");
    const before = this.sorts.get(sort) ?? 0;
    this.sorts.set(sort, before + 1);
    if (before >= SHOWN) return;
    const { path, change } = mutantAt(this.corpus, this.seed, index);
    print(
      `FAILED: npm run fuzz -- ${this.folder === DEFAULT_FOLDER ? "" : `--folder ${this.folder} `}--seed ${this.seed} --index ${index}\n  ${path}: ${change}\n  ${problem}`,
    );
  }

  count(kind: OutcomeKind): number {
    return this.counts.get(kind) ?? 0;
  }

  total(): number {
    return outcomeKinds.reduce((sum, kind) => sum + this.count(kind), 0);
  }

  text(): string {
    const parts = outcomeKinds.map((kind) => `${kind} ${this.count(kind)}`).join(", ");
    const more = [...this.sorts]
      .filter(([, count]) => count > SHOWN)
      .map(([sort, count]) => `\n  ${count} times: ${sort}`);
    return `${this.total()} mutants: ${parts}${more.join("")}`;
  }
}
