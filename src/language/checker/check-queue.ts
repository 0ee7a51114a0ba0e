import type { StatementKind, Target } from "../checked-spec.ts";
import type { Span } from "../source.ts";
import type { ExpressionSyntax } from "../syntax.ts";
import type { Type } from "../types.ts";
import { checkValue } from "./check-as.ts";
import { checkTarget } from "./check-target.ts";
import type { Environment } from "./context.ts";
import { fitsPlace, withArticle } from "./convert.ts";
import { note } from "./environment.ts";
import { fail } from "./failure.ts";

type QueueType = Extract<Type, { kind: "queue" }>;
type QueueTarget = { readonly queue: Target; readonly type: QueueType };

/** `push(q, e);` */
export function checkPush(environment: Environment, args: readonly ExpressionSyntax[], span: Span): StatementKind {
  const [first, second, ...rest] = args;
  if (first === undefined || second === undefined || rest.length > 0)
    fail(span, "U0231", "'push' takes a queue and a value");
  refuseWaiting(environment, "push", span);
  const { queue, type } = checkQueue(environment, first, "push");
  return { kind: "push", queue, value: checkValue(environment, second, type.element) };
}

/** `pop(q)` and what it is stored in; null if the expression is none. */
export function checkPop(environment: Environment, syntax: ExpressionSyntax, target: Target): StatementKind | null {
  if (!isPop(syntax)) return null;
  const { queue, type } = poppedQueue(environment, syntax.args, syntax.span);
  if (!fitsPlace(type.element, target.type)) {
    const found = withArticle(type.element);
    fail(syntax.span, "U0202", `expected ${withArticle(target.type)}, but the queue holds ${found}`);
  }
  return { kind: "pop", queue, target };
}

/** `pop(q);` */
export function checkDroppedPop(
  environment: Environment,
  args: readonly ExpressionSyntax[],
  span: Span,
): StatementKind {
  return { kind: "pop", queue: poppedQueue(environment, args, span).queue, target: null };
}

export type PopCondition = { readonly kind: "pop"; readonly queue: Target; readonly negated: boolean };

/** `pop(q)` under any number of `!` as a whole condition; null if the expression is none. */
export function checkPopCondition(environment: Environment, syntax: ExpressionSyntax): PopCondition | null {
  if (syntax.kind === "unary" && syntax.operator === "!") {
    const inner = checkPopCondition(environment, syntax.operand);
    return inner === null ? null : { ...inner, negated: !inner.negated };
  }
  if (!isPop(syntax)) return null;
  const { queue, type } = poppedQueue(environment, syntax.args, syntax.span);
  if (type.element.kind !== "bool")
    fail(syntax.span, "U0202", `expected a bool, but the queue holds ${withArticle(type.element)}`);
  return { kind: "pop", queue, negated: false };
}

function isPop(syntax: ExpressionSyntax): syntax is Extract<ExpressionSyntax, { kind: "call" }> {
  return syntax.kind === "call" && syntax.callee.text === "pop";
}

function poppedQueue(environment: Environment, args: readonly ExpressionSyntax[], span: Span): QueueTarget {
  const [only, ...rest] = args;
  if (only === undefined || rest.length > 0) fail(span, "U0231", "'pop' takes one queue");
  refuseWaiting(environment, "pop", span);
  return checkQueue(environment, only, "pop");
}

function refuseWaiting(environment: Environment, name: "push" | "pop", span: Span): void {
  note(environment, "waiting", `'${name}'`, span);
  if (environment.kind === "crash")
    fail(span, "U0405", "nothing runs any more when power fails", `a crash block cannot '${name}'`);
}

function checkQueue(environment: Environment, syntax: ExpressionSyntax, name: "push" | "pop"): QueueTarget {
  const place = syntax.kind === "name" || syntax.kind === "index" || syntax.kind === "field";
  if (!place) fail(syntax.span, "U0239", `'${name}' takes a queue`, "name a variable, an element or a field");
  const queue = checkTarget(environment, syntax);
  const { type } = queue;
  if (type.kind !== "queue") fail(syntax.span, "U0239", `'${name}' takes a queue, found ${withArticle(type)}`);
  return { queue, type };
}
