import type { CheckedSpec } from "../../language/checked-spec.ts";
import type { Type } from "../../language/types.ts";
import type { ShownValue } from "../trace.ts";
import type { Value } from "../value.ts";
import { at, elements, membersOf, shown } from "../value.ts";

/** A value in a trace: a scalar as it is, anything else as one text: `{ .a = 1 }`, `{0, 2}` for a set, `[a, b]` for a queue. */
export function display(spec: CheckedSpec, value: Value, type: Type): ShownValue {
  if (value === null) return null;
  switch (type.kind) {
    case "optional":
      return display(spec, value, type.element);
    case "struct": {
      const fields = type.fields.map(
        ({ name, type: of }, index) => `.${name} = ${displayText(spec, at(value, index), of)}`,
      );
      return `{ ${fields.join(", ")} }`;
    }
    case "array":
      return `{ ${listed(spec, elements(value).toArray(), type.element)} }`;
    case "set":
      return `{${listed(spec, membersOf(value, type), type.element)}}`;
    case "queue":
      return `[${listed(spec, elements(value).toArray(), type.element)}]`;
    default:
      return shown(value, type, spec.codes);
  }
}

export function displayText(spec: CheckedSpec, value: Value, type: Type): string {
  return String(display(spec, value, type) ?? "none");
}

function listed(spec: CheckedSpec, values: readonly Value[], type: Type): string {
  return values.map((value) => displayText(spec, value, type)).join(", ");
}
