import { quantifiableTypes, visibleTest } from "./conditions.ts";
import type { GeneratedType } from "./generated-type.ts";
import { cardinality, typeText } from "./generated-type.ts";
import { lockFirst, releases } from "./lock-statements.ts";
import type { Part } from "./part.ts";
import { part, statement } from "./part.ts";
import { queueFirst } from "./queue-statements.ts";
import type { Scope } from "./scope.ts";
import { local, withLocals } from "./scope.ts";
import type { Made } from "./simple-statements.ts";
import { callFirst, inAtomic, made, returning, visibleStatement } from "./simple-statements.ts";
import type { Named } from "./world.ts";
import { freshName } from "./world.ts";

/** Statements that hold other ones, and those that say where control goes. */

function deeper(scope: Scope): Scope {
  return { ...scope, nesting: scope.nesting + 1 };
}

/** A body in braces; seldom without. */
function body(scope: Scope, count = scope.dice.between(1, 2)): Part {
  return part`{\n${scope.make.list(deeper(scope), count)}}`;
}

export function branch(scope: Scope): Made {
  const { dice } = scope;
  const condition = test(scope);
  if (dice.chance(0.2)) return made(part`if (${condition}) ${body(scope)}`);
  if (dice.chance(0.2)) return made(part`if (${condition}) ${body(scope)} else if (${test(scope)}) ${body(scope, 1)}`);
  return made(part`if (${condition}) ${body(scope)} else ${body(scope)}`);
}

/** A condition, more often one that is a step. */
export function test(scope: Scope): Part {
  const visible = scope.dice.chance(0.4) ? visibleTest(scope) : null;
  return visible ?? scope.make.condition(scope, 2);
}

// ---------------------------------------------------------------------------------------------- loops

/** Every round has a step of its own, or their number has a bound: no step is endless. */
export function whileLoop(scope: Scope): Made {
  const visible = scope.stepwise && scope.dice.chance(0.6) ? visibleTest(scope) : null;
  if (visible === null) return countedWhile(scope);
  scope.budget.usesOf.stepwise = true;
  return made(part`while (${visible}) ${body({ ...scope, once: false, loop: "break and continue" })}`);
}

function countedWhile(scope: Scope): Made {
  const { dice, world } = scope;
  const rounds = dice.between(1, 2);
  const type: GeneratedType = { kind: "range", low: 0, high: rounds, text: `0..${rounds}` };
  const counter: Named = { name: freshName(world, "v"), type, storage: "fixed" };
  const inside = withLocals({ ...fewerChoices(scope), loop: "break and continue" }, counter);
  const list = scope.make.list(deeper(inside), dice.between(1, 2));
  const { name } = counter;
  return made(part`{\n0..${rounds} ${name};\nwhile (${name} < ${rounds}) {\n${name} += 1;\n${list}}\n}`);
}

/** Choices in a loop multiply. */
function fewerChoices(scope: Scope): Scope {
  const choices = scope.stepwise && scope.body === "process" ? Math.min(1, scope.budget.choices) : 0;
  return { ...scope, once: false, budget: { ...scope.budget, choices } };
}

export function forLoop(scope: Scope): Made {
  const { dice, world } = scope;
  const types = quantifiableTypes(scope).filter((type) => cardinality(type) <= 3);
  const type = dice.of(types);
  const counter: Named = { name: freshName(world, "i"), type, storage: "fixed" };
  const inside = withLocals({ ...fewerChoices(scope), loop: "break and continue" }, counter, counter);
  const single = dice.chance(0.25) ? made(visibleStatement(deeper(inside))) : null;
  return made(part`for (${typeText(type)} ${counter.name}) ${single?.text ?? body(inside)}`);
}

/** Where steps are, a round begins with one; elsewhere there is one round. */
export function endlessLoop(scope: Scope): Made {
  const { dice } = scope;
  if (!scope.stepwise) {
    return made(part`loop {\n${scope.make.list({ ...deeper(scope), loop: "break only" }, 2)}break;\n}`);
  }
  scope.budget.usesOf.stepwise = true;
  const inside: Scope = { ...deeper(scope), once: false, loop: "break and continue" };
  const first = statement(visibleStatement(inside));
  const end = dice.chance(0.85) ? statement(part`if (${test(inside)}) break;`) : "";
  return made(part`loop {\n${first}${scope.make.list(inside, 1)}${end}}`);
}

// ---------------------------------------------------------------------------------------------- choices

function canChoose(scope: Scope): boolean {
  return scope.budget.choices > 0;
}

function countChoice(scope: Scope, branches: number): void {
  scope.budget.choices -= 1;
  scope.budget.usesOf.choices *= branches;
}

