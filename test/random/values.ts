import type { GeneratedType, StructShape } from "./generated-type.ts";
import { boundsOf, cardinality, isEnumerable, literalsOf, sameType, typeKey, typeText } from "./generated-type.ts";
import type { Part } from "./part.ts";
import { expression, joined, optional, part, textOf } from "./part.ts";
import type { Place } from "./places.ts";
import { ownPlace, readPlace, selfOf } from "./places.ts";
import type { Scope } from "./scope.ts";
import { findWay, isCallable, isOfType, local, noteCall, readable, withLocals, withValue } from "./scope.ts";
import type { GeneratedFunction } from "./world.ts";
import { freshName, isRisky } from "./world.ts";

/** Values of every type, and ints. What is not marked risky is always in range. */

export function makeValue(scope: Scope, type: GeneratedType, depth: number): Part {
  if (type.kind === "bool") return scope.make.condition(scope, depth);
  const text = depth <= 0 ? leaf(scope, type) : compound(scope, type, depth);
  return expression(typeKey(type), type.kind === "errno" ? ["0"] : literalsOf(type).slice(0, 2), text);
}

/** Whether `value` can make one here: there are no literals of `task`, symmetric types, arrays and queues. */
export function canMake(scope: Scope, type: GeneratedType): boolean {
  switch (type.kind) {
    case "instance":
      return type.count > 0;
    case "task":
      return scope.self !== null || findWay(scope, readable(scope), isTask) !== null;
    case "array":
    case "queue":
    case "symmetric":
      return findWay(scope, readable(scope), withValue(scope, isOfType(type))) !== null;
    default:
      return true;
  }
}

function isTask(type: GeneratedType): boolean {
  return type.kind === "task" || (type.kind === "instance" && type.count > 0);
}

function leaf(scope: Scope, type: GeneratedType): Part {
  const { dice } = scope;
  switch (type.kind) {
    case "task":
      return taskValue(scope) ?? nothing(type);
    case "array":
    case "queue":
    case "symmetric":
      return ownPlace(scope, isOfType(type), 0)?.text ?? nothing(type);
    case "set":
      return dice.chance(0.5) ? setLiteral(scope, type, 0) : (readPlace(scope, isOfType(type), 0)?.text ?? part`{ }`);
    case "errno":
      return dice.chance(0.4) ? part`0` : errnoOrElse(scope, 0);
    default: {
      const place = dice.chance(0.5) ? readPlace(scope, fitsInto(type), 0) : null;
      if (place !== null) return place.text;
      if (type.kind === "instance" && scope.self !== null && sameType(scope.self, type) && dice.chance(0.6)) {
        return selfOf(scope);
      }
      return part`${dice.of(literalsOf(type))}`;
    }
  }
}

function nothing(type: GeneratedType): never {
  throw new Error(`the generator has no value of type ${type.kind}`);
}

/** Types whose every value is one of `type`. */
function fitsInto(type: GeneratedType): (candidate: GeneratedType) => boolean {
  const bounds = boundsOf(type);
  if (type.kind === "instance" || bounds === null) return isOfType(type);
  return (candidate) => {
    const inner = boundsOf(candidate);
    return inner !== null && inner.low <= inner.high && bounds.low <= inner.low && inner.high <= bounds.high;
  };
}

function compound(scope: Scope, type: GeneratedType, depth: number): Part {
  const { dice } = scope;
  if (type.kind === "task" || type.kind === "array") return leaf(scope, type);
  const called = dice.chance(0.12) ? callIn(scope, type, depth) : null;
  if (called !== null) return called;
  if (dice.chance(0.08)) return conditional(scope, type, depth);
  switch (type.kind) {
    case "range":
      return isRisky(scope) ? scope.make.int(scope, depth) : rangeValue(scope, type, depth);
    case "instance":
      return isRisky(scope) ? plainInt(scope, 1) : leaf(scope, type);
    case "errno":
      return errnoOrElse(scope, depth);
    case "struct":
      return structValue(scope, type, depth);
    case "optional":
      return optionalValue(scope, type, depth);
    case "set":
      return dice.chance(0.65) ? setLiteral(scope, type, depth) : leaf(scope, type);
    default:
      return leaf(scope, type);
  }
}

/** A call of a function that is a single `return`. */
export function callIn(scope: Scope, type: GeneratedType, depth: number): Part | null {
  const fitting = scope.world.functions.filter((one) => {
    return one.isExpression && one.result !== "void" && sameType(one.result, type) && isCallable(scope, one);
  });
  const able = fitting.filter((one) => one.parameters.every((parameter) => canMake(scope, parameter)));
  return able.length === 0 ? null : callOf(scope, scope.dice.of(able), depth);
}

