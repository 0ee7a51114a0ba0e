import { expect, test } from "vitest";
import { folderWith, untorn } from "./untorn.ts";

const spec = `spec s "x";
errno EAGAIN, EBUSY, EIO;
knob errno BUSY in { EAGAIN, EBUSY } = EAGAIN;
design other { BUSY = EBUSY; }
bool dirty;
errno invalidate() { if (dirty) return -BUSY because page_dirty; return 0; }
errno submit() { errno e = invalidate(); if (e != 0) return -EIO from e; return -EAGAIN because no_slot; }
task w { errno ret; submit(); ret = submit(); if (ret == -EAGAIN) dirty = true; }
`;

const folder = (): string => folderWith({ "a.untorn": spec });

test("a code of a diagnostic is explained, in either case", () => {
  for (const code of ["U0103", "u0103"]) {
    const { code: exit, out } = untorn(["explain", code]);
    expect([exit, out]).toEqual([0, expect.stringMatching(/^U0103 {2}a name that stands for nothing here\n/)]);
  }
});

test("an explanation shows a text that gets the diagnostic and the text put right, fit to be read", () => {
  const { out } = untorn(["explain", "U0702"]);
  const body = (more: readonly string[]) =>
    ['spec x "…";', "bool dirty;", "task writer", "{", "retry:", "        dirty = false;", ...more, "}"].map(
      (line) => `      ${line}\n`,
    );
  expect(out).toContain(`\n\n  Warned about:\n${body([]).join("")}\n  Instead:\n`);
  expect(out.endsWith(body(["        if (dirty)", "                goto retry;"]).join(""))).toBe(true);
  expect(untorn(["explain", "U0103"]).out).toContain("\n\n  Refused:\n      spec x ");
});

test("an error code of Linux is told with its number, its meaning and whether a bio can end with it", () => {
  expect(untorn(["explain", "EREMOTEIO"]).out).toBe(
    [
      "EREMOTEIO  121, remote input or output error",
      "",
      "  A bio can end with it: it is what BLK_STS_TARGET becomes. So it is not private",
      "  to a file system.",
      "",
    ].join("\n"),
  );
  expect(untorn(["explain", "ENOPROTOOPT"]).out).toContain("No status of the block layer becomes this code");
  expect(untorn(["explain", "EWOULDBLOCK"]).out).toContain("11, ");
});

test("in a spec, it says who raises, changes and tests the code under any design", () => {
  const { code, out, err } = untorn(["explain", "EAGAIN", "a.untorn"], { folder: folder() });
  expect([code, err]).toEqual([0, ""]);
  expect(out).toContain(
    [
      "In a.untorn, under any of its designs:",
      "  raised   :6  -EAGAIN (BUSY), cause page_dirty, in invalidate",
      "           :7  -EAGAIN, cause no_slot, in submit",
      "  changed  :7  any error becomes -EIO: -EIO from e, in submit",
      "  tested   :8  ret == -EAGAIN, in w",
      "  dropped  :8  what submit() returns, in w",
      "",
    ].join("\n"),
  );
});

test("nothing of a place is cut off where the page is narrow", () => {
  const { out } = untorn(["explain", "EBUSY", "specs/xfs-atomic-write.untorn"], { environment: { COLUMNS: "60" } });
  expect(out).toContain(
    `
  raised   page-cache:53     -EBUSY, cause folio_redirtied,
                             in
                             invalidate_inode_pages2_range
`,
  );
  expect(out).toContain("\n  tested   nowhere\n");
  expect(out).not.toContain("...");
  expect(Math.max(...out.split("\n").map(({ length }) => length))).toBeLessThanOrEqual(60);
});

test("a code of a spec's own is explained by its spec alone", () => {
  const text = 'spec s "x"; errno EMINE; bool x; task w { errno e = -EMINE; x = e == -EMINE; }';
  const { code, out } = untorn(["explain", "EMINE", "-"], { input: text });
  expect([code, out]).toEqual([0, expect.stringContaining("not in the table of Linux error codes")]);
});

test("what is no code at all is a mistake, with the nearest one", () => {
  const { code, err } = untorn(["explain", "EBUZY"]);
  expect([code, err]).toEqual([2, expect.stringContaining("did you mean 'EBUSY'?")]);
});
