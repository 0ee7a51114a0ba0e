import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { folderWith, untorn } from "./untorn.ts";

test("init writes a spec that checks, has one violation, and says what to type next", () => {
  const folder = folderWith({});
  const made = untorn(["init", "my-retry"], { folder });
  expect(made).toEqual({
    code: 0,
    out: "wrote my-retry.untorn: one writer, one mapper, two designs, and one violation to mend\nnext: untorn check my-retry.untorn\n",
    err: "",
  });
  const { code, out, err } = untorn(["check", "my-retry.untorn", "--json"], { folder });
  expect({ code, err }).toEqual({ code: 1, err: "" });
  const { properties } = JSON.parse(out).runs[0];
  const violated = properties.filter(({ verdict }: { verdict: string }) => verdict === "violated");
  expect(violated.map(({ name }: { name: string }) => name)).toEqual(["right_cause"]);
  expect(untorn(["test", "my-retry.untorn"], { folder }).code).toBe(0);
});

test("the change that the new spec asks for mends it", () => {
  const folder = folderWith({});
  untorn(["init", "a"], { folder });
  const before = readFileSync(join(folder, "a.untorn"), "utf8");
  expect(before).toContain("// MEND: make this = EOPNOTSUPP");
  const after = before.replace("} = EAGAIN", "} = EOPNOTSUPP");
  expect(after).not.toBe(before);
  expect(untorn(["check", "-"], { folder, input: after }).code).toBe(0);
});

test("init never writes over a file, and takes only names that a spec can have", () => {
  const folder = folderWith({ "a.untorn": "mine" });
  const again = untorn(["init", "a"], { folder });
  expect(again.code).toBe(2);
  expect(again.err).toContain("cannot write 'a.untorn': it is there already");
  expect(readFileSync(join(folder, "a.untorn"), "utf8")).toBe("mine");
  for (const name of ["while", "3x", "a b", "a.b"]) {
    const refused = untorn(["init", name], { folder });
    expect([refused.code, refused.err]).toEqual([2, expect.stringContaining("cannot be the name of a spec")]);
  }
});
