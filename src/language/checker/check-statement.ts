import type {
  Block,
  Branch,
  Condition,
  Expression,
  Label,
  Local,
  Statement,
  StatementKind,
  Target,
} from "../checked-spec.ts";
import type { Span } from "../source.ts";
import type {
  BlockSyntax,
  BranchSyntax,
  DeclaratorSyntax,
  ExpressionSyntax,
  Name,
  StatementSyntax,
  TypeSyntax,
} from "../syntax.ts";
import type { Type } from "../types.ts";
import { isEnumerable } from "../types.ts";
import { checkCondition, checkGuard, checkValue, takenForTrue } from "./check-as.ts";
import { refuseBlocking } from "./check-atomic.ts";
import { calledFunction, checkArguments, useFacts } from "./check-call.ts";
import { checkLockArguments, checkOneLock, checkTrylock } from "./check-lock.ts";
import { checkDroppedPop, checkPopCondition, checkPush } from "./check-queue.ts";
import { isSizeCall } from "./check-set.ts";
import { checkSpawn } from "./check-spawn.ts";
import { checkAssign, checkReturn, checkStore } from "./check-store.ts";
import { checkSwitch } from "./check-switch.ts";
import type { Environment, MutableLabel } from "./context.ts";
import { withArticle } from "./convert.ts";
import { declareLocal, inRole, namesIn, note } from "./environment.ts";
import { fail, recovering } from "./failure.ts";
import { arrayOf, resolveType } from "./resolve-type.ts";
import { checkListable } from "./type-size.ts";

type Of<K extends StatementSyntax["kind"]> = Extract<StatementSyntax, { kind: K }>;

/** Checks statement by statement: a mistake in one does not hide those of the next. */
export function checkBlock(environment: Environment, syntax: BlockSyntax): Block {
  return inScope(environment, () => checkStatements(environment, syntax.statements));
}

function inScope(environment: Environment, check: () => Statement[]): Block {
  const scope = new Map<string, Local | null>();
  environment.scopes.push(scope);
  try {
    const statements = check();
    return { statements, locals: [...scope.values()].flatMap((local) => local?.slot ?? []) };
  } finally {
    environment.scopes.pop();
  }
}

function checkStatements(environment: Environment, statements: readonly StatementSyntax[]): Statement[] {
  const reachable = new Map<string, MutableLabel>();
  for (const statement of statements) {
    for (const { text } of statement.labels) {
      const label = environment.allLabels.get(text);
      if (label !== undefined) reachable.set(text, label);
    }
  }
  environment.labels.push(reachable);
  const checked = statements.flatMap((statement) => {
    const right = recovering(environment.context.diagnostics, () => checkStatement(environment, statement));
    return right ?? [inPlaceOf(environment, statement)];
  });
  environment.labels.pop();
  return checked;
}

/** The body of `if`, `while`, …: a block of its own, braces or not. */
function asBlock(environment: Environment, syntax: StatementSyntax): Block {
  if (syntax.kind === "block" && syntax.labels.length === 0) return checkBlock(environment, syntax.body);
  return inScope(environment, () => checkStatements(environment, [syntax]));
}

/** One statement, or several where one declaration declares several locals. */
function checkStatement(environment: Environment, syntax: StatementSyntax): Statement[] {
  if (syntax.kind === "declare") return checkDeclare(environment, syntax);
  return [finish(environment, syntax, checkKind(environment, syntax))];
}

/** Stands where a mistake was told, so that the statements behind it do not become the first of an `atomic`. */
function inPlaceOf(environment: Environment, wrong: StatementSyntax): Statement {
  return finish(environment, wrong, { kind: "empty" });
}

function finish(environment: Environment, syntax: StatementSyntax, kind: StatementKind): Statement {
  const labels: Label[] = syntax.labels.flatMap((name) => environment.allLabels.get(name.text) ?? []);
  const id = environment.context.statements;
  environment.context.statements += 1;
  return { ...kind, id, labels, doc: syntax.doc, span: syntax.span };
}

