import type { Body, Expression, FunctionDeclaration } from "../../language/checked-spec.ts";
import type { Span } from "../../language/source.ts";
import { ERRNO } from "../../language/types.ts";
import { evaluate, instanceNumber, isTrue } from "../interpreter/evaluate.ts";
import type { Model } from "../interpreter/machine.ts";
import { scopeOf } from "../interpreter/machine.ts";
import type { Scope } from "../interpreter/scope.ts";
import type { ErrorLink } from "../trace.ts";
import type { Value } from "../value.ts";
import { causeOf, codeOf, ordinalOf, shown } from "../value.ts";
import { lastStore } from "./last-store.ts";
import type { Place } from "./place.ts";
import { depthOf, frameAt, pathText, runnerOf, valueIn } from "./place.ts";
import type { Taken } from "./retrace.ts";
import { nameHere, nameInside } from "./statement-name.ts";

/** A trace, statement by statement. */
export type History = { readonly model: Model; readonly all: readonly Taken[] };

/** `at`: index of its statement among all. */
export type WayLink = ErrorLink & { readonly at: number };

/** Where an expression stands: in the statement at `at`, or in a function that its expression calls. */
export type View = {
  readonly at: number;
  readonly taken: Taken;
  readonly scope: Scope;
  readonly body: Body;
  readonly called: { readonly args: readonly Expression[]; readonly from: View } | null;
};

export function viewAt({ model, all }: History, index: number): View {
  const taken = all[index];
  if (taken === undefined) throw new Error("untorn defect: no such statement in the trace");
  const { before } = taken;
  return { at: index, taken, scope: scopeOf(model, before), body: before.frame.body, called: null };
}

/**
 * The way of an error code into the value of an expression, oldest first; `path` leads into that value. Followed
 * backwards: through variables to the last store, through results to the `return`, through parameters to the call.
 */
export function wayInto(history: History, expression: Expression, path: readonly number[], view: View): WayLink[] {
  switch (expression.kind) {
    case "errno":
      return writtenCode(history, expression, view);
    case "convert":
      return wayInto(history, expression.operand, path, view);
    case "conditional": {
      const taken = isTrue(expression.condition, view.scope) ? expression.then : expression.else;
      return wayInto(history, taken, path, view);
    }
    case "index":
      return wayInto(history, expression.base, [elementIndex(expression.index, view), ...path], view);
    case "field":
      return wayInto(history, expression.base, [expression.field, ...path], view);
    case "struct": {
      const [index = -1, ...rest] = path;
      const field = expression.fields[index] ?? null;
      return field === null ? [] : wayInto(history, field, rest, view);
    }
    case "call": {
      const { function: callee, args } = expression;
      const inner = viewInside(history, callee, args, view);
      return callee.expression === null ? [] : wayInto(history, callee.expression, path, inner);
    }
    case "local": {
      const argument = view.called?.args[expression.local.slot];
      if (view.called !== null) return argument ? wayInto(history, argument, path, view.called.from) : [];
      const { taken } = view;
      const root = { runner: runnerOf(taken), depth: depthOf(taken.before.frame), slot: expression.local.slot };
      return wayTo(history, { root: { kind: "local", ...root }, path }, view.at);
    }
    case "variable":
      return wayTo(history, { root: { kind: "variable", slot: expression.variable.slot }, path }, view.at);
    case "remote": {
      const runner = instanceNumber(expression.instance, view.scope);
      return wayTo(history, { root: { kind: "local", runner, depth: 0, slot: expression.slot }, path }, view.at);
    }
    default:
      return [];
  }
}

function elementIndex(index: Expression, { scope }: View): number {
  return ordinalOf(index.type, evaluate(index, scope));
}

