import fc from "fast-check";
import { expect, test } from "vitest";
import { edgeCollector } from "../../src/explorer/edge-graph.ts";
import type { Ltl } from "../../src/model/temporal/ltl.ts";
import { always, and, eventually, next, not, or, proposition, TRUE, until } from "../../src/model/temporal/ltl.ts";
import type { Question } from "../../src/properties/liveness/decide-formula.ts";
import { counterexample, holdsOnAll } from "../../src/properties/liveness/decide-formula.ts";
import { Resources } from "../../src/properties/liveness/resources.ts";
import type { Demand, Edge, Formula, SmallGraph, SmallLasso } from "./definition.ts";
import { breaks, isFair, shortestBreach } from "./definition.ts";
import { isBroken } from "./exhaustive.ts";

/** Small graphs, formulas and demands of fairness at random, decided by the tool, by trying lassos and exhaustively. */

const RUNS = Number(process.env.UNTORN_LASSO_RUNS ?? "2500");
const SEED = Number(process.env.UNTORN_LASSO_SEED ?? "7");
const LABELS = 5;
const MOST_WALKS = 400;

const marks: fc.Arbitrary<Formula> = fc
  .record({ mark: fc.nat({ max: 1 }), negated: fc.boolean() })
  .map(({ mark, negated }): Formula => {
    return negated ? { kind: "not", operand: { kind: "mark", mark } } : { kind: "mark", mark };
  });

const anyFormulas: fc.Arbitrary<Formula> = fc.letrec<{ formula: Formula }>((tie) => ({
  formula: fc.oneof(
    { depthSize: "small", maxDepth: 4 },
    { weight: 4, arbitrary: fc.nat({ max: 1 }).map((mark): Formula => ({ kind: "mark", mark })) },
    { weight: 1, arbitrary: fc.constant<Formula>({ kind: "true" }) },
    {
      weight: 6,
      arbitrary: fc.record({
        kind: fc.constantFrom("not", "next", "always", "eventually"),
        operand: tie("formula"),
      }),
    },
    {
      weight: 5,
      arbitrary: fc.record({
        kind: fc.constantFrom("and", "or", "implies", "until", "leads_to"),
        left: tie("formula"),
        right: tie("formula"),
      }),
    },
  ),
})).formula;

/** Half of them as they are asked in specs. */
const formulas: fc.Arbitrary<Formula> = fc.oneof(
  anyFormulas,
  fc
    .record({ kind: fc.constantFrom<"eventually" | "leads_to">("eventually", "leads_to"), inner: marks, other: marks })
    .map(({ kind, inner, other }): Formula => {
      return kind === "eventually" ? { kind, operand: inner } : { kind, left: inner, right: other };
    }),
);

/** The states that can be reached, renumbered: graphs that are decided have no others. */
function reachable({ marks: all, edges }: SmallGraph): SmallGraph {
  const found = [0];
  for (const state of found) {
    for (const { from, to } of edges) if (from === state && !found.includes(to)) found.push(to);
  }
  return {
    start: 0,
    marks: found.map((state) => all[state] ?? []),
    edges: edges
      .filter(({ from }) => found.includes(from))
      .map(({ from, to, label }) => ({ from: found.indexOf(from), to: found.indexOf(to), label })),
  };
}

const graphs: fc.Arbitrary<SmallGraph> = fc
  .integer({ min: 2, max: 4 })
  .chain((states) => {
    const state = fc.nat({ max: states - 1 });
    const edge = fc.record({ from: state, to: state, label: fc.integer({ min: 1, max: LABELS - 1 }) });
    return fc.record({
      start: fc.constant(0),
      marks: fc.array(fc.array(fc.boolean(), { minLength: 2, maxLength: 2 }), { minLength: states, maxLength: states }),
      edges: fc.uniqueArray(edge, {
        minLength: states,
        maxLength: 7,
        selector: ({ from, to, label }) => `${from} ${to} ${label}`,
      }),
    });
  })
  .map(reachable);

const demands: fc.Arbitrary<Demand[]> = fc.array(
  fc.record({
    strength: fc.constantFrom("weak", "strong"),
    labels: fc.uniqueArray(fc.integer({ min: 1, max: LABELS - 1 }), { minLength: 1, maxLength: 2 }),
  }),
  { minLength: 1, maxLength: 3 },
);

