import { List } from "immutable";
import type { CheckedSpec, Target } from "../../language/checked-spec.ts";
import type { Type } from "../../language/types.ts";
import { targetPath } from "../interpreter/evaluate.ts";
import type { Machine } from "../interpreter/machine.ts";
import type { Scope } from "../interpreter/scope.ts";
import type { Frame } from "../interpreter/state.ts";
import type { Value } from "../value.ts";
import { shown, valueAt } from "../value.ts";
import type { Taken } from "./retrace.ts";

/**
 * Where a value lies: a variable or a local, and the way into it, by position. `runner` is the instance whose local it
 * is, or stands for one step of an event; `depth` counts the calls around it.
 */
export type Place = {
  readonly root:
    | { readonly kind: "variable"; readonly slot: number }
    | { readonly kind: "local"; readonly runner: number; readonly depth: number; readonly slot: number };
  readonly path: readonly number[];
};

/** Locals of an event do not outlive its step. */
export function runnerOf({ before, step }: Taken): number {
  return before.self ?? -1 - step;
}

/** From the body that a runner began with, inwards. */
export function framesOf(frame: Frame | undefined): readonly Frame[] {
  const frames: Frame[] = [];
  for (let current: Frame | null = frame ?? null; current !== null; current = current.caller) frames.unshift(current);
  return frames;
}

export function depthOf(frame: Frame): number {
  return framesOf(frame).length - 1;
}

/** The frame of a local as a machine sees it, its own included; undefined where there is none. */
export function frameAt(machine: Machine, runner: number, taken: Taken, depth: number): Frame | undefined {
  const own = runner === runnerOf(taken);
  return framesOf(own ? machine.frame : machine.state.processes.get(runner))[depth];
}

export function targetPlace(target: Target, taken: Taken, scope: Scope): Place {
  const path = targetPath(target, scope);
  if (target.root.kind === "variable") return { root: { kind: "variable", slot: target.root.variable.slot }, path };
  const { slot } = target.root.local;
  return { root: { kind: "local", runner: runnerOf(taken), depth: depthOf(taken.before.frame), slot }, path };
}

/** Undefined where there is no such place: a frame not entered, an element not pushed. */
export function valueIn(machine: Machine, taken: Taken, { root, path }: Place): Value | undefined {
  const whole =
    root.kind === "variable"
      ? machine.state.variables.get(root.slot)
      : frameAt(machine, root.runner, taken, root.depth)?.locals.get(root.slot);
  return path.reduce<Value | undefined>((value, index) => (List.isList(value) ? value.get(index) : undefined), whole);
}

export function sameRoot({ root: left }: Place, { root: right }: Place): boolean {
  if (left.kind === "variable") return right.kind === "variable" && left.slot === right.slot;
  if (right.kind === "variable") return false;
  return left.runner === right.runner && left.depth === right.depth && left.slot === right.slot;
}

/** What is left of `path` behind `prefix`; null where it begins otherwise. */
export function pathBehind(prefix: readonly number[], path: readonly number[]): readonly number[] | null {
  return prefix.every((index, position) => path[position] === index) ? path.slice(prefix.length) : null;
}

/** `dirty[0]`, `bios[1].seg[0].to`. */
export function pathText(spec: CheckedSpec, name: string, type: Type, path: readonly number[]): string {
  const [index, ...rest] = path;
  if (index === undefined) return name;
  switch (type.kind) {
    case "optional":
      return pathText(spec, name, type.element, path);
    case "array": {
      const element = shown(valueAt(type.index, index), type.index, spec.codes);
      return pathText(spec, `${name}[${element ?? "none"}]`, type.element, rest);
    }
    case "struct": {
      const field = type.fields[index];
      return field === undefined ? name : pathText(spec, `${name}.${field.name}`, field.type, rest);
    }
    default:
      return name;
  }
}
