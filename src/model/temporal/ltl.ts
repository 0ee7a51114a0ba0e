/**
 * Linear temporal logic over numbered propositions, in negation normal form: `not` stands before propositions only.
 * `always f` is `false release f`, `eventually f` is `true until f`.
 */
export type Ltl =
  | { readonly kind: "constant"; readonly value: boolean }
  | { readonly kind: "proposition"; readonly proposition: number; readonly negated: boolean }
  | { readonly kind: "and" | "or" | "until" | "release"; readonly left: Ltl; readonly right: Ltl }
  | { readonly kind: "next"; readonly operand: Ltl };

export const TRUE: Ltl = { kind: "constant", value: true };
export const FALSE: Ltl = { kind: "constant", value: false };

export function proposition(number: number): Ltl {
  return { kind: "proposition", proposition: number, negated: false };
}

export function and(left: Ltl, right: Ltl): Ltl {
  if (isConstant(left, true) || sameLtl(left, right)) return right;
  if (isConstant(left, false) || isConstant(right, true)) return left;
  if (isConstant(right, false)) return right;
  return { kind: "and", left, right };
}

export function or(left: Ltl, right: Ltl): Ltl {
  if (isConstant(left, false) || sameLtl(left, right)) return right;
  if (isConstant(left, true) || isConstant(right, false)) return left;
  if (isConstant(right, true)) return right;
  return { kind: "or", left, right };
}

export function next(operand: Ltl): Ltl {
  return operand.kind === "constant" ? operand : { kind: "next", operand };
}

/** Strong: `right` does come, and `left` holds in all states before. */
export function until(left: Ltl, right: Ltl): Ltl {
  if (right.kind === "constant" || isConstant(left, false) || sameLtl(left, right)) return right;
  // eventually (f until g) is eventually g
  if (isConstant(left, true) && right.kind === "until") return until(TRUE, right.right);
  return { kind: "until", left, right };
}

/** `right` holds up to and with the first state where `left` does, for ever if there is none. */
export function release(left: Ltl, right: Ltl): Ltl {
  if (right.kind === "constant" || isConstant(left, true) || sameLtl(left, right)) return right;
  // always (f release g) is always g
  if (isConstant(left, false) && right.kind === "release") return release(FALSE, right.right);
  return { kind: "release", left, right };
}

export function eventually(operand: Ltl): Ltl {
  return until(TRUE, operand);
}

export function always(operand: Ltl): Ltl {
  return release(FALSE, operand);
}

export function not(formula: Ltl): Ltl {
  switch (formula.kind) {
    case "constant":
      return formula.value ? FALSE : TRUE;
    case "proposition":
      return { ...formula, negated: !formula.negated };
    case "and":
      return or(not(formula.left), not(formula.right));
    case "or":
      return and(not(formula.left), not(formula.right));
    case "until":
      return release(not(formula.left), not(formula.right));
    case "release":
      return until(not(formula.left), not(formula.right));
    case "next":
      return next(not(formula.operand));
  }
}

/** The formula with the propositions put in whose value is the same in every state there is. */
export function folded(formula: Ltl, valueIn: (proposition: number) => boolean | null): Ltl {
  switch (formula.kind) {
    case "constant":
      return formula;
    case "proposition": {
      const value = valueIn(formula.proposition);
      if (value === null) return formula;
      return value === formula.negated ? FALSE : TRUE;
    }
    case "and":
      return and(folded(formula.left, valueIn), folded(formula.right, valueIn));
    case "or":
      return or(folded(formula.left, valueIn), folded(formula.right, valueIn));
    case "until":
      return until(folded(formula.left, valueIn), folded(formula.right, valueIn));
    case "release":
      return release(folded(formula.left, valueIn), folded(formula.right, valueIn));
    case "next":
      return next(folded(formula.operand, valueIn));
  }
}

function isConstant(formula: Ltl, value: boolean): boolean {
  return formula.kind === "constant" && formula.value === value;
}

export function sameLtl(left: Ltl, right: Ltl): boolean {
  if (left === right) return true;
  switch (left.kind) {
    case "constant":
      return right.kind === "constant" && left.value === right.value;
    case "proposition":
      return right.kind === "proposition" && left.proposition === right.proposition && left.negated === right.negated;
    case "and":
    case "or":
    case "until":
    case "release":
      return left.kind === right.kind && sameLtl(left.left, right.left) && sameLtl(left.right, right.right);
    case "next":
      return right.kind === "next" && sameLtl(left.operand, right.operand);
  }
}

/** The parts of a conjunction: the formula holds where each of them does. */
export function conjuncts(formula: Ltl): readonly Ltl[] {
  if (formula.kind === "and") return [...conjuncts(formula.left), ...conjuncts(formula.right)];
  // always (f and g) is always f and always g
  if (formula.kind === "release" && isConstant(formula.left, false) && formula.right.kind === "and") {
    return conjuncts(formula.right).map(always);
  }
  return isConstant(formula, true) ? [] : [formula];
}
