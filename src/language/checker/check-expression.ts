import type { Binding, Expression, Variable } from "../checked-spec.ts";
import type { Span } from "../source.ts";
import type { ExpressionSyntax, Name, ParameterSyntax } from "../syntax.ts";
import type { Type } from "../types.ts";
import { BOOL, CODE, INTEGER, isEnumerable, LOCK_MODES, LOCKMODE, NONE, typeName } from "../types.ts";
import { checkAs, checkCondition, checkExpression, checkValue } from "./check-as.ts";
import { checkCall } from "./check-call.ts";
import { checkBinary, checkConditional, checkErrno, checkIn, checkUnary } from "./check-operators.ts";
import { checkMember, checkSetLiteral, expectedSet, setOf } from "./check-set.ts";
import { refuseIndex } from "./check-target.ts";
import type { Environment } from "./context.ts";
import { looksLikeCode, unknownName } from "./context.ts";
import { convertTo, readPlace, withArticle } from "./convert.ts";
import { checkNewName, findLocal, namesIn, note } from "./environment.ts";
import { fail, failSilently } from "./failure.ts";
import { resolveType } from "./resolve-type.ts";
import { checkListable } from "./type-size.ts";

type Of<K extends ExpressionSyntax["kind"]> = Extract<ExpressionSyntax, { kind: K }>;

/** One case per kind of expression; the recursion of the checker comes back here. */
export function dispatchExpression(
  environment: Environment,
  syntax: ExpressionSyntax,
  expected: Type | null,
): Expression {
  const { span } = syntax;
  switch (syntax.kind) {
    case "int":
      return {
        kind: "literal",
        value: syntax.value,
        type: { kind: "range", low: syntax.value, high: syntax.value },
        span,
      };
    case "bool":
      return { kind: "literal", value: syntax.value, type: BOOL, span };
    case "none":
      return { kind: "literal", value: null, type: NONE, span };
    case "self":
      return checkSelf(environment, syntax);
    case "name":
      return checkName(environment, syntax.name);
    case "index":
      return checkIndex(environment, syntax);
    case "field":
      return checkField(environment, syntax);
    case "unary":
      return checkUnary(environment, syntax);
    case "errno":
      return checkErrno(environment, syntax.code, syntax.origin, syntax.span);
    case "binary":
      return checkBinary(environment, syntax);
    case "in":
      return checkIn(environment, syntax);
    case "conditional":
      return checkConditional(environment, syntax, expected);
    case "quantifier":
      return checkQuantifier(environment, syntax);
    case "call":
      return checkCall(environment, syntax);
    case "struct":
      return checkBraces(environment, syntax, expected);
    case "set":
      return checkSetLiteral(environment, syntax, expected);
    case "member":
      return checkMember(environment, syntax);
  }
}

function checkSelf(environment: Environment, syntax: Of<"self">): Expression {
  if (environment.self === null)
    fail(
      syntax.span,
      "U0301",
      "there is no running instance here",
      "'self' stands in tasks, daemons, works and functions",
    );
  refuseFixed(environment, "there is no running instance here", syntax.span);
  note(environment, "selfUse", "'self'", syntax.span);
  return { kind: "self", type: environment.self, span: syntax.span };
}

function checkName(environment: Environment, name: Name): Expression {
  const { span } = name;
  const local = findLocal(environment, name.text);
  if (local !== null) {
    if ("bound" in local) return { kind: "bound", binding: local, type: local.type, span };
    refuseFixed(environment, `'${name.text}' is a local`, span);
    return readPlace({ kind: "local", local, type: local.type, span });
  }
  const modes: readonly string[] = LOCK_MODES;
  const mode = modes.indexOf(name.text);
  if (mode !== -1) return { kind: "literal", value: mode, type: LOCKMODE, span };
  return checkGlobal(environment, name);
}

function checkGlobal(environment: Environment, name: Name): Expression {
  const { context } = environment;
  const { span } = name;
  const meaning = context.meanings.get(name.text);
  switch (meaning?.kind) {
    case undefined:
      return unknownName(context, name, looksLikeCode(name.text) ? "error code" : "name", visibleNames(environment));
    case "constant": {
      const { value } = meaning.constant;
      if (typeof value === "boolean") return { kind: "literal", value, type: BOOL, span };
      return { kind: "literal", value, type: { kind: "range", low: value, high: value }, span };
    }
    case "member":
      return { kind: "literal", value: meaning.value, type: meaning.type, span };
    case "code":
      return { kind: "literal", value: meaning.code, type: CODE, span };
    case "knob":
      return { kind: "knob", knob: meaning.knob.index, type: meaning.knob.type, span };
    case "variable":
      return checkVariable(environment, name, meaning.variable);
    case "lock":
      return fail(span, "U0217", `the lock '${name.text}' is not a value`, "use lock(), unlock(), holds() or held()");
    case "function":
      return fail(span, "U0218", `'${name.text}' is a function`, `call it: '${name.text}(…)'`);
    default:
      return fail(span, "U0218", `'${name.text}' is not a value`);
  }
}

function checkVariable(environment: Environment, name: Name, variable: Variable): Expression {
  const { span } = name;
  refuseFixed(environment, `'${name.text}' is a variable`, span);
  if (variable.storage === "ghost") {
    if (environment.role === "behaviour") ghostRead(environment, name);
  } else if (variable.storage === "shared") {
    if (environment.role === "crash") {
      fail(
        span,
        "U0401",
        `'${name.text}' does not survive power failure`,
        "declare it 'durable', or keep a ghost of it",
      );
    }
    note(environment, "volatileUse", `the shared variable '${name.text}'`, span);
  }
  return readPlace({ kind: "variable", variable, type: variable.type, span });
}