function checkKind(environment: Environment, syntax: Exclude<StatementSyntax, { kind: "declare" }>): StatementKind {
  switch (syntax.kind) {
    case "empty":
      return { kind: "empty" };
    case "assign":
      return checkAssign(environment, syntax);
    case "call":
      return checkCallStatement(environment, syntax);
    case "block":
      return { kind: "block", block: checkBlock(environment, syntax.body) };
    case "if": {
      const condition = checkBranching(environment, syntax.condition);
      const then = asBlock(environment, syntax.then);
      return { kind: "if", condition, then, else: syntax.else === null ? null : asBlock(environment, syntax.else) };
    }
    case "while": {
      const condition = checkBranching(environment, syntax.condition);
      return { kind: "while", condition, body: inLoop(environment, () => asBlock(environment, syntax.body)) };
    }
    case "for":
      return checkFor(environment, syntax);
    case "loop":
      return { kind: "loop", body: inLoop(environment, () => asBlock(environment, syntax.body)) };
    case "break":
    case "continue":
      if (environment.loops === 0 && !(syntax.kind === "break" && environment.switches > 0))
        fail(syntax.span, "U0309", `'${syntax.kind}' stands outside every loop`);
      return { kind: syntax.kind };
    case "goto":
      return checkGoto(environment, syntax);
    case "return":
      return checkReturn(environment, syntax);
    case "assert":
      return checkAssert(environment, syntax);
    case "wait":
      note(environment, "waiting", "'wait'", syntax.span);
      if (environment.kind === "crash")
        fail(syntax.span, "U0405", "nothing runs any more when power fails", "a crash block cannot wait");
      return { kind: "wait", condition: checkGuard(environment, syntax.condition) };
    case "atomic": {
      const block = checkBlock(environment, syntax.body);
      refuseBlocking(environment.context.diagnostics, block, "atomic", environment.kind);
      return { kind: "atomic", block };
    }
    case "choose":
      return { kind: "choose", branches: syntax.branches.map((branch) => checkBranch(environment, branch)) };
    case "pick":
      return checkPick(environment, syntax);
    case "switch":
      return checkSwitch(environment, syntax, (body) => inSwitch(environment, () => checkBlock(environment, body)));
    case "spawn":
      return checkSpawn(environment, syntax);
  }
}

function inLoop<T>(environment: Environment, check: () => T): T {
  environment.loops += 1;
  try {
    return check();
  } finally {
    environment.loops -= 1;
  }
}

function inSwitch<T>(environment: Environment, check: () => T): T {
  environment.switches += 1;
  try {
    return check();
  } finally {
    environment.switches -= 1;
  }
}

function checkBranching(environment: Environment, syntax: ExpressionSyntax): Condition {
  const checked = recovering(environment.context.diagnostics, (): Condition => {
    const trylock = checkTrylock(environment, syntax);
    if (trylock !== null) return { kind: "trylock", trylock };
    const pop = checkPopCondition(environment, syntax);
    if (pop !== null) return pop;
    return { kind: "expression", expression: checkCondition(environment, syntax) };
  });
  return checked ?? { kind: "expression", expression: takenForTrue(syntax) };
}

function checkDeclare(environment: Environment, syntax: Of<"declare">): Statement[] {
  const { context } = environment;
  const element = recovering(context.diagnostics, () => resolveType(namesIn(environment), syntax.type));
  return syntax.declarators.map((declarator, position) => {
    const { indices } = declarator;
    const type =
      element === null ? null : recovering(context.diagnostics, () => arrayOf(namesIn(environment), element, indices));
    const local = declareLocal(environment, declarator.name, type);
    const kind =
      type === null ? null : recovering(context.diagnostics, () => checkInitial(environment, declarator, local));
    const span = syntax.declarators.length === 1 ? syntax.span : declarator.span;
    // A label stands before the first one.
    const labels = position === 0 ? syntax.labels : [];
    return finish(environment, { ...syntax, labels, span }, kind ?? { kind: "empty" });
  });
}

function checkInitial(environment: Environment, { name, initial }: DeclaratorSyntax, local: Local): StatementKind {
  if (initial === null) return { kind: "declare", local, value: null };
  const target: Target = { root: { kind: "local", local }, path: [], type: local.type, span: name.span };
  const store = checkStore(environment, initial, target);
  return store ?? { kind: "declare", local, value: checkValue(environment, initial, local.type) };
}

function checkCallStatement(environment: Environment, syntax: Of<"call">): StatementKind {
  const { callee, args, span } = syntax;
  switch (callee.text) {
    case "lock": {
      noteWaiting(environment, span);
      return { kind: "lock", ...checkLockArguments(environment, args, span) };
    }
    case "unlock":
      return { kind: "unlock", lock: checkOneLock(environment, args, span) };
    case "downgrade": {
      const lock = checkOneLock(environment, args, span);
      if (lock.lock.kind !== "rwsem")
        fail(span, "U0310", `a ${lock.lock.kind} cannot be downgraded`, "only an rwsem can");
      return { kind: "downgrade", lock };
    }
    case "trylock":
      return fail(span, "U0311", "the result of 'trylock' is lost", "store it, or make it the condition of an 'if'");
    case "push":
      return checkPush(environment, args, span);
    case "pop":
      return checkDroppedPop(environment, args, span);
    default: {
      if (isSizeCall(environment, callee.text))
        fail(span, "U0311", `the value of '${callee.text}' is lost`, "store it, or use it in a condition");
      const checked = calledFunction(environment, callee);
      const converted = checkArguments(environment, checked, args, span);
      useFacts(environment, checked, span);
      return { kind: "call", function: checked.declaration, args: converted, target: null };
    }
  }
}

