import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Ended } from "./untorn.ts";
import { folderWith, onSpec, untorn } from "./untorn.ts";

function refused({ code, out, err }: Ended): string {
  expect(code).toBe(2);
  expect(out).toBe("");
  expect(err).not.toMatch(/\n\s+at |node:|TypeError|RangeError/);
  return err;
}

describe("files that are no specs: exit 2, one clear error, no stack trace", () => {
  const cases: Record<string, readonly [text: string, error: string]> = {
    "an empty file": ["", "the file is empty"],
    "white space only": [" \n\t\n", "the file is empty"],
    "a binary file": ["spec a\u0000b", "it is no text file"],
    "a file over 1 MB": [`spec a "x";${" ".repeat(10_000_000)}`, "10.0 MB, but at most 1 MB is read"],
    "a string without end": ['spec a "x;\ntask t { }', "this string does not end"],
    "a comment without end": ['spec a "x";\n/* task t { }', "this comment does not end"],
    "10,000 nested parentheses": [
      `spec a "x";\nbool b;\ntask t { b = ${"(".repeat(10_000)}true${")".repeat(10_000)}; }`,
      "nested too deeply",
    ],
    "no task, daemon or event": ['spec a "x";\nbool b;\n', "nothing ever happens"],
    "a part": ["bool b;\n", "this is a part"],
  };
  test.each(Object.entries(cases))("%s", (_name, [text, error]) => {
    expect(refused(onSpec(text))).toContain(error);
  });
});

test("text that is not UTF-8 is refused", () => {
  const folder = folderWith({ "a.untorn": Uint8Array.from([0xff, 0xfe, 0x41]) });
  expect(refused(untorn(["check", "a.untorn"], { folder }))).toContain("it is no text in UTF-8");
});

test("a missing file and a folder are refused", () => {
  expect(refused(untorn(["check", "gone.untorn"]))).toContain("cannot read 'gone.untorn': no such file");
  expect(refused(untorn(["check", "specs"]))).toContain("cannot read 'specs': it is a folder");
});

test("the name of a spec in place of its file is told from a file that is missing", () => {
  const folder = folderWith({ "a.untorn": 'spec a "x"; task t { }' });
  expect(refused(untorn(["check", "a"], { folder }))).toContain("no such file\n        did you mean 'a.untorn'?");
  expect(refused(untorn(["check", "b"], { folder }))).not.toContain("did you mean");
});

test("an endless file is not read to its end", () => {
  expect(refused(untorn(["check", "/dev/zero"]))).toContain("more than 1 MB");
});

test("of several files one with errors leaves all unchecked", () => {
  const err = refused(untorn(["check", "specs/retry-demo.untorn", "gone.untorn"]));
  expect(err).toContain("gone.untorn");
});

describe("use: a part that cannot be read is an error at the line that names it", () => {
  function using(path: string, files: Readonly<Record<string, string>> = {}): Ended {
    const spec = `spec a "x";\nuse "${path}";\ntask t { }\n`;
    return untorn(["check", "in/a.untorn"], { folder: folderWith({ "in/a.untorn": spec, ...files }) });
  }

  test.each([
    ["the file itself", "a.untorn", {}, "in/a.untorn:2:5: error: cannot use 'a.untorn': the file uses itself"],
    ["the file itself, by another way", "../in/./a.untorn", {}, "the file uses itself"],
    ["a circle", "b.untorn", { "in/b.untorn": 'use "c.untorn";', "in/c.untorn": 'use "b.untorn";' }, "in a circle"],
    ["a missing one", "gone.untorn", {}, "cannot use 'gone.untorn': no such file"],
    ["one outside of the root", "../b.untorn", { "b.untorn": "bool b;" }, "outside of the spec's folder"],
    ["one outside of the root that is missing", "../../../gone", {}, "outside of the spec's folder"],
    ["an absolute path", "/etc/passwd", {}, "outside of the spec's folder"],
    ["a folder", ".", {}, "it is a folder"],
    ["another spec", "b.untorn", { "in/b.untorn": 'spec b "y"; task t { }' }, "it is a spec of its own"],
  ])("%s", (_name, path, files, error) => {
    expect(refused(using(path, files))).toContain(error);
  });

  test("a symbolic link that leads outside", () => {
    const folder = folderWith({ "in/a.untorn": 'spec a "x";\nuse "b.untorn";\ntask t { }\n', "b.untorn": "bool b;" });
    symlinkSync(join(folder, "b.untorn"), join(folder, "in/b.untorn"));
    expect(refused(untorn(["check", "in/a.untorn"], { folder }))).toContain("a symbolic link leads outside");
    expect(untorn(["check", "in/a.untorn", "--root", "."], { folder }).code).toBe(0);
  });

  test("an error in a part is shown with the part's own file and line", () => {
    const err = refused(using("b.untorn", { "in/b.untorn": "bool b;\nbool b;\n" }));
    expect(err).toMatch(/^in\/b\.untorn:2:6: error: .*\n {4}2 \| bool b;\n/);
  });

  test("a part below the root is read relative to the file that names it", () => {
    const files = { "in/parts/b.untorn": 'use "c.untorn";', "in/parts/c.untorn": "bool c;" };
    expect(using("parts/b.untorn", files).code).toBe(0);
  });
});

