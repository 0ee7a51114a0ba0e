import { expect, test } from "vitest";
import type { Ended, Surroundings } from "./untorn.ts";
import { folderWith, untorn } from "./untorn.ts";

// The last line of a text says what to type next.

const designs = `spec s "x";
const N = 1;
errno EIO, EAGAIN;
knob bool SAFE = true;
design good { SAFE = true; }
design bad { SAFE = false; }
0..N n;
errno ret;
task w { if (!SAFE) n = 1; ret = -EAGAIN; if (ret == -EIO) ret = -EIO; }
invariant low: n == 0;
expect good holds;
expect bad violates only low;
`;
const noDesigns = 'spec s "x"; 0..3 n; task w { n = 1; } invariant low: n < 2; expect holds;';
const folder = (text: string): string => folderWith({ "a.untorn": text });

function nextOf({ out }: Ended): string | null {
  const [, command] = /(?:^|\n)next: ((?:.*\\\n)*.*)\n$/.exec(out) ?? [];
  return command === undefined ? null : command.replace(/ \\\n */g, " ");
}

/** What follows the given command, in a text that it may end. */
function after(words: string, text = designs, surroundings: Surroundings = {}): string | null {
  return nextOf(untorn(words.split(" "), { folder: folder(text), ...surroundings }));
}

test("after a violation comes its trace as a mail, of the same point and constants", () => {
  const mail = "--property low --format mail";
  expect(after("check a.untorn --design bad")).toBe(`untorn trace a.untorn --design bad ${mail}`);
  expect(after("check a.untorn -D SAFE=false --set N=2")).toBe(`untorn trace a.untorn -D SAFE=false --set N=2 ${mail}`);
  expect(after("trace a.untorn --design bad --property low")).toBe(`untorn trace a.untorn --design bad ${mail}`);
  expect(after("trace a.untorn --design good --property low")).toBeNull();
});

test("after a check without violations comes the comparison of designs, else the test of what is expected", () => {
  expect(after("check a.untorn --set N=2")).toBe("untorn compare a.untorn --set N=2");
  expect(after("check a.untorn", noDesigns)).toBe("untorn test a.untorn");
  expect(after("check a.untorn", noDesigns.replace("expect holds;", ""))).toBeNull();
});

test("of several files, the first violation comes first", () => {
  const files = { "a.untorn": noDesigns, "b.untorn": designs.replace("SAFE = true;", "SAFE = false;") };
  const ended = untorn(["check", "a.untorn", "b.untorn"], { folder: folderWith(files) });
  expect(nextOf(ended)).toBe("untorn trace b.untorn --property low --format mail");
  expect(ended.out.match(/^next: /gm)).toHaveLength(1);
});

test("after a comparison comes the first unsafe design, or the mail if all are safe", () => {
  expect(after("compare a.untorn")).toBe("untorn check a.untorn --design bad");
  expect(after("compare a.untorn --all")).toBe("untorn check a.untorn -D SAFE=false");
  expect(after("compare a.untorn --design good --traces")).toBe(
    "untorn compare a.untorn --design good --traces --format mail",
  );
});

test("after a test comes the design that an expect line is wrong about, with the constants of that line", () => {
  expect(after("test a.untorn")).toBeNull();
  expect(after("test a.untorn", `${designs}expect bad with N = 2 holds;`)).toBe(
    "untorn check a.untorn --design bad --set N=2",
  );
  expect(after("test a.untorn", noDesigns.replace("expect holds;", ""))).toBe("untorn check a.untorn");
});

test("after the error codes of a spec comes the one that is raised first", () => {
  expect(after("errors a.untorn")).toBe("untorn explain EAGAIN a.untorn");
  expect(after("errors a.untorn", noDesigns)).toBeNull();
});

test("an unfinished search without violations has nothing to go on with", () => {
  expect(after("check a.untorn --max-states 1")).toBeNull();
  expect(after("compare a.untorn --design good --max-states 1")).toBeNull();
  expect(after("test a.untorn --max-states 1")).toBeNull();
});

test.each(["--quiet", "--json", "--format mail", "--format gcc"])("with %s nothing is said of what is next", (form) => {
  const { code, out, err } = untorn(["check", "a.untorn", "--design", "bad", ...form.split(" ")], {
    folder: folder(designs),
  });
  expect(code).toBe(1);
  expect(out + err).not.toContain("next:");
});

test("there is no next command for standard input, which is gone by then", () => {
  expect(untorn(["check", "-"], { input: designs }).out).not.toContain("next:");
});

test("a command that is too long for a line goes on behind a backslash", () => {
  const { out } = untorn(["check", "a.untorn", "--design", "bad"], {
    folder: folder(designs),
    environment: { COLUMNS: "40" },
  });
  expect(out).toContain(
    "\nnext: untorn trace a.untorn \\\n        --design bad --property low \\\n        --format mail\n",
  );
});

test("errors in a spec are followed by how to learn more of the first one", () => {
  const { code, err } = untorn(["compare", "a.untorn"], { folder: folder(designs.replace("-EAGAIN", "-EAGIAN")) });
  expect(code).toBe(2);
  expect(err).toMatch(/\n1 error, nothing was checked\nnext: untorn explain U0103\n$/);
});
