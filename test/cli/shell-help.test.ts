import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { folderWith, untorn } from "./untorn.ts";

/** What bash offers for the last of these words. */
function offered(words: readonly string[], folder: string): string[] {
  const script = untorn(["completion", "bash"]).out;
  const line = ["untorn", ...words].map((word) => `'${word}'`).join(" ");
  const ask = `${script}\nCOMP_WORDS=(${line}); COMP_CWORD=${words.length}; _untorn; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr, status } = spawnSync("bash", ["-c", ask], { encoding: "utf8", cwd: folder });
  expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
  return stdout.split("\n").filter((word) => word !== "");
}

test("bash offers commands, then options, their values, and files that are specs", () => {
  const folder = folderWith({ "a.untorn": "", "b.txt": "", "t.json": "", "sub/c.untorn": "" });
  expect(offered(["ch"], folder)).toEqual(["check"]);
  expect(offered([""], folder)).toContain("compare");
  expect(offered(["check", "--max-s"], folder)).toEqual(["--max-states"]);
  expect(offered(["check", "--format", "g"], folder)).toEqual(["gcc"]);
  expect(offered(["check", ""], folder).sort()).toEqual(["a.untorn", "sub"]);
  expect(offered(["completion", "z"], folder)).toEqual(["zsh"]);
  expect(offered(["replay", ""], folder).sort()).toEqual(["sub", "t.json"]);
  expect(offered(["check", "--root", ""], folder)).toEqual(["sub"]);
  for (const words of [
    ["check", "--timeout", ""],
    ["init", ""],
    ["man", ""],
  ])
    expect(offered(words, folder)).toEqual([]);
});

test("every command and option stands in the completions of fish and in the manual page", () => {
  const fish = untorn(["completion", "fish"]).out;
  const man = untorn(["man"]).out.replaceAll("\\-", "-");
  for (const command of ["check", "compare", "test", "trace", "errors", "explain", "init", "completion", "man"]) {
    expect(fish).toContain(`-a ${command} -d`);
    expect(man).toContain(`.SS\nuntorn ${command} `);
    for (const [option] of untorn([command, "--help"]).out.matchAll(/(?<=^ .*)--[a-z-]+/gm)) {
      if (option === "--help") continue;
      expect(fish).toContain(`-l ${option.slice(2)}`);
      expect(man).toContain(option);
    }
  }
});

test("a shell that is none of them is refused, with those there are", () => {
  const { code, err } = untorn(["completion", "tcsh"]);
  expect([code, err]).toEqual([2, expect.stringContaining("bash, zsh, fish")]);
});

test("the manual page in the package is that of the program: npm run man", () => {
  expect(readFileSync("man/untorn.1", "utf8")).toBe(untorn(["man"]).out);
});
