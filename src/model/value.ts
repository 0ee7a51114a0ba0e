import { is, List } from "immutable";
import type { Type } from "../language/types.ts";
import { cardinality, LOCK_MODES } from "../language/types.ts";
import type { ShownValue } from "./trace.ts";

/**
 * A value at run time. bool: boolean; ints, enum members, lock modes, instances: number; `none`: null; arrays and
 * structs: a List of elements or fields; errno: code + cause × number of codes, so that 0 is "no error"; symmetric:
 * number; a set: a List that says of each value of the element type, in order, whether it is in; a queue: a List of
 * what is in it, the oldest first.
 */
export type Value = number | boolean | null | List<Value>;

/** What is wrong with an operation on values; the caller knows where it stands. */
export class ValueError extends Error {}

export function defaultValue(type: Type): Value {
  switch (type.kind) {
    case "bool":
      return false;
    case "range":
      return type.low <= 0 && 0 <= type.high ? 0 : type.low;
    case "struct":
      return List(type.fields.map((field) => defaultValue(field.type)));
    case "array":
      return List<Value>(Array.from({ length: type.size }, () => defaultValue(type.element)));
    case "set":
      return emptySet(type);
    case "queue":
      return List();
    case "optional":
    case "none":
      return null;
    default:
      return 0;
  }
}

/** The `ordinal`-th value of an enumerable type; `none` comes first. */
export function valueAt(type: Type, ordinal: number): Value {
  switch (type.kind) {
    case "bool":
      return ordinal === 1;
    case "range":
      return type.low + ordinal;
    case "optional":
      return ordinal === 0 ? null : valueAt(type.element, ordinal - 1);
    default:
      return ordinal;
  }
}

/** Position of a value among those of its type: the inverse of valueAt. */
export function ordinalOf(type: Type, value: Value): number {
  switch (type.kind) {
    case "range":
      return Number(value) - type.low;
    case "optional":
      return value === null ? 0 : ordinalOf(type.element, value) + 1;
    default:
      return Number(value);
  }
}

export function valuesOf(type: Type): Value[] {
  return Array.from({ length: cardinality(type) }, (_, ordinal) => valueAt(type, ordinal));
}

/** Stores, arguments and indices convert; what does not fit is a ValueError. */
export function convert(value: Value, from: Type, to: Type): Value {
  if (to.kind === "optional") return value === null ? null : convert(value, plain(from), to.element);
  if (value === null) throw new ValueError(missingValue(from));
  const source = plain(from);
  switch (to.kind) {
    case "range":
      return within(Number(value), to.low, to.high);
    case "instance":
      if (source.kind === "instance") return value;
      return within(source.kind === "task" ? Number(value) - to.first : Number(value), 0, to.count - 1);
    case "task":
      return source.kind === "instance" ? Number(value) + source.first : value;
    default:
      return value;
  }
}

function missingValue(type: Type): string {
  const undeclared = type.kind === "optional" && type.implicit === true;
  return undeclared ? "no value was stored here before" : "'none' where a value is needed";
}

function plain(type: Type): Type {
  return type.kind === "optional" ? type.element : type;
}

function within(value: number, low: number, high: number): number {
  if (value >= low && value <= high) return value;
  throw new ValueError(`${value} is outside ${low}..${high}`);
}

/** Equality as `==` sees it: of errnos, the code only, inside structs, arrays and queues too. */
export function equal(left: Value, right: Value, type: Type, codes: number): boolean {
  if (left === null || right === null) return left === right;
  switch (type.kind) {
    case "errno":
      return codeOf(left, codes) === codeOf(right, codes);
    case "optional":
      return equal(left, right, type.element, codes);
    case "array":
      return elements(left).every((element, index) => equal(element, at(right, index), type.element, codes));
    case "struct":
      return type.fields.every((field, index) => equal(at(left, index), at(right, index), field.type, codes));
    case "queue": {
      if (elements(left).size !== elements(right).size) return false;
      return elements(left).every((element, index) => equal(element, at(right, index), type.element, codes));
    }
    default:
      return is(left, right);
  }
}

export function elements(value: Value): List<Value> {
  if (!List.isList(value)) throw new Error("untorn defect: a scalar with elements");
  return value;
}

export function at(value: Value, index: number): Value {
  const element = elements(value).get(index);
  if (element === undefined) throw new Error("untorn defect: an index outside its checked range");
  return element;
}

// ---------------------------------------------------------------------------------------------- sets

type SetType = Extract<Type, { kind: "set" }>;

export function emptySet(type: SetType): List<Value> {
  return List<Value>(Array.from({ length: cardinality(type.element) }, () => false));
}

export function withMember(set: List<Value>, value: Value, type: SetType): List<Value> {
  return set.set(ordinalOf(type.element, value), true);
}

export function union(left: Value, right: Value): Value {
  return elements(left).map((present, ordinal) => present === true || at(right, ordinal) === true);
}

/** What is in the left set only. */
export function difference(left: Value, right: Value): Value {
  return elements(left).map((present, ordinal) => present === true && at(right, ordinal) !== true);
}

export function isMember(set: Value, value: Value, type: SetType): boolean {
  return at(set, ordinalOf(type.element, value)) === true;
}

/** The values in a set, in the order of their type. */
export function membersOf(set: Value, type: SetType): Value[] {
  return valuesOf(type.element).filter((value) => isMember(set, value, type));
}

// ---------------------------------------------------------------------------------------------- errnos

export function codeOf(errno: Value, codes: number): number {
  return Number(errno) % codes;
}

export function causeOf(errno: Value, codes: number): number {
  return Math.floor(Number(errno) / codes);
}

export function makeErrno(code: number, cause: number, codes: number): number {
  return code === 0 ? 0 : code + cause * codes;
}

/** A scalar as reports show it. */
export function shown(value: Value, type: Type, codes: readonly string[]): ShownValue {
  if (value === null || typeof value === "boolean") return value;
  switch (type.kind) {
    case "enum":
      return type.members[Number(value)] ?? Number(value);
    case "lockmode":
      return LOCK_MODES[Number(value)] ?? Number(value);
    case "errno": {
      const code = codeOf(value, codes.length);
      return code === 0 ? 0 : `-${codes[code]}`;
    }
    case "optional":
      return shown(value, type.element, codes);
    default:
      return Number(value);
  }
}