function noteWaiting(environment: Environment, span: Span): void {
  note(environment, "waiting", "'lock'", span);
}

function checkFor(environment: Environment, syntax: Of<"for">): StatementKind {
  const type = listedType(environment, syntax.type, "has no order of values to loop over", null);
  const { local, block } = withVariable(environment, syntax.name, type, true, () =>
    inLoop(environment, () => checkStatements(environment, [syntax.body])),
  );
  return { kind: "for", local, body: block };
}

/** The type of a `for` or `pick`; null where a mistake in it was told. */
function listedType(environment: Environment, syntax: TypeSyntax, why: string, hint: string | null): Type | null {
  const { context } = environment;
  return recovering(context.diagnostics, () => {
    const type = resolveType(namesIn(environment), syntax);
    if (!isEnumerable(type)) fail(syntax.span, "U0223", `${withArticle(type)} ${why}`, hint);
    checkListable([type], syntax.span);
    return type;
  });
}

/** A block with one variable of its own. */
function withVariable(
  environment: Environment,
  name: Name,
  type: Type | null,
  counter: boolean,
  check: () => Statement[],
): { readonly local: Local; readonly block: Block } {
  const declared: Local[] = [];
  const block = inScope(environment, () => {
    declared.push(declareLocal(environment, name, type, counter));
    return check();
  });
  const [local] = declared;
  if (local === undefined) throw new Error("untorn defect: a block without its variable");
  return { local, block };
}

function checkGoto(environment: Environment, syntax: Of<"goto">): StatementKind {
  for (const labels of [...environment.labels].reverse()) {
    const label = labels.get(syntax.label.text);
    if (label !== undefined) return { kind: "goto", label };
  }
  if (environment.allLabels.has(syntax.label.text)) {
    fail(
      syntax.label.span,
      "U0312",
      `'${syntax.label.text}' lies inside a block that this goto is not in`,
      "jump outwards only",
    );
  }
  const known = environment.labels.flatMap((labels) => [...labels.keys()]);
  return unknownLabel(syntax.label.span, syntax.label.text, known);
}

function unknownLabel(span: Span, text: string, known: readonly string[]): never {
  const list = known.length === 0 ? "there is none" : `there is ${known.map((name) => `'${name}'`).join(", ")}`;
  fail(span, "U0313", `unknown label '${text}'`, list);
}

function checkAssert(environment: Environment, syntax: Of<"assert">): StatementKind {
  const role = environment.role === "behaviour" ? "history" : environment.role;
  const condition = inRole(environment, role, () => checkCondition(environment, syntax.condition));
  const { propertyNumbers } = environment.context;
  const property =
    environment.kind === "crash"
      ? propertyNumbers.get(`crash ${environment.owner}`)
      : propertyNumbers.get(`assert ${assertName(syntax)}`);
  return { kind: "assert", property: property ?? -1, condition, why: syntax.why };
}

export function assertName(syntax: { readonly name: { readonly text: string } | null; readonly span: Span }): string {
  if (syntax.name !== null) return syntax.name.text;
  const before = syntax.span.file.text.slice(0, syntax.span.start);
  return `line:${before.split("\n").length}`;
}

function checkBranch(environment: Environment, syntax: BranchSyntax): Branch {
  const guard = syntax.guard === null ? null : checkGuard(environment, syntax.guard);
  return { guard, block: checkBlock(environment, syntax.body), span: syntax.span };
}

function checkPick(environment: Environment, syntax: Of<"pick">): StatementKind {
  const type = listedType(environment, syntax.type, "has no values to pick from", "use a range, enum, bool or task");
  let where: Expression | null = null;
  const { local, block } = withVariable(environment, syntax.name, type, false, () => {
    where = syntax.where === null ? null : checkGuard(environment, syntax.where);
    return checkStatements(environment, syntax.body.statements);
  });
  const otherwise = syntax.otherwise === null ? null : checkBlock(environment, syntax.otherwise);
  return { kind: "pick", local, where, block, otherwise };
}
