/**
 * Work that may still be done, counted in words looked at and not in time: the answer must not depend on the machine.
 */
export type WorkBudget = { left: number };

/** False once the budget is used up. */
export function spend(budget: WorkBudget, words: number): boolean {
  budget.left -= words;
  return budget.left > 0;
}

/** A part of the budget for one piece of work; what it does not need stays for the rest. */
export function spendPart<Result>(budget: WorkBudget, part: number, work: (budget: WorkBudget) => Result): Result {
  const own = { left: budget.left * part };
  const given = own.left;
  const result = work(own);
  budget.left -= given - own.left;
  return result;
}
