import { is } from "immutable";
import type { CheckedSpec, Local } from "../../language/checked-spec.ts";
import type { Type } from "../../language/types.ts";
import { actorsOf } from "../actors.ts";
import type { Frame, State } from "../interpreter/state.ts";
import { instancesOf, isDone } from "../interpreter/state.ts";
import type { Change } from "../trace.ts";
import type { Actor } from "../transition-system.ts";
import type { Value } from "../value.ts";
import { at, causeOf, codeOf, shown, valueAt } from "../value.ts";
import { display } from "./display.ts";
import { instanceName } from "./instance-name.ts";

/**
 * What differs between two states, element by element: variables first, then the locals of the actor that stepped,
 * then the works that it started.
 */
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
  if (actor !== null && self !== null) changes.push(...ownChanges(spec, before, after, actor, self));
  return [...changes, ...spawned(spec, before, after)];
}

/** Where a work has come to its end, its locals are not told one by one: an idle one has none. */
function ownChanges(spec: CheckedSpec, before: State, after: State, actor: Actor, self: number): Change[] {
  const ended = after.processes.get(self);
  if (actor.kind === "work" && ended !== undefined && isDone(ended)) {
    return [workChange(spec, self, actor.index, "running", "idle")];
  }
  const [first, second] = [frames(before.processes.get(self)), frames(after.processes.get(self))];
  return first.flatMap((frame, depth) => {
    const other = second[depth];
    return other?.body === frame.body ? localChanges(spec, { name: "", owner: actor.index }, frame, other) : [];
  });
}

/** Nobody but itself changes the locals of an instance, except that `spawn` starts one with its parameters. */
function spawned(spec: CheckedSpec, before: State, after: State): Change[] {
  const actors = actorsOf(spec);
  return instancesOf(spec).flatMap(({ process, instance }, number) => {
    const [first, second] = [before.processes.get(number), after.processes.get(number)];
    if (first === undefined || second === undefined || !isDone(first) || isDone(second)) return [];
    const owner = actors.findIndex((actor) => actor.name === process.name && actor.instance === instance);
    const name = `${instanceName(spec, number)}.`;
    return [workChange(spec, number, owner, "idle", "running"), ...localChanges(spec, { name, owner }, first, second)];
  });
}

function workChange(spec: CheckedSpec, number: number, owner: number, before: string, after: string): Change {
  return { name: instanceName(spec, number), owner, ghost: false, before, after, cause: null };
}

/** From the process's own body inwards. */
function frames(frame: Frame | undefined): readonly Frame[] {
  const list: Frame[] = [];
  for (let current: Frame | null = frame ?? null; current !== null; current = current.caller) list.unshift(current);
  return list;
}

/** `of.name` stands before the name of each local. */
function localChanges(spec: CheckedSpec, of: Pick<Place, "name" | "owner">, before: Frame, after: Frame): Change[] {
  const changes: Change[] = [];
  after.body.locals.forEach((local: Local, slot: number) => {
    const place: Place = { name: of.name + local.name, owner: of.owner, ghost: false };
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

function causeName(spec: CheckedSpec, value: Value, type: Type): string | null {
  const plain = type.kind === "optional" ? type.element : type;
  if (value === null || plain.kind !== "errno" || codeOf(value, spec.codes.length) === 0) return null;
  return spec.causes[causeOf(value, spec.codes.length)] ?? null;
}
