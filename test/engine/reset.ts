import { List } from "immutable";
import type { CheckedSpec } from "../../src/language/checked-spec.ts";
import type { Type } from "../../src/language/types.ts";
import { BOOL } from "../../src/language/types.ts";
import type { Interpreter } from "../../src/model/interpreter/interpreter.ts";
import { interpret } from "../../src/model/interpreter/interpreter.ts";
import type { Frame, State } from "../../src/model/interpreter/state.ts";
import type { Step } from "../../src/model/transition-system.ts";
import type { Value } from "../../src/model/value.ts";
import { defaultValue, valuesOf } from "../../src/model/value.ts";
import { inspector } from "../../src/properties/inspect.ts";

/**
 * `reset` from its definition, on the interpreter, by brute force: a local is dead in a state if with any other value of
 * it the same happens and is judged from there on, in states that differ in nothing else. Knows nothing of control flow.
 */
export type Reset = {
  /** Distinct states, as the language defines them. */
  readonly states: number;
  /** Their image under `reset`, and the steps of that. */
  readonly resetStates: number;
  readonly resetTransitions: number;
};

/** One local of one frame of one process: `frame` counts from the outermost. */
type Place = { readonly process: number; readonly frame: number; readonly slot: number };

type Seen = { readonly steps: readonly Step<State>[]; readonly told: string };

type World = {
  readonly spec: CheckedSpec;
  readonly system: Interpreter;
  /** Steps and what is to be seen of them and of the state, by key. */
  readonly seen: Map<string, Seen>;
  readonly look: (state: State) => Seen;
};

export function resetOf(spec: CheckedSpec, most: number): Reset | null {
  const world = worldOf(spec);
  const states = reachable(world, most);
  if (states === null) return null;
  const image = new Map(states.map((state) => [world.system.key(reset(world, state)), state]));
  const transitions = [...image.values()].map((state) => world.look(state).steps.filter(({ next }) => next !== null));
  return { states: states.length, resetStates: image.size, resetTransitions: transitions.flat().length };
}

function worldOf(spec: CheckedSpec): World {
  const system = interpret(
    spec,
    spec.knobs.map(({ initial }) => initial),
  );
  const { inspect } = inspector(system);
  const seen = new Map<string, Seen>();
  const look = (state: State): Seen => {
    const key = system.key(state);
    const known = seen.get(key);
    if (known !== undefined) return known;
    const steps = system.steps(state);
    const labels = steps.map(({ next, ...label }) => [label, next === null]);
    const made = { steps, told: JSON.stringify([labels, [...inspect(state, steps)].sort()]) };
    seen.set(key, made);
    return made;
  };
  return { spec, system, seen, look };
}

function reachable({ system, look }: World, most: number): State[] | null {
  const found = new Map<string, State>();
  const pending = [...system.initial()].flatMap(({ next }) => (next === null ? [] : [next]));
  for (let state = pending.pop(); state !== undefined; state = pending.pop()) {
    const key = system.key(state);
    if (found.has(key)) continue;
    if (found.size >= most) return null;
    found.set(key, state);
    pending.push(...look(state).steps.flatMap(({ next }) => (next === null ? [] : [next])));
  }
  return [...found.values()];
}

function reset(world: World, state: State): State {
  return placesIn(state).reduce((current, place) => {
    return isDead(world, state, place) ? withLocal(current, place, defaultValue(typeAt(state, place))) : current;
  }, state);
}

function isDead(world: World, state: State, place: Place): boolean {
  const own = valueAt(state, place);
  return variations(world.spec, typeAt(state, place), own).every((value) => {
    return behavesAlike(world, place, state, withLocal(state, place, value));
  });
}

