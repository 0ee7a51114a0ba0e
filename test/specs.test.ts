import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Trace, TraceStep } from "../src/model/trace.ts";
import { searched, specAt, traceOf, unfulfilled } from "./spec-text.ts";

const XFS = "specs/xfs-atomic-write.untorn";
/** The one that reports come from. */
const ENGINE = "generated";
const SEARCH_TIME = 600_000;

function specsIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".untorn"))
    .map((file) => `${folder}/${file}`);
}

test("there is a scenario for each story with a known end", () => {
  const named = (name: string) => `specs/scenarios/${name}.untorn`;
  expect(specsIn("specs/scenarios")).toEqual(expect.arrayContaining(["x1", "x2", "x3", "x4", "x11", "x12"].map(named)));
});

test.each([...specsIn("specs"), ...specsIn("specs/scenarios")])(
  "every expect line of %s comes out",
  { timeout: SEARCH_TIME },
  (path) => {
    expect(specAt(path).expectations).not.toEqual([]);
    expect(unfulfilled(readFileSync(path, "utf8"), path, ENGINE)).toEqual([]);
  },
);

test.each(specsIn("specs/scenarios"))("%s tells its story before it begins", (path) => {
  expect(readFileSync(path, "utf8")).toMatch(/^\/\/ .{40}/);
});

// ------------------------------------------------------------------------------- what the traces show

function shortestTrace(design: string, property: string, maxDepth: number): Trace {
  return traceOf(searched(specAt(XFS), { design, maxDepth, engine: ENGINE }), property);
}

function actorOf({ actors }: Trace, { actor }: TraceStep): string {
  return actor === null ? "" : (actors[actor]?.name ?? "");
}

function told(trace: Trace): string[] {
  return trace.steps.map((step) => `${actorOf(trace, step)} ${step.text}`.trim());
}

test("seed's shortest trace to a retry for the wrong reason has the mapper between flush and invalidation", () => {
  const seed = shortestTrace("seed", "right_cause", 4);
  expect(told(seed)).toEqual([
    "init",
    "atomic_writer A1 xfs_ilock_iocb_for_write()",
    "atomic_writer D2a __filemap_fdatawrite_range()",
    "mapper W1 xfs_filemap_page_mkwrite()",
    "atomic_writer D2b invalidate_inode_pages2_range()",
  ]);
  expect(seed.steps[3]?.changes).toEqual(
    expect.arrayContaining([expect.objectContaining({ name: "folio", before: "CLEAN", after: "DIRTY" })]),
  );
  expect(seed.steps[4]?.changes).toEqual(
    expect.arrayContaining([expect.objectContaining({ name: "ret", after: "-EAGAIN", cause: "folio_redirtied" })]),
  );
  expect(seed.end.message).toBe("retry in CoW mode, but not because hardware cannot");
});

test("rfc's shortest trace to a trampled write ends with the plain write in flight when its block is freed", () => {
  const rfc = shortestTrace("rfc", "no_trample", 24);
  const steps = told(rfc);
  const submitted = steps.indexOf("plain_writer D6 xfs_direct_write_iomap_begin(), submit_bio()");
  expect(submitted).toBeGreaterThan(0);
  expect(rfc.steps[submitted]?.changes.map(({ name, after }) => `${name} ${after}`)).toEqual([
    "ios[1].seg[0].to 1",
    "ios[1].seg[1].to 0",
  ]);
  const since = rfc.steps.slice(submitted + 1);
  expect(since.flatMap(({ changes }) => changes).filter(({ name }) => name.startsWith("ios[1].seg"))).toEqual([]);
  expect(steps.at(-1)).toBe("atomic_writer C4 xfs_dio_write_end_io()");
  expect(rfc.steps.at(-1)?.changes).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ name: "owner[0]", before: "DATA_FORK", after: "BUSY_LIST" }),
      expect.objectContaining({ name: "owner[1]", before: "DATA_FORK", after: "BUSY_LIST" }),
    ]),
  );
});
