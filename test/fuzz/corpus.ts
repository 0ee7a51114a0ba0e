import { readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { tokenize } from "../../src/language/lexer.ts";
import type { ReadPart } from "../../src/language/load-spec.ts";
import type { SpecToken } from "../../src/language/token.ts";

/** The specs that are mutated: all of a folder, with the parts they use. */
export type Corpus = {
  /** By path. */
  readonly texts: ReadonlyMap<string, string>;
  readonly targets: readonly Target[];
  /** Sum of the weights. */
  readonly weight: number;
};

/** A file, its tokens, and the specs that it is part of: a spec is part of itself. */
export type Target = {
  readonly path: string;
  readonly text: string;
  readonly tokens: readonly SpecToken[];
  readonly roots: readonly string[];
  /** The more there is to read with it, the less often it is chosen: about as much time goes into each file. */
  readonly weight: number;
};

export function corpusIn(folder: string): Corpus {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((path) =>
    posix.join(folder, path.replaceAll("\\", "/")),
  );
  const specs = paths.filter((path) => path.endsWith(".untorn")).sort();
  return corpusOf(new Map(specs.map((path) => [path, readFileSync(path, "utf8")])));
}

/** The time for a spec grows faster than its tokens; below so many of them it is the search that takes the time. */
const COST_GROWTH = 2;
const SMALL = 600;
const WEIGHTS = 1e9;

export function corpusOf(texts: ReadonlyMap<string, string>): Corpus {
  const files = [...texts].map(([path, text]) => ({ path, text, tokens: tokensOf(path, text) }));
  const sizes = new Map(files.map(({ path, tokens }) => [path, tokens.length]));
  const specs = files.filter(({ tokens }) => tokens[0]?.kind === "spec");
  const partsOf = new Map(specs.map(({ path }) => [path, withParts(texts, path, new Set())]));
  const targets = files.flatMap((file) => {
    const roots = [...partsOf].filter(([, parts]) => parts.has(file.path));
    const read = Math.max(...roots.map(([, parts]) => sum([...parts].map((part) => sizes.get(part) ?? 0))));
    const weight = Math.ceil(WEIGHTS / Math.max(read, SMALL) ** COST_GROWTH);
    return roots.length === 0 || file.tokens.length === 0
      ? []
      : [{ ...file, roots: roots.map(([root]) => root), weight }];
  });
  return { texts, targets, weight: sum(targets.map(({ weight }) => weight)) };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

function tokensOf(path: string, text: string): SpecToken[] {
  const tokens: SpecToken[] = [];
  let token: SpecToken | undefined = tokenize({ path, text }).first;
  for (; token !== undefined && token.kind !== "end"; token = token.next) tokens.push(token);
  return tokens;
}

function withParts(texts: ReadonlyMap<string, string>, path: string, seen: Set<string>): ReadonlySet<string> {
  const text = texts.get(path);
  if (text === undefined || seen.has(path)) return seen;
  seen.add(path);
  for (const [, named = ""] of text.matchAll(/^use "([^"]+)"/gm)) withParts(texts, partPath(named, path), seen);
  return seen;
}

function partPath(named: string, from: string): string {
  return posix.join(posix.dirname(from), named);
}

/** Parts as they are in the corpus, but for those given here. */
export function partReader(corpus: Corpus, changed: ReadonlyMap<string, string>): ReadPart {
  return (named, from) => {
    const path = partPath(named, from.path);
    const text = changed.get(path) ?? corpus.texts.get(path);
    return text === undefined ? { problem: "no such file" } : { path, text };
  };
}
