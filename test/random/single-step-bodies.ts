import type { Base } from "./bodies.ts";
import { emptyScope } from "./bodies.ts";
import type { GeneratedType } from "./generated-type.ts";
import { BOOL, cardinality, typeText } from "./generated-type.ts";
import type { Part } from "./part.ts";
import { part, statement } from "./part.ts";
import type { Scope } from "./scope.ts";
import { local, newBudget, withLocals } from "./scope.ts";
import { assertion, call, parameterList } from "./simple-statements.ts";
import type { GeneratedEvent, Named, World } from "./world.ts";
import { freshName } from "./world.ts";

/** Events, `init` and crash blocks: one step each. */

/** Few parameters, of few values. */
export function eventParameters(world: World): Named[] {
  const { dice, scalars, processes } = world;
  const instances = processes.map(({ name, count }): GeneratedType => ({ kind: "instance", name, count }));
  const types = [BOOL, ...scalars, ...instances].filter((type) => type.kind !== "task" && cardinality(type) <= 3);
  const count = dice.weighted([
    [5, 0],
    [5, 1],
    [1, 2],
  ] as const);
  return Array.from({ length: count }, () => local(freshName(world, "a"), dice.of(types)));
}

export function eventBody(base: Base, { name }: GeneratedEvent, parameters: readonly Named[]): Part {
  const { dice } = base;
  const scope = withLocals(emptyScope(base, "event", "behaviour"), ...parameters, ...parameters);
  const guard = dice.chance(0.85) ? part` when (${scope.make.condition(scope, 2)})` : "";
  const list = scope.make.list({ ...scope, budget: newBudget(1) }, dice.between(1, 2));
  const fair = dice.of(["", "", "fair ", "strong "]);
  return part`${fair}event ${name}(${parameterList(parameters)})${guard} {\n${list}}\n`;
}

export function initBody(base: Base): Part {
  const calm = { ...base, temper: { ...base.temper, risk: base.temper.risk / 4 } };
  const scope: Scope = { ...emptyScope(calm, "init", "behaviour"), once: true, budget: newBudget(2) };
  const presets = [...symmetricPresets(base.world)];
  const count = base.temper.has.has("init") ? base.dice.between(1, 3) : 0;
  return part`init {\n${presets}${scope.make.list(scope, count)}}\n`;
}

/** Every variable of one symmetric type gets the same value. */
function* symmetricPresets(world: World): Generator<Part> {
  for (const type of new Set(world.presets.map((one) => elementOf(one.type)))) {
    const value = freshName(world, "p");
    const stores = world.presets.filter((one) => elementOf(one.type) === type).map((one) => preset(world, one, value));
    yield statement(part`pick (${type} ${value}) {\n${stores}}`);
  }
}

function elementOf(type: GeneratedType): string {
  return type.kind === "array" ? elementOf(type.element) : typeText(type);
}

function preset(world: World, { name, type }: Named, value: string): Part {
  let element = type;
  let loops = "";
  let place = name;
  while (element.kind === "array") {
    const index = freshName(world, "i");
    loops += `for (${typeText(element.index)} ${index}) `;
    place += `[${index}]`;
    element = element.element;
  }
  return statement(part`${loops}${place} = ${value};`);
}

/** It replays into durable variables, chooses, and asserts. */
export function crashBody(base: Base): Part {
  const { world, dice } = base;
  const bare = emptyScope(base, "crash", "crash");
  const scope: Scope = {
    ...bare,
    may: { ...bare.may, volatile: false, ghostStores: false, sleep: false },
    budget: newBudget(2),
  };
  const called = dice.chance(0.85) ? call(scope) : null;
  const first = called === null ? "" : statement(called.text);
  const list = scope.make.list(scope, dice.between(0, 2));
  const inside = dice.chance(0.25) ? part`if (${scope.make.condition(scope, 1)}) {\n` : "";
  const claim = statement(assertion(scope).text);
  return part`crash ${freshName(world, "after")} "doc" {\n${first}${list}${inside}${claim}${inside === "" ? "" : "}\n"}}\n`;
}
