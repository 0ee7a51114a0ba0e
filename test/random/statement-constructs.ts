import type { Expression, Statement, Target } from "../../src/language/checked-spec.ts";
import type { Place } from "./collection-constructs.ts";
import { constructsOfCollections } from "./collection-constructs.ts";
import { constructsOfIndex, mayErr } from "./expression-constructs.ts";

/** Constructs of one statement, without what is inside it. */

/** Names whose condition is true. */
function those(table: Readonly<Record<string, boolean>>): string[] {
  return Object.entries(table).flatMap(([name, holds]) => (holds ? [name] : []));
}

export function constructsOfStatement(statement: Statement, place: Place): string[] {
  const { kind, labels } = statement;
  const choice = kind === "choose" || kind === "pick";
  return [
    ...ofKind(statement, place),
    ...those({
      "label named by a property": labels.some(({ watched }) => watched),
      "label before a brace": kind === "empty" && labels.length > 0,
      "choice in init": choice && place === "init",
      "choice in a crash block": choice && place === "crash",
    }),
  ];
}

function ofKind(statement: Statement, place: Place): string[] {
  switch (statement.kind) {
    case "declare":
      return [statement.value === null ? "declaration without initialiser" : "declaration with initialiser"];
    case "assign":
      return ofAssignment(statement, place);
    case "call":
      return ofCall(statement, place);
    case "return":
      return [statement.value === null ? "return" : "return value"];
    case "return-call":
      return ["return f(x)"];
    case "assert":
      return [/^assert\s*\(/.test(textOf(statement)) ? "assert without a name" : "assert with a name"];
    case "if":
    case "while":
      return ofCondition(statement);
    case "trylock":
      return ["trylock as a right side", ...those({ "trylock negated": statement.trylock.negated })];
    case "wait":
      return ["wait", ...riskyGuard(statement.condition)];
    case "for":
    case "update-set":
    case "push":
    case "pop":
    case "spawn":
    case "switch":
      return constructsOfCollections(statement, place);
    case "atomic":
      return ["atomic", ...ofFirst(statement.block.statements[0])];
    case "choose":
      return ofChoose(statement);
    case "pick":
      return [...constructsOfCollections(statement, place), ...ofPick(statement)];
    default:
      return [statement.kind];
  }
}

type Of<K extends Statement["kind"]> = Extract<Statement, { kind: K }>;

function ofAssignment({ target, operator, value }: Of<"assign">, place: Place): string[] {
  return [
    operator,
    ...store(target),
    ...those({
      "queue copied": target.type.kind === "queue",
      "set stored": target.type.kind === "set",
      "store that may leave its range": operator !== "=" || mayErr(value),
      "replay write in a crash block": place === "crash" && target.root.kind === "variable",
    }),
  ];
}

function store(target: Target): string[] {
  const indices = target.path.flatMap((step) => (step.kind === "index" ? constructsOfIndex(step.index) : []));
  return [`store: ${rootOf(target)}`, ...indices];
}

function rootOf({ root }: Target): string {
  return root.kind === "local" ? "local" : root.variable.storage;
}

function ofCall({ function: callee, target }: Of<"call">, place: Place): string[] {
  const where = place === "function" ? "call in a function" : place === "crash" ? "call in a crash block" : "call";
  return [
    where,
    `result of a call: ${target === null ? "dropped" : rootOf(target)}`,
    ...(target === null ? [] : store(target)),
    ...those({ "call statement of a single return": callee.expression !== null }),
  ];
}

function ofCondition(statement: Of<"if" | "while">): string[] {
  const { condition } = statement;
  const name = statement.kind === "if" && statement.else !== null ? "if/else" : statement.kind;
  switch (condition.kind) {
    case "expression":
      return [name];
    case "trylock":
      return [name, "trylock as a condition", ...those({ "trylock negated": condition.trylock.negated })];
    case "pop":
      return [name, "pop as a condition", ...those({ "pop negated": condition.negated })];
  }
}

function ofPick({ where, otherwise }: Of<"pick">): string[] {
  const names = those({ "pick with where": where !== null, "pick with else": otherwise !== null });
  return [...names, ...(where === null ? [] : riskyGuard(where))];
}

function ofChoose({ branches }: Of<"choose">): string[] {
  const guards = branches.flatMap(({ guard }) => (guard === null ? [] : [guard]));
  const all = guards.length === branches.length;
  const name = guards.length === 0 ? "choose without when" : all ? "choose, all with when" : "choose, some with when";
  return [name, ...guards.flatMap(riskyGuard)];
}

export function riskyGuard(guard: Expression): string[] {
  return those({ "guard that may err": mayErr(guard) });
}

function textOf({ span }: Statement): string {
  return span.file.text.slice(span.start, span.end);
}

/** What an `atomic` begins with. */
function ofFirst(first: Statement | undefined): string[] {
  return those({
    "atomic that may block": canBlock(first),
    "atomic that begins with push or pop": first?.kind === "push" || first?.kind === "pop",
  });
}

function canBlock(statement: Statement | undefined): boolean {
  switch (statement?.kind) {
    case "wait":
    case "lock":
    case "push":
    case "pop":
      return true;
    case "choose":
      return statement.branches.every((branch) => branch.guard !== null);
    case "pick":
      return statement.where !== null && statement.otherwise === null;
    case "block":
      return canBlock(statement.block.statements[0]);
    case "call":
      return canBlock(statement.function.body.block.statements[0]);
    default:
      return false;
  }
}
