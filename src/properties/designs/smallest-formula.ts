import type { Knob } from "../../language/checked-spec.ts";
import type { FormSearch, Found } from "./form-search.ts";
import { formSearch, improved, shortened } from "./form-search.ts";
import type { Formula, LengthOf } from "./formula.ts";
import { bySize, fulfils } from "./formula.ts";
import type { Grid, JudgedPoint } from "./grid.ts";
import { gridOf, neededAxes } from "./grid.ts";
import { isolation } from "./isolation.ts";
import type { WorkBudget } from "./work-budget.ts";
import { spendPart } from "./work-budget.ts";

/** `proved`: no formula has fewer literals, nor as many in fewer terms. */
export type SmallestFormula = { readonly formula: Formula; readonly proved: boolean };

/**
 * The smallest formula that holds exactly where the property does, among disjunctions of conjunctions and the other way
 * round. Of equally many literals and terms, the shortest text that was come across; knobs that are not needed are left
 * out beforehand. Where the budget does not suffice, the best formula found.
 */
export function smallestFormula(
  knobs: readonly Knob[],
  judged: readonly JudgedPoint[],
  lengthOf: LengthOf,
  budget: WorkBudget,
): SmallestFormula {
  if (judged.every(({ holds }) => holds)) return { formula: { kind: "always" }, proved: true };
  if (!judged.some(({ holds }) => holds)) return { formula: { kind: "never" }, proved: true };
  const smallest = minimised(neededAxes(gridOf(knobs, judged)), lengthOf, budget);
  if (judged.some((point) => fulfils(smallest.formula, point.knobs) !== point.holds))
    throw new Error("untorn defect: a formula that is wrong about a point");
  return smallest;
}

function minimised(grid: Grid, lengthOf: LengthOf, budget: WorkBudget): SmallestFormula {
  const alone = isolation(grid);
  const searches = (["any of", "all of"] as const).map((form) => formSearch(grid, form, alone, lengthOf));
  searches.sort((left, right) => bySize(left.first.size, right.first.size));
  const [start] = searches.map(({ first }) => first);
  if (start === undefined) throw new Error("untorn defect: no form of a formula");
  const least = Math.max(...alone);
  const isLeast = ({ size }: Found): boolean => size.literals <= least && size.terms === 1;
  let best: Found = start;
  let proved = true;
  const ended: { readonly search: FormSearch; readonly columns: Found["chosen"] }[] = [];
  for (const search of searches) {
    if (isLeast(best)) break;
    const result = spendPart(budget, 0.7, (part) => improved(search, best, isLeast, part));
    best = result.best;
    proved &&= result.proved;
    ended.push({ search, columns: result.columns });
  }
  proved ||= isLeast(best);
  for (const { search, columns } of ended) {
    best = spendPart(budget, 0.5, (part) => shortened(search, best, columns, part));
  }
  return { formula: best.formula, proved };
}
