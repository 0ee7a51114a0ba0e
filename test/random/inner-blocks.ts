import type { Block, Statement } from "../../src/language/checked-spec.ts";

/** What is inside a statement. */

export function innerBlocks(statement: Statement): readonly Block[] {
  const branches = inBranches(statement).map(({ block }) => block);
  return [...Object.values(statement).filter(isBlock), ...branches];
}

function inBranches(statement: Statement): readonly { readonly block: Block }[] {
  if (statement.kind === "choose") return statement.branches;
  return statement.kind === "switch" ? statement.cases : [];
}

function isBlock(value: unknown): value is Block {
  return typeof value === "object" && value !== null && "statements" in value;
}

/** Those of the statement itself: `expressionsIn` looks into what is given here, but not into blocks. */
export function ownExpressions(statement: Statement): readonly unknown[] {
  const guards = statement.kind === "choose" ? statement.branches.map(({ guard }) => guard) : [];
  const parts = Object.entries(statement).flatMap(([key, value]) =>
    key === "branches" || key === "cases" || isBlock(value) ? [] : [value],
  );
  return [...parts, ...guards];
}
