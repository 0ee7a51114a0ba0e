import type { Block, Statement } from "../language/checked-spec.ts";
import type { Part } from "../language/tree-parts.ts";
import { calleeOf, innerBlocksOf, partsBelow } from "../language/tree-parts.ts";
import { calledFrom, statementsIn } from "./bodies.ts";

/** Neighbours of a block that can change places. */
export type Neighbours = { readonly first: Statement; readonly second: Statement };

/**
 * Neighbours outside of `atomic` that write what survives power failure, or of which one does and the other waits. Not
 * where they are bound to their order: one has to do with a local that the other one writes, or is a place to jump to.
 */
export function durableNeighbours(block: Block): Neighbours[] {
  const here = block.statements.flatMap((second, index) => {
    const first = block.statements[index - 1];
    return first !== undefined && areOrdered(first, second) ? [{ first, second }] : [];
  });
  const inside = block.statements.flatMap((one) => (one.kind === "atomic" ? [] : innerBlocksOf(one)));
  return [...here, ...inside.flatMap(durableNeighbours)];
}

function areOrdered(first: Statement, second: Statement): boolean {
  const both = [first, second];
  if (!both.some(writesDurable) || !both.every((one) => writesDurable(one) || one.kind === "wait")) return false;
  if (second.labels.length > 0 || both.some(jumps)) return false;
  return !namesLocalOf(first, second) && !namesLocalOf(second, first);
}

function writesDurable(statement: Statement): boolean {
  switch (statement.kind) {
    case "assign":
    case "update-set": {
      const { root } = statement.target;
      return root.kind === "variable" && root.variable.storage === "durable";
    }
    case "atomic":
      return statementsIn(statement.block).some(writesDurable);
    case "call": {
      const bodies = [statement.function, ...calledFrom(statement.function.body.block)].map(({ body }) => body);
      return bodies
        .flatMap(({ block }) => statementsIn(block))
        .some((one) => calleeOf(one) === null && writesDurable(one));
    }
    default:
      return false;
  }
}

/** Out of an `atomic`, or to a label inside it: there are no two copies of that. */
function jumps(statement: Statement): boolean {
  const inside = statement.kind === "atomic" ? statementsIn(statement.block) : [];
  const ways = new Set<Statement["kind"]>(["return", "return-call", "break", "continue", "goto"]);
  return inside.some((one) => ways.has(one.kind) || one.labels.length > 0);
}

/** Whether a local that `writer` writes stands in `other`. */
function namesLocalOf(writer: Statement, other: Statement): boolean {
  const written = new Set([...partsBelow(writer, "left out")].flatMap(writtenSlots));
  return [...partsBelow(other, "left out")].some((part) => localSlots(part).some((slot) => written.has(slot)));
}

/** Declared, picked, looped over, or the root of a target: all but what only reads it. */
function writtenSlots(part: Part): number[] {
  return part.kind === "local" && "type" in part ? [] : localSlots(part);
}

function localSlots({ local }: Part): number[] {
  return typeof local === "object" && local !== null && "slot" in local ? [Number(local.slot)] : [];
}
