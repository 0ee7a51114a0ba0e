import type { Base } from "./bodies.ts";
import { emptyScope } from "./bodies.ts";
import { quantifiableTypes } from "./conditions.ts";
import { boundsOf, typeText } from "./generated-type.ts";
import type { Part } from "./part.ts";
import { joined, part } from "./part.ts";
import { makePredicate } from "./predicates.ts";
import type { Scope } from "./scope.ts";
import { withLocals } from "./scope.ts";
import { sure } from "./simple-statements.ts";
import type { Named } from "./world.ts";
import { freshName } from "./world.ts";

/** Invariants, with or without a left side under leading `forall`s. */

export function invariant(base: Base): Part {
  const { world, dice } = base;
  const name = freshName(world, "inv");
  const doc = dice.chance(0.3) ? ' "doc"' : "";
  const scope = emptyScope(base, "property", "state");
  const bindings = dice.chance(0.6) ? boundVariables(scope) : [];
  const inside = withLocals(scope, ...bindings, ...bindings, ...bindings);
  const condition = dice.chance(base.temper.truth) ? sure(inside) : statement(inside);
  const heads = joined(
    bindings.map((one) => part`${typeText(one.type)} ${one.name}`),
    ", ",
  );
  const forall = bindings.length === 0 ? "" : part`forall (${heads}) `;
  return part`invariant ${name}${doc}: ${forall}${condition};\n`;
}

/** Mostly instances of tasks. */
function boundVariables({ world, dice, ...scope }: Scope): Named[] {
  const instances = quantifiableTypes({ ...scope, world, dice }).filter(({ kind }) => kind === "instance");
  const task = { kind: "task" } as const;
  const type = dice.chance(0.2) || instances.length === 0 ? task : dice.of(instances);
  const other = dice.chance(0.25) ? [dice.of([...quantifiableTypes({ ...scope, world, dice })])] : [];
  return [type, ...other].map((one): Named => ({ name: freshName(world, "q"), type: one, storage: "fixed" }));
}

function statement(scope: Scope): Part {
  const { dice } = scope;
  const left = () => (dice.chance(0.7) ? makePredicate(scope) : null) ?? scope.make.condition(scope, 2);
  if (dice.chance(0.5)) return part`${left()} => ${left()}`;
  return dice.chance(0.35) ? mutualExclusion(scope) : part`${scope.make.condition(scope, 3)}`;
}

/** No two instances at once where only one may be. */
function mutualExclusion(scope: Scope): Part {
  const { world, dice } = scope;
  const type = dice.of(quantifiableTypes(scope).filter((one) => boundsOf(one) !== null || one.kind === "bool"));
  const who: Named = { name: freshName(world, "q"), type, storage: "fixed" };
  const inside = withLocals(scope, who, who, who);
  const claim = makePredicate(inside) ?? scope.make.condition(inside, 1);
  return part`count (${typeText(type)} ${who.name}) (${claim}) <= ${dice.between(0, 2)}`;
}
