import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { CheckedSpec, Expectation } from "../src/language/checked-spec.ts";
import type { Trace, TraceStep } from "../src/model/trace.ts";
import type { Run } from "../src/properties/run.ts";
import { searched, specAt, specOf, traceOf, unfulfilled, verdictOf } from "./spec-text.ts";

const XFS = "specs/xfs-atomic-write.untorn";
/** The one that reports come from. */
const ENGINE = "generated";
const SEARCH_TIME = 600_000;

for (const file of readdirSync("specs").filter((each) => each.endsWith(".untorn"))) {
  test(`every expect line of specs/${file} comes out`, { timeout: SEARCH_TIME }, () => {
    const path = `specs/${file}`;
    expect(specAt(path).expectations).not.toEqual([]);
    expect(unfulfilled(readFileSync(path, "utf8"), path, ENGINE)).toEqual([]);
  });
}

// ------------------------------------------------------------------------------- what holds, and what turns it red

type Constants = Readonly<Record<string, number>>;

/** One change that turns a property red: knobs of the design, and constants so that its actors are there. */
type Change = {
  readonly designs: readonly string[];
  /** The constants of the `expect` lines it is for; absent: of all lines of these designs. */
  readonly lines?: readonly string[];
  readonly property: string;
  readonly knobs: readonly string[];
  /** At least so many of an actor, or none for 0. */
  readonly constants?: Constants;
  /** Steps that suffice: the search goes no deeper. */
  readonly within: number;
};

const ONE_OF_EACH = "1 1 1 0 0";
const ASYNCHRONOUS = "1 1 1 0 1";
const TWO_ATOMIC = "2 0 0 0 0";
const NO_ATOMIC = "0 1 1 0 0";

const v4 = ["seed", "both", "private"];
const all = ["rfc", ...v4, "merged"];
const codeOfItsOwn = ["private", "merged"];
const codeShared = ["rfc", "seed", "both"];

const changes: readonly Change[] = [
  // The second pass ends with an error that the test of the pass would let go.
  {
    designs: codeShared,
    property: "two_passes",
    knobs: ["PASS_TEST=false"],
    constants: { ATOMIC_WRITERS: 1, MAPPERS: 1 },
    within: 12,
  },
  {
    designs: codeOfItsOwn,
    property: "two_passes",
    knobs: ["PASS_TEST=false", "CACHE_BUSY=ENOPROTOOPT"],
    constants: { ATOMIC_WRITERS: 1, MAPPERS: 1 },
    within: 12,
  },
  // A failed invalidation with the code that sends a write into copy-on-write mode: by knob, or by a mapper where it has it.
  {
    designs: codeOfItsOwn,
    property: "right_cause",
    knobs: ["CACHE_BUSY=ENOPROTOOPT"],
    constants: { ATOMIC_WRITERS: 1, MAPPERS: 1 },
    within: 4,
  },
  {
    designs: codeOfItsOwn,
    property: "right_cause",
    knobs: ["RETRY_ON=EAGAIN"],
    constants: { ATOMIC_WRITERS: 1, MAPPERS: 1 },
    within: 4,
  },
  { designs: codeShared, property: "right_cause", knobs: [], constants: { ATOMIC_WRITERS: 1, MAPPERS: 1 }, within: 4 },
  // A refusal by hardware with a code that no retry is for.
  {
    designs: ["rfc", "seed"],
    property: "no_internal_code",
    knobs: ["HW_REFUSED=ENOPROTOOPT"],
    constants: { ATOMIC_WRITERS: 1 },
    within: 6,
  },
  {
    designs: ["both", "private", "merged"],
    property: "no_internal_code",
    knobs: ["HW_REFUSED=EAGAIN"],
    constants: { ATOMIC_WRITERS: 1 },
    within: 6,
  },
  // The extents of the range are remapped one by one.
  { designs: all, property: "untorn", knobs: ["ONE_TRANSACTION=false"], constants: { ATOMIC_WRITERS: 1 }, within: 19 },
  // Two atomic writers without the exclusive IOLOCK between them.
  {
    designs: ["rfc", ...v4],
    property: "unmixed",
    knobs: ["COW_AT_ONCE=true"],
    constants: { ATOMIC_WRITERS: 2, PLAIN_WRITERS: 0, MAPPERS: 0 },
    within: 19,
  },
  {
    designs: ["merged"],
    property: "unmixed",
    knobs: [],
    constants: { ATOMIC_WRITERS: 2, PLAIN_WRITERS: 0, MAPPERS: 0 },
    within: 19,
  },
  // The plain write is in flight when its blocks are freed: not waited for, or begun beside the retry.
  {
    designs: v4,
    lines: [ONE_OF_EACH, ASYNCHRONOUS, NO_ATOMIC],
    property: "no_trample",
    knobs: ["DRAIN=false"],
    constants: { ATOMIC_WRITERS: 1, PLAIN_WRITERS: 1 },
    within: 24,
  },
  { designs: ["seed"], lines: [ONE_OF_EACH], property: "no_trample", knobs: ["RETRY_LOCK=SHARED"], within: 18 },
  { designs: ["seed"], lines: [ONE_OF_EACH], property: "no_trample", knobs: ["DEMOTE=true"], within: 19 },
  { designs: ["seed"], lines: [TWO_ATOMIC], property: "no_trample", knobs: ["DEMOTE=true"], within: 25 },
  { designs: ["seed"], lines: [ASYNCHRONOUS], property: "no_trample", knobs: ["FORCE_WAIT=false"], within: 21 },
  {
    designs: ["rfc", "merged"],
    property: "no_trample",
    knobs: [],
    constants: { ATOMIC_WRITERS: 1, PLAIN_WRITERS: 1, MAPPERS: 0 },
    within: 24,
  },
];

