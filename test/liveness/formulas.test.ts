import { describe, expect, test } from "vitest";
import { formulasOf } from "../../src/model/temporal/temporal-formula.ts";
import { readText, searched, shown, specOf, verdictOf } from "../spec-text.ts";

/** What a formula may be made of, and what it means in a spec. */

const WORLD = `spec s "s"; const N = 2; type page = 0..N-1; bool dirty[page]; 0..3 n;
task writer[2] { dirty[self] = true; dirty[self] = false; }
daemon mapper[1] { loop { n = 1; n = 0; } }
`;

function problems(formula: string): string[] {
  return readText(`${WORLD}liveness l: ${formula};`).diagnostics.map(shown);
}

describe("temporal operators stand where formulas are made of formulas", () => {
  test.each([
    "always (eventually dirty[0] && !(next dirty[1]))",
    "n == 0 ? eventually dirty[0] : always !dirty[1]",
    "(eventually dirty[0]) == (always dirty[1])",
    "forall (page p) (exists (page q) (dirty[p] until dirty[q]))",
    "dirty[0] => (dirty[1] leads_to !dirty[1])",
  ])("%s", (formula) => {
    expect(problems(formula)).toEqual([]);
  });

  test.each([
    ["what is counted has a value in each state", "count (page p) (eventually dirty[p]) == 1"],
    ["so has what an int depends on", "((eventually dirty[0]) ? 1 : 0) == n"],
    ["so has an element of a set", "(eventually dirty[0]) in { true }"],
    ["so has an index", "dirty[(next dirty[0]) ? 0 : 1]"],
  ])("%s", (_rule, formula) => {
    expect(problems(formula)).toEqual([expect.stringMatching(/U0302 '\w+' speaks of a whole run, where a value/)]);
  });
});

test("what is written alike about the same values is one proposition", () => {
  const spec = specOf(
    `${WORLD}liveness l: (forall (page p) (dirty[p] leads_to n == 0)) && (forall (page p) always dirty[p]);`,
  );
  expect(formulasOf(spec).propositions).toHaveLength(3);
});

describe.each(["interpreter", "generated"] as const)("by the %s engine", (engine) => {
  const verdict = (formula: string) => {
    const found = verdictOf(searched(specOf(`${WORLD}liveness l: ${formula};`), { engine }), "l");
    return found.kind === "holds" && found.vacuous ? "vacuous" : found.kind;
  };

  test.each([
    ["forall (writer w) eventually done(w)", "holds"],
    ["exists (writer w) always !done(w)", "violated"],
    ["exists (writer w) eventually dirty[w]", "holds"],
    ["forall (page p) (dirty[p] leads_to !dirty[p])", "holds"],
    ["forall (page p) always (dirty[p] => next dirty[p])", "violated"],
    ["(always eventually (n == 1)) && (always eventually (n == 0))", "holds"],
    ["eventually always (n == 0)", "violated"],
    ["!dirty[0] until dirty[0]", "holds"],
    ["!dirty[0] until dirty[1]", "violated"],
    ["(eventually dirty[0]) == (eventually dirty[1])", "holds"],
    ["(eventually dirty[0]) != (eventually dirty[1])", "violated"],
    ["n == 0 ? eventually (n == 1) : false", "holds"],
    ["next (n == 1 || dirty[0] || dirty[1])", "holds"],
    ["n == 3 leads_to dirty[0]", "vacuous"],
    ["forall (page p) always (n > 1 && dirty[p] => eventually !dirty[p])", "vacuous"],
    ["n == 1 => eventually dirty[0]", "vacuous"],
    ["n == 0 => eventually dirty[0]", "holds"],
    ["always ((eventually (n == 2)) => dirty[0])", "vacuous"],
    ["always true", "holds"],
    ["eventually false", "violated"],
  ])("%s: %s", (formula, expected) => {
    expect(verdict(formula)).toBe(expected);
  });

  test("a proposition that cannot be evaluated is false, and a ranges violation of its state", () => {
    const text = `spec s "s"; const N = 2; bool x[2]; 0..3 n; task t { n = 1; n = 2; } liveness l: always !x[n];`;
    const run = searched(specOf(text), { engine });
    expect(verdictOf(run, "l").kind).toBe("violated");
    expect(verdictOf(run, "ranges")).toMatchObject({ kind: "violated", steps: 2 });
  });

  test("a step into an error is no step: the run stays in front of it", () => {
    const text = `spec s "s"; 0..1 n; task t { n = 1; n = 2; } liveness l: forall (t i) eventually done(i);`;
    expect(verdictOf(searched(specOf(text), { engine }), "l")).toMatchObject({ kind: "violated", steps: 1 });
  });

  test("a search that was cut short decides no formula", () => {
    const spec = specOf(`${WORLD}liveness l: eventually false;`);
    for (const limit of [{ maxStates: 3 }, { maxDepth: 1 }]) {
      const run = searched(spec, { engine, ...limit });
      expect(verdictOf(run, "l")).toEqual({ kind: "undecided", limit: run.limit });
    }
  });
});
