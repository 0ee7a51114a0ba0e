import { EvaluationError, isTrue } from "../../model/interpreter/evaluate.ts";
import type { Scope } from "../../model/interpreter/scope.ts";
import type { Proposition } from "../../model/temporal/temporal-formula.ts";

/** What holds in one state: a bit for each proposition, 32 to a word. */
export type Truths = {
  readonly words: readonly number[];
  /** One that cannot be evaluated counts as false, and is a `ranges` violation of the state. */
  readonly error: EvaluationError | null;
};

export function truthsIn(propositions: readonly Proposition[], scope: Scope): Truths {
  const words = new Array<number>(Math.ceil(propositions.length / 32)).fill(0);
  let error: EvaluationError | null = null;
  for (const [number, { expression, bound }] of propositions.entries()) {
    const result = truth(() => isTrue(expression, { ...scope, bound: bound.map(({ value }) => value) }));
    if (result instanceof EvaluationError) error ??= result;
    else if (result) words[number >> 5] = (words[number >> 5] ?? 0) | (1 << (number & 31));
  }
  return { words, error };
}

function truth(evaluate: () => boolean): boolean | EvaluationError {
  try {
    return evaluate();
  } catch (problem) {
    if (problem instanceof EvaluationError) return problem;
    throw problem;
  }
}