function viewInside({ model }: History, { body }: FunctionDeclaration, args: readonly Expression[], from: View): View {
  const values = args.map((argument) => evaluate(argument, from.scope));
  const { locals } = from.scope;
  const inner = { ...from.scope, spec: model.spec, locals: locals.clear().concat(values), bound: [] };
  return { ...from, scope: inner, body, called: { args, from } };
}

/** `-CODE`: born here, or with `from` another error's new code. */
function writtenCode(history: History, expression: Extract<Expression, { kind: "errno" }>, view: View): WayLink[] {
  const { spec } = history.model;
  const value = evaluate(expression, view.scope);
  const from = expression.from === null ? 0 : evaluate(expression.from, view.scope);
  const codes = spec.codes.length;
  const knob = expression.knob === null ? null : (spec.knobs[expression.knob]?.name ?? null);
  if (codeOf(value, codes) === 0) return [];
  if (expression.from === null || codeOf(from, codes) === 0) {
    return [linkOf(history, view, "born", value, expression.span, knob)];
  }
  const before = wayInto(history, expression.from, [], view);
  if (codeOf(from, codes) === codeOf(value, codes)) return before;
  return [...before, linkOf(history, view, "changed", value, expression.span, knob)];
}

/** The way of an error code to where it lies before the statement at `end`. */
export function wayTo(history: History, place: Place, end: number): WayLink[] {
  const { model, all } = history;
  const store = lastStore(model, all, end, place);
  if (store === null) return [];
  const { at: index, source } = store;
  const view = viewAt(history, index);
  switch (source.kind) {
    case "argument":
      return wayInto(history, source.value, source.path, view);
    case "expression":
      return [...wayInto(history, source.value, source.path, view), storedLink(history, view, place)];
    case "popped":
      return [...wayTo(history, source.from, index), storedLink(history, view, place)];
    case "returned": {
      const way = wayOutOfCall(history, index, source.path);
      return [...way, storedLink(history, view, place)];
    }
    case "unknown":
      return [storedLink(history, view, place)];
  }
}

/** The `return` before a result is stored is the last statement of the same runner. */
function wayOutOfCall(history: History, index: number, path: readonly number[]): WayLink[] {
  const { all } = history;
  const stored = all[index];
  const returned = all.findLastIndex(
    (one, position) => position < index && stored !== undefined && runnerOf(one) === runnerOf(stored),
  );
  const statement = all[returned]?.statement;
  if (statement?.kind !== "return" || statement.value === null) return [];
  return wayInto(history, statement.value, path, viewAt(history, returned));
}

function storedLink(history: History, view: View, place: Place): WayLink {
  const { taken } = view;
  const value = taken.after === null ? undefined : valueIn(taken.after, taken, place);
  const link = linkOf(history, view, "stored", value ?? 0, taken.statement.span, null);
  return { ...link, into: storedInto(history, taken, place) };
}

function storedInto({ model: { spec } }: History, taken: Taken, { root, path }: Place): ErrorLink["into"] {
  if (root.kind === "variable") {
    const variable = spec.variables[root.slot];
    if (variable === undefined) throw new Error("untorn defect: no such variable");
    return { name: pathText(spec, variable.name, variable.type, path), storage: variable.storage };
  }
  const frame = frameAt(taken.after ?? taken.before, root.runner, taken, root.depth);
  const local = frame?.body.locals[root.slot];
  return local === undefined ? null : { name: pathText(spec, local.name, local.type, path), storage: "local" };
}

export function linkOf(
  { model: { spec } }: History,
  { at, taken, body, called }: View,
  kind: ErrorLink["kind"],
  value: Value,
  span: Span,
  knob: string | null,
): WayLink {
  const codes = spec.codes.length;
  return {
    at,
    kind,
    step: taken.step,
    span,
    code: String(shown(value, ERRNO, spec.codes)),
    cause: spec.causes[causeOf(value, codes)] ?? null,
    knob,
    into: null,
    name: called === null ? nameHere(spec, taken.before.frame) : nameInside(spec, body),
  };
}
