/** Work that may still be done, counted in words looked at, so that the answer does not depend on the machine. */
export type WorkBudget = { left: number };

/** False once the budget is used up. */
export function spend(budget: WorkBudget, words: number): boolean {
  budget.left -= words;
  return budget.left > 0;
}
