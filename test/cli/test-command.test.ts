import { expect, test } from "vitest";
import { folderWith, onSpec, untorn } from "./untorn.ts";

const well = 'spec well "x";\n0..3 n;\ntask t { n = 1; n = 2; }\nexpect holds;\n';

test("a folder means every spec below it; parts are skipped and counted", () => {
  const folder = folderWith({
    "specs/a.untorn": well,
    "specs/deep/b.untorn": `use "../part.untorn";\n${well}`.replace(/^(use.*\n)(.*\n)/, "$2$1"),
    "specs/part.untorn": "// spec in_a_comment\nbool unused;\n",
    "specs/notes.txt": "no spec",
    "specs/.hidden/c.untorn": "spec broken",
  });
  const { code, out, err } = untorn(["test", "specs"], { folder });
  expect(err).toBe("");
  expect(code).toBe(0);
  expect(`\n${out}`).toMatchInlineSnapshot(`
    "
    specs/a.untorn
      ok        :4    expect holds

    specs/deep/b.untorn
      ok        :5    expect holds

    2 of 2 expectations came out  (2 specs, 1 part skipped, 2 searches, 6 states)
    "
  `);
});

test("what did not come out is said in one line", () => {
  const spec = well.replace("expect holds;", 'invariant small "n": n < 2;\nexpect holds;\nexpect violates small in 2;');
  const { code, out } = onSpec(spec, ["test", "a.untorn"]);
  expect(code).toBe(1);
  expect(`\n${out}`).toMatchInlineSnapshot(`
    "
    a.untorn
      FAIL      :5    expect holds
                      small is violated in 2 steps
      ok        :6    expect violates small in 2

    1 of 2 expectations came out  (1 spec, 1 search, 3 states)
    next: untorn check a.untorn
    "
  `);
});

test("quiet shows only what did not come out", () => {
  expect(onSpec(well, ["test", "-q", "a.untorn"]).out).toBe(
    "\n1 of 1 expectation came out  (1 spec, 1 search, 3 states)\n",
  );
});

test("a spec without expect lines fails", () => {
  const { code, out } = onSpec(well.replace("expect holds;", ""), ["test", "a.untorn"]);
  expect(code).toBe(1);
  expect(out).toContain("FAIL      no 'expect' line");
});

test("a folder without specs is an error", () => {
  const { code, err } = untorn(["test", "."], { folder: folderWith({ "part.untorn": "bool b;" }) });
  expect(code).toBe(2);
  expect(err).toContain("no spec below '.'");
});

test("an expect line with constants is searched with them, beside those given", () => {
  const spec = `spec a "x";
const N = 1;
const M = 0;
0..3 n;
task t[N] { n += 1; }
invariant small "n": n + M < 2;
expect holds;
expect with N = 2 violates only small in 2;`;
  expect(onSpec(spec, ["test", "a.untorn"]).code).toBe(0);
  const { code, out } = onSpec(spec, ["test", "a.untorn", "--set", "M=1"]);
  expect(code).toBe(1);
  expect(out).toContain("small is violated in 1 step");
});

test("a spec that cannot be read with the constants of an expect line leaves all unchecked", () => {
  const spec = 'spec a "x";\nconst N = 1;\n0..N n;\ntask t { n = 0; }\nexpect holds;\nexpect with N = -2 holds;';
  const { code, out, err } = onSpec(spec, ["test", "a.untorn"]);
  expect(code).toBe(2);
  expect(out).toBe("");
  expect(err).toContain("nothing was checked");
});

test("the root of parts is the folder that is tested", () => {
  const files = { "specs/in/a.untorn": `${well}use "../part.untorn";\n`, "specs/part.untorn": "bool unused;\n" };
  const folder = folderWith(files);
  expect(untorn(["test", "specs"], { folder }).code).toBe(0);
  expect(untorn(["test", "specs/in"], { folder }).code).toBe(2);
});
