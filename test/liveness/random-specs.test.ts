import fc from "fast-check";
import { expect, test } from "vitest";
import type { Interpreter } from "../../src/model/interpreter/interpreter.ts";
import { interpret } from "../../src/model/interpreter/interpreter.ts";
import { compareChoices } from "../../src/model/transition-system.ts";
import type { Verdict } from "../../src/properties/verdict.ts";
import { walkPath } from "../../src/properties/walk-path.ts";
import { ENGINES, ORACLE, search } from "../random/engines.ts";
import type { RandomSpec } from "../random/spec-arbitrary.ts";
import { knobsAt, read, smallSpecs } from "../random/spec-arbitrary.ts";
import type { Demand, Formula, SmallGraph, SmallLasso } from "./definition.ts";
import { breaks, isFair, shortestBreach } from "./definition.ts";
import { isBroken } from "./exhaustive.ts";
import type { SpecGraph } from "./spec-graph.ts";
import { specGraph } from "./spec-graph.ts";

/** Random specs of few states with random formulas and fairness, decided by both engines, by trying lassos and exhaustively. */

const RUNS = Number(process.env.UNTORN_LIVENESS_RUNS ?? (process.env.CI === undefined ? "100" : "2000"));
const SEED = Number(process.env.UNTORN_LIVENESS_SEED ?? "5");
/** Of one spec, as a failure prints it. */
const PATH = process.env.UNTORN_LIVENESS_PATH;

const MOST_STATES = 60;
const MOST_WALKS = 400;

/**
 * `fair`: that hold, and would not without fairness; `enumerated`: violated, and a breach was found by trying; `exhausted`:
 * decided exhaustively too.
 */
type Tally = { specs: number; holds: number; violated: number; fair: number; enumerated: number; exhausted: number };

type Breach = {
  /** Of lassos tried one by one. */
  readonly shortest: SmallLasso | null;
  /** Null: the formula has too many parts for that. */
  readonly any: boolean | null;
};

function breachOf({ graphs }: SpecGraph, formula: Formula, demands: readonly Demand[]): Breach {
  const shortest = graphs.map((graph) => shortestBreach(graph, formula, demands, MOST_WALKS));
  const broken = graphs.map((graph) => isBroken(graph, formula, demands));
  return {
    shortest: shortest.find((breach) => breach !== null) ?? null,
    any: broken.includes(null) ? null : broken.includes(true),
  };
}

/** What a verdict of the tool on one formula has against it, by the definition; null: nothing. */
function objection(
  system: Interpreter,
  small: SpecGraph,
  formula: Formula,
  verdict: Verdict,
  breach: Breach,
): string | null {
  switch (verdict.kind) {
    case "undecided":
      return `undecided: ${verdict.limit}`;
    case "holds":
      if (breach.shortest !== null) return `it holds, but ${JSON.stringify(breach.shortest)} breaks it`;
      return breach.any === true ? "it holds, but some run breaks it" : null;
    case "violated": {
      if (breach.any === false) return "violated, but no run breaks it";
      const shown = lassoOf(system, small, verdict);
      if (shown === null) return "what is shown is no lasso of the graph";
      if (!isFair(shown.graph, shown.lasso, small.demands)) return "what is shown is not fair";
      return breaks(shown.graph, shown.lasso, formula) ? null : "what is shown does not break it";
    }
  }
}

function count(tally: Tally, small: SpecGraph, formula: Formula, verdict: Verdict, breach: Breach): void {
  if (breach.any !== null) tally.exhausted += 1;
  if (verdict.kind === "holds") {
    tally.holds += 1;
    const { shortest, any } = breachOf(small, formula, []);
    if (any ?? shortest !== null) tally.fair += 1;
  } else {
    tally.violated += 1;
    if (breach.shortest !== null) tally.enumerated += 1;
  }
}

/** The trace of a verdict, in the graph of the definition: each step is one of its edges, and the loop closes. */
function lassoOf(
  system: Interpreter,
  { graphs, keys, steps: known }: SpecGraph,
  { counterexample }: Extract<Verdict, { kind: "violated" }>,
): { readonly graph: SmallGraph; readonly lasso: SmallLasso } | null {
  if (counterexample === null || counterexample.loop === null) return null;
  const { path, loop } = counterexample;
  const numbers = walkPath(system, path).states.map((state) => keys.indexOf(system.key(state)));
  const graph = graphs.find(({ start }) => start === numbers[0]);
  if (graph === undefined) return null;
  const steps = path.steps.flatMap(({ actor, choices }, index) =>
    graph.edges.filter(({ from, to }, edge) => {
      const step = known[edge];
      const same = step !== undefined && step.actor === actor && compareChoices(step.choices, choices) === 0;
      return same && from === numbers[index] && to === numbers[index + 1];
    }),
  );
  const stops = loop === path.steps.length;
  const closes = stops || numbers[loop] === numbers.at(-1);
  return closes && steps.length === path.steps.length ? { graph, lasso: { steps, loop: stops ? null : loop } } : null;
}

/** What either engine says wrongly of a spec; null for a spec of more states. */
function wrongAnswers(random: RandomSpec, tally: Tally): string[] | null {
  const { spec } = read(random.text);
  if (spec === null) throw new Error(`the generator makes what is no spec:\n${random.text}`);
  const system = interpret(spec, knobsAt(spec, random.point));
  const small = specGraph(system, MOST_STATES);
  if (small === null) return null;
  tally.specs += 1;
  const unlimited = { ...random, maxStates: MOST_STATES, maxDepth: null };
  const answers = [ORACLE, ...ENGINES].map((engine) => ({ engine, run: search(spec, unlimited, engine) }));
  return [...small.formulas].flatMap(([property, formula]) => {
    const breach = breachOf(small, formula, small.demands);
    return answers.flatMap(({ engine, run }) => {
      const verdict = run.verdicts[property];
      if (verdict === undefined) return [`${engine.name}: no verdict`];
      if (engine === ORACLE) count(tally, small, formula, verdict, breach);
      const found = objection(system, small, formula, verdict, breach);
      return found === null ? [] : [`${engine.name}: ${spec.properties[property]?.name}: ${found}`];
    });
  });
}

test(`${RUNS} random specs and formulas are decided as the definition says, seed ${SEED}`, {
  timeout: 1_200_000,
}, () => {
  const tally: Tally = { specs: 0, holds: 0, violated: 0, fair: 0, enumerated: 0, exhausted: 0 };
  const property = fc.property(smallSpecs(MOST_STATES), (random) => {
    const wrong = wrongAnswers(random, tally);
    fc.pre(wrong !== null);
    if (wrong.length > 0) throw new Error(`${wrong.join("\n")}\n${random.text}`);
  });
  const path = PATH === undefined ? {} : { path: PATH };
  fc.assert(property, { seed: SEED, numRuns: RUNS, maxSkipsPerRun: 20, endOnFailure: true, ...path });
  console.log(`liveness of random specs, seed ${SEED}: ${JSON.stringify(tally)}`);
  if (PATH !== undefined) return;
  const decided = tally.holds + tally.violated;
  expect(tally.specs).toBe(RUNS);
  expect(tally.holds).toBeGreaterThan(decided / 4);
  expect(tally.violated).toBeGreaterThan(decided / 4);
  expect(tally.enumerated).toBeGreaterThan(tally.violated / 2);
  expect(tally.fair).toBeGreaterThan(tally.holds / 20);
  expect(tally.exhausted).toBeGreaterThan(0.9 * decided);
});
