import type { KnobValue } from "../../language/checked-spec.ts";
import type { Property } from "../../language/property.ts";
import type { Run } from "../run.ts";
import type { Verdict } from "../verdict.ts";
import type { LengthOf } from "./formula.ts";
import type { JudgedPoint } from "./grid.ts";
import type { SmallestFormula } from "./smallest-formula.ts";
import { smallestFormula } from "./smallest-formula.ts";
import type { WorkBudget } from "./work-budget.ts";
import { spendPart } from "./work-budget.ts";

/** When a property holds; or at how many points that is open, so that nothing can be said. */
export type Condition =
  | ({ readonly kind: "formula" } & SmallestFormula)
  | { readonly kind: "undecided"; readonly points: number };

/** What a comparison says about its knobs. */
export type DesignFormulas = {
  /** Different points of the knobs that were searched. */
  readonly searched: number;
  /** Other combinations of values of the knobs that differ, as far as `assume` allows them; null: too many to tell. */
  readonly notSearched: number | null;
  readonly safe: Condition;
  readonly properties: readonly { readonly property: Property; readonly condition: Condition }[];
};

/** Words to look at for all formulas of one comparison, about two seconds; each may take half of what is left. */
const WORK = 160_000_000;

/** More combinations than this are not held against `assume`. */
const MOST_COMBINATIONS = 65_536;

/** Null where there are not two points that differ in their knobs. `isAdmitted`: whether `assume` allows a point. */
export function designFormulas(
  runs: readonly Run[],
  lengthOf: LengthOf,
  isAdmitted: (knobs: readonly KnobValue[]) => boolean,
): DesignFormulas | null {
  const [first] = runs;
  if (first === undefined) return null;
  const searched = new Set(runs.map(({ knobs }) => knobs.join())).size;
  if (searched < 2) return null;
  const { properties } = first.spec;
  const outcomes = [
    runs.map((run) => outcomeOf(run.verdicts)),
    ...properties.map(({ index }) => runs.map(({ verdicts }) => outcomeOf(verdicts.slice(index, index + 1)))),
  ];
  const keys = outcomes.map((each) => each.join());
  const conditions = new Map<string, Condition>();
  const budget = { left: WORK };
  for (const [index, each] of outcomes.entries()) {
    const key = keys[index] ?? "";
    if (!conditions.has(key)) conditions.set(key, conditionOf(runs, each, lengthOf, budget));
  }
  const conditionAt = (index: number): Condition => {
    return conditions.get(keys[index] ?? "") ?? { kind: "undecided", points: runs.length };
  };
  return {
    searched,
    notSearched: notSearched(runs, searched, isAdmitted),
    safe: conditionAt(0),
    properties: properties.map((property, index) => ({ property, condition: conditionAt(index + 1) })),
  };
}

type Outcome = "holds" | "fails" | "open";

/** One verdict that is "violated" decides, whatever a limit left open. */
function outcomeOf(verdicts: readonly Verdict[]): Outcome {
  if (verdicts.some(({ kind }) => kind === "violated")) return "fails";
  return verdicts.every(({ kind }) => kind === "holds") ? "holds" : "open";
}

function conditionOf(
  runs: readonly Run[],
  outcomes: readonly Outcome[],
  lengthOf: LengthOf,
  budget: WorkBudget,
): Condition {
  const open = outcomes.filter((each) => each === "open").length;
  if (open > 0) return { kind: "undecided", points: open };
  const judged = runs.map(({ knobs }, index): JudgedPoint => ({ knobs, holds: outcomes[index] === "holds" }));
  const knobs = runs[0]?.spec.knobs ?? [];
  return spendPart(budget, 0.5, (part) => ({ kind: "formula", ...smallestFormula(knobs, judged, lengthOf, part) }));
}

function notSearched(
  runs: readonly Run[],
  searched: number,
  isAdmitted: (knobs: readonly KnobValue[]) => boolean,
): number | null {
  const [first] = runs;
  if (first === undefined) return null;
  const { spec, knobs: base } = first;
  const varying = spec.knobs.filter(({ index }) => runs.some(({ knobs }) => knobs[index] !== base[index]));
  const combinations = varying.reduce((product, { domain }) => product * domain.length, 1);
  if (spec.assumptions.length === 0) return combinations - searched;
  if (combinations > MOST_COMBINATIONS) return null;
  const points = varying.reduce<readonly (readonly KnobValue[])[]>(
    (known, { domain, index }) => known.flatMap((point) => domain.map((value) => point.with(index, value))),
    [base],
  );
  return points.filter(isAdmitted).length - searched;
}