/** Initial values, assumptions and cases are known before anything runs. */
function refuseFixed(environment: Environment, hint: string, span: Span): void {
  if (environment.role === "fixed") fail(span, "U0219", "only constants and knobs may stand here", hint);
}

function ghostRead(environment: Environment, name: Name): void {
  if (environment.kind !== "function") {
    fail(
      name.span,
      "U0402",
      `the ghost '${name.text}' cannot decide what the spec does`,
      "read it in asserts, properties and ghost stores only",
    );
  }
  note(environment, "ghostInBehaviour", `the ghost '${name.text}'`, name.span);
}

function visibleNames(environment: Environment): string[] {
  const locals = environment.scopes.flatMap((scope) => [...scope.keys()]);
  return [...locals, ...environment.bindings.map((binding) => binding.name), ...environment.context.meanings.keys()];
}

function checkIndex(environment: Environment, syntax: Of<"index">): Expression {
  const base = checkExpression(environment, syntax.base);
  if (base.type.kind !== "array") refuseIndex(base.type, syntax.base.span);
  const index = checkAs(environment, syntax.index, base.type.index);
  return readPlace({ kind: "index", base, array: base.type, index, type: base.type.element, span: syntax.span });
}

function checkField(environment: Environment, syntax: Of<"field">): Expression {
  const base = checkExpression(environment, syntax.base);
  const { field, span } = syntax;
  if (base.type.kind === "struct") {
    const { fields, name } = base.type;
    const position = fields.findIndex((candidate) => candidate.name === field.text);
    const found = fields[position];
    if (found === undefined) {
      return unknownName(
        environment.context,
        field,
        `field of '${name}'`,
        fields.map((candidate) => candidate.name),
      );
    }
    return readPlace({ kind: "field", base, field: position, name: field.text, type: found.type, span });
  }
  const instance = base.type.kind === "optional" ? convertTo(base, base.type.element) : base;
  if (instance.type.kind === "instance") return checkRemote(environment, instance, instance.type.name, field, span);
  return fail(syntax.base.span, "U0221", `${withArticle(base.type)} has no fields`);
}

function checkRemote(
  environment: Environment,
  instance: Expression,
  process: string,
  field: Name,
  span: ExpressionSyntax["span"],
): Expression {
  const meaning = environment.context.meanings.get(process);
  if (meaning?.kind !== "process" || meaning.process.broken.has(field.text)) return failSilently();
  const local = meaning.process.outermost.get(field.text);
  if (local === undefined) {
    return unknownName(environment.context, field, `outermost local of '${process}'`, meaning.process.outermost.keys());
  }
  refuseFixed(environment, `'${field.text}' is a local of '${process}'`, span);
  if (environment.role === "crash")
    fail(span, "U0401", "a local of a task does not survive power failure", "keep a durable variable or a ghost of it");
  note(environment, "volatileUse", `the local '${process}.${field.text}'`, span);
  return readPlace({ kind: "remote", instance, process, slot: local.slot, name: local.name, type: local.type, span });
}

/** Binds the variables of a quantifier while `check` runs. */
function withBindings<T>(
  environment: Environment,
  parameters: readonly ParameterSyntax[],
  check: (bindings: Binding[]) => T,
): T {
  const before = environment.bindings.length;
  try {
    for (const { name, type: syntax } of parameters) {
      const type = resolveType(namesIn(environment), syntax);
      if (!isEnumerable(type))
        fail(syntax.span, "U0223", `${withArticle(type)} cannot be quantified over`, "use a range, enum, bool or task");
      // In all combinations with what the quantifiers around it go through.
      checkListable([...environment.bindings.map((binding) => binding.type), type], syntax.span);
      checkNewName(environment, name);
      environment.bindings.push({ bound: environment.bindings.length, name: name.text, type });
    }
    return check(environment.bindings.slice(before));
  } finally {
    environment.bindings.length = before;
  }
}

function checkQuantifier(environment: Environment, syntax: Of<"quantifier">): Expression {
  const { quantifier, span } = syntax;
  return withBindings(environment, syntax.bindings, (bindings) => {
    const body = checkCondition(environment, syntax.body);
    return { kind: "quantifier", quantifier, bindings, body, type: quantifier === "count" ? INTEGER : BOOL, span };
  });
}

/** `{ }` is what the place it stands in needs. */
function checkBraces(environment: Environment, syntax: Of<"struct">, expected: Type | null): Expression {
  const set = syntax.fields.length === 0 ? expectedSet(expected) : null;
  return set === null ? checkStruct(environment, syntax, expected) : setOf(environment, [], set, syntax);
}

function checkStruct(environment: Environment, syntax: Of<"struct">, expected: Type | null): Expression {
  const type = expected?.kind === "optional" ? expected.element : expected;
  if (type?.kind !== "struct") {
    const found = type === null || type === undefined ? "" : `, but ${typeName(type)} is needed here`;
    return fail(
      syntax.span,
      "U0224",
      `a struct literal needs to know its struct${found}`,
      "assign it to a variable of that struct",
    );
  }
  const values = new Map<string, Expression>();
  for (const { name, value } of syntax.fields) {
    const field = type.fields.find((candidate) => candidate.name === name.text);
    if (field === undefined)
      return unknownName(
        environment.context,
        name,
        `field of '${type.name}'`,
        type.fields.map((one) => one.name),
      );
    if (values.has(name.text)) fail(name.span, "U0101", `the field '${name.text}' is given twice`);
    values.set(name.text, checkValue(environment, value, field.type));
  }
  const fields = type.fields.map((field) => values.get(field.name) ?? null);
  return { kind: "struct", struct: type, fields, type, span: syntax.span };
}
