import type { Expression } from "../checked-spec.ts";
import type { CheckerCode } from "../checker-codes.ts";
import type { Span } from "../source.ts";
import type { ExpressionSyntax, Name } from "../syntax.ts";
import { BOOL, CAUSE, ERRNO, LOCKMODE } from "../types.ts";
import { checkAs, checkExpression, checkValue } from "./check-as.ts";
import { checkLockReference } from "./check-lock.ts";
import { checkSize, isSizeCall } from "./check-set.ts";
import type { BodyFacts, CheckedFunction, Environment } from "./context.ts";
import { unknownName } from "./context.ts";
import { convertTo, readPlace, withArticle } from "./convert.ts";
import { findLocal, inRole, noteAll } from "./environment.ts";
import { checkEach, fail, failSilently } from "./failure.ts";

type CallSyntax = Extract<ExpressionSyntax, { kind: "call" }>;

/** A call inside an expression: a predicate, or a function whose body is a single `return`. */
export function checkCall(environment: Environment, syntax: CallSyntax): Expression {
  switch (syntax.callee.text) {
    case "cause":
      return checkCause(environment, syntax);
    case "holds":
      return checkHolds(environment, syntax);
    case "held":
      return checkHeld(environment, syntax);
    case "at":
      return checkAt(environment, syntax);
    case "done":
    case "blocked":
    case "may_sleep":
      return checkStatus(environment, syntax, syntax.callee.text);
    case "enabled":
      return checkEnabled(environment, syntax);
    case "trylock":
      return fail(
        syntax.span,
        "U0304",
        "'trylock' changes the lock",
        "let it be a whole right side or a whole condition",
      );
    case "lock":
    case "unlock":
    case "downgrade":
      return fail(syntax.span, "U0304", `'${syntax.callee.text}' is a statement and has no value`);
    case "push":
      return fail(syntax.span, "U0304", "'push' is a statement and has no value");
    case "pop":
      return fail(
        syntax.span,
        "U0304",
        "'pop' changes the queue",
        "let it be a whole right side, a whole statement or a whole condition",
      );
    default: {
      const { text } = syntax.callee;
      return isSizeCall(environment, text)
        ? checkSize(environment, syntax, text)
        : checkFunctionCall(environment, syntax);
    }
  }
}

function checkFunctionCall(environment: Environment, syntax: CallSyntax): Expression {
  const callee = calledFunction(environment, syntax.callee);
  const { declaration } = callee;
  if (callee.valueIsWrong) return failSilently();
  if (declaration.expression === null) {
    fail(
      syntax.span,
      "U0305",
      `'${declaration.name}' takes steps of its own, so it cannot stand inside an expression`,
      "store its result in a local first",
    );
  }
  const args = checkArguments(environment, callee, syntax.args, syntax.span);
  useFacts(environment, callee, syntax.span);
  return readPlace({ kind: "call", function: declaration, args, type: declaration.result, span: syntax.span });
}

export function calledFunction(environment: Environment, name: Name): CheckedFunction {
  const { context } = environment;
  const meaning = context.meanings.get(name.text);
  if (meaning === undefined) {
    const functions = [...context.meanings].filter(([, other]) => other.kind === "function").map(([other]) => other);
    return unknownName(context, name, "function", functions);
  }
  if (meaning.kind !== "function") fail(name.span, "U0230", `'${name.text}' is not a function`);
  // A local that hides the function was told.
  if (findLocal(environment, name.text) !== null) return failSilently();
  if (environment.role === "fixed") fail(name.span, "U0219", "only constants and knobs may stand here");
  return context.recursion.function(context, name);
}

export function checkArguments(
  environment: Environment,
  callee: CheckedFunction,
  args: readonly ExpressionSyntax[],
  span: Span,
): Expression[] {
  const { name, body } = callee.declaration;
  if (args.length !== body.parameters) {
    fail(span, "U0231", `'${name}' takes ${body.parameters} argument(s), found ${args.length}`);
  }
  return checkEach(environment.context.diagnostics, args, (argument, position) => {
    const parameter = body.locals[position];
    if (parameter === undefined) throw new Error("untorn defect: a parameter without a local");
    return checkValue(environment, argument, parameter.type);
  });
}