type Claim = {
  readonly design: string;
  readonly line: string;
  readonly constants: Constants;
  readonly property: string;
};

/** Every property of its own that the spec expects to hold, for each design and the constants of the line. */
function claimsOf(spec: CheckedSpec): Claim[] {
  const own = spec.properties.filter(({ span }) => span !== null);
  return spec.expectations.flatMap(({ design, constants, verdict }) => {
    const designs = design === "all" ? spec.designs.map(({ name }) => name) : [design ?? ""];
    const numbers = Object.fromEntries(constants.map(({ name, value }) => [name, Number(value)]));
    const line = Object.values(numbers).join(" ");
    const holding = own.filter(({ index }) => mustHold(verdict, index));
    return designs.flatMap((each) =>
      holding.map(({ name }) => ({ design: each, line, constants: numbers, property: name })),
    );
  });
}

function mustHold(verdict: Expectation["verdict"], property: number): boolean {
  switch (verdict.kind) {
    case "holds":
      return verdict.properties === "every" || verdict.properties.includes(property);
    case "vacuous":
      return verdict.property === property;
    case "violates":
      return verdict.only && verdict.violations.every((violation) => violation.property !== property);
  }
}

function concerns({ designs, lines, property }: Change, claim: Claim): boolean {
  return property === claim.property && designs.includes(claim.design) && (lines?.includes(claim.line) ?? true);
}

const claims = claimsOf(specAt(XFS));

test("every property that the XFS spec expects to hold has a change listed that turns it red", () => {
  expect(claims.length).toBeGreaterThan(50);
  expect(claims.filter((claim) => !changes.some((change) => concerns(change, claim)))).toEqual([]);
  expect(changes.filter((change) => !claims.some((claim) => concerns(change, claim)))).toEqual([]);
});

for (const change of changes) {
  for (const claim of claims.filter((each) => concerns(change, each))) {
    const constants = changed(claim.constants, change.constants ?? {});
    const differing = Object.entries(constants).filter(([name, value]) => claim.constants[name] !== value);
    const listed = [...change.knobs, ...differing.map(([name, value]) => `${name}=${value}`)].join(" ");
    const { design, line, property } = claim;
    test(`${design} with ${line}: ${property} turns red by ${listed}`, { timeout: SEARCH_TIME }, () => {
      expect(listed).not.toBe("");
      const run = runUnder(design, constants, change);
      const asDesigned = run.spec.designs.find(({ name }) => name === design)?.values ?? [];
      expect(run.knobs.filter((value, knob) => value !== asDesigned[knob])).toHaveLength(change.knobs.length);
      expect(verdictOf(run, property).kind).toBe("violated");
    });
  }
}

