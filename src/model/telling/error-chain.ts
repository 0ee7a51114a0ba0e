import type { Expression } from "../../language/checked-spec.ts";
import type { Property } from "../../language/property.ts";
import { lineOf } from "../../language/source.ts";
import { EvaluationError, evaluate, isTrue, matches } from "../interpreter/evaluate.ts";
import type { Scope } from "../interpreter/scope.ts";
import type { State } from "../interpreter/state.ts";
import { subexpressions } from "../lowering/subexpressions.ts";
import type { ErrorLink } from "../trace.ts";
import type { Value } from "../value.ts";
import { codeOf } from "../value.ts";
import type { History, View, WayLink } from "./error-way.ts";
import { linkOf, viewAt, wayInto, wayTo } from "./error-way.ts";
import { namedErrors } from "./errors-in-state.ts";
import { lastStore } from "./last-store.ts";
import { runnerOf } from "./place.ts";

/**
 * The chain of the error code that a property is about: where it was born, each place where its code was changed, what
 * it was stored in if others see it or it lay there when it was asked for, the condition that took it, and who asked.
 * For an assert, it is the first error in its condition, those inside `cause(…)` before others; for an invariant, crash
 * check or liveness property, of the errors in the variables that it names, the one that was stored last.
 */
export function errorChain(history: History, property: Property, end: State): ErrorLink[] {
  const failed = failedAssert(history, property);
  const links = failed === null ? chainOfState(history, property, end) : chainOfAssert(history, property, failed);
  return links.map(({ at: _at, ...link }) => link);
}

/** Index of the statement; null where the property is broken otherwise. */
function failedAssert({ all }: History, property: Property): number | null {
  const last = all.at(-1)?.step;
  const index = all.findIndex(({ step, statement, before, after }) => {
    const failed = after !== null && after.notes.length > before.notes.length;
    return failed && step === last && statement.kind === "assert" && statement.property === property.index;
  });
  return index === -1 ? null : index;
}

function chainOfAssert(history: History, property: Property, index: number): WayLink[] {
  const view = viewAt(history, index);
  const { statement } = view.taken;
  const [asked] = statement.kind === "assert" ? errorsAskedFor(statement.condition, view.scope) : [];
  if (asked === undefined) return [];
  const way = shortened(wayInto(history, asked.expression, [], view));
  const runner = runnerOf(view.taken);
  const decision = decisionOn(history, asked.value, index, way, (each) => runnerOf(each.taken) === runner);
  const link = linkOf(history, view, "asked", asked.value, statement.span, null);
  return [...way, ...decision, { ...link, name: property.name }];
}

function chainOfState(history: History, property: Property, end: State): WayLink[] {
  const { model, all } = history;
  const stores = namedErrors(model.spec, property, end).flatMap(({ place, value }) => {
    const at = lastStore(model, all, all.length, place)?.at;
    return at === undefined ? [] : [{ place, value, at }];
  });
  const last = stores.reduce<(typeof stores)[number] | null>(
    (best, one) => (best && best.at >= one.at ? best : one),
    null,
  );
  if (last === null || property.span === null) return [];
  const way = shortened(wayTo(history, last.place, all.length));
  const decision = decisionOn(history, last.value, all.length, way, () => true);
  const link = linkOf(history, viewAt(history, all.length - 1), "asked", last.value, property.span, null);
  return [...way, ...decision, { ...link, name: property.name }];
}

type Asked = { readonly expression: Expression; readonly value: Value };

/** What is an error now: of `cause(…)` first, then in text order, without the codes that they are compared with. */
function errorsAskedFor(condition: Expression, scope: Scope): Asked[] {
  const inCauses = [...partsIn(condition)].flatMap((part) => (part.kind === "cause" ? [part.operand] : []));
  return [...inCauses, ...errnosIn(condition)].flatMap((expression) => {
    const value = errorNow(expression, scope);
    return value === null ? [] : [{ expression, value }];
  });
}

/** Whole expressions of type errno; not codes as they are written. */
function errnosIn(expression: Expression): readonly Expression[] {
  if (expression.type.kind !== "errno") return subexpressions(expression).flatMap(errnosIn);
  return expression.kind === "errno" || expression.kind === "literal" ? [] : [expression];
}

function* partsIn(expression: Expression): Generator<Expression> {
  yield expression;
  for (const part of subexpressions(expression)) yield* partsIn(part);
}

/** Null for 0, for what a quantifier binds, and where an expression that was not evaluated would err. */
function errorNow(expression: Expression, scope: Scope): Value {
  if ([...partsIn(expression)].some(({ kind }) => kind === "bound")) return null;
  try {
    const value = evaluate(expression, scope);
    return codeOf(value, scope.spec.codes.length) === 0 ? null : value;
  } catch (problem) {
    if (problem instanceof EvaluationError) return null;
    throw problem;
  }
}

/** Locals that nobody else sees are left out, but for the last one, if it is not filled where the code is written. */
function shortened(way: readonly WayLink[]): WayLink[] {
  return way.filter(({ kind, into, step, span }, index) => {
    if (kind !== "stored" || into?.storage !== "local") return true;
    const before = way[index - 1];
    const written = before !== undefined && before.step === step && lineOf(before.span) === lineOf(span);
    return index === way.length - 1 && !written;
  });
}

/** The last condition behind the way that asked for this very error and was true. */
function decisionOn(
  history: History,
  error: Value,
  end: number,
  way: readonly WayLink[],
  mayBe: (view: View) => boolean,
): WayLink[] {
  const first = way.at(-1)?.at ?? end;
  for (let index = end - 1; index > first; index -= 1) {
    const view = viewAt(history, index);
    const span = mayBe(view) ? decidingSpan(view, error) : null;
    if (span !== null) return [linkOf(history, view, "decision", error, span, null)];
  }
  return [];
}

/** Of the condition of `if` or `while`, or the value of a `switch`; null where it did not take the error. */
function decidingSpan({ taken: { statement, after }, scope }: View, error: Value): WayLink["span"] | null {
  if (after === null) return null;
  const asks = (expression: Expression): boolean =>
    errnosIn(expression).some((part) => errorNow(part, scope) === error);
  switch (statement.kind) {
    case "if":
    case "while": {
      const { condition } = statement;
      if (condition.kind !== "expression" || !asks(condition.expression)) return null;
      return isTrue(condition.expression, scope) ? condition.expression.span : null;
    }
    case "switch": {
      const { value, cases } = statement;
      const taken = cases.some(({ alternatives }) =>
        alternatives.some((one) => matches(evaluate(value, scope), value.type, one, scope)),
      );
      return taken && asks(value) ? value.span : null;
    }
    default:
      return null;
  }
}