/** Refuses a call whose callee does what may not be done here; notes what a calling function does thereby. */
export function useFacts(environment: Environment, callee: CheckedFunction, span: Span): void {
  const { facts, declaration } = callee;
  const refuse = (fact: keyof BodyFacts, code: CheckerCode, why: string) => {
    const found = facts[fact];
    if (found !== null) fail(span, code, `'${declaration.name}' uses ${found.what}, ${why}`);
  };
  if (environment.role === "behaviour" && environment.kind !== "function") {
    refuse("ghostInBehaviour", "U0402", "which cannot decide what the spec does");
    refuse("causeInBehaviour", "U0404", "which cannot decide what the spec does");
  }
  if (environment.kind === "crash") {
    refuse("volatileUse", "U0401", "which does not survive power failure");
    refuse("waiting", "U0405", "but nothing runs any more when power fails");
    refuse("ghostStore", "U0406", "but a crash block writes durable variables only");
  }
  if (environment.self === null) {
    refuse("selfUse", "U0301", "but there is no running instance here");
    refuse("ownedLock", "U0303", "but only tasks, daemons and works own locks");
  }
  const facts2 = environment.role === "history" ? withoutHistory(facts) : facts;
  noteAll(environment, facts2, declaration.name, span);
}

/** What a function reads for a ghost store or an assert is no behaviour of its caller. */
function withoutHistory(facts: BodyFacts): BodyFacts {
  return { ...facts, ghostInBehaviour: null, causeInBehaviour: null };
}

function checkCause(environment: Environment, syntax: CallSyntax): Expression {
  const [argument, ...rest] = syntax.args;
  if (argument === undefined || rest.length > 0) fail(syntax.span, "U0231", "'cause' takes one errno");
  if (environment.role === "behaviour" || environment.role === "fixed") {
    if (environment.kind !== "function" || environment.role === "fixed") {
      fail(
        syntax.span,
        "U0404",
        "a cause cannot decide what the spec does",
        "read it in asserts, properties and ghost stores only",
      );
    }
    environment.facts.causeInBehaviour ??= { what: "a cause", span: syntax.span };
  }
  return { kind: "cause", operand: checkAs(environment, argument, ERRNO), type: CAUSE, span: syntax.span };
}

/** Of locks. In a crash block it is the lock itself that is refused. */
function refuseInBehaviour(environment: Environment, syntax: CallSyntax): void {
  if (environment.role !== "behaviour" && environment.role !== "fixed") return;
  fail(
    syntax.span,
    "U0306",
    `'${syntax.callee.text}' is for properties`,
    "read it in asserts, invariants and ghost stores only",
  );
}

function refuseWithinSteps(environment: Environment, syntax: CallSyntax): void {
  if (environment.role === "state") return;
  fail(
    syntax.span,
    "U0306",
    `'${syntax.callee.text}' speaks of the states between steps`,
    "it stands in 'invariant' and 'liveness' only",
  );
}

function checkInstance(environment: Environment, syntax: ExpressionSyntax): Expression {
  const checked = checkExpression(environment, syntax);
  const instance = checked.type.kind === "optional" ? convertTo(checked, checked.type.element) : checked;
  if (instance.type.kind === "instance" || instance.type.kind === "task") return instance;
  return fail(
    syntax.span,
    "U0202",
    `expected an instance of a task, daemon or work, found ${withArticle(instance.type)}`,
  );
}

