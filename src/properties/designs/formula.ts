import type { Knob, KnobValue } from "../../language/checked-spec.ts";

/** A test of one knob against values (`K == v`, `K != v`, `K in { v, w }`), or of two knobs against each other. */
export type Literal =
  /** A bool knob has one value here and is never negated: `K` or `!K`. */
  | { readonly kind: "values"; readonly knob: Knob; readonly values: readonly KnobValue[]; readonly negated: boolean }
  | { readonly kind: "equal"; readonly left: Knob; readonly right: Knob; readonly negated: boolean };

/** A condition on the knobs, two levels deep. `any of`: terms are conjunctions; `all of`: they are disjunctions. */
export type Formula =
  | { readonly kind: "always" }
  | { readonly kind: "never" }
  | { readonly kind: "any of" | "all of"; readonly terms: readonly (readonly Literal[])[] };

/**
 * How formulas are compared: by literals, then terms, then characters. A set of values counts as its number of values.
 */
export type FormulaSize = { readonly literals: number; readonly terms: number; readonly length: number };

/** Characters of a literal as it is printed. */
export type LengthOf = (literal: Literal) => number;

/** Negative where `left` is the smaller one. */
export function bySize(left: FormulaSize, right: FormulaSize): number {
  return left.literals - right.literals || left.terms - right.terms || left.length - right.length;
}

export function literalCost(literal: Literal): number {
  return literal.kind === "values" ? literal.values.length : 1;
}

export function formulaSize(formula: Formula, lengthOf: LengthOf): FormulaSize {
  if (formula.kind === "always" || formula.kind === "never") return { literals: 0, terms: 0, length: 0 };
  const all = formula.terms.flat();
  // " && " and " || " have four characters each; brackets around terms are not counted.
  const length = all.reduce((sum, literal) => sum + lengthOf(literal) + 4, -4);
  return { literals: all.reduce((sum, literal) => sum + literalCost(literal), 0), terms: formula.terms.length, length };
}

/** Whether a point of the knobs satisfies a formula; `knobs` holds one value per knob of the spec. */
export function fulfils(formula: Formula, knobs: readonly KnobValue[]): boolean {
  switch (formula.kind) {
    case "always":
      return true;
    case "never":
      return false;
    case "any of":
      return formula.terms.some((term) => term.every((literal) => isTrue(literal, knobs)));
    case "all of":
      return formula.terms.every((term) => term.some((literal) => isTrue(literal, knobs)));
  }
}

function isTrue(literal: Literal, knobs: readonly KnobValue[]): boolean {
  switch (literal.kind) {
    case "values": {
      const value = knobs[literal.knob.index];
      return literal.values.some((each) => each === value) !== literal.negated;
    }
    case "equal":
      return (knobs[literal.left.index] === knobs[literal.right.index]) !== literal.negated;
  }
}
