import type { Alternative, Expression, LogicalOperator } from "../checked-spec.ts";
import { SAME } from "../checked-spec.ts";
import { lineOf } from "../source.ts";
import type { AlternativeSyntax, ExpressionSyntax, Name } from "../syntax.ts";
import type { Type } from "../types.ts";
import { BOOL, CAUSE, CODE, ERRNO, INTEGER } from "../types.ts";
import { checkAs, checkCondition, checkExpression, isErrnoZero, zeroErrno } from "./check-as.ts";
import type { Context, Environment } from "./context.ts";
import { causeNumber, looksLikeCode, unknownName } from "./context.ts";
import { commonType, convertTo, toInteger, unify } from "./convert.ts";
import { findLocal } from "./environment.ts";
import { checkBoth, fail } from "./failure.ts";

type Of<K extends ExpressionSyntax["kind"]> = Extract<ExpressionSyntax, { kind: K }>;

export function checkUnary(environment: Environment, syntax: Of<"unary">): Expression {
  const { span, operator, operand } = syntax;
  switch (operator) {
    case "!":
      return { kind: "not", operand: checkCondition(environment, operand), type: BOOL, span };
    case "-": {
      const code = operand.kind === "name" ? codeOrKnob(environment, operand.name) : false;
      if (code && operand.kind === "name") return checkErrno(environment, operand.name, null, span);
      const checked = toInteger(checkExpression(environment, operand));
      if (checked.kind === "literal" && typeof checked.value === "number") {
        const value = checked.value === 0 ? 0 : -checked.value;
        return { kind: "literal", value, type: { kind: "range", low: value, high: value }, span };
      }
      return { kind: "negate", operand: checked, type: INTEGER, span };
    }
    default:
      refuseTemporal(environment, operator, span);
      return { kind: "temporal", operator, operand: checkCondition(environment, operand), type: BOOL, span };
  }
}

function refuseTemporal(environment: Environment, operator: string, span: ExpressionSyntax["span"]): void {
  if (environment.kind === "property" && environment.owner === "liveness") return;
  fail(span, "U0302", `'${operator}' speaks of a whole run`, "it stands in 'liveness' only");
}

/** Whether `-NAME` writes an error code. */
function codeOrKnob(environment: Environment, name: Name): boolean {
  if (findLocal(environment, name.text) !== null) return false;
  const meaning = environment.context.meanings.get(name.text);
  if (meaning === undefined) return looksLikeCode(name.text);
  return meaning.kind === "code" || (meaning.kind === "knob" && meaning.knob.type.kind === "code");
}

export function checkErrno(
  environment: Environment,
  name: Name,
  origin: Of<"errno">["origin"] | null,
  span: ExpressionSyntax["span"],
): Expression {
  const { context } = environment;
  const meaning = context.meanings.get(name.text);
  if (meaning === undefined) unknownName(context, name, "error code", codeNames(context));
  const from = origin?.kind === "from" ? checkAs(environment, origin.source, ERRNO) : null;
  const born = origin?.kind === "because" ? origin.name.text : `${environment.owner}:${lineOf(span)}`;
  const base = { kind: "errno", cause: causeNumber(context, born), from, type: ERRNO, span } as const;
  if (meaning.kind === "code") return { ...base, code: meaning.code, knob: null };
  if (meaning.kind !== "knob" || meaning.knob.type.kind !== "code") {
    return fail(name.span, "U0222", `'${name.text}' is neither an error code nor an errno knob`);
  }
  if (from === null && meaning.knob.domain.includes(SAME)) {
    fail(
      span,
      "U0501",
      `'${name.text}' may be 'same', which needs an error to be the same as`,
      isCase(environment) ? "write a case for each code it may be" : `write '-${name.text} from e'`,
    );
  }
  return { ...base, code: 0, knob: meaning.knob.index };
}

/** Only a case stands in a body and is fixed all the same. */
function isCase({ role, kind }: Environment): boolean {
  return role === "fixed" && kind !== "property";
}

export function codeNames(context: Context): string[] {
  const isCode = (kind: string) => kind === "code" || kind === "knob";
  return [...context.meanings].filter(([, meaning]) => isCode(meaning.kind)).map(([name]) => name);
}

export function checkBinary(environment: Environment, syntax: Of<"binary">): Expression {
  const { operator, span } = syntax;
  switch (operator) {
    case "+":
    case "-":
    case "*":
    case "/":
    case "%": {
      const [left, right] = operands(environment, syntax, checkInteger);
      return { kind: "arithmetic", operator, left, right, type: INTEGER, span };
    }
    case "<":
    case "<=":
    case ">":
    case ">=": {
      const [left, right] = operands(environment, syntax, checkInteger);
      return { kind: "compare", operator, left, right, type: BOOL, span };
    }
    case "==":
    case "!=":
      return checkEqual(environment, syntax);
    case "&&":
    case "||":
    case "=>":
      return checkLogical(environment, syntax, operator);
    default: {
      refuseTemporal(environment, operator, span);
      const [left, right] = operands(environment, syntax, checkCondition);
      return { kind: "temporal-binary", operator, left, right, type: BOOL, span };
    }
  }
}

