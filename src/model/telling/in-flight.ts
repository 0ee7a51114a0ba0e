import { is, List } from "immutable";
import type { CheckedSpec, Variable } from "../../language/checked-spec.ts";
import { variablesIn } from "../../language/tree-parts.ts";
import type { StructType, Type } from "../../language/types.ts";
import { actorsOf } from "../actors.ts";
import type { State } from "../interpreter/state.ts";
import { instancesOf, isDone } from "../interpreter/state.ts";
import type { InFlight } from "../trace.ts";
import type { Value } from "../value.ts";
import { at, defaultValue } from "../value.ts";
import { display } from "./display.ts";
import { pathText } from "./place.ts";

/** The states of a trace in order, and who took the step to each: null for the initial one. */
export type Moment = { readonly state: State; readonly actor: number | null };

/**
 * What is not over in the last state. I/O in flight is a struct, alone or as an element of arrays, of a `durable`
 * variable or of one that the guard of an event names, since that is what a device waits for. It is in flight while it
 * is not all default: a bio is filled in where it is submitted and becomes its default where it ends. What has been as
 * it is since the initial state is left out. After the I/O, the works that run.
 */
export function inFlightAtEnd(spec: CheckedSpec, moments: readonly Moment[]): InFlight[] {
  return [...ioInFlight(spec, moments), ...runningWorks(spec, moments)];
}

function ioInFlight(spec: CheckedSpec, moments: readonly Moment[]): InFlight[] {
  return ioVariables(spec).flatMap(({ slot, name, type }) => {
    return structsIn(type, []).flatMap(({ path, struct }): InFlight[] => {
      const values = moments.map(({ state }) => valueAt(state.variables.get(slot) ?? null, path));
      const last = values.at(-1) ?? null;
      const empty = defaultValue(struct);
      const step = values.findLastIndex((value) => value === null || is(value, empty)) + 1;
      if (step >= values.length || (step === 0 && is(values[0], last))) return [];
      const element = pathText(spec, name, type, path);
      const actor = moments[step]?.actor ?? null;
      return [{ kind: "io", name: element, fields: filledIn(spec, struct, last, ""), step, actor }];
    });
  });
}

function ioVariables({ variables, actors }: CheckedSpec): readonly Variable[] {
  const guards = actors.flatMap((actor) => (actor.kind === "event" && actor.guard !== null ? [actor.guard] : []));
  const awaited = new Set(guards.flatMap((guard) => [...variablesIn(guard)]));
  return variables.filter((one) => one.storage === "durable" || awaited.has(one));
}

type StructPlace = { readonly path: readonly number[]; readonly struct: StructType };

/** The outermost structs of a variable. */
function structsIn(type: Type, path: readonly number[]): StructPlace[] {
  switch (type.kind) {
    case "struct":
      return [{ path, struct: type }];
    case "optional":
      return structsIn(type.element, path);
    case "array":
      return Array.from({ length: type.size }, (_, index) => structsIn(type.element, [...path, index])).flat();
    default:
      return [];
  }
}

/** Null also for an optional struct that is not there. */
function valueAt(whole: Value, path: readonly number[]): Value {
  return path.reduce<Value>((value, index) => (List.isList(value) ? at(value, index) : null), whole);
}

/** The scalars of a struct that are not their default: `seg[0].to`. */
function filledIn(
  spec: CheckedSpec,
  type: Type,
  value: Value,
  name: string,
): Extract<InFlight, { kind: "io" }>["fields"] {
  if (value === null || is(value, defaultValue(type))) return [];
  switch (type.kind) {
    case "struct":
      return type.fields.flatMap((field, index) => {
        const inner = name === "" ? field.name : `${name}.${field.name}`;
        return filledIn(spec, field.type, at(value, index), inner);
      });
    case "array":
      return Array.from({ length: type.size }, (_, index) => {
        const inner = pathText(spec, name, type, [index]);
        return filledIn(spec, type.element, at(value, index), inner);
      }).flat();
    default:
      return [{ name, value: display(spec, value, type) }];
  }
}

function runningWorks(spec: CheckedSpec, moments: readonly Moment[]): InFlight[] {
  const actors = actorsOf(spec);
  return instancesOf(spec).flatMap(({ process, instance }, number): InFlight[] => {
    if (process.kind !== "work") return [];
    const step = moments.findLastIndex(({ state }) => isIdle(state, number)) + 1;
    const actor = actors.findIndex(({ name, instance: which }) => name === process.name && which === instance);
    return step >= moments.length ? [] : [{ kind: "work", actor, step }];
  });
}

function isIdle(state: State, number: number): boolean {
  const frame = state.processes.get(number);
  return frame === undefined || isDone(frame);
}