function ltl(formula: Formula): Ltl {
  switch (formula.kind) {
    case "true":
      return TRUE;
    case "mark":
      return proposition(formula.mark);
    case "not":
      return not(ltl(formula.operand));
    case "next":
      return next(ltl(formula.operand));
    case "always":
      return always(ltl(formula.operand));
    case "eventually":
      return eventually(ltl(formula.operand));
    case "and":
      return and(ltl(formula.left), ltl(formula.right));
    case "or":
      return or(ltl(formula.left), ltl(formula.right));
    case "implies":
      return or(not(ltl(formula.left)), ltl(formula.right));
    case "until":
      return until(ltl(formula.left), ltl(formula.right));
    case "leads_to":
      return always(or(not(ltl(formula.left)), eventually(ltl(formula.right))));
  }
}

function questionOf(graph: SmallGraph, asked: readonly Demand[]): Question {
  const collector = edgeCollector();
  for (const [state, marks] of graph.marks.entries()) {
    collector.state([marks.reduce((word, holds, bit) => (holds ? word | (1 << bit) : word), 0)]);
    for (const { from, to, label } of graph.edges) if (from === state) collector.edge(to, label);
  }
  const conditions = asked.map((demand) => ({ ...demand, subject: { kind: "steps", actor: 0 } as const }));
  return {
    graph: collector.graph([0]),
    labels: LABELS,
    assumptions: { conditions, stopped: new Set() },
    resources: new Resources({ bytes: Infinity, usedBytes: 0, shouldStop: () => null }),
  };
}

/** The tool's lasso in the terms of the definition. */
function lassoOf(question: Question, formula: Formula): SmallLasso | null {
  const lasso = counterexample(question, ltl(formula));
  expect(holdsOnAll(question, ltl(formula))).toBe(lasso === null);
  if (lasso === null) return null;
  const { targets, labels } = question.graph;
  let at = lasso.start;
  const steps = [...lasso.stem, ...lasso.loop].map((edge): Edge => {
    const step = { from: at, to: targets[edge] ?? -1, label: labels[edge] ?? -1 };
    at = step.to;
    return step;
  });
  return { steps, loop: lasso.loop.length === 0 ? null : lasso.stem.length };
}

/** Every step is one of the graph, the loop closes, and who stops cannot go on. */
function expectRun(graph: SmallGraph, { steps, loop }: SmallLasso): void {
  for (const step of steps) expect(graph.edges).toContainEqual(step);
  const end = steps.at(-1)?.to ?? 0;
  if (loop === null) expect(graph.edges.filter(({ from }) => from === end)).toEqual([]);
  else expect(steps[loop]?.from).toBe(end);
}

test(`${RUNS} random graphs and formulas are decided as the definition says, seed ${SEED}`, {
  timeout: 120_000,
}, () => {
  const tally = { holds: 0, violated: 0, fairnessMattered: 0, shortest: 0, exhausted: 0 };
  const property = fc.property(graphs, formulas, demands, (graph, formula, asked) => {
    const lasso = lassoOf(questionOf(graph, asked), formula);
    const breach = shortestBreach(graph, formula, asked, MOST_WALKS);
    const broken = isBroken(graph, formula, asked);
    expect(broken ?? lasso !== null).toBe(lasso !== null);
    if (broken !== null) tally.exhausted += 1;
    if (lasso === null) {
      expect(breach).toBeNull();
      tally.holds += 1;
      if (lassoOf(questionOf(graph, []), formula) !== null) tally.fairnessMattered += 1;
      return;
    }
    expectRun(graph, lasso);
    expect(isFair(graph, lasso, asked)).toBe(true);
    expect(breaks(graph, lasso, formula)).toBe(true);
    tally.violated += 1;
    if (breach === null) return;
    expect(lasso.steps.length).toBeGreaterThanOrEqual(breach.steps.length);
    if (lasso.steps.length === breach.steps.length) tally.shortest += 1;
  });
  fc.assert(property, { seed: SEED, numRuns: RUNS });
  console.log(`lassos, seed ${SEED}: ${JSON.stringify(tally)}`);
  expect(tally.holds).toBeGreaterThan(RUNS / 5);
  expect(tally.violated).toBeGreaterThan(RUNS / 5);
  expect(tally.fairnessMattered).toBeGreaterThan(RUNS / 50);
  expect(tally.exhausted).toBeGreaterThan(0.95 * RUNS);
});
