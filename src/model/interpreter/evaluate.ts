import { List } from "immutable";
import type { Alternative, Binding, Expression, LockReference, Target } from "../../language/checked-spec.ts";
import { SAME } from "../../language/checked-spec.ts";
import type { Span } from "../../language/source.ts";
import type { Type } from "../../language/types.ts";
import { cardinality } from "../../language/types.ts";
import type { Step } from "../transition-system.ts";
import type { Value } from "../value.ts";
import {
  at,
  causeOf,
  codeOf,
  convert,
  defaultValue,
  elements,
  emptySet,
  equal,
  isMember,
  makeErrno,
  membersOf,
  ordinalOf,
  ValueError,
  valueAt,
  withMember,
} from "../value.ts";
import { noteErrno, noteTest } from "./flow-notes.ts";
import { lockCompatible } from "./locks.ts";
import type { Scope } from "./scope.ts";
import type { Frame, State } from "./state.ts";
import { bottom, isDone } from "./state.ts";

/** Section 2 of the language reference: what an expression means in a state. */

/** Out of range, division by zero, `none` where a value is needed: violation `ranges` at `span`. */
export class EvaluationError extends Error {
  readonly span: Span;
  constructor(message: string, span: Span) {
    super(message);
    this.span = span;
  }
}

type Of<K extends Expression["kind"]> = Extract<Expression, { kind: K }>;

export function isTrue(expression: Expression, scope: Scope): boolean {
  return evaluate(expression, scope) === true;
}

export function evaluate(expression: Expression, scope: Scope): Value {
  switch (expression.kind) {
    case "literal":
      return expression.value;
    case "knob":
      return scope.knobs[expression.knob] ?? null;
    case "variable":
      return scope.state.variables.get(expression.variable.slot) ?? null;
    case "local":
      return scope.locals.get(expression.local.slot) ?? null;
    case "bound":
      return scope.bound[expression.binding.bound] ?? null;
    case "remote":
      return bottom(frameOf(instanceNumber(expression.instance, scope), scope)).locals.get(expression.slot) ?? null;
    case "self":
      return selfValue(expression, scope);
    case "index":
    case "field":
      return element(expression, scope);
    case "set":
      return setValue(expression, scope);
    case "member":
    case "size":
      return ofCollection(expression, scope);
    case "struct":
      return structValue(expression, scope);
    case "not":
      return !isTrue(expression.operand, scope);
    case "negate":
      return 0 - Number(evaluate(expression.operand, scope));
    case "arithmetic":
      return arithmetic(expression, scope);
    case "compare":
      return compare(expression, scope);
    case "equal":
      return equalSides(expression, scope) !== expression.negated;
    case "logical":
      return logical(expression, scope);
    case "in":
      return isAmong(expression, scope);
    case "conditional":
      return evaluate(isTrue(expression.condition, scope) ? expression.then : expression.else, scope);
    case "quantifier":
      return quantified(expression, scope);
    case "call":
      return callValue(expression, scope);
    case "errno":
      return errnoValue(expression, scope);
    case "cause":
      return causeOf(evaluate(expression.operand, scope), scope.spec.codes.length);
    case "convert":
      return converted(expression, scope);
    case "at":
    case "status":
    case "holds":
    case "held":
    case "enabled":
      return predicate(expression, scope);
    case "temporal":
    case "temporal-binary":
      throw new Error("untorn defect: a temporal operator in a state");
  }
}

function structValue(expression: Of<"struct">, scope: Scope): Value {
  const values = expression.struct.fields.map((field, index) => {
    const given = expression.fields[index] ?? null;
    return given === null ? defaultValue(field.type) : evaluate(given, scope);
  });
  return List(values);
}

function setValue(expression: Of<"set">, scope: Scope): Value {
  const { type } = expression;
  if (type.kind !== "set") throw new Error("untorn defect: a set literal of another type");
  const values = expression.elements.map((each) => evaluate(each, scope));
  return values.reduce<List<Value>>((set, value) => withMember(set, value, type), emptySet(type));
}

/** `e in s`, `size(s)` and `length(q)`. */
function ofCollection(expression: Of<"member" | "size">, scope: Scope): Value {
  const { type } = expression.collection;
  const wanted = expression.kind === "member" ? evaluate(expression.value, scope) : null;
  const values = elements(evaluate(expression.collection, scope));
  if (type.kind === "set") {
    return expression.kind === "size" ? membersOf(values, type).length : isMember(values, wanted, type);
  }
  if (type.kind !== "queue") throw new Error(`untorn defect: a ${type.kind} is no set or queue`);
  if (expression.kind === "size") return values.size;
  return values.some((one) => equal(one, wanted, type.element, scope.spec.codes.length));
}

