import { List } from "immutable";
import type {
  Condition,
  Expression,
  FunctionDeclaration,
  Statement,
  Target,
  Trylock,
} from "../../language/checked-spec.ts";
import type { Span } from "../../language/source.ts";
import { INTEGER } from "../../language/types.ts";
import type { Value } from "../value.ts";
import { defaultValue, difference, union, valuesOf } from "../value.ts";
import { choose, pick, wait } from "./choices.ts";
import {
  advance,
  breakOut,
  closeBlocks,
  continueLoop,
  enterLoop,
  enterOnce,
  goTo,
  isAtomic,
  nextStatement,
  setLocal,
} from "./control.ts";
import { convertAt, EvaluationError, evaluate, isGranted, isTrue, lockElement, matches } from "./evaluate.ts";
import type { Executed } from "./executed.ts";
import { BLOCKED, moveOn, next } from "./executed.ts";
import { noteCase, noteReturned } from "./flow-notes.ts";
import type { Machine, Model } from "./machine.ts";
import { load, noteOf, scopeOf, store, storeConverted } from "./machine.ts";
import { popped, pushed } from "./queues.ts";
import type { Frame, Holders } from "./state.ts";
import { enter, NOBODY } from "./state.ts";
import { finished, spawn } from "./works.ts";

/** Section 2: what one statement does. */

type Of<K extends Statement["kind"]> = Extract<Statement, { kind: K }>;

const MAX_STATEMENTS = 10_000;

/** Executes the statement where control stands, or stores what a call returned. Throws EvaluationError. */
export function execute(model: Model, before: Machine): Executed {
  const { frame } = before;
  const statement = nextStatement(frame);
  if (statement === null) return next(endOfBody(model, before));
  model.reached.add(statement.id);
  const noting = looking(model, statement);
  if (before.executed >= MAX_STATEMENTS) {
    throw new EvaluationError(`a step of more than ${MAX_STATEMENTS} statements`, statement.span);
  }
  const leading = before.leading && leadsOn(before, statement);
  const machine: Machine = { ...before, executed: before.executed + 1, leading };
  if (frame.returned !== null) return next(storeReturned(noting, machine, statement, frame.returned.value));
  return executeKind(noting, machine, statement);
}

/** What only looks on decides nothing about errors. */
function looking(model: Model, { id }: Statement): Model {
  return model.flow?.sites.silent.has(id) === true ? { ...model, flow: null } : model;
}

/** Whether what blocks behind this statement blocks it too: the way into something indivisible. */
function leadsOn(machine: Machine, statement: Statement): boolean {
  if (statement.kind === "atomic") return true;
  const indivisible = machine.self === null || isAtomic(machine.frame);
  return indivisible && (statement.kind === "block" || statement.kind === "call" || statement.kind === "return-call");
}

function executeKind(model: Model, machine: Machine, statement: Statement): Executed {
  const { frame } = machine;
  const scope = scopeOf(model, machine);
  switch (statement.kind) {
    case "empty":
      return moveOn(machine);
    case "declare": {
      const { local, value } = statement;
      const first = value === null ? defaultValue(local.type) : evaluate(value, scope);
      return moveOn(machine, setLocal(frame, local.slot, first));
    }
    case "assign":
      return assign(model, machine, statement);
    case "update-set":
      return updateSet(model, machine, statement);
    case "push":
      return movedOn(pushed(model, machine, statement));
    case "pop":
      return pop(model, machine, statement);
    case "spawn":
      return moveOn(spawn(model, machine, statement));
    case "call":
    case "return-call":
      return next(call(model, machine, statement.function, statement.args));
    case "trylock":
      return tryLockStatement(model, machine, statement);
    case "block":
      return next({ ...machine, frame: enterOnce(frame, statement.block) });
    case "atomic":
      return next({ ...machine, frame: enterOnce(frame, statement.block, "atomic") });
    case "if":
    case "while":
      return branch(model, machine, statement);
    case "switch":
      return switchOver(model, machine, statement);
    case "for":
      return forRound(machine, statement);
    case "loop":
      return next({ ...machine, frame: enterLoop(frame, statement.body) });
    case "break":
    case "continue":
    case "goto":
      return next({ ...machine, frame: jump(frame, statement) });
    case "return":
      return next(returnValue(model, machine, statement.value === null ? null : evaluate(statement.value, scope)));
    case "assert":
      return assertion(machine, statement, isTrue(statement.condition, scope));
    case "wait":
      return wait(model, machine, statement);
    case "choose":
      return choose(model, machine, statement);
    case "pick":
      return pick(model, machine, statement);
    case "lock":
      return lock(model, machine, statement);
    case "unlock":
      return unlock(model, machine, statement);
    case "downgrade":
      return downgrade(model, machine, statement);
  }
}

function jump(frame: Frame, statement: Of<"break" | "continue" | "goto">): Frame {
  if (statement.kind === "break") return breakOut(frame);
  return statement.kind === "continue" ? continueLoop(frame) : goTo(frame, statement.label.id);
}

