/**
 * Types after sizes are known. Every type that a variable can have is finite. Enums and structs are the same type when
 * they are the same object.
 */
export type EnumType = { readonly kind: "enum"; readonly name: string; readonly members: readonly string[] };

export type StructType = {
  readonly kind: "struct";
  readonly name: string;
  readonly fields: readonly { readonly name: string; readonly type: Type }[];
};

/** Instances 0..count-1 of one task, daemon or work; `first` is the number of instance 0 among all instances. */
export type InstanceType = {
  readonly kind: "instance";
  readonly name: string;
  readonly first: number;
  readonly count: number;
};

/** N interchangeable values, 0..size-1: they can be compared, but not ordered. Each `type` declaration is its own. */
export type SymmetricType = { readonly kind: "symmetric"; readonly name: string; readonly size: number };

/** `index` says how elements are numbered: element i is the i-th value of that type, in order. */
export type ArrayType = {
  readonly kind: "array";
  readonly element: Type;
  readonly index: Type;
  readonly size: number;
};

export type Type =
  | { readonly kind: "bool" }
  | { readonly kind: "range"; readonly low: number; readonly high: number }
  | EnumType
  | { readonly kind: "errno" }
  | { readonly kind: "lockmode" }
  | StructType
  | ArrayType
  /**
   * `implicit`: a place for symmetric values that was declared without '?'. It begins with `none`, which is an error to
   * read: the checker converts each read to the element.
   */
  | { readonly kind: "optional"; readonly element: Type; readonly implicit?: true }
  | SymmetricType
  /** Any subset of the values of `element`, which is enumerable. */
  | { readonly kind: "set"; readonly element: Type }
  /** At most `capacity` values, first in, first out. */
  | { readonly kind: "queue"; readonly element: Type; readonly capacity: number }
  | InstanceType
  /** Any instance of any task, daemon or work, by its number among all `count` of them. */
  | { readonly kind: "task"; readonly count: number }
  // Types of expressions only:
  /** An int without bounds: the result of arithmetic. */
  | { readonly kind: "integer" }
  /** The literal `none`. */
  | { readonly kind: "none" }
  /** A bare error code, without the minus: knobs and codes in comparisons. */
  | { readonly kind: "code" }
  | { readonly kind: "cause" }
  | { readonly kind: "void" };

export const BOOL: Type = { kind: "bool" };
export const INTEGER: Type = { kind: "integer" };
export const ERRNO: Type = { kind: "errno" };
export const LOCKMODE: Type = { kind: "lockmode" };
export const NONE: Type = { kind: "none" };
export const CODE: Type = { kind: "code" };
export const CAUSE: Type = { kind: "cause" };
export const VOID: Type = { kind: "void" };

export const LOCK_MODES = ["SHARED", "EXCL"] as const;
export const SHARED = 0;
export const EXCL = 1;

export function sameType(left: Type, right: Type): boolean {
  if (left === right) return true;
  switch (left.kind) {
    case "bool":
    case "errno":
    case "lockmode":
    case "integer":
    case "none":
    case "code":
    case "cause":
    case "void":
    case "task":
      return left.kind === right.kind;
    case "range":
      return right.kind === "range" && left.low === right.low && left.high === right.high;
    case "enum":
    case "struct":
    case "symmetric":
      return false;
    case "set":
      return right.kind === "set" && sameType(left.element, right.element);
    case "queue":
      return right.kind === "queue" && left.capacity === right.capacity && sameType(left.element, right.element);
    case "instance":
      return right.kind === "instance" && left.name === right.name;
    case "optional":
      return right.kind === "optional" && sameType(left.element, right.element);
    case "array":
      return right.kind === "array" && left.size === right.size && sameType(left.element, right.element);
  }
}

/** Int-like: takes part in arithmetic. */
export function isNumeric(type: Type): boolean {
  return type.kind === "range" || type.kind === "integer" || type.kind === "instance";
}

/** Scalars have an order of values: they can index arrays, be quantified over, picked and looped over. */
export function isEnumerable(type: Type): boolean {
  switch (type.kind) {
    case "bool":
    case "range":
    case "enum":
    case "lockmode":
    case "symmetric":
    case "instance":
    case "task":
      return true;
    case "optional":
      return isEnumerable(type.element);
    default:
      return false;
  }
}

/** Number of values of an enumerable type. */
export function cardinality(type: Type): number {
  switch (type.kind) {
    case "bool":
    case "lockmode":
      return 2;
    case "range":
      return Math.max(0, type.high - type.low + 1);
    case "enum":
      return type.members.length;
    case "symmetric":
      return type.size;
    case "instance":
    case "task":
      return type.count;
    case "optional":
      return cardinality(type.element) + 1;
    default:
      throw new Error(`untorn defect: the values of a ${type.kind} are not enumerable`);
  }
}

/** As the user would write it, for messages. */
export function typeName(type: Type): string {
  switch (type.kind) {
    case "range":
      return `${type.low}..${type.high}`;
    case "enum":
    case "struct":
    case "symmetric":
    case "instance":
      return type.name;
    case "optional":
      return type.implicit ? typeName(type.element) : `${typeName(type.element)}?`;
    case "set":
      return `set<${typeName(type.element)}>`;
    case "queue":
      return `queue<${typeName(type.element)}, ${type.capacity}>`;
    case "array":
      return `array of ${type.size} ${typeName(type.element)}`;
    case "integer":
      return "int";
    case "code":
      return "error code without '-'";
    default:
      return type.kind;
  }
}