function changed(constants: Constants, change: Constants): Constants {
  const raised = Object.entries(change).map(([name, least]) => {
    return [name, least === 0 ? 0 : Math.max(least, constants[name] ?? 0)];
  });
  return { ...constants, ...Object.fromEntries(raised) };
}

const runs = new Map<string, Run>();

/** Changes of several lines lead to the same point; each is searched once. */
function runUnder(design: string, constants: Constants, { knobs, within }: Change): Run {
  const key = JSON.stringify([design, Object.values(constants), knobs, within]);
  const run =
    runs.get(key) ??
    searched(specAt(XFS, new Map(Object.entries(constants))), { design, knobs, maxDepth: within, engine: ENGINE });
  runs.set(key, run);
  return run;
}

/** What no knob does: a step left out, or a bound made too small. */
const omissions = [
  {
    what: "a write that returns with the IOLOCK",
    property: "locks",
    from: "\t/// A6 xfs_iunlock()\n\tunlock(iolock);\n\treturn ret;",
    to: "\treturn ret;",
    within: 12,
  },
  {
    what: "a completion that leaves the count of direct I/O as it is",
    property: "deadlock",
    from: "\t\t\tbios[self] = idle;\n\t\t\tdio_count -= 1;",
    to: "\t\t\tbios[self] = idle;",
    within: 36,
  },
  {
    what: "one block too few",
    property: "ranges",
    from: "type block = 0..2 * ATOMIC_WRITERS + 1;",
    to: "type block = 0..2 * ATOMIC_WRITERS;",
    within: 24,
  },
];

for (const { what, property, from, to, within } of omissions) {
  test(`seed with ${ONE_OF_EACH}: ${property} turns red by ${what}`, { timeout: SEARCH_TIME }, () => {
    const parts = readFileSync(XFS, "utf8").split(from);
    expect(parts).toHaveLength(2);
    const run = searched(specOf(parts.join(to)), { design: "seed", maxDepth: within, engine: ENGINE });
    expect(verdictOf(run, property).kind).toBe("violated");
  });
}

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
    "atomic_writer D2a filemap_write_and_wait_range()",
    "mapper W1 xfs_filemap_page_mkwrite()",
    "atomic_writer D2b invalidate_inode_pages2_range()",
  ]);
  expect(seed.steps[3]?.changes).toMatchObject([{ name: "dirty", before: false, after: true }]);
  expect(seed.steps[4]?.changes).toMatchObject([{ name: "ret", after: "-EAGAIN", cause: "folio_redirtied" }]);
  expect(seed.end.message).toBe("retry in CoW mode, but not because hardware cannot");
});

test("rfc's shortest trace to a trampled write ends with the plain write in flight when its block is freed", () => {
  const rfc = shortestTrace("rfc", "no_trample", 24);
  const steps = told(rfc);
  const submitted = steps.indexOf("plain_writer D6b submit_bio()");
  expect(submitted).toBeGreaterThan(0);
  expect(rfc.steps[submitted]?.changes.map(({ name, after }) => `${name} ${after}`)).toEqual([
    "bios[1].seg[0].to 0",
    "bios[1].seg[1].to 1",
  ]);
  const since = rfc.steps.slice(submitted + 1);
  expect(since.flatMap(({ changes }) => changes).filter(({ name }) => name.startsWith("bios[1]."))).toEqual([]);
  expect(steps.at(-1)).toBe("iomap_dio_complete C4 xfs_dio_write_end_io()");
  expect(rfc.steps.at(-1)?.changes).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ name: "owner[0]", before: "DATA_FORK", after: "BUSY_LIST" }),
      expect.objectContaining({ name: "owner[1]", before: "DATA_FORK", after: "BUSY_LIST" }),
    ]),
  );
});
