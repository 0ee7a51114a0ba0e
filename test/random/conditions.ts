import type { GeneratedType } from "./generated-type.ts";
import { BOOL, boundsOf, cardinality, isEnumerable, sameType, typeText } from "./generated-type.ts";
import type { Part } from "./part.ts";
import { expression, joined, optional, part, textOf } from "./part.ts";
import type { Place } from "./places.ts";
import { instance, readPlace, selfOf } from "./places.ts";
import { makePredicate } from "./predicates.ts";
import type { Scope } from "./scope.ts";
import { isOfType, withLocals } from "./scope.ts";
import { callIn, canMake, causeName, errnoOrElse, plainInt, sizeOf } from "./values.ts";
import type { Named } from "./world.ts";
import { freshName, isRisky } from "./world.ts";

/** Conditions: true or false, with everything that a condition can be made of. */

export function makeCondition(scope: Scope, depth: number): Part {
  return expression("bool", ["true", "false"], depth <= 0 ? simple(scope, 0) : condition(scope, depth));
}

function condition(scope: Scope, depth: number): Part {
  const { dice, role } = scope;
  const inner = () => makeCondition(scope, depth - 1);
  const special = !scope.may.predicates ? 0 : role === "state" ? 9 : role === "history" ? 6.5 : 0;
  return dice.weighted<() => Part>([
    [9, () => simple(scope, depth)],
    [special, () => makePredicate(scope) ?? simple(scope, depth)],
    [role === "behaviour" || role === "fixed" ? 0 : 3.3, () => causeTest(scope) ?? simple(scope, depth)],
    [2, () => part`(${inner()} ${dice.of(["&&", "||"])} ${inner()})`],
    [0.7, () => part`(${inner()} => ${inner()})`],
    [1, () => part`(!${inner()})`],
    [1, () => part`(${plainInt(scope, depth)} ${comparison(scope)} ${scope.make.int(scope, depth - 1)})`],
    [role === "fixed" ? 0 : 1.6, () => quantified(scope, depth)],
    [1, () => callIn(scope, BOOL, depth) ?? simple(scope, depth)],
    [0.6, () => part`(${inner()} ? ${inner()} : ${inner()})`],
  ])();
}

function comparison({ dice }: Scope): string {
  return dice.of(["<", "<=", ">", ">=", "==", "!="]);
}

/** A test of one place. */
function simple(scope: Scope, depth: number): Part {
  const { dice } = scope;
  const place = readPlace(scope, (type) => isTestable(scope, type), depth);
  return place === null || dice.chance(0.04) ? part`${dice.of(["true", "false"])}` : testOf(scope, place, depth);
}

function isTestable(scope: Scope, type: GeneratedType): boolean {
  const needsOther = type.kind === "struct" || type.kind === "array";
  return !needsOther || (scope.role !== "fixed" && scope.dice.chance(0.35));
}

/** A test that names a shared or durable variable, so that evaluating it is a step; null where there is none. */
export function visibleTest(scope: Scope): Part | null {
  const accepts = (type: GeneratedType, root: Named) =>
    (root.storage === "shared" || root.storage === "durable") && isTestable(scope, type);
  const place = readPlace(scope, accepts, 1);
  return place === null ? null : expression("bool", ["true", "false"], testOf(scope, place, 1));
}

/** What compares a place with itself is made once more. */
function testOf(scope: Scope, place: Place, depth: number): Part {
  const test = oneTest(scope, place, depth);
  const [, left, right] = /^\((.+) \S\S? (.+)\)$/.exec(textOf(test)) ?? [];
  return left !== undefined && left === right ? oneTest(scope, place, depth) : test;
}

function oneTest(scope: Scope, place: Place, depth: number): Part {
  const { dice } = scope;
  const { text, type } = place;
  switch (type.kind) {
    case "bool":
      return dice.weighted<() => Part>([
        [3, () => part`${text}`],
        [2, () => part`(!${text})`],
        [depth > 0 ? 1 : 0, () => part`(${text} == ${scope.make.condition(scope, depth - 1)})`],
      ])();
    case "range":
    case "instance":
      return numericTest(scope, place, depth);
    case "errno":
      return errnoTest(scope, text, depth);
    case "task":
      return part`(${text} ${equality(scope)} ${otherTask(scope) ?? text})`;
    case "optional":
      return optionalTest(scope, text, type.element, depth);
    case "set":
    case "queue":
      return collectionTest(scope, place, type.element, depth);
    default:
      return part`(${text} ${equality(scope)} ${canMake(scope, type) ? scope.make.value(scope, type, depth - 1) : text})`;
  }
}

function equality({ dice }: Scope): string {
  return dice.of(["==", "==", "!="]);
}

