import type { Block, CheckedSpec, Statement } from "../language/checked-spec.ts";
import { calleeOf } from "../language/tree-parts.ts";
import { protocolBodies, statementsIn } from "./bodies.ts";
import type { Obstacle } from "./mutation.ts";

/** By statement: why an `if` around it would change what a step is. */
export type Pinned = ReadonlyMap<number, Obstacle>;

/**
 * An `if` on a knob belongs to the step before it. That changes something in three places: what stands first in an
 * `atomic` may block all of it, and its locks are judged; the first step of a work begins with whatever is first; and a
 * label that a property names makes a step of what it stands at.
 */
export function pinnedStatements(spec: CheckedSpec): Pinned {
  const pinned = new Map<number, Obstacle>();
  const statements = protocolBodies(spec, "processes").flatMap(({ block }) => statementsIn(block));
  for (const statement of statements) {
    if (statement.labels.some(({ watched }) => watched)) pinned.set(statement.id, "named by at()");
    if (statement.kind === "atomic") for (const one of leading(statement.block)) pinned.set(one.id, "first in atomic");
  }
  for (const actor of spec.actors) {
    const [first] = actor.kind === "work" ? actor.body.block.statements : [];
    if (first !== undefined) pinned.set(first.id, "first of a work");
  }
  return pinned;
}

/** The first statement of an indivisible block, and what is first inside that. */
function leading(block: Block): Statement[] {
  const [first] = block.statements;
  if (first === undefined) return [];
  if (first.kind === "block" || first.kind === "atomic") return [first, ...leading(first.block)];
  const callee = calleeOf(first);
  return callee === null ? [first] : [first, ...leading(callee.body.block)];
}
