import { expect, test } from "vitest";
import { folderWith, onSpec, untorn } from "./untorn.ts";

// Two constants that are made of nothing, one that is made of both, one that sizes no actor, and a lone actor.
const SPEC = `spec many "Few are well, more are not";
const WRITERS = 1;
const READERS = 1;	// beside the writers
const ALL = WRITERS + READERS;
const TOP = 9;
knob bool LOCKED = true;
design locked { }
design open { LOCKED = false; }
mutex m;
0..TOP inside, done_by_all;
task writer[WRITERS] { if (LOCKED) lock(m); inside += 1; inside -= 1; if (LOCKED) unlock(m); }
daemon reader[READERS > 0 ? READERS : 1] { wait (inside == 0); }
work helper[ALL]() { done_by_all += 1; }
task lone { }
invariant one "at most one is inside": inside <= 1;
`;

const timeless = (text: string): string => text.replace(/\b\d+\.\d+ s\b/g, "N s");

test.each([80, 60])(
  "one more of each actor, at %d columns: what still holds, and what no longer does",
  async (width) => {
    const folder = folderWith({ "a.untorn": SPEC });
    const words = ["compare", "a.untorn", "--grow"];
    const { code, out, err } = untorn(words, { folder, environment: { NO_COLOR: "1", COLUMNS: String(width) } });
    expect([code, err]).toEqual([0, ""]);
    expect(out.split("\n").filter((row) => row.length > width)).toEqual([]);
    await expect(timeless(out)).toMatchFileSnapshot(`outputs/grow-${width}.txt`);
  },
);

test("constants of the command line grow from there, and a limit leaves rows unfinished", () => {
  const words = ["compare", "a.untorn", "--grow", "--design", "open"];
  expect(onSpec(SPEC, [...words, "--set", "WRITERS=2"]).out).toContain("violated already: one FAIL@2");
  const { out, code } = onSpec(SPEC, [...words, "--set", "WRITERS=3", "--max-states", "150"]);
  expect(code).toBe(3);
  expect(out).toMatch(/WRITERS=4 \| not finished/);
  expect(out).toContain("not finished: the limit on states, --max-states, ended the search");
});

test("a constant with which the spec cannot be read is named", () => {
  const text = `spec a "x"; const N = 1; type slot = 0..1-N*N; 0..3 n[slot]; task t[N] { n[0] = 1; }`;
  const { out, code } = onSpec(text, ["compare", "a.untorn", "--grow"]);
  expect(code).toBe(0);
  expect(out).toContain("The spec cannot be read with N=2.");
});
