import type {
  AlternativeSyntax,
  BlockSyntax,
  CaseLabelSyntax,
  DeclarationSyntax,
  ExpressionSyntax,
  StatementSyntax,
} from "../syntax.ts";

/** Every statement of a block, in text order, those inside others after their surroundings. */
export function* statementsOf(block: BlockSyntax): Generator<StatementSyntax> {
  for (const statement of block.statements) yield* withInner(statement);
}

function* withInner(statement: StatementSyntax): Generator<StatementSyntax> {
  yield statement;
  switch (statement.kind) {
    case "block":
    case "atomic":
      yield* statementsOf(statement.body);
      return;
    case "if":
      yield* withInner(statement.then);
      if (statement.else !== null) yield* withInner(statement.else);
      return;
    case "while":
    case "for":
    case "loop":
      yield* withInner(statement.body);
      return;
    case "choose":
      for (const branch of statement.branches) yield* statementsOf(branch.body);
      return;
    case "switch":
      for (const one of statement.cases) yield* statementsOf(one.body);
      return;
    case "pick":
      yield* statementsOf(statement.body);
      if (statement.otherwise !== null) yield* statementsOf(statement.otherwise);
      return;
    default:
      return;
  }
}

/** The expressions of one statement itself, not those of the statements inside it. */
function ownExpressions(statement: StatementSyntax): readonly (ExpressionSyntax | null)[] {
  switch (statement.kind) {
    case "declare":
      return statement.declarators.map((declarator) => declarator.initial);
    case "assign":
      return [statement.target, statement.value];
    case "call":
    case "spawn":
      return statement.args;
    case "switch":
      return [statement.value, ...statement.cases.flatMap(({ labels }) => labels.flatMap(labelValues))];
    case "if":
    case "while":
    case "assert":
    case "wait":
      return [statement.condition];
    case "return":
      return [statement.value];
    case "choose":
      return statement.branches.map((branch) => branch.guard);
    case "pick":
      return [statement.where];
    default:
      return [];
  }
}

function labelValues(label: CaseLabelSyntax): readonly ExpressionSyntax[] {
  return label.kind === "case" ? alternativeValues(label.alternative) : [];
}

function alternativeValues(alternative: AlternativeSyntax): readonly ExpressionSyntax[] {
  return alternative.kind === "value" ? [alternative.value] : [alternative.low, alternative.high];
}

/** An expression and all its parts. */
export function* partsOf(expression: ExpressionSyntax): Generator<ExpressionSyntax> {
  yield expression;
  for (const part of directParts(expression)) yield* partsOf(part);
}

function directParts(expression: ExpressionSyntax): readonly ExpressionSyntax[] {
  switch (expression.kind) {
    case "index":
      return [expression.base, expression.index];
    case "field":
      return [expression.base];
    case "unary":
      return [expression.operand];
    case "errno":
      return expression.origin.kind === "from" ? [expression.origin.source] : [];
    case "binary":
      return [expression.left, expression.right];
    case "in":
      return [expression.value, ...expression.alternatives.flatMap(alternativeValues)];
    case "member":
      return [expression.value, expression.collection];
    case "set":
      return expression.elements;
    case "conditional":
      return [expression.condition, expression.then, expression.else];
    case "quantifier":
      return [expression.body];
    case "call":
      return expression.args;
    case "struct":
      return expression.fields.map((field) => field.value);
    default:
      return [];
  }
}

export function bodyOf(declaration: DeclarationSyntax): BlockSyntax | null {
  switch (declaration.kind) {
    case "task":
    case "event":
    case "function":
    case "init":
    case "crash":
      return declaration.body;
    default:
      return null;
  }
}

/** Every expression of the bodies, guards and properties of a declaration, in text order. */
export function* expressionsOf(declaration: DeclarationSyntax): Generator<ExpressionSyntax> {
  if (declaration.kind === "invariant") yield* partsOf(declaration.condition);
  if (declaration.kind === "liveness") yield* partsOf(declaration.formula);
  if (declaration.kind === "event" && declaration.guard !== null) yield* partsOf(declaration.guard);
  const body = bodyOf(declaration);
  if (body === null) return;
  for (const statement of statementsOf(body)) {
    for (const expression of ownExpressions(statement)) if (expression !== null) yield* partsOf(expression);
  }
}
