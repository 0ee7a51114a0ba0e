import type { Binding, CheckedSpec, Expression, Liveness } from "../../language/checked-spec.ts";
import { textOf } from "../../language/source.ts";
import type { Type } from "../../language/types.ts";
import { subexpressions } from "../lowering/subexpressions.ts";
import type { Value } from "../value.ts";
import { valuesOf } from "../value.ts";
import type { Ltl } from "./ltl.ts";
import { always, and, eventually, FALSE, next, not, or, proposition, TRUE, until } from "./ltl.ts";

/** A part of a formula without temporal operators, for certain values of the quantifiers around it. */
export type Proposition = {
  readonly expression: Expression;
  /** By number of the binding. */
  readonly bound: readonly BoundValue[];
};

export type BoundValue = { readonly type: Type; readonly value: Value };

export type TemporalFormula = {
  readonly property: number;
  readonly formula: Ltl;
  /**
   * The formula with `false` for the right side of its topmost `leads_to` or `=>`, below leading `forall`s and
   * `always`: where that holds, the left side never matters. Null where it has no such side.
   */
  readonly untriggered: Ltl | null;
};

/** Every liveness formula of a spec, quantifiers around temporal operators written out, over common propositions. */
export type Formulas = {
  readonly propositions: readonly Proposition[];
  readonly formulas: readonly TemporalFormula[];
};

export function formulasOf(spec: CheckedSpec): Formulas {
  const table: Table = { propositions: [], numbers: new Map() };
  const formulas = spec.liveness.map(({ property, formula }: Liveness): TemporalFormula => {
    const untriggered = withoutConsequence(formula);
    return {
      property,
      formula: translate(table, formula, []),
      untriggered: untriggered === null ? null : translate(table, untriggered, []),
    };
  });
  return { propositions: table.propositions, formulas };
}

type Table = { readonly propositions: Proposition[]; readonly numbers: Map<string, number> };

function translate(table: Table, expression: Expression, bound: readonly BoundValue[]): Ltl {
  if (expression.kind === "literal") return expression.value === true ? TRUE : FALSE;
  if (!isTemporal(expression)) return proposition(numberOf(table, expression, bound));
  const part = (inner: Expression) => translate(table, inner, bound);
  switch (expression.kind) {
    case "temporal":
      return unary(expression.operator, part(expression.operand));
    case "temporal-binary": {
      const [left, right] = [part(expression.left), part(expression.right)];
      return expression.operator === "until" ? until(left, right) : always(or(not(left), eventually(right)));
    }
    case "not":
      return not(part(expression.operand));
    case "logical":
      return logical(expression.operator, part(expression.left), part(expression.right));
    case "conditional":
      return choice(part(expression.condition), part(expression.then), part(expression.else));
    case "equal": {
      const [left, right] = [part(expression.left), part(expression.right)];
      return expression.negated ? choice(left, not(right), right) : choice(left, right, not(right));
    }
    case "convert":
      return part(expression.operand);
    case "quantifier":
      return quantified(table, expression, expression.bindings, bound);
    default:
      throw new Error(`untorn defect: a temporal operator inside '${expression.kind}'`);
  }
}

function unary(operator: "always" | "eventually" | "next", operand: Ltl): Ltl {
  switch (operator) {
    case "always":
      return always(operand);
    case "eventually":
      return eventually(operand);
    case "next":
      return next(operand);
  }
}

function logical(operator: "&&" | "||" | "=>", left: Ltl, right: Ltl): Ltl {
  switch (operator) {
    case "&&":
      return and(left, right);
    case "||":
      return or(left, right);
    case "=>":
      return or(not(left), right);
  }
}

function choice(condition: Ltl, then: Ltl, otherwise: Ltl): Ltl {
  return or(and(condition, then), and(not(condition), otherwise));
}

function quantified(
  table: Table,
  expression: Extract<Expression, { kind: "quantifier" }>,
  bindings: readonly Binding[],
  bound: readonly BoundValue[],
): Ltl {
  const [binding, ...rest] = bindings;
  if (binding === undefined) return translate(table, expression.body, bound);
  const parts = valuesOf(binding.type).map((value) =>
    quantified(table, expression, rest, [...bound.slice(0, binding.bound), { type: binding.type, value }]),
  );
  return expression.quantifier === "forall" ? parts.reduce(and, TRUE) : parts.reduce(or, FALSE);
}

function isTemporal(expression: Expression): boolean {
  if (expression.kind === "temporal" || expression.kind === "temporal-binary") return true;
  return subexpressions(expression).some(isTemporal);
}

/** What is written alike and speaks of the same values is one proposition. */
function numberOf(table: Table, expression: Expression, bound: readonly BoundValue[]): number {
  const own = new Map<string, number>();
  freeBindings(expression, bound.length, own);
  const values = [...own].map(([name, number]) => `${name}=${String(bound[number]?.value)}`).sort();
  const key = [textOf(expression.span), ...values].join("\n");
  const known = table.numbers.get(key);
  if (known !== undefined) return known;
  const number = table.propositions.push({ expression, bound }) - 1;
  table.numbers.set(key, number);
  return number;
}

function freeBindings(expression: Expression, outside: number, found: Map<string, number>): void {
  if (expression.kind === "bound" && expression.binding.bound < outside) {
    found.set(`${expression.binding.name} ${JSON.stringify(expression.binding.type)}`, expression.binding.bound);
  }
  for (const part of subexpressions(expression)) freeBindings(part, outside, found);
}

function withoutConsequence(expression: Expression): Expression | null {
  const inside = (operand: Expression, wrap: (inner: Expression) => Expression): Expression | null => {
    const inner = withoutConsequence(operand);
    return inner === null ? null : wrap(inner);
  };
  switch (expression.kind) {
    case "quantifier":
      return expression.quantifier === "forall" ? inside(expression.body, (body) => ({ ...expression, body })) : null;
    case "temporal":
      return expression.operator === "always"
        ? inside(expression.operand, (operand) => ({ ...expression, operand }))
        : null;
    case "temporal-binary":
      return expression.operator === "leads_to" ? { ...expression, right: never(expression.right) } : null;
    case "logical":
      return expression.operator === "=>" ? { ...expression, right: never(expression.right) } : null;
    default:
      return null;
  }
}

function never({ type, span }: Expression): Expression {
  return { kind: "literal", value: false, type, span };
}
