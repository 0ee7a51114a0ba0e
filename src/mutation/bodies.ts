import type { Block, Body, CheckedSpec, FunctionDeclaration, Statement } from "../language/checked-spec.ts";
import { calleeOf, innerBlocksOf } from "../language/tree-parts.ts";

/** All statements of a block, those inside others too, but not those of functions that are called. */
export function statementsIn(block: Block): Statement[] {
  return block.statements.flatMap((one) => [one, ...innerBlocksOf(one).flatMap(statementsIn)]);
}

/** The functions that are called from a block as statements, directly or not. */
export function calledFrom(block: Block, found = new Set<FunctionDeclaration>()): ReadonlySet<FunctionDeclaration> {
  for (const statement of statementsIn(block)) {
    const callee = calleeOf(statement);
    if (callee === null || found.has(callee)) continue;
    found.add(callee);
    calledFrom(callee.body.block, found);
  }
  return found;
}

/**
 * What the protocol does, for processes and for events: their own bodies and the functions that they call. `init` and
 * crash blocks are none of it, nor are functions that stand in expressions.
 */
export function protocolBodies(spec: CheckedSpec, of: "processes" | "all"): Body[] {
  const actors = spec.actors.filter(({ kind }) => of === "all" || kind !== "event");
  const called = new Set(actors.flatMap(({ body }) => [...calledFrom(body.block)]));
  const functions = [...called].filter(({ expression }) => expression === null);
  return [...actors.map(({ body }) => body), ...functions.map(({ body }) => body)];
}

/** Bodies in which a step can end: of processes, and of functions that are called outside of `atomic`. */
export function dividedBodies(spec: CheckedSpec): ReadonlySet<Body> {
  const found = new Set<Body>();
  const open = spec.actors.flatMap(({ kind, body }) => (kind === "event" ? [] : [body]));
  for (let body = open.pop(); body !== undefined; body = open.pop()) {
    if (found.has(body)) continue;
    found.add(body);
    open.push(...divisible(body.block).flatMap((one) => calleeOf(one)?.body ?? []));
  }
  return found;
}

function divisible(block: Block): Statement[] {
  return block.statements.flatMap((one) => {
    return one.kind === "atomic" ? [] : [one, ...innerBlocksOf(one).flatMap(divisible)];
  });
}

/** By statement: its `///` name, or that of the `atomic` around it. */
export function statementNames(spec: CheckedSpec): ReadonlyMap<number, string> {
  const names = new Map<number, string>();
  const note = (block: Block, around: string | null): void => {
    for (const one of block.statements) {
      const name = one.doc ?? around;
      if (name !== null) names.set(one.id, name);
      for (const inner of innerBlocksOf(one)) note(inner, one.kind === "atomic" ? name : around);
    }
  };
  for (const { block } of protocolBodies(spec, "all")) note(block, null);
  return names;
}
