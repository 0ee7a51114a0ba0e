import type { Design, Expression, Knob, KnobValue } from "../checked-spec.ts";
import { SAME } from "../checked-spec.ts";
import type { Expectation, ExpectedVerdict } from "../expectation.ts";
import { textOf } from "../source.ts";
import type { DeclarationSyntax, ExpressionSyntax, KnobValueSyntax, Name } from "../syntax.ts";
import type { Type } from "../types.ts";
import { CODE, isEnumerable, LOCK_MODES, typeName } from "../types.ts";
import { constantInt, constantNames, constantValue } from "./constants.ts";
import type { Context } from "./context.ts";
import { looksLikeCode, unknownName } from "./context.ts";
import { checkEach, fail, failSilently, recovering } from "./failure.ts";
import { resolveType } from "./resolve-type.ts";

type Of<K extends DeclarationSyntax["kind"]> = Extract<DeclarationSyntax, { kind: K }>;

const MAX_DOMAIN = 4096;

export function checkKnob(context: Context, syntax: Of<"knob">, index: number): Knob {
  const declared = resolveType(context, syntax.type);
  const type: Type = declared.kind === "errno" ? CODE : declared;
  if (
    type.kind !== "code" &&
    (!isEnumerable(type) ||
      type.kind === "optional" ||
      type.kind === "symmetric" ||
      type.kind === "instance" ||
      type.kind === "task")
  ) {
    fail(
      syntax.type.span,
      "U0502",
      `a knob cannot be of type ${typeName(type)}`,
      "use bool, a range, an enum, errno or lockmode",
    );
  }
  const domain =
    syntax.domain === null
      ? wholeDomain(context, type)
      : syntax.domain.flatMap((value) => knobValues(context, type, value));
  if (domain.length > MAX_DOMAIN) fail(syntax.name.span, "U0503", `a knob has at most ${MAX_DOMAIN} values`);
  const unique = [...new Set(domain)];
  const [initial] = knobValues(context, type, syntax.initial);
  if (initial === undefined || !unique.includes(initial)) {
    fail(
      syntax.initial.span,
      "U0504",
      `the default of '${syntax.name.text}' is not among its values`,
      "add it to the braces",
    );
  }
  return { index, name: syntax.name.text, type, domain: unique, initial, doc: syntax.doc, span: syntax.name.span };
}

function wholeDomain(context: Context, type: Type): KnobValue[] {
  switch (type.kind) {
    case "bool":
      return [false, true];
    case "range":
      return Array.from(
        { length: Math.min(MAX_DOMAIN + 1, type.high - type.low + 1) },
        (_, offset) => type.low + offset,
      );
    case "enum":
      return type.members.map((_, index) => index);
    case "lockmode":
      return [0, 1];
    default:
      return context.codes.map((_, index) => index).slice(1);
  }
}

/** One value, or all of a range. */
function knobValues(context: Context, type: Type, syntax: KnobValueSyntax): KnobValue[] {
  switch (syntax.kind) {
    case "same":
      if (type.kind !== "code") fail(syntax.span, "U0505", "'same' is a value of errno knobs only");
      return [SAME];
    case "range": {
      const [low, high] = [constantInt(context, syntax.low), constantInt(context, syntax.high)];
      if (high - low > MAX_DOMAIN) fail(syntax.span, "U0503", `a knob has at most ${MAX_DOMAIN} values`);
      const values = Array.from({ length: Math.max(0, high - low + 1) }, (_, offset) => low + offset);
      return values.map((value) => inKnobType(type, value, syntax.span));
    }
    case "value":
      return [knobValue(context, type, syntax.value)];
  }
}

function knobValue(context: Context, type: Type, syntax: ExpressionSyntax): KnobValue {
  if (type.kind === "code") return codeValue(context, syntax);
  if (type.kind === "enum" || type.kind === "lockmode") {
    const members: readonly string[] = type.kind === "enum" ? type.members : LOCK_MODES;
    if (syntax.kind !== "name") fail(syntax.span, "U0506", `expected one of ${members.join(", ")}`);
    const value = members.indexOf(syntax.name.text);
    if (value === -1) unknownName(context, syntax.name, `value of ${typeName(type)}`, members);
    return value;
  }
  // A name that is no constant may be meant as a value of another type.
  if (syntax.kind === "name" && context.meanings.get(syntax.name.text)?.kind !== "constant")
    unknownName(context, syntax.name, "constant", constantNames(context));
  return inKnobType(type, constantValue(context, syntax), syntax.span);
}

function codeValue(context: Context, syntax: ExpressionSyntax): number {
  if (syntax.kind !== "name")
    fail(syntax.span, "U0506", "expected the name of an error code", "write it without a minus here");
  if (syntax.name.text === "same") return SAME;
  const value = looksLikeCode(syntax.name.text) ? context.codes.indexOf(syntax.name.text) : -1;
  if (value < 1) unknownName(context, syntax.name, "error code", context.codes.slice(1));
  return value;
}

