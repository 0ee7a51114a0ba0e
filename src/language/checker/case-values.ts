import type { Alternative, Expression } from "../checked-spec.ts";
import type { AlternativeSyntax, ExpressionSyntax } from "../syntax.ts";
import { constantValue } from "./constants.ts";
import type { Environment } from "./context.ts";
import { namesIn } from "./environment.ts";
import { fail, quietly } from "./failure.ts";

/** What a case stands for, as far as that is known without the knobs: to find values that stand in two cases. */
export type CaseValues =
  | { readonly kind: "numbers"; readonly low: number; readonly high: number }
  | { readonly kind: "none" }
  | { readonly kind: "knob"; readonly knob: number };

export function overlap(left: CaseValues, right: CaseValues): boolean {
  switch (left.kind) {
    case "none":
      return right.kind === "none";
    case "knob":
      return right.kind === "knob" && left.knob === right.knob;
    case "numbers":
      return right.kind === "numbers" && left.low <= right.high && right.low <= left.high;
  }
}

/** Null where a knob decides. */
export function valuesOf(
  environment: Environment,
  alternative: Alternative,
  syntax: AlternativeSyntax,
): CaseValues | null {
  if (alternative.kind === "value") {
    return syntax.kind === "value" ? oneValue(environment, alternative.value, syntax.value) : null;
  }
  if (syntax.kind !== "range") return null;
  const low = oneValue(environment, alternative.low, syntax.low);
  const high = oneValue(environment, alternative.high, syntax.high);
  if (low?.kind !== "numbers" || high?.kind !== "numbers") return null;
  if (high.low < low.low - 1)
    fail(syntax.span, "U0207", `the range ${low.low}..${high.low} runs backwards`, "write the lower bound first");
  return { kind: "numbers", low: low.low, high: high.low };
}

/** Enum members, codes and bools are numbered too: in one `switch` all are of one type. */
function oneValue(environment: Environment, value: Expression, syntax: ExpressionSyntax): CaseValues | null {
  switch (value.kind) {
    case "convert":
      return oneValue(environment, value.operand, syntax);
    case "literal":
      return value.value === null ? { kind: "none" } : single(Number(value.value));
    case "knob":
      return { kind: "knob", knob: value.knob };
    case "errno":
      return value.knob === null ? single(value.code) : { kind: "knob", knob: value.knob };
    default: {
      const folded = quietly(() => constantValue(namesIn(environment), syntax));
      return folded === null ? null : single(Number(folded));
    }
  }
}

function single(value: number): CaseValues {
  return { kind: "numbers", low: value, high: value };
}
