import type { Knob, Lock, Variable } from "../checked-spec.ts";
import type { DeclarationSyntax, DeclaratorSyntax } from "../syntax.ts";
import type { Type } from "../types.ts";
import { cardinality } from "../types.ts";
import { checkAs } from "./check-as.ts";
import { fixedEnvironment } from "./check-body.ts";
import { checkKnob } from "./check-designs.ts";
import type { Context } from "./context.ts";
import { declare, poison } from "./context.ts";
import { fail, recovering } from "./failure.ts";
import { arrayOf, holdsQueue, resolveIndex, resolveType } from "./resolve-type.ts";
import { MAX_ELEMENTS } from "./type-size.ts";

type Of<K extends DeclarationSyntax["kind"]> = Extract<DeclarationSyntax, { kind: K }>;

/** Knobs, variables and locks: what is numbered in order of declaration. */

export function checkKnobs(context: Context, declarations: readonly DeclarationSyntax[]): Knob[] {
  const knobs: Knob[] = [];
  for (const syntax of declarations) {
    if (syntax.kind !== "knob") continue;
    const knob = recovering(context.diagnostics, () => checkKnob(context, syntax, knobs.length));
    if (knob === null) {
      poison(context, syntax.name);
      continue;
    }
    declare(context, syntax.name, { kind: "knob", knob });
    knobs.push(knob);
  }
  return knobs;
}

export function checkVariables(context: Context, declarations: readonly DeclarationSyntax[]): Variable[] {
  const variables: Variable[] = [];
  for (const syntax of declarations) {
    if (syntax.kind !== "variable") continue;
    const element = recovering(context.diagnostics, () => resolveType(context, syntax.type));
    for (const declarator of syntax.declarators) {
      const slot = variables.length;
      const variable =
        element === null
          ? null
          : recovering(context.diagnostics, () => checkVariable(context, syntax, declarator, element, slot));
      if (variable === null) {
        poison(context, declarator.name);
        continue;
      }
      declare(context, declarator.name, { kind: "variable", variable });
      variables.push(variable);
    }
  }
  return variables;
}

function checkVariable(
  context: Context,
  { storage }: Of<"variable">,
  { name, indices, initial: value, span }: DeclaratorSyntax,
  element: Type,
  slot: number,
): Variable {
  const type = arrayOf(context, element, indices);
  if (storage === "ghost" && holdsQueue(type))
    fail(name.span, "U0237", "a ghost cannot be a queue or hold one", "keep a set or a count of what matters");
  const initial = value === null ? null : checkAs(fixedEnvironment(context, name.text), value, type);
  return { slot, name: name.text, storage, type, initial, span };
}

export function checkLocks(context: Context, declarations: readonly DeclarationSyntax[]): Lock[] {
  const locks: Lock[] = [];
  for (const syntax of declarations) {
    if (syntax.kind !== "lock") continue;
    for (const declarator of syntax.declarators) {
      const lock = recovering(context.diagnostics, () => checkLock(context, syntax, declarator, locks.length));
      if (lock === null) {
        poison(context, declarator.name);
        continue;
      }
      declare(context, declarator.name, { kind: "lock", lock });
      locks.push(lock);
    }
  }
  return locks;
}

function checkLock(
  context: Context,
  { lock: kind }: Of<"lock">,
  { name, indices: syntaxes, initial, span }: DeclaratorSyntax,
  slot: number,
): Lock {
  if (initial !== null) fail(span, "U0217", "a lock is free at first", "leave the initial value out");
  const indices = syntaxes.map((index) => resolveIndex(context, index));
  const count = indices.reduce((product, type) => product * cardinality(type), 1);
  if (count > MAX_ELEMENTS) fail(name.span, "U0211", `an array has at most ${MAX_ELEMENTS} elements`);
  return { slot, name: name.text, kind, indices, count, span };
}
