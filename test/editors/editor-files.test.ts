import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { hardWords, softWords } from "../../src/language/token.ts";
import { folderWith, untorn } from "../cli/untorn.ts";

test("the syntax files are what 'npm run editors' makes", () => {
  const { status, stderr } = spawnSync(process.execPath, ["scripts/editors.mjs", "--check"], { encoding: "utf8" });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});

test("Vim knows every word of the language", () => {
  const keywords = readFileSync("editors/vim/syntax/untorn.vim", "utf8").matchAll(/^syntax keyword \w+ (.*)$/gm);
  const known = new Set([...keywords].flatMap(([, words = ""]) => words.split(" ")));
  expect([...Object.values(hardWords).flat(), ...softWords].filter((word) => !known.has(word))).toEqual([]);
});

const manifest = JSON.parse(readFileSync("editors/vscode/package.json", "utf8"));

test("the extension has the version of the tool, and the files that it names", () => {
  expect(manifest.version).toBe(JSON.parse(readFileSync("package.json", "utf8")).version);
  const { languages, grammars } = manifest.contributes;
  for (const path of [languages[0].configuration, grammars[0].path]) {
    expect(() => JSON.parse(readFileSync(`editors/vscode/${path}`, "utf8"))).not.toThrow();
  }
});

const broken = 'spec s "x";\nbool x;\ntask t\n{\n\tx = false;\n\tx = true\n}\n';
const violated = 'spec s "x";\nbool x;\ntask t\n{\n\tx = true;\n\tassert kept (!x) "why";\n}\n';

/** What `check` prints for editors about these specs, and where it must lead. */
function printed(text: string): string[] {
  const { out, err } = untorn(["check", "--format", "gcc", "a.untorn"], { folder: folderWith({ "a.untorn": text }) });
  return `${out}${err}`.trimEnd().split("\n");
}

test("the problem matcher of the extension finds file, line, column, severity, message and code", () => {
  const [{ pattern }] = manifest.contributes.problemMatchers;
  const parts = (line: string) => new RegExp(pattern.regexp).exec(line)?.slice(1);
  const [first, ...others] = printed(broken);
  expect(parts(first ?? "")).toEqual([
    "a.untorn",
    "6",
    "10",
    "error",
    expect.stringContaining("expected ';'"),
    "U0007",
  ]);
  expect(others.map(parts)).toEqual([undefined]);
  const [violation = ""] = printed(violated);
  expect(parts(violation)?.slice(0, 4)).toEqual(["a.untorn", "6", "2", "error"]);
  expect([pattern.file, pattern.line, pattern.column, pattern.severity, pattern.message, pattern.code]).toEqual([
    ...[1, 2, 3, 4, 5, 6],
  ]);
});

/** The `errorformat` of the compiler file as patterns, in order; null for lines that are left out. */
function errorFormats(): { readonly pattern: RegExp; readonly isLeftOut: boolean }[] {
  const text = readFileSync("editors/vim/compiler/untorn.vim", "utf8");
  const [, formats = ""] = /^CompilerSet errorformat=(.*)$/m.exec(text) ?? [];
  return formats.split(",").map((format) => {
    const parts: Readonly<Record<string, string>> = {
      f: "(.+?)",
      l: "(\\d+)",
      c: "(\\d+)",
      t: "(.)",
      m: "(.+)",
      ".": ".",
      "%": "%",
    };
    const plain = format.replaceAll("\\ ", " ").replace(/^%-G/, "").replace("%.%#", ".*");
    const pattern = plain.replace(/%(.)/g, (_, letter: string) => parts[letter] ?? letter);
    return { pattern: new RegExp(`^${pattern}$`), isLeftOut: format.startsWith("%-G") };
  });
}

test("Vim's compiler file leads to the same places and leaves out the rest", () => {
  const formats = errorFormats();
  expect(formats.length).toBe(3);
  const place = (line: string) => {
    const { pattern, isLeftOut } = formats.find((each) => each.pattern.test(line)) ?? {
      pattern: /$^/,
      isLeftOut: false,
    };
    return isLeftOut ? null : pattern.exec(line)?.slice(1, 5);
  };
  const [first = "", ...others] = printed(broken);
  expect(place(first)).toEqual(["a.untorn", "6", "10", "e"]);
  expect(others.map(place)).toEqual([null]);
  expect(place(printed(violated)[0] ?? "")).toEqual(["a.untorn", "6", "2", "e"]);
  expect(place("a.untorn:1:2: warning: w  [U0701]")).toEqual(["a.untorn", "1", "2", "w"]);
});