function branch(model: Model, before: Machine, statement: Of<"if" | "while">): Executed {
  const decided = decide(model, before, statement.condition, statement.span);
  if (decided === null) return BLOCKED;
  const { result, machine } = decided;
  const { frame } = machine;
  if (statement.kind === "while") {
    return next({ ...machine, frame: result ? enterLoop(frame, statement.body) : advance(frame) });
  }
  const block = result ? statement.then : statement.else;
  return next({ ...machine, frame: block === null ? advance(frame) : enterOnce(frame, block) });
}

type Decided = { readonly result: boolean; readonly machine: Machine };

/** Null: it waits, for something to pop. */
function decide(model: Model, machine: Machine, condition: Condition, span: Span): Decided | null {
  switch (condition.kind) {
    case "expression":
      return { result: isTrue(condition.expression, scopeOf(model, machine)), machine };
    case "trylock": {
      const taken = tryLock(model, machine, condition.trylock);
      return { result: taken.result !== condition.trylock.negated, machine: taken.machine };
    }
    case "pop": {
      const taken = popped(model, machine, condition.queue, span);
      return taken === null ? null : { result: (taken.value === true) !== condition.negated, machine: taken.machine };
    }
  }
}

/** The first case that matches, else `default`, else behind the `switch`. */
function switchOver(model: Model, machine: Machine, statement: Of<"switch">): Executed {
  const scope = scopeOf(model, machine);
  const { type } = statement.value;
  const value = evaluate(statement.value, scope);
  const taken =
    statement.cases.find(({ alternatives }) => alternatives.some((one) => matches(value, type, one, scope))) ??
    statement.cases.find(({ isDefault }) => isDefault);
  noteCase(model.flow, statement.id, value, taken === undefined ? null : statement.cases.indexOf(taken));
  if (taken === undefined) return moveOn(machine);
  return next({ ...machine, frame: enterOnce(machine.frame, taken.block, "switch") });
}

// ---------------------------------------------------------------------------------------------- values and calls

function assign(model: Model, machine: Machine, statement: Of<"assign">): Executed {
  const { target, operator } = statement;
  const value = evaluate(statement.value, scopeOf(model, machine));
  if (operator === "=") return moveOn(store(model, machine, target, value));
  const old = Number(convertAt(load(model, machine, target), target.type, plain(target), statement.span));
  const sum = operator === "+=" ? old + Number(value) : old - Number(value);
  return moveOn(storeConverted(model, machine, target, sum === 0 ? 0 : sum, INTEGER, statement.span));
}

function updateSet(model: Model, machine: Machine, { target, operator, value }: Of<"update-set">): Executed {
  const given = evaluate(value, scopeOf(model, machine));
  const old = load(model, machine, target);
  return moveOn(store(model, machine, target, operator === "+=" ? union(old, given) : difference(old, given)));
}

function pop(model: Model, machine: Machine, { queue, target, span }: Of<"pop">): Executed {
  const taken = popped(model, machine, queue, span);
  if (taken === null || target === null) return movedOn(taken?.machine ?? null);
  return moveOn(storeConverted(model, taken.machine, target, taken.value, taken.type, span));
}

function movedOn(machine: Machine | null): Executed {
  return machine === null ? BLOCKED : moveOn(machine);
}

function plain(target: Target): Target["type"] {
  return target.type.kind === "optional" ? target.type.element : target.type;
}

/** The caller stays at its call statement until the callee returns. */
function call(model: Model, machine: Machine, callee: FunctionDeclaration, args: readonly Expression[]): Machine {
  const scope = scopeOf(model, machine);
  const values = args.map((argument) => evaluate(argument, scope));
  const entered = enter(callee.body, machine.frame);
  const locals = entered.locals.map((value, slot) => values[slot] ?? value);
  return { ...machine, frame: { ...entered, locals: List(locals) } };
}

/** Leaves the running body; a function's value goes to its caller, through any `return f(…)`. */
function returnValue(model: Model, machine: Machine, value: Value): Machine {
  const { caller, body } = machine.frame;
  if (caller === null) return finished(model, machine);
  const statement = nextStatement(caller);
  if (statement?.kind === "call") {
    noteReturned(model.flow, statement.id, value);
    const done = statement.target === null ? advance(caller) : { ...caller, returned: { value } };
    return { ...machine, frame: done };
  }
  if (statement?.kind !== "return-call") throw new Error(`untorn defect: ${body.name} was not called`);
  return returnValue(model, { ...machine, frame: caller }, passedOn(caller, statement, value));
}

/** `return f(…)`: the value of f as a value of the returning function's type. */
function passedOn(caller: Frame, statement: Of<"return-call">, value: Value): Value {
  const to = caller.body.result;
  return to === null ? value : convertAt(value, statement.function.result, to, statement.span);
}

