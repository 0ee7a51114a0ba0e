import { expect, test } from "vitest";
import { onSpec, untorn } from "./untorn.ts";

const well = 'spec well "x";\n0..3 n;\ntask t { n = 1; n = 2; }\nexpect holds;\n';
const badly = well.replace("expect holds;", "invariant small: n < 2;\nexpect violates only small in 2;");

function codeOf(text: string, ...words: readonly string[]): number | null {
  return onSpec(text, words).code;
}

test("check: 0 where every property holds, 1 where one is violated", () => {
  expect(codeOf(well, "check", "a.untorn")).toBe(0);
  expect(codeOf(badly, "check", "a.untorn")).toBe(1);
});

test("check: 3 where a limit ended the search before a violation, 1 where after it", () => {
  expect(codeOf(badly, "check", "a.untorn", "--max-depth", "1")).toBe(3);
  expect(codeOf(badly, "check", "a.untorn", "--max-states", "1")).toBe(3);
  const goesOn = badly.replace("n = 2;", "n = 2; n = 3; n = 2; n = 1;");
  expect(codeOf(goesOn, "check", "a.untorn", "--max-depth", "3")).toBe(1);
});

test("check of several files: a violation counts more than an unfinished search", () => {
  expect(untorn(["check", "specs/retry-demo.untorn", "specs/peers/peterson.untorn", "--max-states", "30"]).code).toBe(
    1,
  );
});

test("compare: 0 where the expect lines come out, although a property is violated", () => {
  expect(codeOf(badly, "compare", "a.untorn")).toBe(0);
});

test("compare: 1 where something differs from what was expected", () => {
  const { code, out } = onSpec(badly.replace("in 2", "in 3"), ["compare", "a.untorn"]);
  expect(code).toBe(1);
  expect(out).toContain("small is violated in 2 steps");
});

test("compare without expect lines: 1 where any property is violated", () => {
  expect(codeOf(badly.replace(/expect.*/, ""), "compare", "a.untorn")).toBe(1);
  expect(codeOf(well.replace(/expect.*/, ""), "compare", "a.untorn")).toBe(0);
});

test("compare: 3 where a limit left something open and nothing unexpected was found", () => {
  expect(codeOf(well, "compare", "a.untorn", "--max-depth", "1")).toBe(3);
});

test("test: 0 where all comes out, 1 where not, 3 where a limit leaves it open, 1 without expect lines", () => {
  expect(codeOf(badly, "test", "a.untorn")).toBe(0);
  expect(codeOf(badly.replace("only small in 2", "only small in 1"), "test", "a.untorn")).toBe(1);
  expect(codeOf(well, "test", "a.untorn", "--max-depth", "1")).toBe(3);
  expect(codeOf(well.replace("expect holds;", ""), "test", "a.untorn")).toBe(1);
});

test("trace: 1 with a counterexample, 0 where the property holds, 3 where that is not known", () => {
  expect(codeOf(badly, "trace", "a.untorn", "--property", "small")).toBe(1);
  const { code, out } = onSpec(badly, ["trace", "a.untorn", "--property", "deadlock"]);
  expect(out).toContain("holds     built in   deadlock");
  expect(code).toBe(0);
  expect(codeOf(badly, "trace", "a.untorn", "--property", "small", "--max-depth", "1")).toBe(3);
});

test("help and version are no mistakes, a call without a command is one", () => {
  expect(untorn(["--help"]).code).toBe(0);
  expect(untorn(["check", "--help"]).code).toBe(0);
  expect(untorn(["--version"]).code).toBe(0);
  expect(untorn([]).code).toBe(2);
});
