import { List } from "immutable";
import type { CheckedSpec, Variable } from "../../language/checked-spec.ts";
import type { Property } from "../../language/property.ts";
import { partsBelow } from "../../language/tree-parts.ts";
import type { Type } from "../../language/types.ts";
import type { State } from "../interpreter/state.ts";
import { bottom, instancesOf } from "../interpreter/state.ts";
import type { Value } from "../value.ts";
import { codeOf } from "../value.ts";
import type { Place } from "./place.ts";

export type ErrorPlace = { readonly place: Place; readonly value: Value };

/** The errors that lie in variables and locals that a property names, whatever elements it asks for. */
export function namedErrors(spec: CheckedSpec, property: Property, state: State): ErrorPlace[] {
  const places: ErrorPlace[] = [];
  for (const part of partsBelow(treeOf(spec, property))) {
    if (part.kind === "variable" && "variable" in part) {
      const { slot, type } = part.variable as Variable;
      const root = { kind: "variable", slot } as const;
      collect(spec, { root, path: [] }, type, state.variables.get(slot) ?? null, places);
    }
    if (part.kind === "remote" && "process" in part)
      collectLocals(spec, state, part.process, Number(part.slot), places);
  }
  return places;
}

function treeOf(spec: CheckedSpec, { index }: Property): unknown {
  return (
    spec.invariants.find(({ property }) => property === index)?.condition ??
    spec.crashes.find(({ property }) => property === index)?.body.block ??
    spec.liveness.find(({ property }) => property === index)?.formula
  );
}

function collectLocals(spec: CheckedSpec, state: State, name: unknown, slot: number, into: ErrorPlace[]): void {
  instancesOf(spec).forEach(({ process }, runner) => {
    const frame = state.processes.get(runner);
    const local = process.body.locals[slot];
    if (process.name !== name || frame === undefined || local === undefined) return;
    const root = { kind: "local", runner, depth: 0, slot } as const;
    collect(spec, { root, path: [] }, local.type, bottom(frame).locals.get(slot) ?? null, into);
  });
}

function collect(spec: CheckedSpec, place: Place, type: Type, value: Value, into: ErrorPlace[]): void {
  const inside = (index: number, inner: Type): void => {
    const element = List.isList(value) ? value.get(index) : undefined;
    if (element !== undefined) collect(spec, { ...place, path: [...place.path, index] }, inner, element, into);
  };
  switch (type.kind) {
    case "errno":
      if (codeOf(value, spec.codes.length) !== 0) into.push({ place, value });
      return;
    case "optional":
      if (value !== null) collect(spec, place, type.element, value, into);
      return;
    case "struct":
      for (const [index, field] of type.fields.entries()) inside(index, field.type);
      return;
    case "array":
      for (let index = 0; index < type.size; index += 1) inside(index, type.element);
      return;
    case "queue":
      for (let index = 0; index < type.capacity; index += 1) inside(index, type.element);
      return;
    default:
  }
}
