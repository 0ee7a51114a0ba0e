import type { KnobValue } from "../../language/checked-spec.ts";
import type { Formula, FormulaSize, LengthOf, Literal } from "./formula.ts";
import { formulaSize, literalCost } from "./formula.ts";
import type { Axis, Grid, Test } from "./grid.ts";

/**
 * Which way a set of terms is read. `any of`: each is a conjunction of its tests, and the points that pass are those
 * where the property holds. `all of`: the same of the points where it does not, so that the formula is the negation.
 */
export type Form = "any of" | "all of";

export function sizeOfTests(grid: Grid, tests: readonly Test[], form: Form, lengthOf: LengthOf): FormulaSize {
  return formulaSize(formulaOf(grid, [tests], form, lengthOf), lengthOf);
}

/** The formula of terms that cover what is to be covered, in the order of the knobs. */
export function formulaOf(grid: Grid, terms: readonly (readonly Test[])[], form: Form, lengthOf: LengthOf): Formula {
  const worded = terms.map((term) => literalsOf(grid, term, form, lengthOf));
  const [kind, ordered] = flipped(form, worded);
  return { kind, terms: ordered.map((literals) => literals.toSorted(byKnobs)).sort(byFirstKnobs) };
}

/** Conjunctions of one literal each are one disjunction, and the other way round: one term less to speak of. */
function flipped(form: Form, terms: readonly (readonly Literal[])[]): [Form, (readonly Literal[])[]] {
  if (terms.length === 1 && terms[0]?.length === 1) return ["any of", [...terms]];
  if (terms.length < 2 || terms.some(({ length }) => length > 1)) return [form, [...terms]];
  return [form === "any of" ? "all of" : "any of", [terms.flat()]];
}

/** One literal per knob and per pair of knobs. */
function literalsOf({ axes }: Grid, term: readonly Test[], form: Form, lengthOf: LengthOf): Literal[] {
  const unary = axes.flatMap((axis, index): Literal[] => {
    const sets = term.flatMap((test) => (test.kind === "values" && test.axis === index ? [test.allowed] : []));
    if (sets.length === 0) return [];
    const [allowed, excluded] = parted(axis.values, (value) => sets.every((set) => set[value] === true));
    return [
      form === "any of" ? written(axis, allowed, excluded, lengthOf) : written(axis, excluded, allowed, lengthOf),
    ];
  });
  const pairs = term.flatMap((test): Literal[] => {
    if (test.kind === "values") return [];
    const [left, right] = [axes[test.left]?.knob, axes[test.right]?.knob];
    if (left === undefined || right === undefined) throw new Error("untorn defect: a test of no axis");
    return [{ kind: "equal", left, right, negated: test.negated !== (form === "all of") }];
  });
  return [...unary, ...pairs];
}

function parted(values: readonly KnobValue[], isAllowed: (value: number) => boolean): [KnobValue[], KnobValue[]] {
  return [values.filter((_, value) => isAllowed(value)), values.filter((_, value) => !isAllowed(value))];
}

/** As the values that are meant or as those that are not, whichever are fewer. */
function written({ knob }: Axis, meant: KnobValue[], others: KnobValue[], lengthOf: LengthOf): Literal {
  const plain: Literal = { kind: "values", knob, values: meant, negated: false };
  if (knob.type.kind === "bool") return plain;
  const negated: Literal = { kind: "values", knob, values: others, negated: true };
  const [cost, otherCost] = [literalCost(plain), literalCost(negated)];
  if (cost !== otherCost) return cost < otherCost ? plain : negated;
  return lengthOf(plain) <= lengthOf(negated) ? plain : negated;
}

function byKnobs(left: Literal, right: Literal): number {
  const [a, b] = [placeOf(left), placeOf(right)];
  const index = a.findIndex((each, position) => each !== b[position]);
  return (a[index] ?? 0) - (b[index] ?? 0);
}

/** By knob, one alone before pairs, and what is so before what is not so. */
function placeOf(literal: Literal): readonly number[] {
  if (literal.kind === "equal") return [literal.left.index, literal.right.index, literal.negated ? 1 : 0];
  return [literal.knob.index, -1, literal.negated || literal.values[0] === false ? 1 : 0];
}

function byFirstKnobs(left: readonly Literal[], right: readonly Literal[]): number {
  for (const [index, literal] of left.entries()) {
    const other = right[index];
    if (other === undefined) return 1;
    const order = byKnobs(literal, other);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}
