import type { Expression } from "../../language/checked-spec.ts";

/** The expressions directly inside an expression; those of a called function's body are not inside it. */
export function subexpressions(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "literal":
    case "knob":
    case "variable":
    case "local":
    case "bound":
    case "self":
      return [];
    case "remote":
    case "at":
    case "status":
      return [expression.instance];
    case "index":
      return [expression.base, expression.index];
    case "field":
      return [expression.base];
    case "set":
      return expression.elements;
    case "member":
      return [expression.value, expression.collection];
    case "size":
      return [expression.collection];
    case "struct":
      return expression.fields.flatMap((field) => field ?? []);
    case "not":
    case "negate":
    case "cause":
    case "convert":
    case "temporal":
      return [expression.operand];
    case "arithmetic":
    case "compare":
    case "equal":
    case "logical":
    case "temporal-binary":
      return [expression.left, expression.right];
    case "in":
      return [
        expression.value,
        ...expression.alternatives.flatMap((one) => (one.kind === "value" ? [one.value] : [one.low, one.high])),
      ];
    case "conditional":
      return [expression.condition, expression.then, expression.else];
    case "quantifier":
      return [expression.body];
    case "call":
      return expression.args;
    case "errno":
      return expression.from === null ? [] : [expression.from];
    case "holds":
      return [expression.instance, ...expression.lock.indices, ...(expression.mode === null ? [] : [expression.mode])];
    case "held":
      return [...expression.lock.indices, ...(expression.mode === null ? [] : [expression.mode])];
    case "enabled":
      return expression.args ?? [];
  }
}
