import type {
  CheckedSpec,
  Condition,
  Expression,
  LockReference,
  Statement,
  Target,
} from "../../language/checked-spec.ts";
import type { Span } from "../../language/source.ts";
import { cardinality, LOCK_MODES } from "../../language/types.ts";
import { nextStatement } from "../interpreter/control.ts";
import { EvaluationError, evaluate, lockElement } from "../interpreter/evaluate.ts";
import { wantedMode } from "../interpreter/execute.ts";
import type { Machine, Model } from "../interpreter/machine.ts";
import { scopeOf } from "../interpreter/machine.ts";
import { nextLeaf } from "../interpreter/next-leaf.ts";
import { popped } from "../interpreter/queues.ts";
import type { Scope } from "../interpreter/scope.ts";
import type { Frame } from "../interpreter/state.ts";
import { firstIdle } from "../interpreter/works.ts";
import { shown, valueAt } from "../value.ts";
import { displayText } from "./display.ts";
import { instanceName } from "./instance-name.ts";
import { poppedQueue } from "./queue-text.ts";

/** The statement that a machine is about to execute, as traces show it: its `///` text, or its source with values in. */
export function statementText(model: Model, machine: Machine): string {
  const statement = nextStatement(machine.frame);
  if (statement === null) return "";
  if (statement.doc !== null) return statement.doc;
  if (statement.kind !== "atomic") return plainText(model, machine, statement);
  const leaf = nextLeaf(model, machine);
  if (leaf === null || leaf.statement === statement) return "atomic";
  return `atomic: ${leaf.statement.doc ?? plainText(model, leaf.machine, leaf.statement)}`;
}

type Of<K extends Statement["kind"]> = Extract<Statement, { kind: K }>;

function plainText(model: Model, machine: Machine, statement: Statement): string {
  try {
    if (statement.kind === "lock") {
      const name = lockName(model.spec, statement.lock.lock.slot, lockElement(statement.lock, scopeOf(model, machine)));
      const mode = statement.mode === null ? "" : ` ${LOCK_MODES[wantedMode(model, machine, statement.mode)]}`;
      return `lock ${name}${mode}`;
    }
    if (statement.kind === "unlock" || statement.kind === "downgrade") {
      return `${statement.kind} ${lockName(model.spec, statement.lock.lock.slot, lockElement(statement.lock, scopeOf(model, machine)))}`;
    }
    if (statement.kind === "spawn") return spawnText(model, machine, statement);
    const queue = poppedQueue(statement);
    if (queue !== null) return popText(model, machine, statement, queue);
  } catch (problem) {
    if (!(problem instanceof EvaluationError)) throw problem;
  }
  return sourceWithValues(statement, scopeOf(model, machine));
}

/** `spawn completion[1](0, -EIO)`: which instance it starts, and with what. */
function spawnText(model: Model, machine: Machine, { work, args }: Of<"spawn">): string {
  const { spec } = model;
  const instance = firstIdle(spec, machine.state, work);
  const name = instance === null ? work : instanceName(spec, instance);
  const scope = scopeOf(model, machine);
  return `spawn ${name}(${args.map((each) => displayText(spec, evaluate(each, scope), each.type)).join(", ")})`;
}

/** `if (pop(q)): true`: what it takes, behind the source. */
function popText(model: Model, machine: Machine, statement: Statement, queue: Target): string {
  const source = sourceWithValues(statement, scopeOf(model, machine));
  const taken = popped(model, machine, queue, statement.span);
  return taken === null ? source : `${source}: ${displayText(model.spec, taken.value, taken.type)}`;
}

/** `iolock`, or `plock[1]` for an element. */
export function lockName(spec: CheckedSpec, slot: number, element: number): string {
  const lock = spec.locks[slot];
  if (lock === undefined) throw new Error("untorn defect: no such lock");
  let rest = element;
  const indices: string[] = [];
  for (const type of [...lock.indices].reverse()) {
    const size = cardinality(type);
    indices.unshift(`[${shown(valueAt(type, rest % size), type, spec.codes)}]`);
    rest = Math.floor(rest / size);
  }
  return `${lock.name}${indices.join("")}`;
}

