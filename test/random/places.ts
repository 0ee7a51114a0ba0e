import type { GeneratedType } from "./generated-type.ts";
import { literalsOf, sameType, typeKey } from "./generated-type.ts";
import type { Part } from "./part.ts";
import { expression, part } from "./part.ts";
import type { Scope, Way } from "./scope.ts";
import { findWay, noteUse, readable, symmetricNames, withValue, writable } from "./scope.ts";
import type { GeneratedProcess, Named } from "./world.ts";
import { isRisky } from "./world.ts";

/** Variables, elements and fields; locals of other tasks; instances. */

export type Place = { readonly text: Part; readonly type: GeneratedType; readonly root: Named };

/** Something readable of an accepted type; null where there is nothing. */
export function readPlace(
  scope: Scope,
  accepts: (type: GeneratedType, root: Named) => boolean,
  depth: number,
): Place | null {
  if (scope.dice.chance(0.15)) {
    const remote = remoteLocal(scope, accepts, depth);
    if (remote !== null) return remote;
  }
  return ownPlace(scope, accepts, depth);
}

/** Without the locals of other tasks: there is one as often as one asks. */
export function ownPlace(
  scope: Scope,
  accepts: (type: GeneratedType, root: Named) => boolean,
  depth: number,
): Place | null {
  return placeOf(scope, findWay(scope, readable(scope), withValue(scope, accepts)), depth);
}

/** Something that may be stored into. Indices of a target decide what happens, even those of a ghost. */
export function storePlace(
  scope: Scope,
  accepts: (type: GeneratedType, root: Named) => boolean,
  depth: number,
): Place | null {
  const place = placeOf(scope, findWay(scope, writable(scope), accepts), depth);
  if (place?.root.storage === "ghost") scope.budget.usesOf.ghostStores = true;
  return place;
}

function placeOf(scope: Scope, way: Way | null, depth: number): Place | null {
  if (way === null) return null;
  noteUse(scope, way.root);
  const steps = way.steps.map((step) =>
    "field" in step ? part`.${step.field}` : part`[${index(scope, step.index, depth - 1)}]`,
  );
  const text = part`${way.root.name}${steps}`;
  return { text: sorted(text, way.type), type: way.type, root: way.root };
}

function sorted(text: Part, type: GeneratedType): Part {
  return expression(typeKey(type), literalsOf(type).slice(0, 2), text);
}

/** In range, or anything at all in a risky spec. */
export function index(scope: Scope, type: GeneratedType, depth: number): Part {
  const { dice, make } = scope;
  if (depth >= 0 && (type.kind === "range" || type.kind === "instance") && isRisky(scope))
    return part`${make.int(scope, 0)} + 0`;
  const { self } = scope;
  if (self !== null && sameType(self, type) && dice.chance(0.5)) return selfOf(scope);
  if (type.kind === "symmetric") return symmetricIndex(scope, type);
  return depth < 0 ? part`${dice.of(literalsOf(type))}` : make.value(scope, type, Math.min(1, depth));
}

function symmetricIndex(scope: Scope, type: GeneratedType): Part {
  const names = symmetricNames(scope, type);
  const root = names.length === 0 ? undefined : scope.dice.of(names);
  const place = root === undefined ? null : placeOf(scope, { root, steps: [], type }, 0);
  return place?.text ?? scope.make.value(scope, type, 0);
}

export function selfOf(scope: Scope): Part {
  scope.budget.usesOf.self = true;
  return expression(
    scope.self === null ? "task" : typeKey(scope.self),
    scope.self?.kind === "instance" ? ["0"] : [],
    part`self`,
  );
}

// ---------------------------------------------------------------------------------------------- instances

export type Instance = { readonly text: Part; readonly process: GeneratedProcess | null };

/** An expression of an instance type, or of type `task` if `orTask`; of one process if `of`. Null where there is none. */
export function instance(
  scope: Scope,
  { of = null, orTask = false }: { readonly of?: string | null; readonly orTask?: boolean } = {},
): Instance | null {
  const { self, dice, world } = scope;
  const fits = (type: GeneratedType): boolean => {
    if (type.kind === "task") return orTask && of === null;
    return type.kind === "instance" && type.count > 0 && (of === null || type.name === of);
  };
  const processOf = (type: GeneratedType): GeneratedProcess | null =>
    type.kind === "instance" ? (world.processes.find(({ name }) => name === type.name) ?? null) : null;
  if (self !== null && fits(self) && dice.chance(0.5)) return { text: selfOf(scope), process: processOf(self) };
  const place = placeOf(scope, findWay(scope, readable(scope), fits), 1);
  if (place !== null) return { text: place.text, process: processOf(place.type) };
  return self !== null && fits(self) ? { text: selfOf(scope), process: processOf(self) } : null;
}

/** `w.mode` */
function remoteLocal(
  scope: Scope,
  accepts: (type: GeneratedType, root: Named) => boolean,
  depth: number,
): Place | null {
  const { role, may, dice } = scope;
  if (!may.volatile || role === "crash" || role === "fixed") return null;
  const found = instance(scope);
  const process = found?.process;
  if (found === null || process === null || process === undefined) return null;
  const way = findWay(scope, process.outermost, withValue(scope, accepts));
  if (way === null) return null;
  scope.budget.usesOf.volatile = true;
  const inside = placeOf(scope, { ...way, root: { ...way.root, storage: "shared" } }, depth);
  if (inside === null) return null;
  const optional = dice.chance(0.1) && isRisky(scope) ? optionalInstance(scope, process.name) : null;
  return { ...inside, text: sorted(part`${optional ?? found.text}.${inside.text}`, inside.type) };
}

function optionalInstance(scope: Scope, name: string): Part | null {
  const fits = (type: GeneratedType) =>
    type.kind === "optional" && type.element.kind === "instance" && type.element.name === name;
  return placeOf(scope, findWay(scope, readable(scope), fits), 1)?.text ?? null;
}
