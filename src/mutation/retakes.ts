import type { Block, Body, LockReference, Statement } from "../language/checked-spec.ts";
import { calleeOf } from "../language/tree-parts.ts";
import { calledFrom, statementsIn } from "./bodies.ts";
import { flowOf } from "./flow.ts";

type Unlock = Extract<Statement, { kind: "unlock" }>;

/** The lock that a statement takes, if it gets it. */
export function takenBy(statement: Statement): LockReference | null {
  switch (statement.kind) {
    case "lock":
      return statement.lock;
    case "trylock":
      return statement.trylock.lock;
    case "if":
    case "while":
      return statement.condition.kind === "trylock" ? statement.condition.trylock.lock : null;
    default:
      return null;
  }
}

/**
 * Where the lock that is given back is taken again on some way on: in the same body, or in what that calls. An array of
 * locks counts as one here; which of them is held is asked when the statement runs.
 */
export function retakesOf(unlock: Unlock, body: Body): readonly Statement[] {
  const flow = flowOf(body);
  const { slot } = unlock.lock.lock;
  const seen = new Set<Statement>();
  const found = new Set<Statement>();
  const open = [...(flow.get(unlock) ?? [])];
  for (let current = open.pop(); current !== undefined; current = open.pop()) {
    if (seen.has(current)) continue;
    seen.add(current);
    const takes = takingInside(current).filter((one) => takenBy(one)?.lock.slot === slot);
    for (const one of takes) found.add(one);
    if (takes.length === 0) open.push(...(flow.get(current) ?? []));
  }
  return [...found];
}

/** The statement itself, or those of the function that it calls, with all that this calls. */
function takingInside(statement: Statement): Statement[] {
  const callee = calleeOf(statement);
  if (callee === null) return takenBy(statement) === null ? [] : [statement];
  const blocks: Block[] = [callee.body.block, ...[...calledFrom(callee.body.block)].map(({ body }) => body.block)];
  return blocks.flatMap(statementsIn).filter((one) => takenBy(one) !== null);
}
