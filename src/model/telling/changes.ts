import { is } from "immutable";
import type { CheckedSpec, Local } from "../../language/checked-spec.ts";
import type { Type } from "../../language/types.ts";
import type { Frame, State } from "../interpreter/state.ts";
import type { Change } from "../trace.ts";
import type { Actor } from "../transition-system.ts";
import type { Value } from "../value.ts";
import { at, causeOf, codeOf, shown, valueAt } from "../value.ts";

/** What differs between two states, element by element: variables first, then the locals of the actor that stepped. */
export function changesBetween(
  spec: CheckedSpec,
  before: State,
  after: State,
  actor: Actor | null,
  self: number | null,
): Change[] {
  const changes: Change[] = [];
  for (const { slot, name, type, storage } of spec.variables) {
    const place: Place = { name, owner: null, ghost: storage === "ghost" };
    compare(spec, place, type, before.variables.get(slot) ?? null, after.variables.get(slot) ?? null, changes);
  }
  if (actor !== null && self !== null) {
    const [first, second] = [frames(before.processes.get(self)), frames(after.processes.get(self))];
    first.forEach((frame, depth) => {
      const other = second[depth];
      if (other?.body === frame.body) changes.push(...localChanges(spec, actor, frame, other));
    });
  }
  return changes;
}

/** From the process's own body inwards. */
function frames(frame: Frame | undefined): readonly Frame[] {
  const list: Frame[] = [];
  for (let current: Frame | null = frame ?? null; current !== null; current = current.caller) list.unshift(current);
  return list;
}

function localChanges(spec: CheckedSpec, actor: Actor, before: Frame, after: Frame): Change[] {
  const changes: Change[] = [];
  after.body.locals.forEach((local: Local, slot: number) => {
    const place: Place = { name: local.name, owner: actor.index, ghost: false };
    compare(spec, place, local.type, before.locals.get(slot) ?? null, after.locals.get(slot) ?? null, changes);
  });
  return changes;
}

/** What changed in the working copy of a crash block. */
export function durableChanges(spec: CheckedSpec, before: State, after: State): Change[] {
  return changesBetween(spec, before, after, null, null);
}

type Place = { readonly name: string; readonly owner: number | null; readonly ghost: boolean };

function compare(spec: CheckedSpec, place: Place, type: Type, before: Value, after: Value, into: Change[]): void {
  if (is(before, after)) return;
  const inner = before === null || after === null ? null : type.kind === "optional" ? type.element : type;
  if (inner?.kind === "array") {
    for (let index = 0; index < inner.size; index += 1) {
      const element = `${place.name}[${indexName(spec, inner.index, index)}]`;
      compare(spec, { ...place, name: element }, inner.element, at(before, index), at(after, index), into);
    }
    return;
  }
  if (inner?.kind === "struct") {
    inner.fields.forEach((field, index) => {
      compare(
        spec,
        { ...place, name: `${place.name}.${field.name}` },
        field.type,
        at(before, index),
        at(after, index),
        into,
      );
    });
    return;
  }
  into.push({
    ...place,
    before: display(spec, before, type),
    after: display(spec, after, type),
    cause: causeName(spec, after, type),
  });
}

function indexName(spec: CheckedSpec, index: Type, ordinal: number): string {
  return String(shown(valueAt(index, ordinal), index, spec.codes));
}

/** A scalar, or a whole struct or array in braces where an optional one appears or goes away. */
function display(spec: CheckedSpec, value: Value, type: Type): Change["before"] {
  if (value === null) return null;
  if (type.kind === "optional") return display(spec, value, type.element);
  if (type.kind === "struct") {
    const fields = type.fields.map(
      (field, index) => `.${field.name} = ${display(spec, at(value, index), field.type) ?? "none"}`,
    );
    return `{ ${fields.join(", ")} }`;
  }
  if (type.kind === "array") {
    const elements = Array.from({ length: type.size }, (_, index) =>
      String(display(spec, at(value, index), type.element) ?? "none"),
    );
    return `{ ${elements.join(", ")} }`;
  }
  return shown(value, type, spec.codes);
}

function causeName(spec: CheckedSpec, value: Value, type: Type): string | null {
  const plain = type.kind === "optional" ? type.element : type;
  if (value === null || plain.kind !== "errno" || codeOf(value, spec.codes.length) === 0) return null;
  return spec.causes[causeOf(value, spec.codes.length)] ?? null;
}
