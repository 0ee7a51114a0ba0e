import { firstInAtomic } from "./control-statements.ts";
import type { GeneratedType } from "./generated-type.ts";
import { BOOL, declared, ERRNO, LOCKMODE, sameType, typeText } from "./generated-type.ts";
import type { Part } from "./part.ts";
import { optional, part, statement } from "./part.ts";
import type { Allowed, Scope } from "./scope.ts";
import { local, newBudget, withLocals } from "./scope.ts";
import { parameterList, returning, visibleStatement } from "./simple-statements.ts";
import { spawnStatement } from "./spawn-statement.ts";
import { canMake, uncalledValue } from "./values.ts";
import type { GeneratedFunction, GeneratedProcess, Named, World } from "./world.ts";
import { freshName } from "./world.ts";

/** Functions, and what runs by itself: tasks, daemons and works. */

export const EVERYTHING: Allowed = {
  block: true,
  volatile: true,
  ownedLocks: true,
  ghostStores: true,
  leave: true,
  sleep: true,
  predicates: true,
};

/** The least that any scope has; `base` says over what world. */
export type Base = Pick<Scope, "world" | "dice" | "temper" | "make">;

export function emptyScope(base: Base, body: Scope["body"], role: Scope["role"]): Scope {
  return {
    ...base,
    body,
    role,
    self: null,
    result: null,
    locals: [],
    may: { ...EVERYTHING, block: false, ownedLocks: false },
    stepwise: false,
    loop: "none",
    once: false,
    labels: [],
    labelsOfBody: [],
    held: [],
    budget: newBudget(3),
    nesting: 0,
  };
}

// ---------------------------------------------------------------------------------------------- functions

type Flavour = "expression" | "history" | "stepwise" | "gate" | "plain" | "durable";

/** A function, and with it what its callers must know. */
export function addFunction(base: Base): void {
  const { world, dice } = base;
  const flavour = dice.weighted<Flavour>([
    [3, "expression"],
    [world.temper.has.has("ghosts") ? 1.5 : 0, "history"],
    [4, "stepwise"],
    [1.5, "gate"],
    [2.5, "plain"],
    [world.temper.has.has("durables") ? 3 : 0, "durable"],
  ]);
  const name = freshName(world, "fn");
  const parameters = parametersOf(world, flavour);
  const isExpression = flavour === "expression" || flavour === "history";
  const returned = resultType(world, parameters);
  const result = !isExpression && dice.chance(0.3) ? "void" : returned;
  const scope = functionScope(base, flavour, parameters, result);
  const body = isExpression ? single(scope) : several(scope, flavour);
  const { usesOf } = scope.budget;
  const head = `${result === "void" ? "void" : typeText(result)} ${name}(`;
  world.declarations.push(optional(part`${head}${parameterList(parameters)}) {\n${body}}\n`));
  const uses = { ...usesOf, gate: flavour === "gate", stepwise: usesOf.stepwise || flavour === "gate" };
  const made: GeneratedFunction = {
    name,
    parameters: parameters.map(({ type }) => type),
    result,
    isExpression,
    uses: { ...uses, history: isExpression && uses.history },
  };
  world.functions.push(made);
}

function parametersOf(world: World, flavour: Flavour): Named[] {
  const { dice, scalars, structs, sets, queues, temper } = world;
  const plain = scalars.filter(({ kind }) => kind !== "task" || (flavour !== "durable" && flavour !== "history"));
  const errnos = temper.has.has("errnos") ? [ERRNO, ERRNO] : [];
  const count = dice.weighted([
    [3, 0],
    [5, 1],
    [2, 2],
  ] as const);
  const types = Array.from({ length: count }, () =>
    dice.of([BOOL, LOCKMODE, ...plain, ...plain, ...errnos, ...structs, ...sets, ...queues]),
  );
  return types.map((type) => local(freshName(world, "a"), type));
}

/** A symmetric value can be returned where a parameter is one. */
function resultType({ dice, scalars, structs, sets, temper }: World, parameters: readonly Named[]): GeneratedType {
  const plain = scalars.filter((type) => {
    return type.kind === "symmetric" ? parameters.some((one) => sameType(one.type, type)) : type.kind !== "task";
  });
  const errnos = temper.has.has("errnos") ? [ERRNO, ERRNO, ERRNO] : [];
  return dice.of([BOOL, BOOL, ...plain, ...plain, ...errnos, ...structs, ...sets]);
}

function functionScope(
  base: Base,
  flavour: Flavour,
  parameters: readonly Named[],
  result: GeneratedType | "void",
): Scope {
  const { dice } = base;
  const anywhere = flavour === "durable" || dice.chance(0.3);
  const scope = emptyScope(base, "function", flavour === "history" ? "history" : "behaviour");
  const owns = flavour === "stepwise" && dice.chance(0.7);
  return {
    ...withLocals(scope, ...parameters, ...parameters),
    self: anywhere ? null : { kind: "task" },
    result,
    may: {
      ...EVERYTHING,
      predicates: flavour !== "history",
      volatile: flavour !== "durable",
      ghostStores: flavour !== "durable" && dice.chance(0.5),
      block: flavour === "stepwise",
      ownedLocks: owns,
    },
    stepwise: flavour === "stepwise",
    budget: newBudget(flavour === "stepwise" ? 2 : 1),
  };
}

