import { chmodSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { folderWith, untorn } from "./untorn.ts";

const rough = 'spec s "x";\nbool x;\ntask t {\nx=true; }\n';
const smooth = 'spec s "x";\nbool x;\ntask t\n{\n\tx = true;\n}\n';
const broken = 'spec s "x";\ntask t {\n x = ;\n}\n';

function textIn(folder: string, name: string): string {
  return readFileSync(join(folder, name), "utf8");
}

test("files are rewritten in place and named if they change; nothing else is left in the folder", () => {
  const folder = folderWith({ "a.untorn": rough, "b.untorn": smooth });
  const { code, out, err } = untorn(["fmt", "a.untorn", "b.untorn"], { folder });
  expect({ code, out, err }).toEqual({ code: 0, out: "a.untorn\n", err: "" });
  expect(textIn(folder, "a.untorn")).toBe(smooth);
  expect(readdirSync(folder)).toEqual(["a.untorn", "b.untorn"]);
  expect(untorn(["fmt", "a.untorn", "b.untorn"], { folder })).toEqual({ code: 0, out: "", err: "" });
});

test("--check names what would change, ends with 1 then, and changes nothing", () => {
  const folder = folderWith({ "a.untorn": rough, "b.untorn": smooth });
  expect(untorn(["fmt", "--check", "a.untorn", "b.untorn"], { folder })).toEqual({
    code: 1,
    out: "a.untorn\n",
    err: "",
  });
  expect(textIn(folder, "a.untorn")).toBe(rough);
  expect(untorn(["fmt", "--check", "b.untorn"], { folder })).toEqual({ code: 0, out: "", err: "" });
  expect(untorn(["fmt", "--check", "-q", "a.untorn"], { folder })).toEqual({ code: 1, out: "", err: "" });
});

test("a folder means every spec and part below it", () => {
  const folder = folderWith({ "a.untorn": rough, "parts/p.untorn": "bool  y;\n", "notes.txt": "bool  y;\n" });
  expect(untorn(["fmt", "."], { folder }).out).toBe("a.untorn\nparts/p.untorn\n");
  expect(textIn(folder, "parts/p.untorn")).toBe("bool y;\n");
  expect(textIn(folder, "notes.txt")).toBe("bool  y;\n");
});

test("a file with errors of grammar stays as it is, others are formatted, and the exit code is 2", () => {
  const folder = folderWith({ "a.untorn": broken, "b.untorn": rough });
  const { code, out, err } = untorn(["fmt", "a.untorn", "b.untorn"], { folder });
  expect({ code, out }).toEqual({ code: 2, out: "b.untorn\n" });
  expect(err).toContain("a.untorn:3:6: error: expected an expression, found ';'  [U0008]");
  expect(err).toContain("1 error, the file is left as it is");
  expect(textIn(folder, "a.untorn")).toBe(broken);
  expect(textIn(folder, "b.untorn")).toBe(smooth);
});

test("a file that cannot be read leaves all as they are", () => {
  const folder = folderWith({ "a.untorn": rough });
  const { code, err } = untorn(["fmt", "a.untorn", "missing.untorn"], { folder });
  expect(code).toBe(2);
  expect(err).toContain("missing.untorn");
  expect(textIn(folder, "a.untorn")).toBe(rough);
});

test("- takes standard input to standard output", () => {
  expect(untorn(["fmt", "-"], { input: rough })).toEqual({ code: 0, out: smooth, err: "" });
  expect(untorn(["fmt", "-", "--check"], { input: rough })).toEqual({ code: 1, out: "<stdin>\n", err: "" });
  const { code, out } = untorn(["fmt", "-"], { input: broken });
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(untorn(["fmt", "-", "a.untorn"], { input: rough }).code).toBe(2);
});

test("a file keeps its mode, and a link to it stays a link", () => {
  const folder = folderWith({ "a.untorn": rough });
  chmodSync(join(folder, "a.untorn"), 0o640);
  symlinkSync("a.untorn", join(folder, "l.untorn"));
  expect(untorn(["fmt", "l.untorn"], { folder }).code).toBe(0);
  expect(lstatSync(join(folder, "l.untorn")).isSymbolicLink()).toBe(true);
  expect(statSync(join(folder, "a.untorn")).mode & 0o777).toBe(0o640);
  expect(textIn(folder, "a.untorn")).toBe(smooth);
});