function selfValue(expression: Of<"self">, scope: Scope): Value {
  if (scope.self === null) throw new Error("untorn defect: 'self' without an instance");
  return expression.type.kind === "instance" ? scope.self - expression.type.first : scope.self;
}

function element(expression: Of<"index" | "field">, scope: Scope): Value {
  const base = evaluate(expression.base, scope);
  return at(base, expression.kind === "field" ? expression.field : indexOf(expression.index, scope));
}

/** Position in an array; the index was converted to the array's index type, so it is in range. */
function indexOf(index: Expression, scope: Scope): number {
  return ordinalOf(index.type, evaluate(index, scope));
}

function arithmetic(expression: Of<"arithmetic">, scope: Scope): number {
  const left = Number(evaluate(expression.left, scope));
  const right = Number(evaluate(expression.right, scope));
  const result = calculate(expression.operator, left, right, expression.span);
  if (!Number.isSafeInteger(result)) throw new EvaluationError(`${result} is beyond 2^53`, expression.span);
  return result === 0 ? 0 : result;
}

function calculate(operator: Of<"arithmetic">["operator"], left: number, right: number, span: Span): number {
  switch (operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
    case "%":
      if (right === 0) throw new EvaluationError("division by zero", span);
      return operator === "/" ? Math.trunc(left / right) : left % right;
  }
}

function compare(expression: Of<"compare">, scope: Scope): boolean {
  const left = Number(evaluate(expression.left, scope));
  const right = Number(evaluate(expression.right, scope));
  switch (expression.operator) {
    case "<":
      return left < right;
    case "<=":
      return left <= right;
    case ">":
      return left > right;
    case ">=":
      return left >= right;
  }
}

function equalSides(expression: Of<"equal">, scope: Scope): boolean {
  const { left, right } = expression;
  const type = left.type.kind === "none" ? right.type : left.type;
  const first = evaluate(left, scope);
  const second = evaluate(right, scope);
  const result = equal(first, second, type, scope.spec.codes.length);
  noteTest(scope.flow, expression, [first, second], result);
  return result;
}

function logical(expression: Of<"logical">, scope: Scope): boolean {
  const left = isTrue(expression.left, scope);
  switch (expression.operator) {
    case "&&":
      return left && isTrue(expression.right, scope);
    case "||":
      return left || isTrue(expression.right, scope);
    case "=>":
      return !left || isTrue(expression.right, scope);
  }
}

function isAmong(expression: Of<"in">, scope: Scope): boolean {
  const { type } = expression.value;
  const value = evaluate(expression.value, scope);
  const result = expression.alternatives.some((one) => matches(value, type, one, scope));
  noteTest(scope.flow, expression, [value], result);
  return result;
}

/** Whether a value of `type` is one of those that stand behind `in` or `case`. */
export function matches(value: Value, type: Type, alternative: Alternative, scope: Scope): boolean {
  if (alternative.kind === "value") {
    return equal(value, evaluate(alternative.value, scope), type, scope.spec.codes.length);
  }
  const low = Number(evaluate(alternative.low, scope));
  if (value === null || Number(value) < low) return false;
  return Number(value) <= Number(evaluate(alternative.high, scope));
}

function quantified(expression: Of<"quantifier">, scope: Scope): Value {
  const { quantifier, bindings, body } = expression;
  let count = 0;
  const stopped = eachBinding(bindings, scope, (inner) => {
    const holds = isTrue(body, inner);
    if (holds) count += 1;
    return quantifier === "forall" ? !holds : quantifier === "exists" && holds;
  });
  if (quantifier === "count") return count;
  return quantifier === "forall" ? !stopped : stopped;
}

/** Calls `visit` with each combination of values, the last binding fastest, until it returns true. */
export function eachBinding(bindings: readonly Binding[], scope: Scope, visit: (inner: Scope) => boolean): boolean {
  const [binding, ...rest] = bindings;
  if (binding === undefined) return visit(scope);
  const size = cardinality(binding.type);
  for (let ordinal = 0; ordinal < size; ordinal += 1) {
    const bound = [...scope.bound.slice(0, binding.bound), valueAt(binding.type, ordinal)];
    if (eachBinding(rest, { ...scope, bound }, visit)) return true;
  }
  return false;
}

function callValue(expression: Of<"call">, scope: Scope): Value {
  const { body, expression: result } = expression.function;
  if (result === null) throw new Error("untorn defect: a function of several statements in an expression");
  const args = expression.args.map((argument) => evaluate(argument, scope));
  const locals = List<Value>(body.locals.map((local, slot) => args[slot] ?? defaultValue(local.type)));
  return evaluate(result, { ...scope, locals, bound: [] });
}

