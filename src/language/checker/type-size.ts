import type { Span } from "../source.ts";
import type { Type } from "../types.ts";
import { cardinality, typeName } from "../types.ts";
import { fail } from "./failure.ts";

/** Of a variable, those inside of others counted too; and of values that a statement, expression or event goes through. */
export const MAX_ELEMENTS = 1 << 20;

/** Of structs, which may hold one another again and again. */
const known = new WeakMap<Type, number>();

/** How many values without parts a value of this type is made of, at least 1. */
export function elementsOf(type: Type): number {
  switch (type.kind) {
    case "array":
      return Math.max(1, type.size) * elementsOf(type.element);
    case "queue":
      return type.capacity * elementsOf(type.element);
    case "optional":
      return elementsOf(type.element);
    case "struct": {
      const elements =
        known.get(type) ??
        Math.max(
          1,
          type.fields.reduce((sum, field) => sum + elementsOf(field.type), 0),
        );
      known.set(type, elements);
      return elements;
    }
    default:
      return 1;
  }
}

/** Gives a type that is not too large to be one, or says that it is. */
export function limited<T extends Type>(type: T, what: string, span: Span): T {
  if (elementsOf(type) > MAX_ELEMENTS) fail(span, "U0211", `${what} has at most ${MAX_ELEMENTS} elements`);
  return type;
}

/** For what goes through all values of an enumerable type, or of several at once. */
export function checkListable(types: readonly Type[], span: Span): void {
  const count = types.reduce((product, type) => product * cardinality(type), 1);
  if (count <= MAX_ELEMENTS) return;
  const message = `${types.map(typeName).join(" x ")} has more than ${MAX_ELEMENTS} values`;
  fail(span, "U0240", message, "make a range smaller: all of them would be gone through, one by one");
}
