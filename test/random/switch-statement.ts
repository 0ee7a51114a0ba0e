import { leaving, test } from "./control-statements.ts";
import type { GeneratedType } from "./generated-type.ts";
import { boundsOf } from "./generated-type.ts";
import type { Part } from "./part.ts";
import { optional, part, statement } from "./part.ts";
import { readPlace } from "./places.ts";
import type { Scope } from "./scope.ts";
import type { Made } from "./simple-statements.ts";
import { made } from "./simple-statements.ts";
import type { World } from "./world.ts";
import { intText } from "./world.ts";

/** `switch`: over ints, bools, enums, lock modes, errnos, instances, and what may be `none`. */

export function switchStatement(scope: Scope): Made | null {
  const selector = selectorIn(scope);
  if (selector === null) return null;
  const { dice } = scope;
  const groups = grouped(scope, labelsOf(scope, selector.type));
  const inside: Scope = {
    ...scope,
    loop: scope.loop === "break and continue" ? "break and continue" : "break only",
    nesting: scope.nesting + 1,
  };
  const cases = groups.map((labels, position) => {
    const isLast = position === groups.length - 1;
    const end = isLast && dice.chance(0.6) ? "" : statement(ending(inside));
    const list = dice.chance(0.1) ? "" : scope.make.list(inside, dice.between(1, 2));
    return optional(part`${labels.map((label) => optional(part`${label}:\n`))}${list}${end}`);
  });
  return made(part`switch (${selector.text}) {\n${cases}}`);
}

type Selector = { readonly text: Part; readonly type: GeneratedType };

/** A place of a type that has cases; seldom an int, or a condition. */
function selectorIn(scope: Scope): Selector | null {
  const { dice } = scope;
  const wide: GeneratedType = { kind: "range", low: -1, high: 3, text: "-1..3" };
  return dice.weighted<() => Selector | null>([
    [6, () => readPlace(scope, hasCases, 1)],
    [codeKnobs(scope.world).length > 0 ? 16 : 1.5, () => readPlace(scope, ({ kind }) => kind === "errno", 1)],
    [1.3, () => readPlace(scope, (type) => type.kind === "optional" && hasCases(type), 1)],
    [0.7, () => readPlace(scope, ({ kind }) => kind === "enum", 1)],
    [1, () => ({ text: scope.make.int(scope, 1), type: wide })],
    [0.7, () => ({ text: scope.make.condition(scope, 2), type: { kind: "bool" } })],
  ])();
}

function hasCases(type: GeneratedType): boolean {
  if (type.kind === "optional") return type.element.kind === "symmetric" || hasCases(type.element);
  if (type.kind === "instance") return type.count > 0;
  return ["bool", "range", "enum", "errno", "lockmode"].includes(type.kind);
}

// ---------------------------------------------------------------------------------------------- labels

/** Labels that do not overlap, in any order. */
function labelsOf(scope: Scope, type: GeneratedType): string[] {
  const { dice } = scope;
  const values = valuesOf(scope, type);
  const some = values.filter((value) => value.includes("KNOB") || dice.chance(0.75));
  const kept = some.length === 0 ? values.slice(0, 1) : some;
  const labels = kept.map((value) => `case ${value}`);
  return dice.shuffled(dice.chance(0.65) ? [...labels, "default"] : labels);
}

function valuesOf(scope: Scope, type: GeneratedType): readonly string[] {
  const { world, dice } = scope;
  switch (type.kind) {
    case "bool":
      return ["true", "false"];
    case "lockmode":
      return ["SHARED", "EXCL"];
    case "enum":
      return type.members;
    case "errno":
      return ["0", ...dice.shuffled([...codeKnobs(world), ...world.codes]).map((code) => `-${code}`)];
    case "optional":
      return ["none", ...valuesOf(scope, type.element)].filter((value) => !value.includes(".."));
    case "symmetric":
      return [];
    default:
      return numbers(scope, boundsOf(type) ?? { low: 0, high: 0 });
  }
}

/** A knob with `same` can be written only with `from`. */
function codeKnobs({ codeKnobs: all }: World): string[] {
  return all.filter(({ same }) => !same).map(({ name }) => name);
}

/** Single ones, and at times a range among them. */
function numbers({ dice, world }: Scope, { low, high }: { readonly low: number; readonly high: number }): string[] {
  const all = Array.from({ length: Math.min(6, high - low + 1) }, (_, offset) => low + offset);
  const text = (value: number) => (value < 0 ? String(value) : intText(world, value));
  if (all.length < 2 || dice.chance(0.55)) return all.map(text);
  const first = dice.below(all.length - 1);
  const last = dice.between(first + 1, all.length - 1);
  const range = [first, last].map((at) => text(all[at] ?? 0)).join("..");
  return [...all.slice(0, first).map(text), range, ...all.slice(last + 1).map(text)];
}

/** Labels of one text stand together. */
function grouped({ dice }: Scope, labels: readonly string[]): string[][] {
  const groups: string[][] = [];
  for (const label of labels) {
    const last = groups.at(-1);
    if (last !== undefined && dice.chance(0.3)) last.push(label);
    else groups.push([label]);
  }
  return groups;
}

// ---------------------------------------------------------------------------------------------- ends

/** What no control goes on behind. */
function ending(scope: Scope): Part {
  const { dice } = scope;
  return dice.weighted<() => Part>([
    [8, () => part`break;`],
    [scope.loop === "break and continue" ? 9 : 4.5, () => way(scope)],
    [1, () => part`{\n${scope.make.list(scope, 1)}break;\n}`],
    [1, () => part`if (${test(scope)}) {\n${way(scope)}\n} else {\n${scope.make.list(scope, 1)}break;\n}`],
    [scope.budget.choices > 0 ? 0.7 : 0, () => chosen(scope)],
    [0.5, () => part`atomic {\n${way({ ...scope, may: { ...scope.may, leave: false } })}\n}`],
  ])();
}

function chosen(scope: Scope): Part {
  scope.budget.choices -= 1;
  scope.budget.usesOf.choices *= 2;
  return part`choose {\n${way(scope)}\n} or {\nbreak;\n}`;
}

/** `break`, or `continue`, `goto`, `return` where they may stand. */
function way(scope: Scope): Part {
  const { dice } = scope;
  const ways = [part`break;`];
  if (scope.loop === "break and continue") ways.push(part`continue;`, part`continue;`);
  const ahead = scope.labels.filter(({ passed, backwards }) => !passed || backwards);
  if (ahead.length > 0) ways.push(part`goto ${dice.of(ahead).name};`);
  const end = scope.may.leave ? leaving(scope) : null;
  if (end !== null) ways.push(end);
  return dice.of(ways);
}