function checkHolds(environment: Environment, syntax: CallSyntax): Expression {
  refuseInBehaviour(environment, syntax);
  const [who, what, mode, ...rest] = syntax.args;
  if (who === undefined || what === undefined || rest.length > 0) {
    fail(syntax.span, "U0231", "'holds' takes an instance, a lock and perhaps a mode");
  }
  const instance = checkInstance(environment, who);
  const lock = checkLockReference(environment, what);
  if (lock.lock.kind === "semaphore") {
    fail(what.span, "U0307", "a semaphore has no owner", `use 'held(${lock.lock.name})'`);
  }
  return {
    kind: "holds",
    instance,
    lock,
    mode: checkMode(environment, lock.lock.kind, mode),
    type: BOOL,
    span: syntax.span,
  };
}

function checkHeld(environment: Environment, syntax: CallSyntax): Expression {
  refuseInBehaviour(environment, syntax);
  const [what, mode, ...rest] = syntax.args;
  if (what === undefined || rest.length > 0) fail(syntax.span, "U0231", "'held' takes a lock and perhaps a mode");
  const lock = checkLockReference(environment, what);
  return { kind: "held", lock, mode: checkMode(environment, lock.lock.kind, mode), type: BOOL, span: syntax.span };
}

function checkMode(environment: Environment, kind: string, mode: ExpressionSyntax | undefined): Expression | null {
  if (mode === undefined) return null;
  if (kind !== "rwsem") fail(mode.span, "U0229", `a ${kind} has no modes`, "leave the mode out");
  return checkAs(environment, mode, LOCKMODE);
}

function checkAt(environment: Environment, syntax: CallSyntax): Expression {
  refuseWithinSteps(environment, syntax);
  const [who, where, ...rest] = syntax.args;
  if (who === undefined || where?.kind !== "name" || rest.length > 0) {
    fail(syntax.span, "U0231", "'at' takes an instance and the name of a label");
  }
  const instance = checkInstance(environment, who);
  if (instance.type.kind !== "instance")
    fail(who.span, "U0202", "'at' needs to know whose label it is", "use an instance of one task");
  const meaning = environment.context.meanings.get(instance.type.name);
  if (meaning?.kind !== "process") return failSilently();
  const label = meaning.process.labels.get(where.name.text);
  if (label === undefined) {
    return unknownName(
      environment.context,
      where.name,
      `label of '${instance.type.name}'`,
      meaning.process.labels.keys(),
    );
  }
  label.watched = true;
  return { kind: "at", instance, label, type: BOOL, span: syntax.span };
}

function checkStatus(
  environment: Environment,
  syntax: CallSyntax,
  status: "done" | "blocked" | "may_sleep",
): Expression {
  refuseWithinSteps(environment, syntax);
  const [who, ...rest] = syntax.args;
  if (who === undefined || rest.length > 0) fail(syntax.span, "U0231", `'${status}' takes an instance`);
  return { kind: "status", status, instance: checkInstance(environment, who), type: BOOL, span: syntax.span };
}

function checkEnabled(environment: Environment, syntax: CallSyntax): Expression {
  refuseWithinSteps(environment, syntax);
  const [what, ...args] = syntax.args;
  if (what?.kind !== "name") fail(syntax.span, "U0231", "'enabled' takes the name of an event");
  const { context } = environment;
  const meaning = context.meanings.get(what.name.text);
  if (meaning?.kind !== "event") {
    const events = [...context.meanings].filter(([, other]) => other.kind === "event").map(([other]) => other);
    return unknownName(context, what.name, "event", events);
  }
  const { parameters } = meaning.event;
  if (parameters === null) return failSilently();
  if (args.length !== 0 && args.length !== parameters.length) {
    fail(
      syntax.span,
      "U0231",
      `the event '${what.name.text}' has ${parameters.length} parameter(s), found ${args.length}`,
    );
  }
  const checked = inRole(environment, environment.role, () =>
    args.map((argument, position) => checkAs(environment, argument, parameters[position] ?? BOOL)),
  );
  return {
    kind: "enabled",
    event: what.name.text,
    args: args.length === 0 && parameters.length > 0 ? null : checked,
    type: BOOL,
    span: syntax.span,
  };
}
