import type { Form } from "./form.ts";
import { formulaOf, sizeOfTests } from "./form.ts";
import type { Formula, FormulaSize, LengthOf } from "./formula.ts";
import { bySize, formulaSize } from "./formula.ts";
import { greedyCover } from "./greedy-cover.ts";
import type { Grid, Test } from "./grid.ts";
import type { GridLiterals } from "./grid-literals.ts";
import { gridLiterals } from "./grid-literals.ts";
import type { Implicant } from "./implicants.ts";
import { implicants } from "./implicants.ts";
import { smallestCover } from "./smallest-cover.ts";
import { someImplicants } from "./some-implicants.ts";
import type { WorkBudget } from "./work-budget.ts";
import { spendPart } from "./work-budget.ts";

/** A formula, and the implicants that it was made of. */
export type Found = {
  readonly form: Form;
  readonly chosen: readonly Implicant[];
  readonly formula: Formula;
  readonly size: FormulaSize;
};

/** The search for the smallest formula of one form: its literals, and a formula to begin with. */
export type FormSearch = {
  readonly grid: Grid;
  readonly form: Form;
  readonly lengthOf: LengthOf;
  readonly literals: GridLiterals;
  readonly on: number;
  readonly off: number;
  /** By point to be covered: the literals that a term needs at least to cover it. */
  readonly least: readonly number[];
  readonly seeds: readonly Implicant[];
  readonly first: Found;
};

/** Of covers, literals come before terms; of terms there are at most as many as points. */
const LITERAL = 4096 * 2;
/** And terms before characters. */
const TERM = 2 ** 20;

/** `alone`: the isolation of each point. */
export function formSearch(grid: Grid, form: Form, alone: readonly number[], lengthOf: LengthOf): FormSearch {
  const covered = grid.points.map(({ holds }) => holds === (form === "any of"));
  const on = grid.points.filter((_, index) => covered[index]);
  const off = grid.points.filter((_, index) => !covered[index]);
  const literals = gridLiterals(grid, on, off, form, lengthOf);
  const seeds = someImplicants(literals.literals, on.length, off.length);
  const least = alone.filter((_, index) => covered[index]);
  const search = { grid, form, lengthOf, literals, on: on.length, off: off.length, least, seeds };
  return { ...search, first: foundOf(search, greedyCover(seeds, on.length) ?? seeds) };
}

type Finding = Pick<FormSearch, "grid" | "form" | "lengthOf" | "literals">;

function foundOf(search: Finding, chosen: readonly Implicant[]): Found {
  const { grid, form, lengthOf } = search;
  const formula = formulaOf(
    grid,
    chosen.map((implicant) => testsOf(search, implicant)),
    form,
    lengthOf,
  );
  return { form, chosen, formula, size: formulaSize(formula, lengthOf) };
}

function testsOf({ literals }: Pick<FormSearch, "literals">, implicant: Implicant): Test[] {
  return implicant.literals.flatMap((index) => literals.literals[index]?.test ?? []);
}

function better(left: Found, right: Found): Found {
  return bySize(right.size, left.size) < 0 ? right : left;
}

export type Improved = {
  readonly best: Found;
  /** Nothing of this form is smaller, text apart. */
  readonly proved: boolean;
  readonly columns: readonly Implicant[];
};

/** The smallest formula of this form, if it is smaller than the best one known. */
export function improved(
  search: FormSearch,
  known: Found,
  isLeast: (found: Found) => boolean,
  budget: WorkBudget,
): Improved {
  const { on, off, least, seeds, literals } = search;
  let best = known;
  const cap = (found: readonly Implicant[]): number => {
    const cover = greedyCover([...found, ...seeds], on);
    if (cover !== null) best = better(best, foundOf(search, cover));
    if (isLeast(best)) return -1;
    return best.size.terms === 1 ? best.size.literals - 1 : best.size.literals;
  };
  const { found, complete } = spendPart(budget, 0.8, (part) =>
    implicants({ literals: literals.literals, on, off, least, cap, budget: part }),
  );
  const columns = complete ? found : [...found, ...seeds];
  if (isLeast(best)) return { best, proved: true, columns };
  const weighted = columns.map((each) => ({ rows: each.on, weight: each.cost * LITERAL + 1 }));
  const cover = smallestCover(weighted, on, best.size.literals * LITERAL + best.size.terms, budget);
  if (cover.chosen !== null)
    best = better(
      best,
      foundOf(
        search,
        cover.chosen.flatMap((index) => columns[index] ?? []),
      ),
    );
  return { best, proved: complete && cover.proved && literals.complete, columns };
}

/** The same formula in fewer characters, where the columns of its form are known. */
export function shortened(search: FormSearch, known: Found, columns: readonly Implicant[], budget: WorkBudget): Found {
  const { grid, form, lengthOf, on } = search;
  if (known.form !== form) return known;
  const weightOf = (implicant: Implicant): number => {
    const { length } = sizeOfTests(grid, testsOf(search, implicant), form, lengthOf);
    return (implicant.cost * LITERAL + 1) * TERM + length + 4;
  };
  const weighted = columns.map((each) => ({ rows: each.on, weight: weightOf(each) }));
  const below = known.chosen.reduce((sum, each) => sum + weightOf(each), 0);
  const cover = smallestCover(weighted, on, below, budget);
  if (cover.chosen === null) return known;
  return better(
    known,
    foundOf(
      search,
      cover.chosen.flatMap((index) => columns[index] ?? []),
    ),
  );
}
