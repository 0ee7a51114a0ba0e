import { expect, test } from "vitest";
import { folderWith, untorn } from "./untorn.ts";

const spec = `spec s "x";
errno EAGAIN, EBUSY, EIO;
knob errno BUSY in { EAGAIN, EBUSY } = EAGAIN;
design other { BUSY = EBUSY; }
bool dirty;
errno invalidate() { if (dirty) return -BUSY because page_dirty; return 0; }
errno submit() { errno e = invalidate(); if (e == -EBUSY) return -EIO from e; if (e != 0) return e; return -EAGAIN because no_slot; }
task w { errno ret; submit(); ret = submit(); if (ret == -EAGAIN) dirty = true; }
task mapper { dirty = true; }
task early { if (false) dirty = false; errno e = 0; if (false) e = -EIO because never; }
`;

const folder = (): string => folderWith({ "a.untorn": spec });
const demo = "specs/retry-demo.untorn";

test("errors tells of each cause what becomes of it, what is taken for one, and what nothing comes to", () => {
  const { code, out } = untorn(["errors", "a.untorn"], { folder: folder() });
  expect(code).toBe(0);
  expect(out).toBe(
    [
      "error codes of a.untorn, defaults of the knobs",
      "",
      "  page_dirty",
      "    born     -EAGAIN (BUSY) at :6 in invalidate",
      "    tested   -EAGAIN at :7: e == -EBUSY, not equal",
      "    tested   -EAGAIN at :8: ret == -EAGAIN, equal",
      "    dropped  -EAGAIN at :8 in w, from submit()",
      "    reaches  w as -EAGAIN at :8, from submit()",
      "",
      "  no_slot",
      "    born     -EAGAIN at :7 in submit",
      "    tested   -EAGAIN at :8: ret == -EAGAIN, equal",
      "    dropped  -EAGAIN at :8 in w, from submit()",
      "    reaches  w as -EAGAIN at :8, from submit()",
      "",
      "  :8 takes -EAGAIN of page_dirty and no_slot alike: ret == -EAGAIN",
      "",
      "  not reached",
      "    changed  :7",
      "    born     never at :10",
      "next: untorn explain EAGAIN a.untorn",
      "",
    ].join("\n"),
  );
});

test("under another design other things are reached", () => {
  const { out } = untorn(["errors", "a.untorn", "--design", "other"], { folder: folder() });
  expect(out).toContain("error codes of a.untorn, design other\n");
  expect(out).toContain("    changed  -EBUSY becomes -EIO at :7\n");
  expect(out).toContain("    reaches  w as -EIO at :8, from submit()\n");
  expect(out).toContain("  No test takes two causes for one.\n");
  const set = untorn(["errors", "a.untorn", "-D", "BUSY=EBUSY"], { folder: folder() });
  expect(set.out.replace("a.untorn, BUSY=EBUSY", "a.untorn, design other")).toBe(out);
});

test("both engines tell the same", () => {
  const [one, other] = ["generated", "interpreter"].map((engine) => untorn(["errors", demo, "--engine", engine]));
  expect(one).toEqual(other);
});

test("a search cut short has seen so far, and ends with 3", () => {
  const { code, out } = untorn(["errors", "a.untorn", "--max-depth", "1"], { folder: folder() });
  expect(code).toBe(3);
  expect(out).toContain("\n  seen so far: the limit on depth, --max-depth, ended the search\n");
  expect(out).toContain("\n  not reached so far\n");
});

test("a spec whose errors nothing raises has none", () => {
  const input = 'spec s "x"; errno EIO; bool x; task w { errno e; if (x) e = -EIO; x = e == -EIO; }';
  const { code, out } = untorn(["errors", "-"], { input });
  expect([code, out]).toEqual([0, expect.stringContaining("\n  none: nothing that is reached raises one\n")]);
});

test("--json has the same facts", () => {
  const { out } = untorn(["errors", "a.untorn", "--json"], { folder: folder() });
  const [{ errorFlow }] = JSON.parse(out).runs;
  const file = "a.untorn";
  expect(errorFlow.causes[0]).toEqual({
    cause: "page_dirty",
    born: [{ file, line: 6, in: "invalidate", code: "-EAGAIN", knob: "BUSY" }],
    changed: [],
    tested: [
      { file, line: 7, in: "submit", code: "-EAGAIN", test: "e == -EBUSY", outcome: "unequal" },
      { file, line: 8, in: "w", code: "-EAGAIN", test: "ret == -EAGAIN", outcome: "equal" },
    ],
    dropped: [{ file, line: 8, in: "w", code: "-EAGAIN", from: "submit" }],
    returned: [{ file, line: 8, in: "w", code: "-EAGAIN", from: "submit" }],
  });
  expect(errorFlow.conflations).toEqual([
    { file, line: 8, in: "w", test: "ret == -EAGAIN", code: "-EAGAIN", causes: ["page_dirty", "no_slot"] },
  ]);
  expect(errorFlow.notReached).toEqual([
    { file, line: 7, in: "submit", kind: "change" },
    { file, line: 10, in: "early", kind: "raise" },
  ]);
});

test("compare says which designs take two causes for one, and what callers get in some only", () => {
  const { out } = untorn(["compare", "a.untorn", "--vary", "BUSY"], { folder: folder() });
  expect(out).toContain(
    [
      "  error codes",
      "    :8 takes page_dirty and no_slot alike: as -EAGAIN in BUSY=EAGAIN",
      "    page_dirty reaches w: as -EAGAIN in BUSY=EAGAIN; as -EIO in BUSY=EBUSY",
      "",
      "",
    ].join("\n"),
  );
});

test("a mail of designs says it in 72 columns of ASCII; check says nothing of it", () => {
  const { out } = untorn(["compare", demo, "--format", "mail"]);
  expect(out).toContain(
    [
      "  error codes",
      "    :56 takes page_dirty and misaligned_extent alike: as -EAGAIN in",
      "      posted",
      "    misaligned_extent reaches writer: as -EAGAIN in posted; as",
      "      -ENOPROTOOPT in merged",
      "",
    ].join("\n"),
  );
  expect(untorn(["check", demo]).out).not.toContain("error codes");
  expect(JSON.parse(untorn(["check", demo, "--json"]).out).runs[0]).not.toHaveProperty("errorFlow");
});

test("where all designs do the same, it is said of all of them once", () => {
  const { out } = untorn(["compare", demo, "--vary", "DRAIN"]);
  expect(out).toContain(
    "  error codes\n    :56 takes page_dirty and misaligned_extent alike: as -EAGAIN in all of them\n\n",
  );
});
