import type { Ltl } from "../../model/temporal/ltl.ts";
import { isTrueIn } from "./product.ts";

/**
 * Whether a formula is true of the infinite word that goes through `truths` and from the last of them back to `loop`.
 * By fixpoints over its positions, without an automaton: a lasso is not shown on the word of the search that found it.
 */
export function isTrueOf(formula: Ltl, truths: readonly (readonly number[])[], loop: number): boolean {
  return truthsOf(formula, truths, loop)[0] === true;
}

function truthsOf(formula: Ltl, truths: readonly (readonly number[])[], loop: number): readonly boolean[] {
  const part = (inner: Ltl) => truthsOf(inner, truths, loop);
  const after = (position: number) => (position + 1 < truths.length ? position + 1 : loop);
  switch (formula.kind) {
    case "constant":
      return truths.map(() => formula.value);
    case "proposition":
      return truths.map((words) => isTrueIn(words, formula.proposition) !== formula.negated);
    case "next": {
      const inner = part(formula.operand);
      return truths.map((_, position) => inner[after(position)] === true);
    }
    case "and": {
      const right = part(formula.right);
      return part(formula.left).map((holds, position) => holds && right[position] === true);
    }
    case "or": {
      const right = part(formula.right);
      return part(formula.left).map((holds, position) => holds || right[position] === true);
    }
    case "until":
    case "release":
      return fixpoint(formula.kind, part(formula.left), part(formula.right), after);
  }
}

/** The least solution for `until`, the greatest for `release`. */
function fixpoint(
  kind: "until" | "release",
  left: readonly boolean[],
  right: readonly boolean[],
  after: (position: number) => number,
): readonly boolean[] {
  const value = left.map(() => kind === "release");
  const step = (position: number): boolean => {
    const [now, goesOn, later] = [right[position] === true, left[position] === true, value[after(position)] === true];
    return kind === "until" ? now || (goesOn && later) : now && (goesOn || later);
  };
  for (let changed = true; changed; ) {
    changed = false;
    for (let position = value.length - 1; position >= 0; position -= 1) {
      const truth = step(position);
      if (truth === value[position]) continue;
      value[position] = truth;
      changed = true;
    }
  }
  return value;
}
