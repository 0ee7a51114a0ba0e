import { readdirSync, readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { expect, test } from "vitest";
import type { Searches } from "../scripts/reports/seed-question.ts";
import { seedQuestion } from "../scripts/reports/seed-question.ts";
import { expectToBeTaken, repository } from "./cli/git-mail.ts";

// What `npm run reports` wrote. That it is what the specs give today is checked by writing it again.

const files = readdirSync("reports", { recursive: true, encoding: "utf8" }).map((name) => name.replaceAll("\\", "/"));
const mails = files.filter((name) => name.endsWith(".txt"));
const specs = readdirSync("specs", { recursive: true, encoding: "utf8" })
  .map((name) => name.replaceAll("\\", "/").replace(/\.untorn$/, ""))
  .filter((name) => mails.includes(`${name}.txt`));

function report(name: string): string {
  return readFileSync(`reports/${name}`, "utf8");
}

test("every report for mail passes through git unchanged", () => {
  const folder = repository();
  expect(mails.length).toBeGreaterThanOrEqual(25);
  for (const name of mails) expectToBeTaken(folder, report(name));
});

test("every report says what was bounded, what is hidden, and how to get it again", () => {
  for (const name of specs.flatMap((spec) => [`${spec}.txt`, `${spec}.md`])) {
    expect([name, report(name)]).toEqual([name, expect.stringContaining("sequentially")]);
    expect(report(name).replace(/\s+(\\\s+)?/g, " ")).toMatch(
      /every interleaving of these steps.*npx untorn@\S+ compare specs\//,
    );
    const hides = /^hides /m.test(readFileSync(`specs/${name.replace(/\.\w+$/, "")}.untorn`, "utf8"));
    expect([name, report(name).includes("Not modelled:")]).toEqual([name, hides]);
  }
});

test("every spec with designs has its report in three forms, the JSON as its schema says and without timings", () => {
  expect(specs.length).toBeGreaterThanOrEqual(20);
  expect(specs).toEqual(expect.arrayContaining(["retry-demo", "xfs-atomic-write", "scenarios/x1", "tutorial/2-lock"]));
  const schema = JSON.parse(readFileSync("schema/result-1.schema.json", "utf8"));
  const validate = new Ajv({ allowUnionTypes: true }).compile(schema);
  for (const spec of specs) {
    expect(report(`${spec}.md`)).toMatch(/^# \S/);
    const result = JSON.parse(report(`${spec}.json`));
    validate(result);
    expect([spec, validate.errors ?? []]).toEqual([spec, []]);
    for (const { seconds, cpuSeconds } of result.runs) expect([seconds, cpuSeconds]).toEqual([0, 0]);
  }
});

const NAMES = ["two_passes", "right_cause", "no_private_code", "no_internal_code", "retry_ends"];
const DESIGNS = ["seed", "both", "private", "merged"];

/** As `compare --json` gives it: `broken` says what which design violates, in how many steps. */
function searched(broken: Readonly<Record<string, Readonly<Record<string, number>>>>, designs = DESIGNS) {
  const runs = designs.map((design) => ({
    design,
    complete: true,
    states: 10,
    transitions: 20,
    properties: NAMES.map((name) => {
      const steps = broken[design]?.[name] ?? null;
      return { name, verdict: steps === null ? "holds" : "violated", steps, vacuous: false };
    }),
  }));
  const formula = { right_cause: "CACHE_BUSY != RETRY_ON" };
  const formulaPoints = { searched: 96, notSearched: 0 };
  return { json: JSON.stringify({ runs, formula, formulaPoints, expectations: [] }), command: ["compare", "a.untorn"] };
}

const known: Searches = {
  designs: searched({ seed: { right_cause: 4 }, both: { right_cause: 4, no_private_code: 15 } }),
  vary: searched({}),
  unaligned: searched({}),
  unalignedCodes: searched({}),
  unalignedAgain: searched({ seed: { two_passes: 17, retry_ends: 26 } }, ["seed"]),
  both: searched({}),
  trace: {
    mail: "  a\n\n  VIOLATED  right_cause\n\n    1  step\n\n  Model: m;\n  all.\n  Reproduce: x\n",
    command: [],
  },
};

function page(changed: Partial<Searches>): string {
  return seedQuestion({ ...known, ...changed }, "0.1.0").replace(/\s+/g, " ");
}

test("the page on the seed's question says what the verdicts say", () => {
  expect(page({})).toContain("only answer 3 keeps the retry to its own cause");
  expect(page({})).toContain("Against answer 1 it mends right_cause and breaks nothing.");
  expect(page({})).toContain("Against answer 1 it mends nothing and breaks no_private_code.");
  expect(page({})).toContain("an invalidation failed (right_cause, in 4 steps)");
  expect(page({ designs: searched({}) })).toContain("each of the three keeps the retry to its own cause");
  const broken = { right_cause: 3, retry_ends: 7 };
  const none = page({ designs: searched({ seed: broken, both: broken, private: broken }) });
  expect(none).toContain("none of the three keeps the retry to its own cause");
  expect(none).toContain("the retry need not end (retry_ends, in 7 steps)");
});

test("the page says of the unaligned path whether the codes change it, and whether its retry ends", () => {
  expect(page({})).toContain("So no answer changes it.");
  expect(page({})).toContain("Its retry ends");
  expect(page({})).toContain("in all 1 points of the codes");
  const loops = page({ unaligned: searched({ both: { retry_ends: 9 } }) });
  expect(loops).toContain("Yet the answers do change it");
  expect(loops).toContain("Its retry need not end: retry_ends in both, in 9 steps.");
  expect(page({ unalignedAgain: searched({}) })).toContain("Nor would it loop");
  expect(page({ both: searched({ both: { right_cause: 4 } }) })).toContain("both: right_cause is violated, in 4 steps");
});

test("a page for which something was not computed is not written", () => {
  expect(() => page({ designs: searched({}, ["seed"]) })).toThrow("no result says design both");
  const unnamed = JSON.parse(known.designs.json);
  for (const run of unnamed.runs) run.properties.pop();
  expect(() => page({ designs: { ...known.designs, json: JSON.stringify(unnamed) } })).toThrow("property retry_ends");
  expect(() => page({ vary: { ...known.vary, json: known.vary.json.replace('{"right_cause":', '{"x":') } })).toThrow(
    "formula",
  );
  const unfinished = known.both.json.replace('"complete":true', '"complete":false');
  expect(() => page({ both: { ...known.both, json: unfinished } })).toThrow("came to their end");
  expect(() => page({ trace: { ...known.trace, mail: "  holds\n" } })).toThrow("no trace");
});