/** Notes what the callee uses. */
export function callOf(scope: Scope, callee: GeneratedFunction, depth: number): Part {
  noteCall(scope, callee);
  const args = callee.parameters.map((type) => scope.make.value(scope, type, Math.min(depth - 1, 1)));
  return part`${callee.name}(${joined(args, ", ")})`;
}

/** A value that is no call as a whole: such a call would be a statement of its own. */
export function uncalledValue(scope: Scope, type: GeneratedType, depth: number): Part {
  const value = scope.make.value(scope, type, depth);
  return isCall(value) ? scope.make.value(scope, type, 0) : value;
}

export function isCall(value: Part): boolean {
  return textOf(value).startsWith("fn");
}

function conditional(scope: Scope, type: GeneratedType, depth: number): Part {
  const [left, right] = [scope.make.value(scope, type, depth - 1), scope.make.value(scope, type, depth - 1)];
  return part`(${scope.make.condition(scope, depth - 1)} ? ${left} : ${right})`;
}

// ---------------------------------------------------------------------------------------------- ints

function rangeValue(scope: Scope, type: GeneratedType, depth: number): Part {
  const { dice } = scope;
  const { low, high } = boundsOf(type) ?? nothing(type);
  const inside = () => readPlace(scope, fitsInto(type), depth)?.text ?? part`${dice.between(low, high)}`;
  const way = dice.weighted([
    [3, "literal"],
    [4, "place"],
    [5, "next"],
    [2, "clamped"],
    [low === 0 && high > 0 ? 3 : 0, "remainder"],
    [low <= 0 && high >= 2 ? 1 : 0, "count"],
  ] as const);
  switch (way) {
    case "literal":
      return part`${dice.between(low, high)}`;
    case "place":
      return inside();
    case "next": {
      const place = inside();
      return dice.chance(0.6)
        ? part`(${place} < ${high} ? ${place} + 1 : ${low})`
        : part`(${place} == ${low} ? ${high} : ${place} - 1)`;
    }
    case "clamped": {
      const place = readPlace(scope, (candidate) => boundsOf(candidate) !== null, depth)?.text ?? inside();
      const counted = dice.chance(0.4) ? collectionSize(scope) : null;
      const sum = counted ?? part`${place} ${dice.of(["+", "-", "*"])} ${dice.between(1, 3)}`;
      return part`(${sum} < ${low} ? ${low} : ${sum} > ${high} ? ${high} : ${sum})`;
    }
    case "remainder":
      return part`((${inside()} + ${dice.between(0, 3)}) % ${high + 1})`;
    case "count":
      return part`(${inside()} >= 0 ? ${count(scope, depth, high)} : ${low})`;
  }
}

/** At most `most` by the number of values counted over. */
function count(scope: Scope, depth: number, most: number): Part {
  const { world, dice } = scope;
  const small = [{ kind: "bool" } as GeneratedType, ...world.scalars].filter((type) => {
    return isEnumerable(type) && type.kind !== "task" && cardinality(type) <= most;
  });
  const type = dice.of(small.length === 0 ? [{ kind: "bool" } as GeneratedType] : small);
  const variable = { ...local(freshName(world, "q"), type), storage: "fixed" as const };
  const body = scope.make.condition(withLocals(scope, variable), depth - 1);
  return part`count (${typeText(type)} ${variable.name}) (${body})`;
}

/** An int of any size: not in range of anything. */
export function makeInt(scope: Scope, depth: number): Part {
  return expression("int", ["0"], depth <= 0 ? smallInt(scope) : bigInt(scope, depth));
}

function smallInt(scope: Scope): Part {
  const { dice } = scope;
  const counted = dice.chance(0.1) ? collectionSize(scope) : null;
  if (counted !== null) return counted;
  const place = dice.chance(0.7) ? readPlace(scope, (type) => boundsOf(type) !== null, 0) : null;
  return place?.text ?? part`${dice.between(-1, 3)}`;
}

function bigInt(scope: Scope, depth: number): Part {
  const { dice } = scope;
  const side = () => scope.make.int(scope, depth - 1);
  return dice.weighted<() => Part>([
    [3, () => smallInt(scope)],
    [8, () => part`(${side()} ${dice.of(["+", "-"])} ${side()})`],
    [1, () => part`(${side()} * ${side()})`],
    [1, () => part`(-${side()})`],
    [2.5, () => part`(${side()} ${dice.of(["/", "%"])} ${divisor(scope, side)})`],
    [1, () => part`(${count(scope, depth, 4)})`],
    [1, () => conditional(scope, dice.of(rangesOf(scope)), depth)],
    [isRisky(scope) ? 0.5 : 0, () => part`(${side()} + 9007199254740990)`],
    [isRisky(scope) ? 1 : 0, () => optionalInt(scope) ?? smallInt(scope)],
  ])();
}