/** Both sides of an operator to which each is what it is without the other. */
function operands(
  environment: Environment,
  { left, right }: Of<"binary">,
  check: (environment: Environment, syntax: ExpressionSyntax) => Expression,
): readonly [Expression, Expression] {
  const { diagnostics } = environment.context;
  return checkBoth(
    diagnostics,
    () => check(environment, left),
    () => check(environment, right),
  );
}

function checkInteger(environment: Environment, syntax: ExpressionSyntax): Expression {
  return toInteger(checkExpression(environment, syntax));
}

function checkLogical(environment: Environment, syntax: Of<"binary">, operator: LogicalOperator): Expression {
  const [left, right] = operands(environment, syntax, checkCondition);
  return { kind: "logical", operator, left, right, type: BOOL, span: syntax.span };
}

function checkEqual(environment: Environment, syntax: Of<"binary">): Expression {
  const negated = syntax.operator === "!=";
  const [left, right] = equalSides(environment, syntax);
  return { kind: "equal", negated, left, right, type: BOOL, span: syntax.span };
}

function equalSides(environment: Environment, syntax: Of<"binary">): readonly [Expression, Expression] {
  const leftCause = isCauseCall(syntax.left);
  if (leftCause || isCauseCall(syntax.right)) {
    return [checkCauseSide(environment, syntax.left), checkCauseSide(environment, syntax.right)];
  }
  if (syntax.left.kind === "struct" || syntax.left.kind === "set") {
    const right = checkExpression(environment, syntax.right);
    return [checkAs(environment, syntax.left, right.type), right];
  }
  const left = checkExpression(environment, syntax.left);
  const same = syntax.right.kind === "name" && syntax.right.name.text === "same" && left.type.kind === "code";
  if (same) return [left, { kind: "literal", value: SAME, type: CODE, span: syntax.right.span }];
  if (isErrnoZero(left, syntax.right)) return [left, zeroErrno(syntax.right)];
  const right = checkExpression(environment, syntax.right, left.type);
  if (isErrnoZero(right, syntax.left)) return [zeroErrno(syntax.left), right];
  return unify(left, right, syntax.span);
}

function isCauseCall(syntax: ExpressionSyntax): boolean {
  return syntax.kind === "call" && syntax.callee.text === "cause";
}

function checkCauseSide(environment: Environment, syntax: ExpressionSyntax): Expression {
  const { span } = syntax;
  if (isCauseCall(syntax)) return checkExpression(environment, syntax);
  if (syntax.kind === "none") return { kind: "literal", value: 0, type: CAUSE, span };
  if (syntax.kind !== "name")
    return fail(span, "U0403", "a cause is compared with the name of a cause", "use a name that some 'because' gives");
  const { context } = environment;
  if (!context.namedCauses.has(syntax.name.text)) {
    return unknownName(context, syntax.name, "cause (no 'because' uses it)", context.namedCauses);
  }
  return { kind: "literal", value: causeNumber(context, syntax.name.text), type: CAUSE, span };
}

export function checkIn(environment: Environment, syntax: Of<"in">): Expression {
  const value = checkExpression(environment, syntax.value);
  const alternatives = syntax.alternatives.map((alternative) => checkAlternative(environment, value, alternative));
  return { kind: "in", value, alternatives, type: BOOL, span: syntax.span };
}

/** One of the values behind `in` or `case`, of which `value` may be one. */
export function checkAlternative(
  environment: Environment,
  value: Expression,
  alternative: AlternativeSyntax,
): Alternative {
  if (alternative.kind === "range") {
    toInteger(value);
    const low = toInteger(checkExpression(environment, alternative.low));
    return { kind: "range", low, high: toInteger(checkExpression(environment, alternative.high)) };
  }
  if (isErrnoZero(value, alternative.value)) return { kind: "value", value: zeroErrno(alternative.value) };
  const candidate = checkExpression(environment, alternative.value, value.type);
  return { kind: "value", value: unify(value, candidate, alternative.span)[1] };
}

export function checkConditional(
  environment: Environment,
  syntax: Of<"conditional">,
  expected: Type | null,
): Expression {
  const condition = checkCondition(environment, syntax.condition);
  const left = checkArm(environment, syntax.then, expected);
  const right = checkArm(environment, syntax.else, expected);
  const type = commonType(left, right, syntax.span);
  return {
    kind: "conditional",
    condition,
    then: convertTo(left, type),
    else: convertTo(right, type),
    type,
    span: syntax.span,
  };
}

function checkArm(environment: Environment, syntax: ExpressionSyntax, expected: Type | null): Expression {
  if (expected?.kind === "errno" && syntax.kind === "int" && syntax.value === 0) return zeroErrno(syntax);
  return checkExpression(environment, syntax, expected);
}
