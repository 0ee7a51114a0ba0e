import type { EdgeGraph } from "../../explorer/edge-graph.ts";
import { bytesOf, withoutLabels } from "../../explorer/edge-graph.ts";
import type { Ltl } from "../../model/temporal/ltl.ts";
import { conjuncts, folded, not } from "../../model/temporal/ltl.ts";
import type { Automaton } from "./automaton.ts";
import { automatonOf, recurrentPlaces } from "./automaton.ts";
import { fairSets } from "./components.ts";
import { demandsOf } from "./fair-set.ts";
import type { Assumptions } from "./fairness.ts";
import type { Lasso, LassoField } from "./lasso.ts";
import { shortLasso } from "./lasso.ts";
import { isTrueOf } from "./lasso-truth.ts";
import { Members } from "./members.ts";
import type { Product } from "./product.ts";
import { isTrueIn, productOf } from "./product.ts";
import { reachedVertices } from "./reach.ts";
import type { Resources } from "./resources.ts";

/** What a formula is decided on: a complete graph, what its labels are, and which runs count. */
export type Question = {
  readonly graph: EdgeGraph;
  /** Number of labels. */
  readonly labels: number;
  readonly assumptions: Assumptions;
  readonly resources: Resources;
};

/** Whether every fair run fulfils the formula. */
export function holdsOnAll(question: Question, formula: Ltl): boolean {
  return partsOf(question.graph, formula).every((part) => {
    const inStates = question.assumptions.stopped.size === 0 ? alwaysInStates(question.graph, part) : null;
    return inStates ?? question.resources.during(() => fairField(question, part, "first") === null);
  });
}

/**
 * Whether `always f` holds, where f speaks of one state: no state breaks it, since from every state some fair run goes on.
 * Null for other formulas.
 */
function alwaysInStates({ classes }: EdgeGraph, { kind, ...parts }: Ltl): boolean | null {
  if (kind !== "release" || !("left" in parts) || parts.left.kind !== "constant") return null;
  const { right } = parts;
  if (!speaksOfOneState(right)) return null;
  return classes.every((truth) => isTrueOf(right, [truth], 0));
}

function speaksOfOneState(formula: Ltl): boolean {
  switch (formula.kind) {
    case "constant":
    case "proposition":
      return true;
    case "and":
    case "or":
      return speaksOfOneState(formula.left) && speaksOfOneState(formula.right);
    default:
      return false;
  }
}

/**
 * A fair run that breaks the formula: of the parts of a conjunction, the one with the shortest; null if it holds. Not
 * for assumptions that stop somebody.
 */
export function counterexample(question: Question, formula: Ltl): Lasso | null {
  let best: Lasso | null = null;
  for (const part of partsOf(question.graph, formula)) {
    const lasso = question.resources.during(() => {
      const field = fairField(question, part, "all");
      return field === null ? null : shortLasso(field, question.resources);
    });
    if (lasso === null) continue;
    if (best === null || lengthOf(lasso) < lengthOf(best)) best = lasso;
  }
  return best;
}

function lengthOf({ stem, loop }: Lasso): number {
  return stem.length + loop.length;
}

/** The parts of a formula, propositions put in that are the same in every state. */
function partsOf(graph: EdgeGraph, formula: Ltl): readonly Ltl[] {
  const constant = (proposition: number): boolean | null => {
    const [first] = graph.classes;
    if (first === undefined) return null;
    const value = isTrueIn(first, proposition);
    return graph.classes.every((truth) => isTrueIn(truth, proposition) === value) ? value : null;
  };
  const known = new Map<number, boolean | null>();
  const valueIn = (proposition: number): boolean | null => {
    const value = known.has(proposition) ? (known.get(proposition) ?? null) : constant(proposition);
    known.set(proposition, value);
    return value;
  };
  return conjuncts(folded(formula, valueIn));
}

/** Where the runs are that break a part; null if there are none. */
function fairField(
  { graph, labels, assumptions, resources }: Question,
  part: Ltl,
  wanted: "all" | "first",
): LassoField | null {
  const automaton = automatonOf(not(part));
  const recurrent = recurrentPlaces(automaton);
  const placeOf = recurrent.flatMap((recurs, place) => (recurs ? [place] : []));
  if (placeOf.length === 0) return null;
  const whole = productOf(graph, automaton);
  const { conditions, stopped } = assumptions;
  const going = stopped.size === 0 ? graph : withoutLabels(graph, stopped);
  if (going !== graph) resources.take(bytesOf(going));
  const core = productOf(going, restricted(automaton, placeOf));
  const members = reachedMembers(whole, placeOf, resources);
  const demands = demandsOf(conditions, core.automaton.accepting, labels);
  const sets = fairSets(core, members, demands, resources, wanted);
  if (sets.count === 0) return null;
  const coreOf = automaton.places.map((_, place) => placeOf.indexOf(place));
  return { whole, core, coreOf, placeOf, sets, demands };
}

/** The vertices of the core that some run of the whole comes to. */
function reachedMembers(whole: Product, placeOf: readonly number[], resources: Resources): Members {
  const reached = reachedVertices(whole, resources);
  const wanted = Int32Array.from(placeOf);
  const isReached = (vertex: number): boolean => {
    const state = Math.floor(vertex / wanted.length);
    return reached[state * whole.places + (wanted[vertex - state * wanted.length] ?? 0)] !== 0;
  };
  const members = new Members(whole.graph.states * wanted.length, isReached, resources);
  resources.give(reached);
  return members;
}

function restricted({ places, accepting }: Automaton, placeOf: readonly number[]): Automaton {
  return {
    places: placeOf.map((place) => ({
      literals: places[place]?.literals ?? [],
      next: (places[place]?.next ?? []).map((next) => placeOf.indexOf(next)).filter((next) => next !== -1),
    })),
    initial: [],
    accepting: accepting.map((set) => placeOf.map((place) => set[place] === true)),
  };
}
