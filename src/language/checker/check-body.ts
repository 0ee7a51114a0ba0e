import type {
  Body,
  Crash,
  EventDeclaration,
  Expression,
  FunctionDeclaration,
  Invariant,
  Liveness,
  Local,
  Process,
} from "../checked-spec.ts";
import type { BlockSyntax, DeclarationSyntax, Name, ParameterSyntax } from "../syntax.ts";
import type { Type } from "../types.ts";
import { isEnumerable, VOID } from "../types.ts";
import { checkCondition, checkGuard } from "./check-as.ts";
import { refuseBlocking } from "./check-atomic.ts";
import { refuseInnerTemporal } from "./check-formula.ts";
import { checkBlock } from "./check-statement.ts";
import type {
  BodyKind,
  CheckedFunction,
  Context,
  Environment,
  EventSyntax,
  FunctionSyntax,
  MutableLabel,
  ProcessOutline,
  Role,
  TaskSyntax,
} from "./context.ts";
import { noFacts } from "./context.ts";
import { placeOf, withArticle } from "./convert.ts";
import { declareLocal, namesIn } from "./environment.ts";
import { fail, failSilently, quietly, recovering } from "./failure.ts";
import { arrayOf, resolveType } from "./resolve-type.ts";
import { checkListable } from "./type-size.ts";
import { statementsOf } from "./walk.ts";

type Of<K extends DeclarationSyntax["kind"]> = Extract<DeclarationSyntax, { kind: K }>;

/** All labels of a body; a name that stands twice is told, and is its first label. */
export function labelsOf(context: Context, body: BlockSyntax): ReadonlyMap<string, MutableLabel> {
  const labels = new Map<string, MutableLabel>();
  const names = [...statementsOf(body)].flatMap((statement) => statement.labels);
  for (const name of names) {
    recovering(context.diagnostics, () => {
      if (labels.has(name.text))
        fail(name.span, "U0101", `the label '${name.text}' stands twice`, "choose another name");
      labels.set(name.text, { id: context.labels, name: name.text, watched: false });
      context.labels += 1;
    });
  }
  return labels;
}

/**
 * The parameters of a work, then the locals declared in the outermost block: what others see as `w.local`. Mistakes are
 * not told: head and block are checked later.
 */
export function outermostLocals(
  context: Context,
  { parameters, body }: TaskSyntax,
): { readonly outermost: ReadonlyMap<string, Local>; readonly broken: ReadonlySet<string> } {
  const outermost = new Map<string, Local>();
  const broken = new Set<string>();
  const add = (name: Name, type: Type | null) => {
    if (type === null || outermost.has(name.text)) broken.add(name.text);
    else outermost.set(name.text, { slot: outermost.size, name: name.text, type, counter: false, span: name.span });
  };
  for (const { name, type } of parameters) {
    add(
      name,
      quietly(() => placeOf(resolveType(context, type))),
    );
  }
  for (const statement of body.statements) {
    if (statement.kind !== "declare") continue;
    const element = quietly(() => resolveType(context, statement.type));
    for (const { name, indices } of statement.declarators) {
      add(name, element === null ? null : quietly(() => arrayOf(context, element, indices)));
    }
  }
  return { outermost, broken };
}

type Surroundings = {
  readonly owner: string;
  readonly kind: BodyKind;
  readonly role: Role;
  readonly self: Type | null;
  readonly result: Type | null | "unknown";
  readonly outermost?: ReadonlyMap<string, Local>;
  readonly labels?: ReadonlyMap<string, MutableLabel>;
};

function newEnvironment(context: Context, around: Surroundings): Environment {
  const outermost = around.outermost ?? new Map();
  return {
    context,
    owner: around.owner,
    kind: around.kind,
    self: around.self,
    result: around.result,
    locals: [...outermost.values()],
    outermost,
    scopes: [],
    bindings: [],
    allLabels: around.labels ?? new Map(),
    labels: [],
    facts: noFacts(),
    loops: 0,
    switches: 0,
    role: around.role,
  };
}

function finishBody(environment: Environment, parameters: number, syntax: BlockSyntax): Body {
  const block = checkBlock(environment, syntax);
  const { owner: name, locals, result } = environment;
  return { name, locals, parameters, result: result === "unknown" ? null : result, block, span: syntax.span };
}

/** Whether the head is right as far as the parameters go. */
function declareParameters(environment: Environment, parameters: readonly ParameterSyntax[]): boolean {
  environment.scopes.push(new Map());
  const { context } = environment;
  const types = parameters.map((parameter) => {
    const type = recovering(context.diagnostics, () => parameterType(environment, parameter));
    declareLocal(environment, parameter.name, type);
    return type;
  });
  return !types.includes(null);
}

/** A parameter is a place, but for those of events, which are given every value of their type. */
function parameterType(environment: Environment, { type: syntax }: ParameterSyntax): Type {
  const type = resolveType(namesIn(environment), syntax);
  if (environment.kind !== "event") return placeOf(type);
  if (isEnumerable(type)) return type;
  return fail(syntax.span, "U0223", `an event cannot be given every value of ${withArticle(type)}`);
}

/** Every function that is declared, even where its name belongs to another declaration. */
export function checkDeclaredFunction(context: Context, syntax: FunctionSyntax): void {
  const meaning = context.meanings.get(syntax.name.text);
  if (meaning?.kind === "function" && meaning.declaration === syntax) checkFunction(context, syntax.name);
  else checkFunctionBody(context, syntax);
}

