import type { Block, Body, CheckedSpec, Statement, Target } from "../checked-spec.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { textOf } from "../source.ts";
import { calleeOf, innerBlocksOf } from "../tree-parts.ts";
import { warningAt } from "./warning-codes.ts";

/**
 * Steps of tasks that write two durable elements: power cannot fail between them in the model, and could in the machine.
 * That is an `atomic` with two such stores, or the copy of a whole durable array. Events and `init` are exempt: they are
 * the environment.
 */
export function tornSteps(spec: CheckedSpec): Diagnostic[] {
  const bodies = new Set<Body>();
  for (const actor of spec.actors) if (actor.kind !== "event") addBody(bodies, actor.body);
  return [...bodies].flatMap((body) => tornIn(body.block));
}

/** A body and those of the functions it calls. */
function addBody(bodies: Set<Body>, body: Body): void {
  if (bodies.has(body)) return;
  bodies.add(body);
  for (const statement of statementsIn(body.block)) {
    const callee = calleeOf(statement);
    if (callee !== null) addBody(bodies, callee.body);
  }
}

function* statementsIn(block: Block): Generator<Statement> {
  for (const statement of block.statements) {
    yield statement;
    for (const inner of innerBlocksOf(statement)) yield* statementsIn(inner);
  }
}

function tornIn(block: Block): Diagnostic[] {
  return [...statementsIn(block)].flatMap((statement) => {
    if (statement.kind === "atomic") return tornAtomic(statement.block, statement);
    const target = durableTarget(statement);
    if (target === null || target.type.kind !== "array" || target.type.size < 2) return [];
    const message = `all ${target.type.size} elements of the durable '${textOf(target.span)}' change in one step`;
    return [warningAt(statement.span, "U0704", message, "power can fail between them: store one after the other")];
  });
}

function tornAtomic(block: Block, atomic: Statement): Diagnostic[] {
  const targets = storesOf(block, new Set());
  const names = [...new Set(targets.map((target) => textOf(target.span)))];
  const [first, second] = names;
  if (first === undefined || second === undefined) return [];
  const message = `this atomic writes the durable '${first}' and '${second}' in one step`;
  return [warningAt(atomic.span, "U0704", message, "power cannot fail between them here: can it in the kernel?")];
}

function storesOf(block: Block, callers: ReadonlySet<Body>): Target[] {
  return [...statementsIn(block)].flatMap((statement) => {
    const target = durableTarget(statement);
    const callee = calleeOf(statement);
    const own = target === null ? [] : [target];
    if (callee === null || callers.has(callee.body)) return own;
    return [...own, ...storesOf(callee.body.block, new Set([...callers, callee.body]))];
  });
}

function durableTarget(statement: Statement): Target | null {
  if (!("target" in statement) || statement.target === null) return null;
  const { root } = statement.target;
  return root.kind === "variable" && root.variable.storage === "durable" ? statement.target : null;
}
