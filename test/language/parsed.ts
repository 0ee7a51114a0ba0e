import { parseFile } from "../../src/language/parse-file.ts";
import { positionAt, textOf } from "../../src/language/source.ts";
import type {
  AlternativeSyntax,
  DeclarationSyntax,
  ExpressionSyntax,
  StatementSyntax,
  TypeSyntax,
} from "../../src/language/syntax.ts";

/** Parsed text in short forms that tests can compare at a glance. */

/** "line:column message [code] hint", in the order of the text. */
export function errorsOf(text: string): string[] {
  const file = { path: "test.untorn", text };
  return parseFile(file).diagnostics.map(({ span, message, code, hint }) => {
    const { line, column } = positionAt(file, span.start);
    return `${line}:${column} ${message} [${code}]${hint === null ? "" : ` ${hint}`}`;
  });
}

/** The declarations of a text that must be without errors. */
export function declarationsOf(text: string): readonly DeclarationSyntax[] {
  const errors = errorsOf(text);
  if (errors.length > 0) throw new Error(`${text}\n${errors.join("\n")}`);
  return parseFile({ path: "test.untorn", text }).syntax.declarations;
}

/** The single declaration of this kind. */
export function declarationOf<K extends DeclarationSyntax["kind"]>(
  kind: K,
  text: string,
): Extract<DeclarationSyntax, { kind: K }> {
  const found = declarationsOf(text).filter(
    (each): each is Extract<DeclarationSyntax, { kind: K }> => each.kind === kind,
  );
  const [only] = found;
  if (only === undefined || found.length > 1) throw new Error(`${found.length} of ${kind} in: ${text}`);
  return only;
}

/** The statements of a task with this body. */
export function statementsOf(body: string): readonly StatementSyntax[] {
  return declarationOf("task", `task t {\n${body} }`).body.statements;
}

export function statementOf(body: string): StatementSyntax {
  const [first] = statementsOf(body);
  if (first === undefined) throw new Error(`no statement in: ${body}`);
  return first;
}

export function expressionOf(text: string): ExpressionSyntax {
  return declarationOf("const", `const X = ${text};`).value;
}

export function shownType(type: TypeSyntax): string {
  switch (type.kind) {
    case "range":
      return `${shown(type.low)}..${shown(type.high)}`;
    case "named":
      return type.name.text;
    case "optional":
      return `${shownType(type.element)}?`;
    case "set":
      return `set<${shownType(type.element)}>`;
    case "queue":
      return `queue<${shownType(type.element)}, ${shown(type.capacity)}>`;
    case "symmetric":
      return `symmetric ${shown(type.size)}`;
    default:
      return type.kind;
  }
}

function shownAlternative(alternative: AlternativeSyntax): string {
  if (alternative.kind === "value") return shown(alternative.value);
  return `${shown(alternative.low)}..${shown(alternative.high)}`;
}

/** An expression with all its parentheses. */
export function shown(expression: ExpressionSyntax): string {
  const all = (parts: readonly ExpressionSyntax[]): string => parts.map(shown).join(", ");
  switch (expression.kind) {
    case "int":
    case "bool":
      return String(expression.value);
    case "none":
    case "self":
      return expression.kind;
    case "name":
      return expression.name.text;
    case "index":
      return `${shown(expression.base)}[${shown(expression.index)}]`;
    case "field":
      return `${shown(expression.base)}.${expression.field.text}`;
    case "unary":
      return `(${expression.operator} ${shown(expression.operand)})`;
    case "errno": {
      const { origin } = expression;
      const from = origin.kind === "because" ? origin.name.text : shown(origin.source);
      return `(-${expression.code.text} ${origin.kind} ${from})`;
    }
    case "binary":
      return `(${shown(expression.left)} ${expression.operator} ${shown(expression.right)})`;
    case "in":
      return `(${shown(expression.value)} in {${expression.alternatives.map(shownAlternative).join(", ")}})`;
    case "member":
      return `(${shown(expression.value)} in ${shown(expression.collection)})`;
    case "set":
      return `{${all(expression.elements)}}`;
    case "conditional":
      return `(${shown(expression.condition)} ? ${shown(expression.then)} : ${shown(expression.else)})`;
    case "quantifier": {
      const bindings = expression.bindings.map(({ type, name }) => `${shownType(type)} ${name.text}`).join(", ");
      return `(${expression.quantifier} ${bindings}: ${shown(expression.body)})`;
    }
    case "call":
      return `${expression.callee.text}(${all(expression.args)})`;
    case "struct":
      return `{${expression.fields.map(({ name, value }) => `.${name.text} = ${shown(value)}`).join(", ")}}`;
  }
}

/** A statement on one line, its substatements in brackets. */
export function shownStatement(statement: StatementSyntax): string {
  const head = textOf(statement.span);
  const inside = (statements: readonly StatementSyntax[]): string => `[${statements.map(shownStatement).join("; ")}]`;
  switch (statement.kind) {
    case "block":
      return inside(statement.body.statements);
    case "if": {
      const otherwise = statement.else === null ? "" : ` else [${shownStatement(statement.else)}]`;
      return `${head} [${shownStatement(statement.then)}]${otherwise}`;
    }
    case "while":
    case "for":
    case "loop":
      return `${head} [${shownStatement(statement.body)}]`;
    case "switch":
      return `${head} ${statement.cases.map((one) => `${textOf(one.span)}: ${inside(one.body.statements)}`).join(" ")}`;
    case "atomic":
      return `${head} ${inside(statement.body.statements)}`;
    case "choose":
      return `${head} ${statement.branches.map((branch) => inside(branch.body.statements)).join(" or ")}`;
    case "pick": {
      const otherwise = statement.otherwise === null ? "" : ` else ${inside(statement.otherwise.statements)}`;
      return `${head} ${inside(statement.body.statements)}${otherwise}`;
    }
    default:
      return head;
  }
}