export function choose(scope: Scope, guarded = scope.dice.of(["no", "some", "all"] as const)): Made | null {
  const { dice, may } = scope;
  if (!canChoose(scope)) return null;
  const blocks = guarded === "all";
  if (blocks && !(may.block && may.sleep)) return null;
  const count = dice.chance(0.25) ? 3 : 2;
  countChoice(scope, count);
  if (blocks) scope.budget.usesOf.stepwise = true;
  const open = guarded === "some" ? dice.below(count) : -1;
  const branches = Array.from({ length: count }, (_, position) => {
    const guard = guarded !== "no" && position !== open ? part`when (${test(scope)}) ` : "";
    const list = dice.chance(0.12) ? "" : scope.make.list(deeper(behindFirst(scope)), dice.between(1, 2));
    return part`${position === 0 ? "" : " or "}{ ${guard}\n${list}}`;
  });
  return made(part`choose ${branches}`);
}

/** Where nothing is a step, only the first statement may block. */
function behindFirst(scope: Scope): Scope {
  return scope.stepwise ? scope : { ...scope, may: { ...scope.may, block: false } };
}

export function pick(scope: Scope): Made | null {
  const { dice, world, may } = scope;
  if (!canChoose(scope)) return null;
  const type = dice.of(quantifiableTypes(scope).filter((one) => cardinality(one) <= 3));
  const variable = local(freshName(world, "p"), type);
  const hasElse = dice.chance(0.4);
  const hasWhere = dice.chance(0.55);
  const blocks = !hasElse && (hasWhere || cardinality(type) === 0);
  if (blocks && !(may.block && may.sleep)) return null;
  countChoice(scope, Math.max(1, cardinality(type)));
  if (blocks) scope.budget.usesOf.stepwise = true;
  const inside = withLocals(deeper(behindFirst(scope)), variable, variable);
  const where = hasWhere ? part` where ${inside.make.condition(withLocals(scope, variable, variable), 2)}` : "";
  const otherwise = hasElse ? part` else {\n${scope.make.list(deeper(behindFirst(scope)), 1)}}` : "";
  const list = scope.make.list(inside, dice.between(1, 2));
  return made(part`pick (${typeText(type)} ${variable.name}${where}) {\n${list}}${otherwise}`);
}

// ---------------------------------------------------------------------------------------------- blocks and jumps

export function block(scope: Scope): Made {
  return made(body(scope));
}

/** Its first statement may block, then the rest may not. */
export function atomic(scope: Scope): Made {
  const { dice, may } = scope;
  const inner: Scope = { ...scope, ...inAtomic(scope) };
  const first = may.block && may.sleep && dice.chance(0.4) ? firstInAtomic(scope) : "";
  return made(part`atomic {\n${first}${inner.make.list(inner, dice.between(1, 3))}}`);
}

/** What may block at the beginning of an `atomic`, or of a function called there. */
export function firstInAtomic(scope: Scope): Part {
  const { dice } = scope;
  scope.budget.usesOf.stepwise = true;
  const inner: Scope = { ...scope, ...inAtomic(scope), may: { ...scope.may, block: true } };
  const first = dice.weighted<() => Part | null>([
    [5, () => null],
    [2, () => choose(inner, "all")?.text ?? null],
    [2, () => pick(inner)?.text ?? null],
    [3, () => lockFirst(inner)],
    [6, () => queueFirst(inner)],
    [3, () => callFirst(inner)],
    [1, () => part`{\n${statement(waiting(inner))}}`],
  ])();
  return statement(first ?? waiting(inner));
}

function waiting(scope: Scope): Part {
  return part`wait (${visibleTest(scope) ?? scope.make.condition(scope, 2)});`;
}

/** `break`, `continue`, `goto` or `return`, mostly under a condition. */
export function jump(scope: Scope): Made | null {
  const { dice, temper, held } = scope;
  const ways: Part[] = [];
  if (scope.loop !== "none") ways.push(part`break;`);
  if (scope.loop === "break and continue") ways.push(part`continue;`);
  const reachable = scope.labels.filter(({ passed, backwards }) => !passed || backwards);
  if (reachable.length > 0) {
    const target = part`goto ${dice.of(reachable).name};`;
    ways.push(target, target);
  }
  if (scope.may.leave && (scope.body !== "process" || dice.chance(0.3))) ways.push(leaving(scope) ?? part`;`);
  if (ways.length === 0) return null;
  const way = dice.of(ways);
  const plain = temper.tidy && held.length > 0 ? false : dice.chance(0.06);
  return made(plain ? way : part`if (${test(scope)}) ${way}`);
}

export function leaving(scope: Scope): Part | null {
  const value = returning(scope);
  if (value === null || scope.held.length === 0 || !scope.temper.tidy) return value;
  return part`{\n${releases(scope)}${statement(value)}}`;
}

/** `l: ;` and `;` */
export function empty(): Made {
  return made(part`;`);
}
