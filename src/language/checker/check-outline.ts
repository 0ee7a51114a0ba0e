import type { Constant } from "../checked-spec.ts";
import type { Property } from "../property.ts";
import type { DeclarationSyntax, Name } from "../syntax.ts";
import type { InstanceType, Type } from "../types.ts";
import { labelsOf, outermostLocals } from "./check-body.ts";
import { assertName } from "./check-statement.ts";
import { constantInt, constantValue } from "./constants.ts";
import type { Context, ProcessOutline, TaskSyntax } from "./context.ts";
import { causeNumber, declare, poison } from "./context.ts";
import { fail, quietly, recovering } from "./failure.ts";
import { enumType, resolveType, structType, symmetricType } from "./resolve-type.ts";
import { bodyOf, expressionsOf, statementsOf } from "./walk.ts";

type TypeDeclaration = Extract<DeclarationSyntax, { kind: "type" | "struct" | "enum" }>;

/** What must be known of all declarations before any body is checked. */

const MAX_INSTANCES = 1000;

export function declareConstants(
  context: Context,
  declarations: readonly DeclarationSyntax[],
  settings: ReadonlyMap<string, number | boolean>,
): Constant[] {
  return declarations.flatMap((declaration) => {
    if (declaration.kind !== "const") return [];
    const { name } = declaration;
    const constant = recovering(context.diagnostics, (): Constant => {
      const written = constantValue(context, declaration.value);
      const value = settings.get(name.text) ?? written;
      if (typeof value !== typeof written)
        fail(
          name.span,
          "U0202",
          `'${name.text}' is set to ${String(value)}, but it is of type ${typeof written === "number" ? "int" : "bool"}`,
        );
      const checked = { name: name.text, value, span: name.span };
      declare(context, name, { kind: "constant", constant: checked });
      return checked;
    });
    if (constant === null) poison(context, name);
    return constant === null ? [] : [constant];
  });
}

/** Tasks, daemons and works as types: their names may be used anywhere. */
export function declareActors(context: Context, declarations: readonly DeclarationSyntax[]): void {
  for (const declaration of declarations) {
    if (declaration.kind !== "task") continue;
    const { name } = declaration;
    const count = recovering(context.diagnostics, () => instanceCount(context, declaration)) ?? 1;
    const type: InstanceType = { kind: "instance", name: name.text, first: context.instances, count };
    context.instances += count;
    outline(context, { declaration, type, outermost: new Map(), broken: new Set(), labels: new Map() });
  }
}

function outline(context: Context, process: ProcessOutline): void {
  context.processes.set(process.declaration, process);
  declare(context, process.declaration.name, { kind: "process", process });
}

function instanceCount(context: Context, declaration: TaskSyntax): number {
  const count = declaration.count === null ? 1 : constantInt(context, declaration.count);
  if (count >= 0 && count <= MAX_INSTANCES) return count;
  const { span } = declaration.count ?? declaration;
  return fail(span, "U0213", `the number of instances must be between 0 and ${MAX_INSTANCES}`);
}

export function declareTypes(context: Context, declarations: readonly DeclarationSyntax[]): void {
  const types = declarations.filter((one) => one.kind === "type" || one.kind === "struct" || one.kind === "enum");
  for (const declaration of types) declare(context, declaration.name, { kind: "type-syntax", declaration });
  for (const declaration of types) {
    const done = recovering(context.diagnostics, () => declareType(context, declaration));
    if (done === null) poison(context, declaration.name);
  }
}

function declareType(context: Context, declaration: TypeDeclaration): true {
  const { name } = declaration;
  switch (declaration.kind) {
    case "type":
      declare(context, name, { kind: "type", type: declaredType(context, declaration) });
      return true;
    case "struct":
      declare(context, name, { kind: "type", type: structType(context, name, declaration.fields) });
      return true;
    case "enum": {
      const type = enumType(name, declaration.members);
      if (type.members.length === 0) fail(declaration.span, "U0232", "an enum needs a member");
      declare(context, name, { kind: "type", type });
      for (const [value, member] of declaration.members.entries())
        declare(context, member, { kind: "member", type, value });
      return true;
    }
  }
}

function declaredType(context: Context, { name, type }: Extract<TypeDeclaration, { kind: "type" }>): Type {
  return type.kind === "symmetric" ? symmetricType(context, name, type) : resolveType(context, type);
}

/** Error codes, and the names that `because` gives to causes, in text order. */
export function collectNames(context: Context, declarations: readonly DeclarationSyntax[]): void {
  for (const declaration of declarations) {
    if (declaration.kind !== "codes") continue;
    for (const name of declaration.names) {
      declare(context, name, { kind: "code", code: context.codes.length });
      context.codes.push(name.text);
    }
  }
  for (const declaration of declarations) {
    for (const expression of expressionsOf(declaration)) {
      if (expression.kind !== "errno" || expression.origin.kind !== "because") continue;
      context.namedCauses.add(expression.origin.name.text);
      causeNumber(context, expression.origin.name.text);
    }
  }
}

/**
 * Labels, parameters and outermost locals of tasks, daemons and works; parameters of events. Needs all types. Mistakes in labels are told here, those
 * in types where the body is checked.
 */
export function outlineActors(context: Context, declarations: readonly DeclarationSyntax[]): void {
  for (const declaration of declarations) {
    if (declaration.kind === "event") {
      const parameters = quietly(() => declaration.parameters.map(({ type }) => resolveType(context, type)));
      declare(context, declaration.name, { kind: "event", event: { declaration, parameters } });
    }
    const process = declaration.kind === "task" ? context.processes.get(declaration) : undefined;
    if (process === undefined) continue;
    const labels = labelsOf(context, process.declaration.body);
    outline(context, { ...process, labels, ...outermostLocals(context, process.declaration) });
  }
}

/** Numbers all properties in text order: asserts of one name are one property. The built-in ones come last. */
export function declareProperties(context: Context, declarations: readonly DeclarationSyntax[]): void {
  for (const declaration of declarations) {
    const { kind } = declaration;
    if (kind === "invariant" || kind === "liveness" || kind === "crash") {
      addProperty(context, declaration.name, kind, declaration.doc);
    }
    const body = bodyOf(declaration);
    if (body === null || kind === "crash") continue;
    for (const statement of statementsOf(body)) {
      if (statement.kind !== "assert") continue;
      const name = { text: assertName(statement), span: statement.name?.span ?? statement.span };
      addProperty(context, name, "assert", statement.why);
    }
  }
  for (const kind of ["deadlock", "locks", "ranges"] as const) {
    context.properties.push({ index: context.properties.length, name: kind, kind, doc: null, span: null });
  }
}

function addProperty(context: Context, name: Name, kind: Property["kind"], doc: string | null): void {
  const { properties, propertyNumbers } = context;
  const key = `${kind} ${name.text}`;
  // All asserts of one name are one property, and one mistake.
  if (kind === "assert" && propertyNumbers.has(key)) return;
  recovering(context.diagnostics, () => {
    const index = properties.length;
    propertyNumbers.set(key, index);
    const builtIn = name.text === "deadlock" || name.text === "locks" || name.text === "ranges";
    if (builtIn || properties.some((property) => property.name === name.text))
      fail(name.span, "U0101", `there are two properties '${name.text}'`, "choose another name");
    properties.push({ index, name: name.text, kind, doc, span: name.span });
  });
}
