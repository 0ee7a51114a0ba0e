import type { ExpressionSyntax, IndexSyntax, Name, TypeSyntax } from "../syntax.ts";
import { hardWords } from "../token.ts";
import type { ArrayType, EnumType, StructType, Type } from "../types.ts";
import { cardinality, isEnumerable, typeName } from "../types.ts";
import { constantInt } from "./constants.ts";
import type { Names } from "./context.ts";
import { unknownName } from "./context.ts";
import { placeOf } from "./convert.ts";
import { checkBoth, checkEach, fail, failSilently, recovering } from "./failure.ts";
import { limited, MAX_ELEMENTS } from "./type-size.ts";

/** Of a set, and of a symmetric type. */
const MAX_MEMBERS = 4096;
const MAX_CAPACITY = 1024;
const INT32_MIN = -(2 ** 31);
const INT32_MAX = 2 ** 31 - 1;

export function resolveType(names: Names, syntax: TypeSyntax): Type {
  switch (syntax.kind) {
    case "bool":
    case "errno":
    case "lockmode":
      return { kind: syntax.kind };
    case "task":
      return { kind: "task", count: names.instances };
    case "range": {
      const low = constantInt(names, syntax.low);
      const high = constantInt(names, syntax.high);
      if (low < INT32_MIN || high > INT32_MAX) fail(syntax.span, "U0206", "a range must fit into 32 bits");
      if (high < low - 1)
        fail(syntax.span, "U0207", `the range ${low}..${high} runs backwards`, "write the lower bound first");
      return { kind: "range", low, high };
    }
    case "optional": {
      const element = resolveType(names, syntax.element);
      if (element.kind === "optional") fail(syntax.span, "U0208", "a type cannot be optional twice", "write one '?'");
      return { kind: "optional", element };
    }
    case "named":
      return namedType(names, syntax.name);
    case "set":
      return setType(names, syntax);
    case "queue":
      return queueType(names, syntax);
    case "symmetric":
      return fail(
        syntax.span,
        "U0233",
        "'symmetric' stands in a declaration of its own only",
        "declare 'type NAME = symmetric N;' and use NAME here",
      );
  }
}

type Of<K extends TypeSyntax["kind"]> = Extract<TypeSyntax, { kind: K }>;

function setType(names: Names, syntax: Of<"set">): Type {
  const element = resolveType(names, syntax.element);
  if (!isEnumerable(element))
    fail(
      syntax.element.span,
      "U0234",
      `a set cannot hold values of type ${typeName(element)}`,
      "use bool, a range, an enum, lockmode, a symmetric type or an instance",
    );
  if (cardinality(element) > MAX_MEMBERS)
    fail(
      syntax.element.span,
      "U0234",
      `a set is over at most ${MAX_MEMBERS} values, and ${typeName(element)} has ${cardinality(element)}`,
    );
  return { kind: "set", element };
}

function queueType(names: Names, syntax: Of<"queue">): Type {
  const [element, capacity] = checkBoth(
    names.diagnostics,
    () => queueElement(names, syntax.element),
    () => queueCapacity(names, syntax.capacity),
  );
  return limited({ kind: "queue", element, capacity }, "a queue", syntax.span);
}

function queueElement(names: Names, syntax: TypeSyntax): Type {
  const element = resolveType(names, syntax);
  return holdsQueue(element) ? fail(syntax.span, "U0236", "a queue cannot hold queues") : element;
}

function queueCapacity(names: Names, syntax: ExpressionSyntax): number {
  const capacity = constantInt(names, syntax);
  if (capacity >= 1 && capacity <= MAX_CAPACITY) return capacity;
  return fail(syntax.span, "U0235", `a queue has room for 1 to ${MAX_CAPACITY} values, found ${capacity}`);
}

/** Whether a value of this type is a queue or has one inside. */
export function holdsQueue(type: Type): boolean {
  switch (type.kind) {
    case "queue":
      return true;
    case "array":
    case "optional":
      return holdsQueue(type.element);
    case "struct":
      return type.fields.some((field) => holdsQueue(field.type));
    default:
      return false;
  }
}

/** `type NAME = symmetric N;` */
export function symmetricType(names: Names, name: Name, { size: syntax }: Of<"symmetric">): Type {
  const size = constantInt(names, syntax);
  if (size < 0 || size > MAX_MEMBERS)
    fail(syntax.span, "U0213", `the number of symmetric values must be between 0 and ${MAX_MEMBERS}`);
  return { kind: "symmetric", name: name.text, size };
}

