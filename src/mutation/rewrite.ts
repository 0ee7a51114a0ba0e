import type { Block, Body, Expression, FunctionDeclaration, Statement } from "../language/checked-spec.ts";
import type { Type } from "../language/types.ts";
import { and, knobExpression, not, or } from "./build.ts";
import type { Draft } from "./draft.ts";
import { newStatement } from "./draft.ts";
import type { Place } from "./place.ts";
import { onlyIf } from "./place.ts";
import { rewriteLock } from "./rewrite-lock.ts";
import { conditionOf } from "./sites.ts";

export function rewriteBody(draft: Draft, body: Body, self: Type | null): Body {
  return { ...body, block: rewriteBlock({ draft, self }, body.block) };
}

/** Those that stand in expressions have nothing to drop. */
export function rewriteFunction(draft: Draft, declared: FunctionDeclaration): FunctionDeclaration {
  const known = draft.functions.get(declared);
  if (known !== undefined || declared.expression !== null) return known ?? declared;
  const self: Type = { kind: "task", count: draft.spec.instances };
  const made = { ...declared, body: rewriteBody(draft, declared.body, self) };
  draft.functions.set(declared, made);
  return made;
}

function rewriteBlock(place: Place, block: Block): Block {
  return { ...block, statements: block.statements.flatMap((_, index) => inOrder(place, block, index)) };
}

/** Two that can change places: the second one stands before the first one too, and only one of the two is executed. */
function inOrder(place: Place, { statements }: Block, index: number): Statement[] {
  const { draft } = place;
  const [before, statement, after] = [statements[index - 1], statements[index], statements[index + 1]];
  if (statement === undefined) return [];
  const rewritten = rewriteStatement(place, statement);
  const late = before === undefined ? undefined : draft.orders.get(before.id);
  const here = late === undefined ? rewritten : onlyIf(draft, rewritten, knobExpression(late, statement.span));
  const early = draft.orders.get(statement.id);
  if (early === undefined || after === undefined) return [here];
  const copy = onlyIf(draft, copied(draft, after), not(knobExpression(early, after.span)));
  return [
    { ...copy, labels: here.labels },
    { ...here, labels: [] },
  ];
}

/** The same with numbers of its own; of what stands in it, only functions can be told to drop something. */
function copied(draft: Draft, statement: Statement): Statement {
  const change = (block: Block): Block => ({ ...block, statements: block.statements.map((one) => copied(draft, one)) });
  const copy = { ...withBlocks(statement, change), id: newStatement(draft), labels: [] };
  return copy.kind === "call" ? { ...copy, function: rewriteFunction(draft, copy.function) } : copy;
}

function rewriteStatement(place: Place, statement: Statement): Statement {
  const { draft } = place;
  const inside = withBlocks(withTests(draft, statement), (block) => rewriteBlock(place, block));
  const knob = draft.own.get(statement.id);
  switch (inside.kind) {
    case "call":
    case "return-call":
      return { ...inside, function: rewriteFunction(draft, inside.function) };
    case "wait":
      if (knob === undefined) return inside;
      return { ...inside, condition: or(not(knobExpression(knob, inside.span)), inside.condition) };
    default:
      return rewriteLock(place, inside);
  }
}

function withTests(draft: Draft, statement: Statement): Statement {
  const old = conditionOf(statement);
  if (old === null) return statement;
  const expression = withoutTests(draft, old);
  if (expression === old) return statement;
  switch (statement.kind) {
    case "if":
    case "while":
      return { ...statement, condition: { kind: "expression", expression } };
    case "assign":
    case "declare":
      return { ...statement, value: expression };
    default:
      return statement;
  }
}

function withoutTests(draft: Draft, expression: Expression): Expression {
  const test = draft.tests.get(expression);
  if (test !== undefined) {
    const kept = knobExpression(test.knob, expression.span);
    return test.neutral ? or(not(kept), expression) : and(kept, expression);
  }
  switch (expression.kind) {
    case "not": {
      const operand = withoutTests(draft, expression.operand);
      return operand === expression.operand ? expression : { ...expression, operand };
    }
    case "logical": {
      const [left, right] = [withoutTests(draft, expression.left), withoutTests(draft, expression.right)];
      return left === expression.left && right === expression.right ? expression : { ...expression, left, right };
    }
    default:
      return expression;
  }
}

function withBlocks(statement: Statement, change: (block: Block) => Block): Statement {
  const changeOrNull = (block: Block | null): Block | null => (block === null ? null : change(block));
  switch (statement.kind) {
    case "block":
    case "atomic":
      return { ...statement, block: change(statement.block) };
    case "if":
      return { ...statement, then: change(statement.then), else: changeOrNull(statement.else) };
    case "while":
    case "for":
    case "loop":
      return { ...statement, body: change(statement.body) };
    case "switch":
      return { ...statement, cases: statement.cases.map((one) => ({ ...one, block: change(one.block) })) };
    case "choose":
      return { ...statement, branches: statement.branches.map((one) => ({ ...one, block: change(one.block) })) };
    case "pick":
      return { ...statement, block: change(statement.block), otherwise: changeOrNull(statement.otherwise) };
    default:
      return statement;
  }
}
