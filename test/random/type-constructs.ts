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

type SetType = Extract<Type, { kind: "set" }>;
type QueueType = Extract<Type, { kind: "queue" }>;

function* ofType(type: Type): Generator<string> {
  // The place of a symmetric value, which is written without the '?'.
  if (type.kind !== "optional" || type.implicit !== true) yield `type: ${type.kind}`;
  if (type.kind === "range" && type.low < 0) yield "type: range below 0";
  if (type.kind === "range" && (type.low > 0 || type.high < 0)) yield "type: range without 0";
  if (type.kind === "optional") yield* ofOptional(type.element);
  if (type.kind === "set") yield* ofSet(type);
  if (type.kind === "queue") yield* ofQueue(type);
  if (type.kind === "array") yield* ofArray(type);
  if (type.kind === "struct") for (const field of type.fields) yield* ofField(field.type);
}

function* ofOptional(element: Type): Generator<string> {
  if (element.kind === "struct" || element.kind === "set") yield "type: optional struct or set";
  yield* ofType(element);
}

function* ofSet({ element }: SetType): Generator<string> {
  if (element.kind === "optional") yield "type: set of optionals";
  if (element.kind === "instance" || element.kind === "task") yield "type: set of instances";
  if (element.kind === "symmetric") yield "type: set of symmetric values";
}

function* ofQueue({ element, capacity }: QueueType): Generator<string> {
  if (capacity > 1) yield "type: queue of several values";
  if (element.kind === "bool") yield "type: queue of bools";
  if (element.kind === "struct") yield "type: queue of structs";
  if (element.kind === "errno") yield "type: queue of errnos";
  yield* ofType(element);
}

function* ofArray({ size, element, index }: ArrayType): Generator<string> {
  if (size === 0) yield "type: array without elements";
  if (index.kind === "symmetric") yield "type: array over symmetric values";
  if (element.kind === "set" || element.kind === "queue") yield "type: array of sets or queues";
  if (element.kind === "array") yield "type: array of arrays";
  if (element.kind === "struct") yield "type: array of structs";
  yield* ofType(element);
}

function* ofField(type: Type): Generator<string> {
  if (type.kind === "array") yield "type: array in a struct";
  if (type.kind === "struct") yield "type: struct in a struct";
  if (type.kind === "set" || type.kind === "queue") yield `type: ${type.kind} in a struct`;
  yield* ofType(type);
}