function namedType(names: Names, name: Name): Type {
  const meaning = names.meanings.get(name.text);
  switch (meaning?.kind) {
    case undefined:
      if (!names.poisoned.has(name.text) && (names.claims.has(name.text) || names.isLocal?.(name.text)))
        return fail(name.span, "U0210", `'${name.text}' is not a type`);
      return unknownName(names, name, "type", typeNames(names));
    case "type":
      return meaning.type;
    case "process":
      return meaning.process.type;
    case "type-syntax":
      return fail(
        name.span,
        "U0209",
        `the type '${name.text}' is used before its declaration`,
        "move its declaration up",
      );
    default:
      return fail(name.span, "U0210", `'${name.text}' is not a type`);
  }
}

function typeNames(names: Names): string[] {
  const kinds = new Set(["type", "process"]);
  const declared = [...names.meanings].filter(([, meaning]) => kinds.has(meaning.kind)).map(([name]) => name);
  return [...declared, ...hardWords.type];
}

/** `T name[I][J]`: an array of arrays, the first index outermost. */
export function arrayOf(names: Names, element: Type, indices: readonly IndexSyntax[]): Type {
  let type = placeOf(element);
  for (const syntax of [...indices].reverse()) {
    const index = resolveIndex(names, syntax);
    const array: ArrayType = { kind: "array", element: type, index, size: cardinality(index) };
    type = limited(array, "an array", syntax.span);
  }
  return type;
}

/** What an index ranges over: a type, or 0..n-1 for a constant size n. */
export function resolveIndex(names: Names, syntax: IndexSyntax): Type {
  if (syntax.kind === "size") return sizeIndex(constantInt(names, syntax.size), syntax);
  const { type } = syntax;
  if (type.kind === "named" && isValue(names, type.name)) {
    const size = constantInt(names, { kind: "name", name: type.name, span: type.span });
    return sizeIndex(size, syntax);
  }
  const resolved = resolveType(names, type);
  if (!isEnumerable(resolved) || resolved.kind === "optional") {
    fail(syntax.span, "U0212", `a ${typeName(resolved)} cannot be an index`, "use a size, range, enum, bool or task");
  }
  return resolved;
}

/** Whether a lone name between brackets is meant as a size, be it a good one or not. */
function isValue(names: Names, name: Name): boolean {
  const kind = names.claims.get(name.text)?.kind;
  if (kind === undefined) return names.isLocal?.(name.text) === true;
  return kind !== "type" && kind !== "process";
}

function sizeIndex(size: number, syntax: IndexSyntax): Type {
  if (size < 0) fail(syntax.span, "U0213", `the size ${size} is negative`);
  if (size > MAX_ELEMENTS) fail(syntax.span, "U0211", `an array has at most ${MAX_ELEMENTS} elements`);
  return { kind: "range", low: 0, high: size - 1 };
}

export function enumType(name: Name, members: readonly Name[]): EnumType {
  return { kind: "enum", name: name.text, members: members.map((member) => member.text) };
}

export function structType(
  names: Names,
  name: Name,
  fields: readonly {
    readonly type: TypeSyntax;
    readonly declarator: { readonly name: Name; readonly indices: readonly IndexSyntax[] };
  }[],
): StructType {
  const seen = new Set<string>();
  const types = new Map<TypeSyntax, Type | null>();
  // Fields of one line share their type, in which a mistake is told once.
  const typeOf = (syntax: TypeSyntax): Type => {
    const known = types.get(syntax);
    const type = known === undefined ? recovering(names.diagnostics, () => resolveType(names, syntax)) : known;
    types.set(syntax, type);
    return type ?? failSilently();
  };
  const checked = checkEach(names.diagnostics, fields, ({ type, declarator }) => {
    if (seen.has(declarator.name.text))
      fail(declarator.name.span, "U0101", `the field '${declarator.name.text}' is declared twice`);
    seen.add(declarator.name.text);
    return { name: declarator.name.text, type: arrayOf(names, typeOf(type), declarator.indices) };
  });
  return limited({ kind: "struct", name: name.text, fields: checked }, "a struct", name.span);
}