export function checkFunction(context: Context, name: Name): CheckedFunction {
  const known = context.functions.get(name.text);
  if (known === "in progress")
    fail(
      name.span,
      "U0317",
      `'${name.text}' calls itself, directly or through others`,
      "functions are inlined: write a loop",
    );
  if (known === "broken") return failSilently();
  if (known !== undefined) return known;
  const meaning = context.meanings.get(name.text);
  if (meaning?.kind !== "function") return failSilently();
  context.functions.set(name.text, "in progress");
  const checked = checkFunctionBody(context, meaning.declaration);
  context.functions.set(name.text, checked ?? "broken");
  return checked ?? failSilently();
}

/** Null where a mistake in the head was told. */
function checkFunctionBody(context: Context, syntax: FunctionSyntax): CheckedFunction | null {
  const { result: named } = syntax;
  const result = named === null ? VOID : recovering(context.diagnostics, () => placeOf(resolveType(context, named)));
  const environment = newEnvironment(context, {
    owner: syntax.name.text,
    kind: "function",
    role: "behaviour",
    self: { kind: "task", count: context.instances },
    result: result ?? "unknown",
    labels: labelsOf(context, syntax.body),
  });
  const isHeadRight = declareParameters(environment, syntax.parameters);
  const body = finishBody(environment, syntax.parameters.length, syntax.body);
  if (result === null || !isHeadRight) return null;
  const declaration: FunctionDeclaration = {
    index: [...context.functions.keys()].indexOf(syntax.name.text),
    name: syntax.name.text,
    result,
    body,
    expression: singleReturn(body),
    doc: syntax.doc,
    span: syntax.span,
  };
  const [only, ...more] = syntax.body.statements;
  const valueIsWrong = only?.kind === "return" && more.length === 0 && body.block.statements[0]?.kind === "empty";
  return { declaration, facts: environment.facts, valueIsWrong };
}

function singleReturn(body: Body): Expression | null {
  const [only, ...more] = body.block.statements;
  if (only === undefined || more.length > 0 || only.kind !== "return" || only.labels.length > 0) return null;
  return only.value;
}

export function checkProcess(context: Context, outline: ProcessOutline): Process {
  const { declaration, type } = outline;
  const environment = newEnvironment(context, {
    owner: type.name,
    kind: "task",
    role: "behaviour",
    self: type,
    result: null,
    outermost: outline.outermost,
    labels: outline.labels,
  });
  declareParameters(environment, declaration.parameters);
  const body = finishBody(environment, declaration.parameters.length, declaration.body);
  return {
    kind: declaration.role,
    name: type.name,
    type,
    fairness: declaration.fairness,
    body,
    outermost: [...outline.outermost.values()].map((local) => local.slot),
    doc: declaration.doc,
    span: declaration.span,
  };
}

export function checkEvent(context: Context, syntax: EventSyntax): EventDeclaration {
  const environment = newEnvironment(context, {
    owner: syntax.name.text,
    kind: "event",
    role: "behaviour",
    self: null,
    result: null,
    labels: labelsOf(context, syntax.body),
  });
  declareParameters(environment, syntax.parameters);
  const types = environment.locals.map(({ type }) => type);
  recovering(context.diagnostics, () => checkListable(types, syntax.name.span));
  const guard = syntax.guard === null ? null : checkGuard(environment, syntax.guard);
  const body = finishBody(environment, syntax.parameters.length, syntax.body);
  refuseBlocking(context.diagnostics, body.block, "event", "event");
  return {
    kind: "event",
    name: syntax.name.text,
    fairness: syntax.fairness,
    guard,
    body,
    doc: syntax.doc,
    span: syntax.span,
  };
}

export function checkInit(context: Context, syntax: Of<"init">): Body {
  const labels = labelsOf(context, syntax.body);
  const around: Surroundings = { owner: "init", kind: "init", role: "behaviour", self: null, result: null, labels };
  const body = finishBody(newEnvironment(context, around), 0, syntax.body);
  refuseBlocking(context.diagnostics, body.block, "init", "init");
  return body;
}

export function checkCrash(context: Context, syntax: Of<"crash">): Crash {
  const labels = labelsOf(context, syntax.body);
  const owner = syntax.name.text;
  const around: Surroundings = { owner, kind: "crash", role: "crash", self: null, result: null, labels };
  const body = finishBody(newEnvironment(context, around), 0, syntax.body);
  return { property: context.propertyNumbers.get(`crash ${owner}`) ?? -1, body };
}

function propertyEnvironment(context: Context, owner: "invariant" | "liveness"): Environment {
  return newEnvironment(context, { owner, kind: "property", role: "state", self: null, result: null });
}

export function checkInvariant(context: Context, syntax: Of<"invariant">): Invariant {
  const condition = checkCondition(propertyEnvironment(context, "invariant"), syntax.condition);
  return { property: context.propertyNumbers.get(`invariant ${syntax.name.text}`) ?? -1, condition };
}

export function checkLiveness(context: Context, syntax: Of<"liveness">): Liveness {
  const formula = checkCondition(propertyEnvironment(context, "liveness"), syntax.formula);
  refuseInnerTemporal(formula);
  return { property: context.propertyNumbers.get(`liveness ${syntax.name.text}`) ?? -1, formula };
}

/** An expression over constants and knobs: `assume`, and the initial value of a variable. */
export function fixedEnvironment(context: Context, owner: string): Environment {
  return newEnvironment(context, { owner, kind: "property", role: "fixed", self: null, result: null });
}