function errnoValue(expression: Of<"errno">, scope: Scope): Value {
  const codes = scope.spec.codes.length;
  const from = expression.from === null ? 0 : evaluate(expression.from, scope);
  noteErrno(scope.flow, expression, from);
  const knob = expression.knob === null ? null : scope.knobs[expression.knob];
  const written = knob === null ? expression.code : Number(knob);
  const code = written === SAME ? codeOf(from, codes) : written;
  return makeErrno(code, causeOf(from, codes) || expression.cause, codes);
}

function converted(expression: Of<"convert">, scope: Scope): Value {
  const value = evaluate(expression.operand, scope);
  return convertAt(value, expression.operand.type, expression.type, expression.span);
}

export function convertAt(value: Value, from: Type, to: Type, span: Span): Value {
  try {
    return convert(value, from, to);
  } catch (problem) {
    if (problem instanceof ValueError) throw new EvaluationError(problem.message, span);
    throw problem;
  }
}

/** The number among all instances that an expression of an instance type stands for. */
export function instanceNumber(expression: Expression, scope: Scope): number {
  const value = Number(evaluate(expression, scope));
  return expression.type.kind === "instance" ? expression.type.first + value : value;
}

/** Which element of a lock array; 0 for a single lock. */
export function lockElement(reference: LockReference, scope: Scope): number {
  return reference.indices.reduce((position, index, dimension) => {
    const type = reference.lock.indices[dimension] ?? index.type;
    return position * cardinality(type) + ordinalOf(type, evaluate(index, scope));
  }, 0);
}

type Predicate = Of<"at" | "status" | "holds" | "held" | "enabled">;

/** Section 6: predicates on locks, and on states between steps. */
function predicate(expression: Predicate, scope: Scope): boolean {
  switch (expression.kind) {
    case "at": {
      const frame = frameOf(instanceNumber(expression.instance, scope), scope);
      const { cursor } = bottom(frame);
      const statement = cursor?.block.statements[cursor.next];
      return frame.caller === null && statement?.labels.some((label) => label.id === expression.label.id) === true;
    }
    case "status":
      return status(expression, scope);
    case "holds": {
      const holders = scope.state.locks.get(expression.lock.lock.slot)?.get(lockElement(expression.lock, scope));
      const mode = holders?.get(instanceNumber(expression.instance, scope));
      return mode !== undefined && (expression.mode === null || mode === evaluate(expression.mode, scope));
    }
    case "held": {
      const holders = scope.state.locks.get(expression.lock.lock.slot)?.get(lockElement(expression.lock, scope));
      const mode = expression.mode === null ? null : evaluate(expression.mode, scope);
      return holders?.some((held) => mode === null || held === mode) === true;
    }
    case "enabled":
      return isEnabled(expression, scope);
  }
}

function frameOf(instance: number, scope: Scope): Frame {
  const frame = scope.state.processes.get(instance);
  if (frame === undefined) throw new Error("untorn defect: no such instance");
  return frame;
}

function status(expression: Of<"status">, scope: Scope): boolean {
  const instance = instanceNumber(expression.instance, scope);
  const done = isDone(frameOf(instance, scope));
  if (expression.status === "done") return done;
  const { steps } = scope;
  if (steps === null) throw new Error("untorn defect: a predicate on steps inside a step");
  if (expression.status === "may_sleep") return steps.maySleep(instance);
  const actor = steps.actorOfInstance(instance);
  return !done && !steps.all.some((step) => step.actor === actor && isStep(step));
}

function isEnabled(expression: Of<"enabled">, scope: Scope): boolean {
  const { steps } = scope;
  if (steps === null) throw new Error("untorn defect: a predicate on steps inside a step");
  const actor = steps.actorOfEvent(expression.event);
  const values = expression.args?.map((argument) => ordinalOf(argument.type, evaluate(argument, scope))) ?? [];
  return steps.all.some(
    (step) => step.actor === actor && isStep(step) && values.every((value, index) => step.choices[index] === value),
  );
}

/** An entry of `steps` that can be taken, even if only into an error. */
export function isStep(step: Step<State>): boolean {
  return step.next !== null || step.violated.length > 0;
}

/** Whether a lock could be had in `mode` right now. */
export function isGranted(reference: LockReference, mode: number, scope: Scope): boolean {
  const holders = scope.state.locks.get(reference.lock.slot)?.get(lockElement(reference, scope));
  return holders === undefined || lockCompatible(holders, mode);
}

/** The positions of a target's path, evaluated: where in the root's value the store goes. */
export function targetPath(target: Target, scope: Scope): number[] {
  return target.path.map((step) => (step.kind === "field" ? step.field : indexOf(step.index, scope)));
}