/** Steps are told apart by actor and choices, so two states are compared by following both in lockstep. */
function behavesAlike({ system, look }: World, place: Place, left: State, right: State): boolean {
  const pending: [State, State][] = [[left, right]];
  const compared = new Set<string>();
  for (let pair = pending.pop(); pair !== undefined; pair = pending.pop()) {
    const [one, other] = pair;
    const keys = [system.key(one), system.key(other)];
    if (keys[0] === keys[1] || compared.has(keys.join("\n"))) continue;
    compared.add(keys.join("\n"));
    const [mine, theirs] = [look(one), look(other)];
    if (mine.told !== theirs.told) return false;
    if (system.key(without(one, place)) !== system.key(without(other, place))) return false;
    for (const [index, { next }] of mine.steps.entries()) {
      const twin = theirs.steps[index]?.next ?? null;
      if (next !== null && twin !== null) pending.push([next, twin]);
    }
  }
  return true;
}

/** The state but for a local, if there is one in that place. */
function without(state: State, place: Place): State {
  const type = framesOf(state, place.process)[place.frame]?.body.locals[place.slot]?.type;
  return type === undefined ? state : withLocal(state, place, defaultValue(type));
}

function placesIn(state: State): Place[] {
  return [...state.processes].flatMap((_, process) =>
    framesOf(state, process).flatMap(({ body }, frame) =>
      body.locals.map((_local, slot) => ({ process, frame, slot })),
    ),
  );
}

function framesOf(state: State, process: number): Frame[] {
  const frames: Frame[] = [];
  for (let frame = state.processes.get(process) ?? null; frame !== null; frame = frame.caller) frames.unshift(frame);
  return frames;
}

function frameAt(state: State, { process, frame }: Place): Frame {
  const found = framesOf(state, process)[frame];
  if (found === undefined) throw new Error("no such frame");
  return found;
}

function typeAt(state: State, place: Place): Type {
  const local = frameAt(state, place).body.locals[place.slot];
  if (local === undefined) throw new Error("no such local");
  return local.type;
}

function valueAt(state: State, place: Place): Value {
  return frameAt(state, place).locals.get(place.slot) ?? null;
}

function withLocal(state: State, place: Place, value: Value): State {
  const change = (frame: Frame, depth: number): Frame => {
    if (depth === 0) return { ...frame, locals: frame.locals.set(place.slot, value) };
    if (frame.caller === null) throw new Error("no such frame");
    return { ...frame, caller: change(frame.caller, depth - 1) };
  };
  const frames = framesOf(state, place.process);
  const innermost = frames.at(-1);
  if (innermost === undefined) throw new Error("no such process");
  return {
    ...state,
    processes: state.processes.set(place.process, change(innermost, frames.length - 1 - place.frame)),
  };
}

/** Every other value; of arrays, structs, sets and queues, those that differ in one element or in the last one. */
function variations(spec: CheckedSpec, type: Type, value: Value): Value[] {
  if (!List.isList(value)) return valuesOfAny(spec, type).filter((other) => other !== value);
  const elements = [...value].flatMap((element, index) => {
    const own = elementType(type, index);
    return own === undefined ? [] : variations(spec, own, element).map((other) => value.set(index, other));
  });
  if (type.kind !== "queue") return elements;
  const longer = value.size < type.capacity ? [value.push(defaultValue(type.element))] : [];
  return [...elements, ...longer, ...(value.size > 0 ? [value.pop()] : [])];
}

function elementType(type: Type, index: number): Type | undefined {
  switch (type.kind) {
    case "array":
    case "queue":
      return type.element;
    case "struct":
      return type.fields[index]?.type;
    case "set":
      return BOOL;
    default:
      return undefined;
  }
}

function valuesOfAny(spec: CheckedSpec, type: Type): Value[] {
  if (type.kind !== "errno") return valuesOf(type);
  const { codes, causes } = spec;
  const errors = codes.flatMap((_, code) => causes.map((_cause, cause) => code + cause * codes.length));
  // No error has no cause, and every error has one.
  return errors.filter((error) => (error % codes.length === 0) === error < codes.length);
}