describe("names on the command line that the spec does not have: the nearest one is suggested", () => {
  const demo = "specs/retry-demo.untorn";
  test.each([
    ["design", ["check", demo, "--design", "mergd"], "unknown design 'mergd'", "did you mean 'merged'?"],
    ["design to compare", ["compare", demo, "--design", "mergd"], "unknown design 'mergd'", "did you mean 'merged'?"],
    ["knob", ["check", demo, "-D", "DRAN=true"], "unknown knob 'DRAN'", "did you mean 'DRAIN'?"],
    ["knob to vary", ["compare", demo, "--vary", "DRAN"], "unknown knob 'DRAN'", "did you mean 'DRAIN'?"],
    ["knob value", ["check", demo, "-D", "CACHE_BUSY=EBUSSY"], "'EBUSSY' is no value of knob", "did you mean 'EBUSY'?"],
    ["code outside of the domain", ["check", demo, "-D", "CACHE_BUSY=ENOPROTOOPT"], "is no value", "EAGAIN, EBUSY"],
    ["constant", ["check", demo, "--set", "PAGE=2"], "unknown constant 'PAGE'", "did you mean 'PAGES'?"],
    ["property", ["trace", demo, "--property", "rigth_cause"], "unknown property", "did you mean 'right_cause'?"],
    ["command", ["chekc", demo], "unknown command 'chekc'", "Did you mean check?"],
    ["option", ["check", demo, "--desing", "merged"], "unknown option '--desing'", "Did you mean --design?"],
  ])("%s", (_name, words, error, suggestion) => {
    const err = refused(untorn(words));
    expect(err).toContain(error);
    expect(err).toContain(suggestion);
  });
});

describe("options that make no sense are refused", () => {
  const demo = "specs/retry-demo.untorn";
  test.each([
    ["a constant without value", ["check", demo, "--set", "PAGES"], "Expected NAME=VALUE"],
    ["a constant that is no number", ["check", demo, "--set", "PAGES=many"], "Expected CONST=N"],
    ["a constant of the wrong kind", ["check", demo, "--set", "PAGES=true"], "PAGES"],
    ["no states at all", ["check", demo, "--max-states", "0"], "Expected a number from 1"],
    ["an unknown unit of time", ["check", demo, "--timeout", "1y"], "Expected a duration"],
    ["an unknown format", ["check", demo, "--format", "html"], "Allowed choices are text, mail, json"],
    ["two formats", ["check", demo, "--json", "--format", "mail"], "exclude each other"],
    ["JSON of two files", ["check", demo, demo, "--json"], "--json takes one file"],
    ["all and some knobs", ["compare", demo, "--all", "--vary", "DRAIN"], "exclude each other"],
    ["a root that is missing", ["check", demo, "--root", "gone"], "cannot use 'gone' as root: no such file"],
    ["no property", ["trace", demo], "required option '--property <name>' not specified"],
  ])("%s", (_name, words, error) => {
    expect(refused(untorn(words))).toContain(error);
  });

  test("more than 4,096 points, and it says how many", () => {
    const knobs = Array.from({ length: 13 }, (_, index) => `knob bool K${index} = true;`).join("\n");
    const err = refused(onSpec(`spec a "x";\n${knobs}\ntask t { }`, ["compare", "a.untorn", "--all"]));
    expect(err).toContain("8192 points");
  });

  test("a setting that an assume excludes", () => {
    const spec = 'spec a "x";\nknob bool K = true;\nassume (K);\ntask t { }';
    expect(refused(onSpec(spec, ["check", "a.untorn", "-D", "K=false"]))).toContain("'assume'");
  });
});

test("strings and comments of a spec send nothing to the terminal, and their letters stay where they are", () => {
  const odd = "\u001b]0;title\u0007\u001b[31mred\u009b31m\u202eback\u200bhidden\u00ad\ufeff\b\u007f\u{e0041}end";
  const spec = `spec odd "spec ${odd}";
hides "hides ${odd}";
design one "design ${odd}" { }
bool a;
/// task ${odd}
task t {
\t/// step ${odd}
\ta = true;
\tassert low (!a) "why ${odd}";
}
invariant never "doc ${odd}": !a;
`;
  const folder = folderWith({ "a.untorn": spec });
  for (const words of [
    ["check", "a.untorn", "--color", "never"],
    ["check", "a.untorn", "--format", "gcc"],
    ["compare", "a.untorn", "--traces"],
    ["trace", "a.untorn", "--property", "low", "--format", "mermaid"],
    ["trace", "a.untorn", "--property", "low", "--json"],
    ["test", "a.untorn", "--json"],
    ["check", `gone ${odd}`],
  ]) {
    const { out, err } = untorn(words, { folder });
    expect(`${out}${err}`).not.toBe("");
    expect(`${out}${err}`).not.toMatch(/[^\P{C}\n]/u);
  }
  const { out } = untorn(["check", "a.untorn", "--json"], { folder });
  const messages = JSON.parse(out).runs[0].properties.map(({ message }: { message: string | null }) => message);
  expect(messages).toContain(`why ${odd}`);
});

test("names that JavaScript objects are born with are names like others", () => {
  const spec = `spec __proto__ "x";
bool constructor;
0..2 hasOwnProperty;
knob bool valueOf = true;
const __defineGetter__ = 1;
design isPrototypeOf "a" { valueOf = false; }
mutex prototype;
task toString { constructor = true; lock(prototype); assert toLocaleString (hasOwnProperty == 0); unlock(prototype); }
invariant propertyIsEnumerable "c": !constructor;
expect isPrototypeOf violates only propertyIsEnumerable in 1;`;
  const { code, out } = onSpec(spec, ["check", "a.untorn", "--json", "--design", "isPrototypeOf"]);
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({ constants: { __defineGetter__: 1 }, runs: [{ knobs: { valueOf: false } }] });
  expect(onSpec(spec, ["test", "a.untorn"]).code).toBe(0);
  for (const name of ["constructor", "__proto__", "toString"]) {
    expect(refused(onSpec(spec, ["check", "a.untorn", "--set", `${name}=1`]))).toContain(`unknown constant '${name}'`);
    expect(refused(onSpec(spec, ["check", "a.untorn", "--design", name]))).toContain(`unknown design '${name}'`);
  }
});
