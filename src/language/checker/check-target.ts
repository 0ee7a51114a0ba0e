import type { Target, TargetStep } from "../checked-spec.ts";
import type { Span } from "../source.ts";
import type { ExpressionSyntax, Name } from "../syntax.ts";
import type { Type } from "../types.ts";
import { checkAs } from "./check-as.ts";
import type { Environment } from "./context.ts";
import { unknownName } from "./context.ts";
import { withArticle } from "./convert.ts";
import { findLocal, note } from "./environment.ts";
import { fail } from "./failure.ts";

/** The place that an assignment writes. */
export function checkTarget(environment: Environment, syntax: ExpressionSyntax): Target {
  switch (syntax.kind) {
    case "name":
      return checkRoot(environment, syntax.name);
    case "index": {
      const base = checkTarget(environment, syntax.base);
      if (base.type.kind !== "array") refuseIndex(base.type, syntax.base.span);
      const step: TargetStep = {
        kind: "index",
        array: base.type,
        index: checkAs(environment, syntax.index, base.type.index),
      };
      return { root: base.root, path: [...base.path, step], type: base.type.element, span: syntax.span };
    }
    case "field": {
      const base = checkTarget(environment, syntax.base);
      if (base.type.kind !== "struct") {
        const remote = base.type.kind === "instance" || base.type.kind === "task";
        fail(
          syntax.span,
          "U0315",
          remote ? "a task's local is written by that task only" : `${withArticle(base.type)} has no fields`,
        );
      }
      const { fields, name } = base.type;
      const position = fields.findIndex((field) => field.name === syntax.field.text);
      const field = fields[position];
      if (field === undefined) {
        return unknownName(
          environment.context,
          syntax.field,
          `field of '${name}'`,
          fields.map((candidate) => candidate.name),
        );
      }
      const step: TargetStep = { kind: "field", field: position, name: field.name };
      return { root: base.root, path: [...base.path, step], type: field.type, span: syntax.span };
    }
    default:
      return fail(syntax.span, "U0316", "this cannot be assigned to", "name a variable, an element or a field");
  }
}

export function refuseIndex(type: Type, span: Span): never {
  const collection = type.kind === "set" || type.kind === "queue";
  const what = collection ? "cannot be indexed" : "has no elements";
  fail(span, "U0220", `${withArticle(type)} ${what}`, "only arrays are indexed");
}

export function isGhost(target: Target): boolean {
  return target.root.kind === "variable" && target.root.variable.storage === "ghost";
}

function checkRoot(environment: Environment, name: Name): Target {
  const local = findLocal(environment, name.text);
  if (local !== null) {
    if ("bound" in local) fail(name.span, "U0316", `'${name.text}' is bound by a quantifier`);
    if (local.counter)
      fail(name.span, "U0316", `'${name.text}' is assigned by its loop only`, "use a local of your own");
    return { root: { kind: "local", local }, path: [], type: local.type satisfies Type, span: name.span };
  }
  const meaning = environment.context.meanings.get(name.text);
  if (meaning === undefined) {
    const locals = environment.scopes.flatMap((scope) => [...scope.keys()]);
    return unknownName(environment.context, name, "variable", [...locals, ...environment.context.meanings.keys()]);
  }
  if (meaning.kind !== "variable") {
    fail(
      name.span,
      "U0316",
      `'${name.text}' cannot be assigned to`,
      meaning.kind === "knob" ? "a knob is set by a design" : null,
    );
  }
  const { variable } = meaning;
  if (variable.storage === "ghost") {
    if (environment.kind === "crash")
      fail(name.span, "U0406", "a crash block writes durable variables only", `'${name.text}' is a ghost`);
    note(environment, "ghostStore", `a store to the ghost '${name.text}'`, name.span);
  }
  if (variable.storage === "shared") {
    if (environment.kind === "crash")
      fail(
        name.span,
        "U0401",
        `'${name.text}' does not survive power failure`,
        "a crash block writes durable variables only",
      );
    note(environment, "volatileUse", `the shared variable '${name.text}'`, name.span);
  }
  return { root: { kind: "variable", variable }, path: [], type: variable.type, span: name.span };
}
