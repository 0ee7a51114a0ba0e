import type { Expression, StatementKind, Target } from "../checked-spec.ts";
import type { ExpressionSyntax } from "../syntax.ts";
import type { Type } from "../types.ts";
import { BOOL, INTEGER, sameType, typeName } from "../types.ts";
import { checkExpression, checkValue } from "./check-as.ts";
import type { Environment } from "./context.ts";
import { convertTo, withArticle } from "./convert.ts";
import { checkEach, fail } from "./failure.ts";

type Of<K extends ExpressionSyntax["kind"]> = Extract<ExpressionSyntax, { kind: K }>;
type SetType = Extract<Type, { kind: "set" }>;

/** `{ a, b }`: its type is that of the place it stands in. */
export function checkSetLiteral(environment: Environment, syntax: Of<"set">, expected: Type | null): Expression {
  const type = expectedSet(expected);
  if (type !== null) return setOf(environment, syntax.elements, type, syntax);
  const found = expected === null ? "" : `, but ${typeName(expected)} is needed here`;
  return fail(
    syntax.span,
    "U0238",
    `a set literal needs to know its set${found}`,
    "assign it to a variable of that set, or add a dot before the fields of a struct",
  );
}

/** The set that `{ }` stands for where a value of this type is expected; null where it is none. */
export function expectedSet(expected: Type | null): SetType | null {
  const type = expected?.kind === "optional" ? expected.element : expected;
  return type?.kind === "set" ? type : null;
}

export function setOf(
  environment: Environment,
  elements: readonly ExpressionSyntax[],
  type: SetType,
  { span }: ExpressionSyntax,
): Expression {
  const checked = checkEach(environment.context.diagnostics, elements, (element) =>
    checkValue(environment, element, type.element),
  );
  return { kind: "set", elements: checked, type, span };
}

/** `e in s` */
export function checkMember(environment: Environment, syntax: Of<"member">): Expression {
  const collection = checkExpression(environment, syntax.collection);
  const { type } = collection;
  if (type.kind !== "set" && type.kind !== "queue") {
    fail(
      syntax.collection.span,
      "U0239",
      `${withArticle(type)} has no elements to be 'in'`,
      "name a set or queue, or list values: 'in { a, b }'",
    );
  }
  const value = checkValue(environment, syntax.value, type.element);
  return { kind: "member", value, collection, type: BOOL, span: syntax.span };
}

/** Whether `size(…)`, `length(…)` is the built-in question: where no function took its name. */
export function isSizeCall(environment: Environment, name: string): name is "size" | "length" {
  if (name !== "size" && name !== "length") return false;
  return environment.context.claims.get(name)?.kind !== "function";
}

/** `size(s)` of a set, `length(q)` of a queue. */
export function checkSize(environment: Environment, syntax: Of<"call">, name: "size" | "length"): Expression {
  const [argument, ...rest] = syntax.args;
  const wanted = name === "size" ? "set" : "queue";
  if (argument === undefined || rest.length > 0) fail(syntax.span, "U0231", `'${name}' takes one ${wanted}`);
  const collection = checkExpression(environment, argument);
  const { kind } = collection.type;
  if (kind !== wanted) {
    const other = kind === "queue" ? "a queue has a 'length'" : kind === "set" ? "a set has a 'size'" : null;
    fail(argument.span, "U0239", `'${name}' takes a ${wanted}, found ${withArticle(collection.type)}`, other);
  }
  return { kind: "size", collection, type: INTEGER, span: syntax.span };
}

/** `s += e`, `s -= e`: an element, or a whole set. */
export function checkUpdate(
  environment: Environment,
  target: Target,
  operator: "+=" | "-=",
  syntax: ExpressionSyntax,
): StatementKind | null {
  const { type } = target;
  if (type.kind !== "set") return null;
  const given = checkExpression(environment, syntax, type);
  if (given.type.kind === "set") {
    if (!sameType(given.type, type))
      fail(syntax.span, "U0202", `expected ${withArticle(type)}, found ${withArticle(given.type)}`);
    return { kind: "update-set", target, operator, value: given };
  }
  const element = convertTo(given, type.element);
  return { kind: "update-set", target, operator, value: { kind: "set", elements: [element], type, span: syntax.span } };
}