/** In a risky spec, 0 at times. */
function divisor({ dice, temper }: Scope, side: () => Part): Part {
  return temper.risk > 0 && dice.chance(0.65) ? side() : part`${dice.of(["2", "3", "-2"])}`;
}

/** An int that is no instance: instances of different tasks do not convert, nor compare. */
export function plainInt(scope: Scope, depth: number): Part {
  return expression("int", ["0"], part`(${scope.make.int(scope, depth - 1)} + ${scope.dice.below(2)})`);
}

function rangesOf({ world }: Scope): GeneratedType[] {
  const ranges = world.scalars.filter((type) => type.kind === "range" && type.low <= type.high);
  return ranges.length > 0 ? ranges : [{ kind: "range", low: 0, high: 1, text: "0..1" }];
}

/** Is `none`, perhaps: an error then. */
function optionalInt(scope: Scope): Part | null {
  return readPlace(scope, (type) => type.kind === "optional" && boundsOf(type.element) !== null, 1)?.text ?? null;
}

/** `size(s)`, `length(q)` */
export function collectionSize(scope: Scope): Part | null {
  const place = readPlace(scope, ({ kind }) => kind === "set" || kind === "queue", 1);
  return place === null ? null : sizeOf(place);
}

export function sizeOf({ text, type }: Place): Part {
  return part`${type.kind === "set" ? "size" : "length"}(${text})`;
}

// ---------------------------------------------------------------------------------------------- other types

export function setLiteral(scope: Scope, { element }: GeneratedType & { readonly kind: "set" }, depth: number): Part {
  const { dice } = scope;
  const count = canMake(scope, element) ? dice.below(4) : 0;
  const elements = Array.from({ length: count }, () =>
    optional(part`${scope.make.value(scope, element, depth - 1)}, `),
  );
  return part`{ ${elements}}`;
}

function structValue(scope: Scope, type: StructShape, depth: number): Part {
  const { dice } = scope;
  const place = dice.chance(0.4) ? readPlace(scope, isOfType(type), depth) : null;
  if (place !== null) return place.text;
  const fields = type.fields.filter(({ type: inner }) => dice.chance(0.7) && canMake(scope, inner));
  const values = fields.map((field) =>
    optional(part`.${field.name} = ${scope.make.value(scope, field.type, depth - 1)}, `),
  );
  return part`{ ${values}}`;
}

function optionalValue(scope: Scope, type: GeneratedType & { readonly kind: "optional" }, depth: number): Part {
  const { dice } = scope;
  if (!canMake(scope, type.element) || dice.chance(0.25)) return part`none`;
  const place = dice.chance(0.3) ? readPlace(scope, isOfType(type), depth) : null;
  return place?.text ?? scope.make.value(scope, type.element, depth - 1);
}

/** In behaviour `self` may be the only one. */
function taskValue(scope: Scope): Part | null {
  const { self, dice } = scope;
  if (self !== null && dice.chance(0.5)) return selfOf(scope);
  return ownPlace(scope, isTask, 0)?.text ?? (self === null ? null : selfOf(scope));
}

/** An errno that is no plain `0`. */
export function errnoOrElse(scope: Scope, depth: number): Part {
  const { dice, world, role } = scope;
  const place = readPlace(scope, isOfType({ kind: "errno" }), depth)?.text;
  const knob = dice.chance(0.4) ? world.codeKnobs.find(() => dice.chance(0.6)) : undefined;
  const source = () => place ?? part`(-${dice.of(world.codes)})`;
  const from = () => expression("errno", [], depth > 0 && dice.chance(0.2) ? errnoOrElse(scope, 0) : source());
  const code = knob?.name ?? dice.of(world.codes);
  if (place !== undefined && dice.chance(0.35)) return place;
  if (knob?.same === true || dice.chance(0.25)) return part`(-${code} from ${from()})`;
  if (role === "fixed" || dice.chance(0.45)) return part`(-${code})`;
  return part`(-${code} because ${causeName(scope)})`;
}

/** Which of them are used with `because` shows only at the end: then the missing ones are born. */
export function causeName({ dice }: Scope): string {
  return `cause_${dice.below(4)}`;
}
