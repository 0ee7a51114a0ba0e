import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readSpec } from "../src/check.ts";
import { openSpec } from "../src/cli/files.ts";
import type { CheckedSpec } from "../src/language/checked-spec.ts";
import type { Expectation } from "../src/language/expectation.ts";
import { searched, specAt, verdictOf } from "./spec-text.ts";

const CHANGES = "specs/scenarios/changes.untorn";
const MAIN = "specs/xfs-atomic-write.untorn";
/** The one that reports come from. */
const ENGINE = "generated";
const SEARCH_TIME = 600_000;

// ------------------------------------------------------------------------- what each change is caught by

type Row = {
  readonly change: string;
  readonly of: string;
  readonly caughtBy: readonly string[];
  /** One for all, or one for each. */
  readonly steps: readonly string[];
};

/** The table of docs/model.md. */
const rows = readFileSync("docs/model.md", "utf8")
  .split("\n")
  .flatMap((line): Row[] => {
    const [, change = "", of = "", caught = "", steps = ""] =
      /^\| `(\w+)` \| (\w+) \| (.*) \| (\d*(?:, \d+)*) ?\|$/.exec(line) ?? [];
    if (change === "") return [];
    return [
      { change, of, caughtBy: [...caught.matchAll(/`(\w+)`/g)].map(([, name = ""]) => name), steps: steps.split(", ") },
    ];
  });

const spec = specAt(CHANGES);

function constantsOf({ constants }: Expectation): string {
  return constants.map(({ name, value }) => `${name}=${value}`).join(" ");
}

function linesOf(design: string): Expectation[] {
  return spec.expectations.filter((line) => line.design === design);
}

/** "untorn in 18" for each violation that a line names. */
function violationsOf({ verdict }: Expectation): string[] {
  if (verdict.kind !== "violates") return [];
  return verdict.violations.map(({ property, steps }) => `${spec.properties[property]?.name} in ${steps}`);
}

function says(line: Expectation, property: string): boolean {
  const index = spec.properties.findIndex(({ name }) => name === property);
  switch (line.verdict.kind) {
    case "holds":
      return line.verdict.properties === "every" || line.verdict.properties.includes(index);
    case "vacuous":
      return false;
    case "violates":
      return line.verdict.only && line.verdict.violations.every((violation) => violation.property !== index);
  }
}

test("the table of changes names every design of the changes, and each has one line that is expected", () => {
  const shipped = new Set(specAt(MAIN).designs.map(({ name }) => name));
  const changes = spec.designs.map(({ name }) => name).filter((name) => !shipped.has(name));
  expect(rows.map(({ change }) => change).toSorted()).toEqual(changes.toSorted());
  for (const change of changes) expect(linesOf(change)).toHaveLength(1);
});

test.each(rows)("$change of $of: the table says what is expected of it", ({ change, caughtBy, steps }) => {
  expect(linesOf(change).flatMap(violationsOf)).toEqual(
    caughtBy.map((property, at) => `${property} in ${steps[at] ?? steps[0]}`),
  );
});

test.each(rows)("$change of $of: what catches it is expected to hold beside the same actors without it", (row) => {
  const [line] = linesOf(row.change);
  if (line === undefined) throw new Error("no line");
  const before = linesOf(row.of).filter((each) => constantsOf(each) === constantsOf(line));
  expect(before).toHaveLength(1);
  for (const property of row.caughtBy) expect(before.every((each) => says(each, property))).toBe(true);
});

// ------------------------------------------------------------------------- what no knob does

/** A step left out, or a bound made too small. */
const omissions = [
  {
    what: "an invalidation that does not look whether the folio is dirty",
    property: "no_lost_store",
    part: "page-cache.untorn",
    from: "\t\tif (folio == DIRTY)\n\t\t\treturn -EBUSY because folio_redirtied;\n\t\tif (folio == CLEAN) {",
    to: "\t\tif (folio != ABSENT) {",
    within: 8,
  },
  {
    what: "a write that returns with the IOLOCK",
    property: "locks",
    part: "direct-write.untorn",
    from: "\t/// A6 xfs_iunlock()\n\tunlock(iolock);\n\treturn ret;",
    to: "\treturn ret;",
    within: 14,
  },
  {
    what: "a completion that leaves the count of direct I/O as it is",
    property: "deadlock",
    part: "direct-write.untorn",
    from: "\t\tif (CHANGE != END_BEFORE_INVALIDATE)\n\t\t\tdio_count -= 1;",
    to: "",
    within: 40,
  },
  {
    what: "a count of direct I/O that cannot count two",
    property: "ranges",
    part: "direct-write.untorn",
    from: "0..WRITEBACK dio_count;",
    to: "0..1 dio_count;",
    within: 14,
  },
];

function withPart(part: string, from: string, to: string): CheckedSpec {
  const { main, readPart } = openSpec(MAIN, "specs");
  const { spec: changed, diagnostics } = readSpec(main, {
    constants: new Map(),
    readPart: (named, file) => {
      const read = readPart(named, file);
      if ("problem" in read || named !== part) return read;
      const pieces = read.text.split(from);
      expect(pieces).toHaveLength(2);
      return { path: read.path, text: pieces.join(to) };
    },
  });
  if (changed === null) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return changed;
}

test.each(omissions)(
  "seed: $property turns red by $what",
  { timeout: SEARCH_TIME },
  ({ property, part, from, to, within }) => {
    const run = searched(withPart(part, from, to), { design: "seed", maxDepth: within, engine: ENGINE });
    expect(verdictOf(run, property).kind).toBe("violated");
  },
);

test("every property of the model is expected to be violated somewhere, or turns red by an omission", () => {
  const files = [MAIN, CHANGES, "specs/scenarios/x2.untorn", "specs/scenarios/stale.untorn"];
  const red = new Set(omissions.map(({ property }) => property));
  for (const each of files.map((file) => specAt(file)))
    for (const { verdict } of each.expectations)
      if (verdict.kind === "violates")
        for (const { property } of verdict.violations) red.add(each.properties[property]?.name ?? "");
  const own = specAt(MAIN).properties.map(({ name }) => name);
  expect(own.filter((name) => !red.has(name))).toEqual([]);
});
