/** Types as the generator needs them: enough to write well-typed text. */
export type GeneratedType =
  | { readonly kind: "bool" | "errno" | "lockmode" | "task" }
  /** `text` is how it is written: `0..2`, `-1..N`, or the name of a `type`. */
  | { readonly kind: "range"; readonly low: number; readonly high: number; readonly text: string }
  | { readonly kind: "enum"; readonly name: string; readonly members: readonly string[] }
  | StructShape
  | ArrayShape
  | { readonly kind: "optional"; readonly element: GeneratedType }
  | { readonly kind: "instance"; readonly name: string; readonly count: number }
  | SymmetricShape
  | { readonly kind: "set"; readonly element: GeneratedType }
  | QueueShape;

export type StructShape = {
  readonly kind: "struct";
  readonly name: string;
  readonly fields: readonly { readonly name: string; readonly type: GeneratedType }[];
};

/** `text` is what stands between the brackets; `size` the number of elements. */
export type ArrayShape = {
  readonly kind: "array";
  readonly element: GeneratedType;
  readonly index: GeneratedType;
  readonly size: number;
  readonly text: string;
};

export type SymmetricShape = { readonly kind: "symmetric"; readonly name: string; readonly size: number };

/** `text` is how the capacity is written. */
export type QueueShape = {
  readonly kind: "queue";
  readonly element: GeneratedType;
  readonly capacity: number;
  readonly text: string;
};

export const BOOL: GeneratedType = { kind: "bool" };
export const ERRNO: GeneratedType = { kind: "errno" };
export const LOCKMODE: GeneratedType = { kind: "lockmode" };
export const TASK: GeneratedType = { kind: "task" };

/** The same for types that the checker takes for the same. */
export function typeKey(type: GeneratedType): string {
  switch (type.kind) {
    case "range":
      return `${type.low}..${type.high}`;
    case "enum":
    case "struct":
    case "instance":
    case "symmetric":
      return type.name;
    case "optional":
      return `${typeKey(type.element)}?`;
    case "set":
      return `set<${typeKey(type.element)}>`;
    case "queue":
      return `queue<${typeKey(type.element)}, ${type.capacity}>`;
    case "array":
      return `${typeKey(type.element)}[${type.size}]`;
    default:
      return type.kind;
  }
}

export function sameType(left: GeneratedType, right: GeneratedType): boolean {
  return typeKey(left) === typeKey(right);
}

/** `0..2 x[N][bool]`: the type, the name, and its indices from outside. */
export function declared(type: GeneratedType, name: string): string {
  let element = type;
  let indices = "";
  while (element.kind === "array") {
    indices += `[${element.text}]`;
    element = element.element;
  }
  return `${typeText(element)} ${name}${indices}`;
}

/** Of a type that is no array. */
export function typeText(type: GeneratedType): string {
  switch (type.kind) {
    case "range":
      return type.text;
    case "optional":
      return `${typeText(type.element)}?`;
    case "set":
      return `set<${typeText(type.element)}>`;
    case "queue":
      return `queue<${typeText(type.element)}, ${type.text}>`;
    case "array":
      throw new Error("an array is written with a name");
    default:
      return typeKey(type);
  }
}

/** Whether it has an order of values: to pick, to quantify over, to loop over. */
export function isEnumerable(type: GeneratedType): boolean {
  if (type.kind === "optional") return isEnumerable(type.element);
  return !["errno", "struct", "array", "set", "queue"].includes(type.kind);
}

/** Whether a value of the type is of a kind, or has one of that kind inside. */
export function holdsKind(type: GeneratedType, kind: GeneratedType["kind"]): boolean {
  if (type.kind === kind) return true;
  switch (type.kind) {
    case "struct":
      return type.fields.some((field) => holdsKind(field.type, kind));
    case "array":
    case "optional":
    case "set":
    case "queue":
      return holdsKind(type.element, kind);
    default:
      return false;
  }
}

/** Whether a variable of the type begins with something that is an error to read. */
export function beginsUnset(type: GeneratedType): boolean {
  switch (type.kind) {
    case "symmetric":
      return true;
    case "struct":
      return type.fields.some((field) => beginsUnset(field.type));
    case "array":
      return beginsUnset(type.element);
    default:
      return false;
  }
}

/** Number of values of an enumerable type; of `task`, a guess. */
export function cardinality(type: GeneratedType): number {
  switch (type.kind) {
    case "bool":
    case "lockmode":
      return 2;
    case "range":
      return Math.max(0, type.high - type.low + 1);
    case "enum":
      return type.members.length;
    case "instance":
      return type.count;
    case "symmetric":
      return type.size;
    case "optional":
      return cardinality(type.element) + 1;
    default:
      return 3;
  }
}

/** Least and greatest int of a type that takes part in arithmetic; null for others. */
export function boundsOf(type: GeneratedType): { readonly low: number; readonly high: number } | null {
  if (type.kind === "range") return type;
  return type.kind === "instance" ? { low: 0, high: type.count - 1 } : null;
}

/** Literals that are always of the type, simplest first; none where there is no such text. */
export function literalsOf(type: GeneratedType): string[] {
  switch (type.kind) {
    case "bool":
      return ["false", "true"];
    case "lockmode":
      return ["SHARED", "EXCL"];
    case "enum":
      return [...type.members];
    case "range":
    case "instance":
      return intsOf(type);
    case "optional":
      return ["none", ...literalsOf(type.element)];
    case "struct":
    case "set":
      return ["{ }"];
    case "errno":
    case "task":
    case "array":
    case "symmetric":
    case "queue":
      return [];
  }
}

/** The default of the type first. */
function intsOf(type: GeneratedType): string[] {
  const { low, high } = boundsOf(type) ?? { low: 0, high: -1 };
  const all = Array.from({ length: Math.max(0, Math.min(8, high - low + 1)) }, (_, offset) => low + offset);
  return [...all].sort((left, right) => Number(right === 0) - Number(left === 0)).map(String);
}
