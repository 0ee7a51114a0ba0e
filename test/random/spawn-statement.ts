import type { Part } from "./part.ts";
import { joined, part, statement } from "./part.ts";
import type { Scope } from "./scope.ts";
import type { Made } from "./simple-statements.ts";
import { made } from "./simple-statements.ts";
import { canMake } from "./values.ts";
import type { GeneratedPool, Named } from "./world.ts";
import { isRisky } from "./world.ts";

/** `spawn w(a, b);`: so few that one is idle for sure, or counted, or in a risky spec as it comes. */

export function spawnStatement(scope: Scope): Made | null {
  const { world, dice, body, may } = scope;
  if (!may.volatile || body === "crash") return null;
  const pools = world.pools.filter(({ process }) => {
    return (process.count > 0 || isRisky(scope)) && process.parameters.every(({ type }) => canMake(scope, type));
  });
  if (pools.length === 0) return null;
  const pool = dice.of(pools);
  scope.budget.usesOf.volatile = true;
  const isCareless = scope.temper.risk > 0 && dice.chance(0.2);
  if (isCareless || isRisky(scope)) return made(spawn(scope, pool));
  if (pool.busy !== null) return made(counted(scope, pool, pool.busy));
  const needed = spawnsOf(scope);
  if (needed > pool.idle) return null;
  pool.idle -= needed;
  return made(spawn(scope, pool));
}

/** How many times a statement is executed here at most. */
function spawnsOf({ once, body, self, world }: Scope): number {
  if (!once) return Infinity;
  if (body === "init") return 1;
  return world.processes.find(({ name }) => self?.kind === "instance" && self.name === name)?.count ?? Infinity;
}

function spawn(scope: Scope, { process }: GeneratedPool): Part {
  const values = process.parameters.map(({ type }) => scope.make.value(scope, type, 1));
  return part`spawn ${process.name}(${joined(values, ", ")});`;
}

/** Waits for an idle one, or goes without. */
function counted(scope: Scope, pool: GeneratedPool, { name }: Named): Part {
  const { dice, may, stepwise } = scope;
  const { countText } = pool.process;
  const start = part`${statement(part`${name} += 1;`)}${statement(spawn(scope, pool))}`;
  if (stepwise && may.block && may.sleep && dice.chance(0.6)) {
    scope.budget.usesOf.stepwise = true;
    return part`atomic {\n${statement(part`wait (${name} < ${countText});`)}${start}}`;
  }
  const guarded = part`if (${name} < ${countText}) {\n${start}}`;
  return stepwise ? part`atomic {\n${statement(guarded)}}` : guarded;
}
