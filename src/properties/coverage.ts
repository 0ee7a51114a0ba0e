import type { Block, CheckedSpec, Statement } from "../language/checked-spec.ts";

/** Every statement that can be executed as one: not braces and semicolons, nor functions that stand in expressions. */
export function countedStatements(spec: CheckedSpec): readonly Statement[] {
  return allStatements(spec).filter((statement) => statement.kind !== "block" && statement.kind !== "empty");
}

/** Ids of the asserts behind a property: those of its name, or those inside its crash block and what that calls. */
export function assertsOf(spec: CheckedSpec, property: number): readonly number[] {
  const crash = spec.crashes.find((candidate) => candidate.property === property);
  if (crash !== undefined)
    return withCalled(crash.body.block).flatMap((one) => (one.kind === "assert" ? [one.id] : []));
  return allStatements(spec).flatMap((one) => (one.kind === "assert" && one.property === property ? [one.id] : []));
}

function withCalled(block: Block): Statement[] {
  return statementsIn(block).flatMap((statement) => {
    const calls = statement.kind === "call" || statement.kind === "return-call";
    return calls ? [statement, ...withCalled(statement.function.body.block)] : [statement];
  });
}

function allStatements(spec: CheckedSpec): Statement[] {
  const bodies = [
    ...spec.functions.flatMap((declared) => (declared.expression === null ? [declared.body] : [])),
    ...(spec.init === null ? [] : [spec.init]),
    ...spec.actors.map((actor) => actor.body),
    ...spec.crashes.map((crash) => crash.body),
  ];
  return bodies.flatMap((body) => statementsIn(body.block));
}

function statementsIn(block: Block): Statement[] {
  return block.statements.flatMap((statement) => [statement, ...innerBlocks(statement).flatMap(statementsIn)]);
}

function innerBlocks(statement: Statement): readonly Block[] {
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
    case "switch":
      return statement.cases.map((one) => one.block);
    case "choose":
      return statement.branches.map((branch) => branch.block);
    case "pick":
      return statement.otherwise === null ? [statement.block] : [statement.block, statement.otherwise];
    default:
      return [];
  }
}