/** The source of a statement with each index replaced by its value: `dirty[p]` becomes `dirty[0]`. */
function sourceWithValues(statement: Statement, scope: Scope): string {
  const replacements = indicesIn(statement).flatMap((index) => replacement(index, scope));
  const { file, start, end } = statement.span;
  let text = "";
  let position = start;
  for (const { span, value } of replacements.sort((left, right) => left.span.start - right.span.start)) {
    if (span.file !== file || span.start < position || span.end > end) continue;
    text += file.text.slice(position, span.start) + value;
    position = span.end;
  }
  return (text + file.text.slice(position, end))
    .replace(/\/\*.*?\*\//gs, " ")
    .replace(/\/\/[^\n]*/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

function replacement(index: Expression, scope: Scope): { readonly span: Span; readonly value: string }[] {
  if (index.kind === "literal" || hasBound(index)) return [];
  try {
    return [{ span: index.span, value: String(shown(evaluate(index, scope), index.type, scope.spec.codes) ?? "none") }];
  } catch (problem) {
    if (problem instanceof EvaluationError) return [];
    throw problem;
  }
}

function hasBound(expression: Expression): boolean {
  return expression.kind === "bound" || partsOf(expression).some(hasBound);
}

/** Index expressions in what a statement itself reads or writes; the outermost where they nest. */
function indicesIn(statement: Statement): readonly Expression[] {
  switch (statement.kind) {
    case "assign":
    case "update-set":
      return [...targetIndices(statement.target), ...indices(statement.value)];
    case "push":
      return [...targetIndices(statement.queue), ...indices(statement.value)];
    case "pop":
      return [...targetIndices(statement.queue), ...(statement.target === null ? [] : targetIndices(statement.target))];
    case "declare":
    case "return":
      return statement.value === null ? [] : indices(statement.value);
    case "call":
      return [
        ...statement.args.flatMap(indices),
        ...(statement.target === null ? [] : targetIndices(statement.target)),
      ];
    case "spawn":
    case "return-call":
      return statement.args.flatMap(indices);
    case "trylock":
      return [...statement.trylock.lock.indices, ...(statement.target === null ? [] : targetIndices(statement.target))];
    case "if":
    case "while":
      return conditionIndices(statement.condition);
    case "switch":
      return indices(statement.value);
    case "assert":
    case "wait":
      return indices(statement.condition);
    case "pick":
      return statement.where === null ? [] : indices(statement.where);
    default:
      return [];
  }
}

function conditionIndices(condition: Condition): readonly Expression[] {
  switch (condition.kind) {
    case "expression":
      return indices(condition.expression);
    case "trylock":
      return condition.trylock.lock.indices;
    case "pop":
      return targetIndices(condition.queue);
  }
}

function targetIndices(target: Target): Expression[] {
  return target.path.flatMap((step) => (step.kind === "index" ? [step.index] : []));
}

function indices(expression: Expression): Expression[] {
  if (expression.kind === "index") return [...indices(expression.base), expression.index];
  return partsOf(expression).flatMap(indices);
}

function lockParts(lock: LockReference): readonly Expression[] {
  return lock.indices;
}

function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "index":
      return [expression.base, expression.index];
    case "field":
      return [expression.base];
    case "set":
      return expression.elements;
    case "member":
      return [expression.value, expression.collection];
    case "size":
      return [expression.collection];
    case "struct":
      return expression.fields.flatMap((field) => field ?? []);
    case "not":
    case "negate":
    case "cause":
    case "convert":
    case "temporal":
      return [expression.operand];
    case "arithmetic":
    case "compare":
    case "equal":
    case "logical":
    case "temporal-binary":
      return [expression.left, expression.right];
    case "in":
      return [
        expression.value,
        ...expression.alternatives.flatMap((one) => (one.kind === "value" ? [one.value] : [one.low, one.high])),
      ];
    case "conditional":
      return [expression.condition, expression.then, expression.else];
    case "quantifier":
      return [expression.body];
    case "call":
      return expression.args;
    case "errno":
      return expression.from === null ? [] : [expression.from];
    case "remote":
    case "at":
    case "status":
      return [expression.instance];
    case "holds":
      return [expression.instance, ...lockParts(expression.lock)];
    case "held":
      return lockParts(expression.lock);
    default:
      return [];
  }
}

/** The `///` name of the innermost function on the stack that has one. */
export function namedFunction(spec: CheckedSpec, frame: Frame): string | null {
  for (let current: Frame | null = frame; current !== null; current = current.caller) {
    const { body } = current;
    const named = spec.functions.find((candidate) => candidate.body === body);
    if (named?.doc) return named.doc;
  }
  return null;
}