function single(scope: Scope): Part {
  const { result } = scope;
  if (result === null || result === "void") throw new Error("an expression has a value");
  return part`return ${uncalledValue(scope, result, 2)};\n`;
}

/** A body that may forget its `return` in a risky spec. */
function several(scope: Scope, flavour: Flavour): Part {
  const { dice, result, temper } = scope;
  const first = flavour === "gate" ? firstInAtomic(scope) : "";
  const list = scope.make.list(scope, dice.between(1, 2));
  const forgets = result === "void" || dice.chance(temper.risk / 2);
  const end = forgets ? null : returning(scope);
  return part`${first}${list}${end === null ? part`;\n` : statement(end)}`;
}

// ---------------------------------------------------------------------------------------------- what runs by itself

/** How many statements a body has at top level: fewer where there are more instances. */
function statementCount({ dice, temper, processes }: World): number {
  const instances = processes.reduce((sum, { count }) => sum + count, 0);
  if (temper.size === "large") return dice.between(5, 6);
  return instances <= 2 ? dice.between(5, 7) : dice.between(3, 4);
}

export function processBody(base: Base, process: GeneratedProcess): Part {
  const { world, dice } = base;
  const self: GeneratedType = { kind: "instance", name: process.name, count: process.count };
  const bare: Scope = {
    ...emptyScope(base, "process", "behaviour"),
    self,
    may: EVERYTHING,
    stepwise: true,
    once: process.role === "task",
    labelsOfBody: process.labels,
    budget: newBudget(3),
  };
  const own = process.outermost.slice(process.parameters.length);
  const given = withLocals(bare, ...process.parameters, ...process.parameters);
  const declarations = own.map((one) => statement(declaration(given, one)));
  const scope = withLocals(given, ...own, ...own);
  if (process.role === "work") return workBody(scope, process, declarations);
  const prologue = dice.chance(0.12) ? statement(prologueChoice(scope)) : "";
  const count = statementCount(world);
  if (process.role === "task" || dice.chance(0.1)) {
    return head(process, part`${declarations}${prologue}${spawns(scope)}${scope.make.list(scope, count)}`);
  }
  const inside: Scope = { ...scope, nesting: 1, loop: "break and continue", once: false };
  const round = part`${statement(visibleStatement(inside))}${scope.make.list(inside, Math.max(1, count - 2))}`;
  return head(process, part`${declarations}${prologue}loop {\n${round}}\n`);
}

/** Where others count the busy ones, its end says that it is idle again. */
function workBody(scope: Scope, process: GeneratedProcess, declarations: readonly Part[]): Part {
  const { world, dice } = scope;
  const busy = world.pools.find((pool) => pool.process === process)?.busy ?? null;
  const end = busy === null ? "" : statement(part`${busy.name} -= 1;`);
  return head(process, part`${declarations}${scope.make.list(scope, dice.between(1, 3))}${end}`);
}

/** Most tasks begin with work for others. */
function spawns(scope: Scope): Part | string {
  const made = scope.dice.chance(0.6) ? spawnStatement(scope) : null;
  return made === null ? "" : statement(made.text);
}

function head({ role, name, countText, fairness, parameters }: GeneratedProcess, body: Part): Part {
  const values = role === "work" ? part`(${parameterList(parameters)})` : "";
  return part`${fairness}${role} ${name}[${countText}]${values} {\n${body}}\n`;
}

function declaration(scope: Scope, { name, type }: Named): Part {
  const initial = type.kind !== "array" && canMake(scope, type) && scope.dice.chance(0.5);
  return initial
    ? part`${declared(type, name)} = ${scope.make.value(scope, type, 1)};`
    : part`${declared(type, name)};`;
}

/** Before the first step, so that there are several initial states. */
function prologueChoice(scope: Scope): Part {
  const { dice, locals } = scope;
  scope.budget.choices -= 1;
  const [target] = locals.filter(({ type }) => type.kind !== "array" && canMake(scope, type));
  if (target === undefined) return part`choose { } or { }`;
  const own: Scope = { ...scope, may: { ...scope.may, volatile: false }, locals: [] };
  const value = () => (canMake(own, target.type) ? own.make.value(own, target.type, 0) : part`${target.name}`);
  if (dice.chance(0.5)) return part`choose {\n${target.name} = ${value()};\n} or { }`;
  const type = scope.temper.has.has("enums") ? dice.of(scope.world.scalars.filter((one) => one.kind === "enum")) : BOOL;
  return part`pick (${typeText(type)} ${freshName(scope.world, "p")}) {\n${target.name} = ${value()};\n}`;
}
