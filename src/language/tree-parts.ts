import type { Block, Expression, FunctionDeclaration, Statement, Variable } from "./checked-spec.ts";

/** The checked tree is plain data: walked as such, so that a new kind of expression needs no change here. */

export type Part = { readonly [key: string]: unknown };

const NOTHING: ReadonlySet<unknown> = new Set();

/**
 * Every object below a part of the tree, once, but those of `without` and what is only below them. Functions that are
 * called belong to it where calls are followed.
 */
export function* partsBelow(
  root: unknown,
  calls: "followed" | "left out" = "followed",
  without: ReadonlySet<unknown> = NOTHING,
): Generator<Part> {
  const seen = new Set<unknown>(without);
  const open: unknown[] = [root];
  while (open.length > 0) {
    const part = open.pop();
    if (typeof part !== "object" || part === null || seen.has(part)) continue;
    seen.add(part);
    if (!Array.isArray(part)) yield part as Part;
    for (const [key, value] of Object.entries(part)) if (key !== "function" || calls === "followed") open.push(value);
  }
}

/** Shared and durable variables that an expression names, through the functions it calls too. */
export function variablesIn(expression: Expression): ReadonlySet<Variable> {
  const variables = new Set<Variable>();
  for (const part of partsBelow(expression)) {
    if (part.kind !== "variable" || !("variable" in part)) continue;
    const variable = part.variable as Variable;
    if (variable.storage !== "ghost") variables.add(variable);
  }
  return variables;
}

export type ErrnoPart = Extract<Expression, { kind: "errno" }>;

/** Every `-CODE` below a part of the tree. */
export function errnosIn(root: unknown, calls: "followed" | "left out" = "followed"): ErrnoPart[] {
  return [...partsBelow(root, calls)].filter(
    (part) => part.kind === "errno" && "cause" in part,
  ) as unknown as ErrnoPart[];
}

export type TestPart = Extract<Expression, { kind: "equal" | "in" }> | Extract<Statement, { kind: "switch" }>;

/** Every place below a part of the tree where values are compared. */
export function testsIn(root: unknown, calls: "followed" | "left out" = "followed"): TestPart[] {
  const kinds = new Set<unknown>(["equal", "in", "switch"]);
  return [...partsBelow(root, calls)].filter((part) => kinds.has(part.kind)) as unknown as TestPart[];
}

/** The functions that a statement calls as a whole. */
export function calleeOf(statement: Statement): FunctionDeclaration | null {
  return statement.kind === "call" || statement.kind === "return-call" ? statement.function : null;
}

/** The blocks that stand inside a statement. */
export function innerBlocksOf(statement: Statement): readonly Block[] {
  switch (statement.kind) {
    case "block":
    case "atomic":
      return [statement.block];
    case "if":
      return statement.else === null ? [statement.then] : [statement.then, statement.else];
    case "while":
    case "for":
    case "loop":
      return [statement.body];
    case "choose":
      return statement.branches.map(({ block }) => block);
    case "switch":
      return statement.cases.map(({ block }) => block);
    case "pick":
      return statement.otherwise === null ? [statement.block] : [statement.block, statement.otherwise];
    default:
      return [];
  }
}