function inKnobType(type: Type, value: number | boolean, span: ExpressionSyntax["span"]): KnobValue {
  const fits =
    type.kind === "bool"
      ? typeof value === "boolean"
      : type.kind === "range" && typeof value === "number" && value >= type.low && value <= type.high;
  return fits ? value : fail(span, "U0506", `${String(value)} is no value of ${typeName(type)}`);
}

/** A design with its values; `isRight` is false where a mistake in it was told. */
export type CheckedDesign = { readonly design: Design; readonly isRight: boolean };

export function checkDesigns(
  context: Context,
  syntaxes: readonly Of<"design">[],
  knobs: readonly Knob[],
): CheckedDesign[] {
  const seen = new Set<string>(["all"]);
  return syntaxes.map((syntax) => {
    const { name, span, doc } = syntax;
    recovering(context.diagnostics, () => {
      if (seen.has(name.text)) fail(span, "U0101", `there are two designs '${name.text}'`, "choose another name");
    });
    seen.add(name.text);
    const values = recovering(context.diagnostics, () => designValues(context, syntax, knobs));
    return { design: { name: name.text, doc, values: values ?? [], span }, isRight: values !== null };
  });
}

function designValues(context: Context, syntax: Of<"design">, knobs: readonly Knob[]): KnobValue[] {
  const values = knobs.map((knob) => knob.initial);
  const given = new Set<string>();
  checkEach(context.diagnostics, syntax.settings, ({ knob: name, value, span }) => {
    const knob = knobs.find((candidate) => candidate.name === name.text);
    if (knob === undefined)
      return unknownName(
        context,
        name,
        "knob",
        knobs.map((candidate) => candidate.name),
      );
    if (given.has(name.text)) fail(span, "U0101", `the knob '${name.text}' is set twice`);
    given.add(name.text);
    const [chosen] = knobValues(context, knob.type, value);
    if (chosen === undefined || !knob.domain.includes(chosen)) {
      fail(value.span, "U0507", `this is not among the values of the knob '${name.text}'`, "see its declaration");
    }
    values[knob.index] = chosen;
    return chosen;
  });
  return values;
}

/** Tells of every design for which an `assume` is false. `holds` evaluates over constants and knobs. */
export function checkAssumptions(
  context: Context,
  designs: readonly CheckedDesign[],
  assumptions: readonly Expression[],
  holds: (assumption: Expression, values: readonly KnobValue[]) => boolean,
): void {
  for (const { design, isRight } of designs) {
    if (!isRight) continue;
    recovering(context.diagnostics, () => {
      const broken = assumptions.find((assumption) => !holds(assumption, design.values));
      if (broken === undefined) return;
      fail(
        design.span,
        "U0508",
        `the design '${design.name}' breaks 'assume (${textOf(broken.span)})'`,
        "change the design or the assumption",
      );
    });
  }
}

export function checkExpectation(
  context: Context,
  syntax: Of<"expect">,
  designs: readonly CheckedDesign[],
): Expectation {
  const isKnown = recovering(context.diagnostics, () => refuseUnknownDesign(context, syntax.design, designs));
  const constants = recovering(context.diagnostics, () => expectedConstants(context, syntax));
  const verdict = expectedVerdict(context, syntax.verdict);
  if (isKnown === null || constants === null) return failSilently();
  return { design: syntax.design?.text ?? null, constants, verdict, span: syntax.span };
}

function refuseUnknownDesign(context: Context, name: Name | null, designs: readonly CheckedDesign[]): true {
  const names = designs.map(({ design }) => design.name);
  if (name === null || name.text === "all" || names.includes(name.text)) return true;
  return unknownName(context, name, "design", names);
}

function expectedConstants(context: Context, syntax: Of<"expect">): Expectation["constants"] {
  return checkEach(context.diagnostics, syntax.constants, ({ name, value }) => {
    if (context.meanings.get(name.text)?.kind !== "constant")
      return unknownName(context, name, "constant", constantNames(context));
    return { name: name.text, value: constantValue(context, value) };
  });
}

function expectedVerdict(context: Context, syntax: Of<"expect">["verdict"]): ExpectedVerdict {
  switch (syntax.kind) {
    case "holds":
      if (syntax.properties.length === 0) return { kind: "holds", properties: "every" };
      return {
        kind: "holds",
        properties: checkEach(context.diagnostics, syntax.properties, (name) => propertyNamed(context, name)),
      };
    case "vacuous":
      return { kind: "vacuous", property: propertyNamed(context, syntax.property) };
    case "violates":
      return {
        kind: "violates",
        only: syntax.only,
        violations: checkEach(context.diagnostics, syntax.violations, ({ property, steps }) => ({
          property: propertyNamed(context, property),
          steps: steps === null ? null : constantInt(context, steps),
        })),
      };
  }
}

function propertyNamed(context: Context, name: Name): number {
  const found = context.properties.find((property) => property.name === name.text);
  if (found === undefined)
    return unknownName(
      context,
      name,
      "property",
      context.properties.map((property) => property.name),
    );
  return found.index;
}
