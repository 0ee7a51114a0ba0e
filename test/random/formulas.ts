import type { Base } from "./bodies.ts";
import { emptyScope } from "./bodies.ts";
import { quantifiableTypes } from "./conditions.ts";
import { cardinality, typeText } from "./generated-type.ts";
import type { Part } from "./part.ts";
import { expression, part } from "./part.ts";
import { makePredicate } from "./predicates.ts";
import type { Scope } from "./scope.ts";
import { withLocals } from "./scope.ts";
import { sure } from "./simple-statements.ts";
import type { GeneratedProcess, Named } from "./world.ts";
import { freshName } from "./world.ts";

/** Formulas of liveness: the usual promises, and any others of a few temporal operators. */

export function liveness(base: Base): Part {
  const { world, dice } = base;
  const scope = emptyScope(base, "property", "state");
  const doc = dice.chance(0.3) ? ' "doc"' : "";
  const { truth, progress: promised } = base.temper;
  const isPromise = promised > 0 && dice.chance(promised);
  const formula = isPromise ? progress(scope) : dice.chance(truth / 2) ? likely(scope) : anyFormula(scope);
  return part`liveness ${freshName(world, "live")}${doc}: ${formula};\n`;
}

/** What is true of most runs: trivial promises, and that somebody comes to an end. */
function likely(scope: Scope): Part {
  const { dice } = scope;
  const same = () => proposition(scope);
  return dice.weighted<() => Part>([
    [2, () => part`always (${sure(scope)})`],
    [
      2,
      () => {
        const goal = same();
        return part`${goal} leads_to (${goal} || ${same()})`;
      },
    ],
    [2, () => part`(eventually always ${same()}) || (always eventually ${same()})`],
    [3, () => ofEach(scope, (inside, who) => part`eventually (done(${who}) || ${proposition(inside)})`)],
  ])();
}

/** What somebody is promised that others can keep from him for ever, if the scheduler lets them. */
function progress(scope: Scope): Part {
  const { dice, world } = scope;
  const tasks = world.processes.filter(({ role }) => role === "task");
  const who = dice.of(tasks.length === 0 ? world.processes : tasks);
  return dice.weighted<() => Part>([
    [3, () => ofInstances(scope, who, (_, name) => part`eventually done(${name})`)],
    [2, () => ofInstances(scope, who, (_, name) => part`(blocked(${name}) leads_to !blocked(${name}))`)],
    [1, () => part`always eventually ${proposition(scope)}`],
    [1, () => part`${proposition(scope)} leads_to ${proposition(scope)}`],
  ])();
}

function anyFormula(scope: Scope): Part {
  const { dice } = scope;
  return dice.weighted<() => Part>([
    [2, () => ofEach(scope, (_, who) => part`eventually done(${who})`)],
    [2, () => ofEach(scope, (inside, who) => part`(blocked(${who}) leads_to ${proposition(inside)})`)],
    [3, () => part`${proposition(scope)} leads_to ${proposition(scope)}`],
    [2, () => part`always eventually ${proposition(scope)}`],
    [6, () => temporal(scope, dice.between(2, 4))],
  ])();
}

/** Over the instances of one task, daemon or work. */
function ofEach(scope: Scope, body: (inside: Scope, who: string) => Part): Part {
  return ofInstances(scope, scope.dice.of(scope.world.processes), body);
}

function ofInstances(
  scope: Scope,
  { name, count }: Pick<GeneratedProcess, "name" | "count">,
  body: (inside: Scope, who: string) => Part,
): Part {
  const { dice, world } = scope;
  const who: Named = { name: freshName(world, "q"), type: { kind: "instance", name, count }, storage: "fixed" };
  const word = dice.of(["forall", "forall", "exists"]);
  return part`${word} (${name} ${who.name}) ${body(withLocals(scope, who, who), who.name)}`;
}

/** Something that is so or not in one state. */
function proposition(scope: Scope): Part {
  const { dice } = scope;
  const special = dice.chance(0.35) ? makePredicate(scope) : null;
  return part`(${special ?? scope.make.condition(scope, 1)})`;
}

/** With at most so many temporal operators, counted as often as a quantifier writes them out. */
function temporal(scope: Scope, room: number): Part {
  return expression("formula", ["true", "false"], room <= 0 ? proposition(scope) : operation(scope, room));
}

function operation(scope: Scope, room: number): Part {
  const { dice } = scope;
  const first = dice.between(0, room - 1);
  const inner = () => temporal(scope, room - 1);
  const sides = (sign: string) => part`(${temporal(scope, first)} ${sign} ${temporal(scope, room - 1 - first)})`;
  return dice.weighted<() => Part>([
    [2.5, () => part`(always ${inner()})`],
    [2.5, () => part`(eventually ${inner()})`],
    [2.5, () => part`(next ${inner()})`],
    [2.8, () => sides("until")],
    [2, () => sides("leads_to")],
    [2, () => sides(dice.of(["&&", "||", "=>"]))],
    [0.7, () => sides(dice.of(["==", "!="]))],
    [1, () => part`(!${temporal(scope, room)})`],
    [0.5, () => part`(${proposition(scope)} ? ${inner()} : ${proposition(scope)})`],
    [2.5, () => quantified(scope, room)],
  ])();
}

function quantified(scope: Scope, room: number): Part {
  const { dice, world } = scope;
  const type = dice.of(quantifiableTypes(scope).filter((one) => cardinality(one) <= 3));
  const bound: Named = { name: freshName(world, "q"), type, storage: "fixed" };
  const inside = withLocals(scope, bound, bound);
  const body = temporal(inside, Math.floor(room / Math.max(1, cardinality(type))));
  return part`(${dice.of(["forall", "exists"])} (${typeText(type)} ${bound.name}) ${body})`;
}
