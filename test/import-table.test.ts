import { readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { expect, test } from "vitest";

type Rule = { readonly of: RegExp; readonly may: RegExp; readonly typesOnly?: RegExp; readonly packages: RegExp };

const none = /^$/;
const pages = /(check|compare|expectations|worker)\.ts$/;
const pipeline = new RegExp(`^src/((language|mutation|model|explorer|properties|export)/|${pages.source})`);

/** Who may import whom. The first rule whose `of` fits the file is the one that binds; types count as imports. */
const rules: readonly Rule[] = [
  { of: /^src\/language\//, may: /^src\/language\//, packages: /^typescript-parsec$/ },
  { of: /^src\/mutation\//, may: /^src\/(mutation|language)\//, packages: none },
  // The oracle shares no stage with what it checks.
  {
    of: /^src\/model\/interpreter\//,
    may: /^src\/(language|model)\/(?!(lowering|generated)\/)/,
    packages: /^immutable$/,
  },
  { of: /^src\/model\//, may: /^src\/(language|model)\//, packages: /^immutable$/ },
  { of: /^src\/explorer\//, may: /^src\/(explorer\/|model\/(transition-system|state)\.ts$)/, packages: none },
  {
    of: /^src\/properties\//,
    may: /^src\/(properties|explorer|model|language)\//,
    typesOnly: /^src\/language\/(?!tree-parts\.ts$)/,
    packages: /^immutable$/,
  },
  {
    of: /^src\/report\//,
    may: new RegExp(`^src/report/|${pipeline.source}`),
    // All but where in a file a span lies: that is derived only when something is printed.
    typesOnly: new RegExp(`^(?!src/language/(source|tree-parts)\\.ts$)${pipeline.source.slice(1)}`),
    packages: /^chalk$/,
  },
  { of: new RegExp(`^src/(export/|${pages.source})`), may: pipeline, packages: none },
  // It loads the parts of the built program, of which it knows nothing.
  { of: /^src\/start\.ts$/, may: none, packages: /^node:.+$/ },
  { of: /^src\/cli(\.ts$|\/)/, may: /^(src\/|package\.json$)/, packages: /^(node:.+|chalk|commander)$/ },
];

type Import = { readonly from: string; readonly to: string; readonly typeOnly: boolean };

/** `import … from`, `export … from` and `import "…"` at the start of a line; `import("…")` anywhere. */
const importForm =
  /^[ \t]*(?:(?:import|export)\b(?<clause>[^;"'`()=]*?)\bfrom|import)\s*["'](?<path>[^"'\n]+)["']|\bimport\(\s*["'`](?<late>[^"'`\n]+)["'`]/gm;

function importsOf(from: string, text: string): Import[] {
  return [...text.matchAll(importForm)].map(({ groups: { clause = "", path = "", late = "" } = {} }) => {
    const named = path || late;
    const to = named.startsWith(".") ? posix.join(posix.dirname(from), named) : named;
    return { from, to, typeOnly: /^\s*type\b/.test(clause) };
  });
}

function breach({ from, to, typeOnly }: Import, files: ReadonlySet<string>): string | undefined {
  const rule = rules.find(({ of }) => of.test(from));
  if (rule === undefined) return undefined; // such a file is reported by itself
  const inside = files.has(to) || to === "package.json";
  if (!(inside ? rule.may : rule.packages).test(to)) return `${from} imports ${to}`;
  if (!typeOnly && rule.typesOnly?.test(to)) return `${from} imports more than types of ${to}`;
  return undefined;
}

/** What is left after taking away, again and again, the files that import none of the rest or that none of it imports. */
function filesOnCycles(imports: readonly Import[]): string[] {
  let left = imports;
  for (;;) {
    const importers = new Set(left.map(({ from }) => from));
    const imported = new Set(left.map(({ to }) => to));
    const next = left.filter(({ from, to }) => imported.has(from) && importers.has(to));
    if (next.length === left.length) return [...importers].sort();
    left = next;
  }
}

const texts = new Map(
  readdirSync("src", { recursive: true, encoding: "utf8" })
    .filter((path) => /\.[cm]?[jt]sx?$/.test(path))
    .map((path) => `src/${path.replaceAll("\\", "/")}`)
    .map((path) => [path, readFileSync(path, "utf8")] as const),
);
const files = new Set(texts.keys());
const imports = [...texts].flatMap(([path, text]) => importsOf(path, text));

test("there is something to look at", () => {
  expect(files.size).toBeGreaterThanOrEqual(10);
  expect(imports.length).toBeGreaterThanOrEqual(10);
});

test("every form of import is seen", () => {
  const text = `import a from "a";\nimport type {\n  B,\n  C\n} from "./b.ts";\nexport * from "c";\nimport "d";
    const e = await import("e");\ntype F = import("./f.ts").F;\nexport const g = "from 'g'"; // import "h"
export type I = { from: "i" };\nexport interface J { readonly from: "j" }`;
  const seen = importsOf("src/language/x.ts", text);
  expect(seen.map(({ to }) => to)).toEqual(["a", "src/language/b.ts", "c", "d", "e", "src/language/f.ts"]);
  expect(seen.filter(({ typeOnly }) => typeOnly).map(({ to }) => to)).toEqual(["src/language/b.ts"]);
});

test("every import is allowed by the table, and every file has a rule", () => {
  const filesWithoutRule = [...files].filter((file) => !rules.some(({ of }) => of.test(file)));
  const breaches = imports.map((each) => breach(each, files)).filter((each) => each !== undefined);
  expect([...filesWithoutRule, ...breaches]).toEqual([]);
});

test("no file imports itself by way of others", () => {
  const edge = (from: string, to: string): Import => ({ from, to, typeOnly: true });
  expect(filesOnCycles([edge("a", "b"), edge("b", "c"), edge("c", "b"), edge("c", "d")])).toEqual(["b", "c"]);
  expect(filesOnCycles(imports)).toEqual([]);
});

test("no file is longer than 400 lines", () => {
  const long = [...texts].map(([path, text]) => ({ path, lines: text.trimEnd().split("\n").length }));
  expect(long.filter(({ lines }) => lines > 400)).toEqual([]);
});
