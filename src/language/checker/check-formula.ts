import type { Expression } from "../checked-spec.ts";
import { partsBelow } from "../tree-parts.ts";
import { fail } from "./failure.ts";

/**
 * Temporal operators speak of runs, so they stand where a formula is made of formulas: below `&& || => ! ?:`, `==` and
 * `!=`, `forall` and `exists`, and each other. Everywhere else a value in one state is asked for.
 */
export function refuseInnerTemporal(formula: Expression): void {
  if (formula.type.kind !== "bool") {
    refuseBelow(formula);
    return;
  }
  switch (formula.kind) {
    case "temporal":
    case "not":
      refuseInnerTemporal(formula.operand);
      return;
    case "temporal-binary":
    case "logical":
    case "equal":
      refuseInnerTemporal(formula.left);
      refuseInnerTemporal(formula.right);
      return;
    case "conditional":
      for (const part of [formula.condition, formula.then, formula.else]) refuseInnerTemporal(part);
      return;
    case "quantifier":
      refuseInnerTemporal(formula.body);
      return;
    default:
      refuseBelow(formula);
  }
}

function refuseBelow(formula: Expression): void {
  for (const part of partsBelow(formula)) {
    if (part.kind !== "temporal" && part.kind !== "temporal-binary") continue;
    const { operator, span } = part as unknown as Extract<Expression, { kind: "temporal" | "temporal-binary" }>;
    const hint = "it stands below '&&', '||', '=>', '!', '?:', '==', 'forall' and 'exists' only";
    fail(span, "U0302", `'${operator}' speaks of a whole run, where a value in one state is asked for`, hint);
  }
}
