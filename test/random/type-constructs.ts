import type { Body, CheckedSpec } from "../../src/language/checked-spec.ts";
import type { ArrayType, Type } from "../../src/language/types.ts";

/** Which types the variables, locals and parameters of a spec have. */

export function constructsOfTypes(spec: CheckedSpec): ReadonlySet<string> {
  const bodies: Body[] = [
    ...spec.functions.map(({ body }) => body),
    ...spec.actors.map(({ body }) => body),
    ...(spec.init === null ? [] : [spec.init]),
    ...spec.crashes.map(({ body }) => body),
  ];
  const types = [...spec.variables, ...bodies.flatMap(({ locals }) => locals)].map(({ type }) => type);
  return new Set(types.flatMap((type) => [...ofType(type)]));
}

function* ofType(type: Type): Generator<string> {
  yield `type: ${type.kind}`;
  if (type.kind === "range" && type.low < 0) yield "type: range below 0";
  if (type.kind === "range" && (type.low > 0 || type.high < 0)) yield "type: range without 0";
  if (type.kind === "optional") yield* ofType(type.element);
  if (type.kind === "array") yield* ofArray(type);
  if (type.kind === "struct") for (const field of type.fields) yield* ofField(field.type);
}

function* ofArray({ size, element }: ArrayType): Generator<string> {
  if (size === 0) yield "type: array without elements";
  if (element.kind === "array") yield "type: array of arrays";
  if (element.kind === "struct") yield "type: array of structs";
  yield* ofType(element);
}

function* ofField(type: Type): Generator<string> {
  if (type.kind === "array") yield "type: array in a struct";
  if (type.kind === "struct") yield "type: struct in a struct";
  yield* ofType(type);
}