function storeReturned(model: Model, machine: Machine, statement: Statement, value: Value): Machine {
  if (statement.kind !== "call" || statement.target === null) throw new Error("untorn defect: a result nobody wants");
  const from = statement.function.result;
  const stored = storeConverted(
    model,
    { ...machine, frame: { ...machine.frame, returned: null } },
    statement.target,
    value,
    from,
    statement.span,
  );
  return { ...stored, frame: advance(stored.frame) };
}

function endOfBody(model: Model, machine: Machine): Machine {
  const { frame } = machine;
  if (frame.caller === null) return finished(model, machine);
  const { result, name } = frame.body;
  if (result !== null && result.kind !== "void") {
    const call = nextStatement(frame.caller);
    throw new EvaluationError(`'${name}' ends without returning a value`, call?.span ?? frame.body.span);
  }
  return returnValue(model, machine, null);
}

function forRound(machine: Machine, statement: Of<"for">): Executed {
  const { frame } = machine;
  const value = valuesOf(statement.local.type)[frame.cursor?.round ?? 0];
  if (value === undefined) return moveOn(machine);
  return next({ ...machine, frame: setLocal(enterLoop(frame, statement.body), statement.local.slot, value) });
}

function assertion(machine: Machine, statement: Of<"assert">, holds: boolean): Executed {
  if (holds) return moveOn(machine);
  const message = statement.why ?? "the assertion is false";
  return moveOn(noteOf(machine, { kind: "failure", property: statement.property, message, span: statement.span }));
}

// ---------------------------------------------------------------------------------------------- locks

/** Every lock but an rwsem is taken exclusively. */
export function wantedMode(model: Model, machine: Machine, mode: Expression | null): number {
  return mode === null ? 1 : Number(evaluate(mode, scopeOf(model, machine)));
}

function tryLock(model: Model, machine: Machine, trylock: Trylock): Decided {
  const mode = wantedMode(model, machine, trylock.mode);
  if (!isGranted(trylock.lock, mode, scopeOf(model, machine))) return { result: false, machine };
  return { result: true, machine: take(model, machine, trylock.lock, mode) };
}

function tryLockStatement(model: Model, machine: Machine, { trylock, target }: Of<"trylock">): Executed {
  const taken = tryLock(model, machine, trylock);
  const result = taken.result !== trylock.negated;
  return moveOn(target === null ? taken.machine : store(model, taken.machine, target, result));
}

function lock(model: Model, machine: Machine, statement: Of<"lock">): Executed {
  const mode = wantedMode(model, machine, statement.mode);
  if (!isGranted(statement.lock, mode, scopeOf(model, machine))) return BLOCKED;
  return moveOn(take(model, machine, statement.lock, mode));
}

type Reference = Of<"lock">["lock"];

function take(model: Model, machine: Machine, reference: Reference, mode: number): Machine {
  const holder = reference.lock.kind === "semaphore" ? NOBODY : (machine.self ?? NOBODY);
  const shownMode = reference.lock.kind === "rwsem" ? mode : null;
  return change(model, machine, reference, "lock", shownMode, (holders) => holders.set(holder, mode));
}

/** Unlocking what is not held does nothing; the discipline of locks is checked in the state before. */
function unlock(model: Model, machine: Machine, statement: Of<"unlock">): Executed {
  const { lock: reference } = statement;
  const holder = reference.lock.kind === "semaphore" ? NOBODY : (machine.self ?? NOBODY);
  return moveOn(change(model, machine, reference, "unlock", null, (holders) => holders.delete(holder)));
}

function downgrade(model: Model, machine: Machine, statement: Of<"downgrade">): Executed {
  const holder = machine.self ?? NOBODY;
  const changed = change(model, machine, statement.lock, "downgrade", 0, (holders) => {
    return holders.get(holder) === 1 ? holders.set(holder, 0) : holders;
  });
  return moveOn(changed);
}

type HoldersChange = (holders: Holders) => Holders;

function change(
  model: Model,
  machine: Machine,
  reference: Reference,
  action: "lock" | "unlock" | "downgrade",
  mode: number | null,
  update: HoldersChange,
): Machine {
  const { slot } = reference.lock;
  const element = lockElement(reference, scopeOf(model, machine));
  const { state } = machine;
  const elements = state.locks.get(slot);
  const holders = elements?.get(element);
  if (elements === undefined || holders === undefined) throw new Error("untorn defect: no such lock");
  const locks = state.locks.set(slot, elements.set(element, update(holders)));
  return noteOf({ ...machine, state: { ...state, locks } }, { kind: "lock", action, slot, element, mode });
}

/** Control after a statement: blocks that are at their end are closed, bodies that are at theirs return. */
export function settle(model: Model, machine: Machine): Machine {
  let current = { ...machine, frame: closeBlocks(machine.frame) };
  while (current.frame.cursor !== null && nextStatement(current.frame) === null) {
    const ended = endOfBody(model, current);
    current = { ...ended, frame: closeBlocks(ended.frame) };
  }
  return current;
}