function numericTest(scope: Scope, { text, type }: Place, depth: number): Part {
  const { dice } = scope;
  const { low, high } = boundsOf(type) ?? { low: 0, high: 0 };
  const literal = () => String(dice.between(low, Math.max(low, high)));
  if (depth > 0 && dice.chance(0.15)) {
    const any = type.kind === "instance" ? part`${literal()}` : scope.make.int(scope, depth - 1);
    const others = [part`${literal()}`, part`${literal()}..${literal()}`, any];
    const chosen = others.filter(() => dice.chance(0.6)).map((one) => optional(part`${one}, `));
    return part`(${text} in { ${literal()}, ${chosen}})`;
  }
  if (dice.chance(0.5)) return part`(${text} ${comparison(scope)} ${literal()})`;
  const right = type.kind === "instance" ? sameInstance(scope, type) : scope.make.int(scope, depth - 1);
  return part`(${text} ${comparison(scope)} ${right ?? literal()})`;
}

function sameInstance(scope: Scope, type: GeneratedType): Part | null {
  if (scope.self !== null && sameType(scope.self, type)) return selfOf(scope);
  return readPlace(scope, isOfType(type), 0)?.text ?? null;
}

function otherTask(scope: Scope): Part | null {
  return instance(scope, { orTask: true })?.text ?? null;
}

function errnoTest(scope: Scope, text: Part, depth: number): Part {
  const { dice, world } = scope;
  const knob = world.codeKnobs.find(({ same }) => !same && dice.chance(0.4));
  return dice.weighted<() => Part>([
    [3, () => part`(${text} ${equality(scope)} 0)`],
    [3, () => part`(${text} ${equality(scope)} -${knob?.name ?? dice.of(world.codes)})`],
    [1, () => part`(${text} ${equality(scope)} ${errnoOrElse(scope, depth - 1)})`],
    [1, () => part`(${text} in { 0, -${dice.of(world.codes)} })`],
  ])();
}

function optionalTest(scope: Scope, text: Part, element: GeneratedType, depth: number): Part {
  const { dice } = scope;
  const bounds = boundsOf(element);
  if (dice.chance(0.5)) return part`(${text} ${equality(scope)} none)`;
  if (!canMake(scope, element)) return part`(none != ${text})`;
  if (bounds !== null && isRisky(scope)) return part`(${text} ${comparison(scope)} ${plainInt(scope, 1)})`;
  const value = scope.make.value(scope, element, depth - 1);
  // Reading on is safe behind the test for `none`.
  if (bounds !== null && dice.chance(0.4)) return part`(${text} != none && ${text} >= ${value})`;
  return part`(${text} ${equality(scope)} ${value})`;
}

/** `e in s`, `size(s) < 2`, `s == { a }`; the same of queues, which have no literals. */
function collectionTest(scope: Scope, place: Place, element: GeneratedType, depth: number): Part {
  const { dice } = scope;
  const { text, type } = place;
  const isFull = type.kind === "queue" ? type.capacity : Math.min(3, cardinality(element));
  const other = () => (canMake(scope, type) ? scope.make.value(scope, type, depth - 1) : text);
  return dice.weighted<() => Part>([
    [canMake(scope, element) ? 4 : 0, () => part`(${memberOf(scope, element, depth)} in ${text})`],
    [2, () => part`(${sizeOf(place)} ${comparison(scope)} ${dice.between(0, isFull)})`],
    [2, () => part`(${text} ${equality(scope)} ${other()})`],
  ])();
}

function memberOf(scope: Scope, element: GeneratedType, depth: number): Part {
  return part`(${scope.make.value(scope, element, depth - 1)})`;
}

// ---------------------------------------------------------------------------------------------- more than one place

export function quantifiableTypes({ world }: Scope): GeneratedType[] {
  const instances = world.processes.map(({ name, count }): GeneratedType => ({ kind: "instance", name, count }));
  const all = [BOOL, ...world.scalars, ...instances, ...instances];
  return all.filter((type) => isEnumerable(type) && cardinality(type) <= 5);
}

function quantified(scope: Scope, depth: number): Part {
  const { dice, world } = scope;
  const bindings = Array.from({ length: dice.chance(0.2) ? 2 : 1 }, (): Named => {
    return { name: freshName(world, "q"), type: dice.of(quantifiableTypes(scope)), storage: "fixed" };
  });
  const inside = withLocals(scope, ...bindings, ...bindings);
  const heads = joined(
    bindings.map(({ name, type }) => part`${typeText(type)} ${name}`),
    ", ",
  );
  const body = makeCondition(inside, Math.min(1, depth - 1));
  const word = dice.of(["forall", "exists", "exists", "count"]);
  if (word === "count") return part`(count (${heads}) (${body}) ${comparison(scope)} ${dice.below(3)})`;
  return part`(${word} (${heads}) ${body})`;
}

/** `cause(e) == NAME`: where it cannot change what happens. */
export function causeTest(scope: Scope): Part | null {
  const { world, dice } = scope;
  if (world.codes.length === 0) return null;
  const errno = readPlace(scope, isOfType({ kind: "errno" }), 1)?.text ?? null;
  if (errno === null) return null;
  scope.budget.usesOf.history = true;
  const other = dice.weighted<() => Part>([
    [5, () => part`${causeName(scope)}`],
    [2, () => part`none`],
    [1, () => part`cause(${readPlace(scope, isOfType({ kind: "errno" }), 0)?.text ?? errno})`],
  ])();
  return part`(cause(${errno}) ${equality(scope)} ${other})`;
}
