import type { StatementKind, Target } from "../checked-spec.ts";
import type { ExpressionSyntax, StatementSyntax } from "../syntax.ts";
import { checkAs, checkValue } from "./check-as.ts";
import { calledFunction, checkArguments, useFacts } from "./check-call.ts";
import { checkTrylock } from "./check-lock.ts";
import { checkPop } from "./check-queue.ts";
import { checkUpdate } from "./check-set.ts";
import { checkTarget, isGhost } from "./check-target.ts";
import type { CheckedFunction, Environment } from "./context.ts";
import { converts, fitsPlace, withArticle } from "./convert.ts";
import { inRole } from "./environment.ts";
import { fail, failSilently } from "./failure.ts";

type Of<K extends StatementSyntax["kind"]> = Extract<StatementSyntax, { kind: K }>;

/** Values on their way to a place or a caller: assignments, initial values of locals, `return`. */

/** A right side that is a whole call, `trylock` or `pop`; null for a plain expression. */
export function checkStore(environment: Environment, value: ExpressionSyntax, target: Target): StatementKind | null {
  const trylock = checkTrylock(environment, value);
  if (trylock !== null) {
    if (target.type.kind !== "bool") fail(value.span, "U0202", `expected ${withArticle(target.type)}, found a bool`);
    return { kind: "trylock", trylock, target };
  }
  const pop = checkPop(environment, value, target);
  if (pop !== null) return pop;
  const callee = statementCallee(environment, value);
  if (callee === null) return null;
  const args = checkArguments(environment, callee, value.kind === "call" ? value.args : [], value.span);
  useFacts(environment, callee, value.span);
  const { result } = callee.declaration;
  if (!fitsPlace(result, target.type)) {
    fail(
      value.span,
      "U0202",
      `expected ${withArticle(target.type)}, but '${callee.declaration.name}' returns ${withArticle(result)}`,
    );
  }
  return { kind: "call", function: callee.declaration, args, target };
}

/** The function that a whole right side calls; null where it is no call of a function. */
function statementCallee(environment: Environment, syntax: ExpressionSyntax): CheckedFunction | null {
  if (syntax.kind !== "call") return null;
  const meaning = environment.context.meanings.get(syntax.callee.text);
  return meaning?.kind === "function" ? calledFunction(environment, syntax.callee) : null;
}

export function checkAssign(environment: Environment, syntax: Of<"assign">): StatementKind {
  const target = checkTarget(environment, syntax.target);
  const check = (): StatementKind => {
    if (syntax.operator !== "=") {
      const update = checkUpdate(environment, target, syntax.operator, syntax.value);
      if (update !== null) return update;
      if (!converts({ kind: "integer" }, target.type)) {
        fail(
          syntax.target.span,
          "U0202",
          `'${syntax.operator}' needs an int or a set, found ${withArticle(target.type)}`,
        );
      }
      return {
        kind: "assign",
        target,
        operator: syntax.operator,
        value: checkAs(environment, syntax.value, { kind: "integer" }),
      };
    }
    const store = checkStore(environment, syntax.value, target);
    return (
      store ?? { kind: "assign", target, operator: "=", value: checkValue(environment, syntax.value, target.type) }
    );
  };
  const history = isGhost(target) && environment.role === "behaviour" && !isBehaviour(environment, syntax.value);
  return history ? inRole(environment, "history", check) : check();
}

/** What a right side does beside giving its value is no history, whatever it is stored in. */
function isBehaviour(environment: Environment, value: ExpressionSyntax): boolean {
  return isTaking(value) || statementCallee(environment, value) !== null;
}

function isTaking(value: ExpressionSyntax): boolean {
  if (value.kind === "unary" && value.operator === "!") return isTaking(value.operand);
  return value.kind === "call" && (value.callee.text === "trylock" || value.callee.text === "pop");
}

export function checkReturn(environment: Environment, syntax: Of<"return">): StatementKind {
  const { result } = environment;
  if (result === "unknown") return failSilently();
  if (environment.kind === "property" || environment.kind === "init" || environment.kind === "crash") {
    if (syntax.value !== null) fail(syntax.span, "U0314", "there is nobody to return a value to");
    return { kind: "return", value: null };
  }
  if (syntax.value === null) {
    if (result !== null && result.kind !== "void")
      fail(syntax.span, "U0314", `expected a value: '${environment.owner}' returns ${withArticle(result)}`);
    return { kind: "return", value: null };
  }
  if (result === null || result.kind === "void")
    fail(syntax.value.span, "U0314", `'${environment.owner}' returns no value`);
  const callee = statementCallee(environment, syntax.value);
  if (callee === null) return { kind: "return", value: checkValue(environment, syntax.value, result) };
  if (!fitsPlace(callee.declaration.result, result)) {
    fail(
      syntax.value.span,
      "U0202",
      `expected ${withArticle(result)}, but '${callee.declaration.name}' returns ${withArticle(callee.declaration.result)}`,
    );
  }
  const args = checkArguments(
    environment,
    callee,
    syntax.value.kind === "call" ? syntax.value.args : [],
    syntax.value.span,
  );
  useFacts(environment, callee, syntax.value.span);
  return { kind: "return-call", function: callee.declaration, args };
}
