import { join } from "node:path";
import { expect, test } from "vitest";
import { tokenize } from "../../src/language/lexer.ts";
import { folderWith } from "../cli/untorn.ts";
import { runCampaign } from "./campaign.ts";
import { corpusIn, corpusOf } from "./corpus.ts";
import { examine, type OutcomeKind } from "./examine.ts";
import { type Mutant, mutantAt } from "./mutant.ts";

const SAMPLE = 2000;
const SEED = 20;

test("a token deleted, doubled or swapped: every mutant ends in a verdict or in diagnostics inside of its files", () => {
  const corpus = corpusIn("specs");
  const kinds = new Set<OutcomeKind>();
  const failures: string[] = [];
  for (let index = 0; index < SAMPLE; index += 1) {
    const mutant = mutantAt(corpus, SEED, index);
    const outcome = examine(corpus, mutant);
    kinds.add(outcome.kind);
    if (outcome.kind === "broken") failures.push(`${index} ${mutant.path}: ${mutant.change}\n${outcome.problem}`);
  }
  expect(failures).toEqual([]);
  expect([...kinds].sort()).toEqual(["grammar", "holds", "refused", "undecided", "violated"]);
});

const texts = new Map([
  ["s/a.untorn", 'spec a "x";\nuse "parts/p.untorn";\ntask t { x = true; }\ninvariant kept: !x;\n'],
  ["s/parts/p.untorn", "bool x;\n"],
  ["s/unused.untorn", "bool y;\n"],
]);

test("specs and the parts they use are mutated, each part together with a spec", () => {
  const { targets } = corpusOf(texts);
  expect(targets.map(({ path, roots }) => [path, roots])).toEqual([
    ["s/a.untorn", ["s/a.untorn"]],
    ["s/parts/p.untorn", ["s/a.untorn"]],
  ]);
});

function words(text: string): string[] {
  const found: string[] = [];
  let token = tokenize({ path: "a.untorn", text }).first;
  for (; token.next !== undefined; token = token.next) found.push(token.text);
  return found;
}

test("a mutant has one token less, one twice, or two in each other's place", () => {
  const corpus = corpusOf(texts);
  const changes = new Set<string>();
  for (let index = 0; index < 300; index += 1) {
    const { path, text, change } = mutantAt(corpus, 1, index);
    const [before, after] = [words(texts.get(path) ?? ""), words(text)];
    const differing = before.filter((word, position) => word !== after[position]).length;
    changes.add(change.replace(/.* /, ""));
    if (change.endsWith("deleted")) expect(after.length).toBe(before.length - 1);
    else if (change.endsWith("doubled")) expect(after.length).toBe(before.length + 1);
    else {
      expect(after.toSorted()).toEqual(before.toSorted());
      expect(differing === 0 || differing === 2, change).toBe(true);
    }
  }
  expect([...changes].sort()).toEqual(["deleted", "doubled", "swapped"]);
});

test("seed and index alone make the same mutant again; another seed makes others", () => {
  const corpus = corpusOf(texts);
  const made = (seed: number) => Array.from({ length: 40 }, (_, index) => mutantAt(corpus, seed, index));
  expect(mutantAt(corpusOf(texts), 5, 17)).toEqual(made(5)[17]);
  expect(made(5)).toEqual(made(5));
  expect(made(6)).not.toEqual(made(5));
});

function outcomeOf(path: string, text: string): string {
  const mutant: Mutant = { root: "s/a.untorn", path, text, change: "", design: 0 };
  return examine(corpusOf(texts), mutant).kind;
}

test("an outcome says how far a mutant came", () => {
  const text = texts.get("s/a.untorn") ?? "";
  expect(outcomeOf("s/a.untorn", text)).toBe("violated");
  expect(outcomeOf("s/a.untorn", text.replace("!x", "x => x"))).toBe("holds");
  expect(outcomeOf("s/a.untorn", text.replace(";", ""))).toBe("grammar");
  expect(outcomeOf("s/a.untorn", text.replace("parts", "missing"))).toBe("refused");
  expect(outcomeOf("s/parts/p.untorn", "bool y;\n")).toBe("refused");
  expect(
    outcomeOf("s/parts/p.untorn", "bool x;\n0..1000000 n;\nevent e() when (true) { n = (n + 1) % 1000000; }\n"),
  ).toBe("violated");
});

test("a process that dies is told as its mutant's failure, and another one goes on behind it", async () => {
  const worker = `const [from, step, end] = process.argv.slice(4).map(Number);
    for (let index = from; index < end; index += step) {
      if (index === 3) process.exit(9);
      console.log(index + " " + (index === 4 ? 'broken "torn"' : "holds "));
    }`;
  const told: string[] = [];
  await runCampaign({
    worker: join(folderWith({ "worker.mjs": worker }), "worker.mjs"),
    folder: "specs",
    seed: 1,
    from: 0,
    count: 8,
    processes: 2,
    onOutcome: (...outcome) => told.push(outcome.join(" ").trim()),
  });
  expect(told.sort()).toEqual([
    ...["0 holds", "1 holds", "2 holds", "3 broken its process ended with 9", "4 broken torn"],
    ...["5 holds", "6 holds", "7 holds"],
  ]);
});
