import type { Block, Body, FunctionDeclaration, Statement } from "../../language/checked-spec.ts";
import type { Type } from "../../language/types.ts";
import { cardinality } from "../../language/types.ts";
import type { FlowGraph, Instruction, Operation, Place } from "./flow-graph.ts";
import type { Builder, ReturnTarget, Surroundings } from "./graph-builder.ts";
import { add, instruction, newFrame, newRegister, put, register, reserve } from "./graph-builder.ts";
import { conditionIsShared, isGhostTarget, readsShared, storesShared } from "./names-shared.ts";

/** `indivisible`: events, `init` and crash blocks run to their end in one step. */
export function lowerBody(body: Body, outermost: readonly number[], indivisible: boolean): FlowGraph {
  const builder: Builder = {
    instructions: [],
    registers: [],
    frames: [],
    outermost: new Set(outermost),
    results: new Map(),
  };
  const frame = newFrame(builder, body, null);
  const done = reserve(builder);
  const around: Surroundings = {
    builder,
    frame,
    atomic: indivisible,
    scope: frame.registers.filter((register, slot) => slot < body.parameters || register.outermost !== null),
    labels: new Map(),
    breaks: null,
    continues: null,
    returns: { into: null, call: null, conversions: [], next: done },
  };
  builder.instructions[done] = instruction(around, { kind: "done" });
  const first = lowerBlock(body.block, around, done, "body");
  const instructions = builder.instructions.map((one) => {
    if (one === null) throw new Error("untorn defect: an instruction was reserved and never made");
    return one;
  });
  return { instructions, entry: entryOf(instructions, first), registers: builder.registers, frames: builder.frames };
}

/** A `for` whose head is a step begins there: a body begins with its registers at their default, and so with round 0. */
function entryOf(instructions: readonly Instruction[], first: number): number {
  const operation = instructions[first]?.operation;
  if (operation?.kind !== "set-round" || operation.value !== "first") return first;
  return instructions[operation.next]?.rest === "always" ? operation.next : first;
}

/** A block in new surroundings; its locals begin as their default (`body`: their frame made them so). */
function lowerBlock(block: Block, around: Surroundings, next: number, kind: "block" | "body" = "block"): number {
  const { builder, frame } = around;
  const locals = block.locals.flatMap((slot) => frame.registers[slot] ?? []);
  const own = locals.filter((register) => !around.scope.includes(register));
  const labels = new Map(around.labels);
  for (const statement of block.statements) {
    for (const label of statement.labels) labels.set(label.id, reserve(builder));
  }
  const inner: Surroundings = { ...around, scope: [...around.scope, ...own], labels };
  const first = block.statements.reduceRight((after, statement) => {
    const entry = lowerStatement(statement, inner, after);
    for (const label of statement.labels) put(inner, labels.get(label.id) ?? -1, { kind: "skip", next: entry });
    return entry;
  }, next);
  if (kind === "body" || own.length === 0) return first;
  return add(inner, { kind: "enter", next: first, cleared: own });
}

function lowerStatement(statement: Statement, around: Surroundings, next: number): number {
  switch (statement.kind) {
    case "empty":
      return add(around, { kind: "skip", next }, { statement });
    case "block":
    case "atomic":
      return lowerNested(statement, around, next);
    case "declare":
    case "assign":
    case "update-set":
      return lowerStore(statement, around, next);
    case "push": {
      const { queue, value } = statement;
      return add(around, { kind: "push", queue, value, next }, { statement, visible: true });
    }
    case "pop": {
      const { queue, target } = statement;
      return add(around, { kind: "pop", queue, target, next }, { statement, visible: true });
    }
    case "spawn": {
      const { work, args } = statement;
      return add(around, { kind: "spawn", work, args, next }, { statement, visible: true });
    }
    case "call":
      return lowerCall(statement, around, next);
    case "return-call":
      return lowerReturnCall(statement, around);
    case "return":
      return lowerReturn(statement, around);
    case "trylock":
      return add(
        around,
        { kind: "trylock", trylock: statement.trylock, target: statement.target, next },
        { statement, visible: true },
      );
    case "switch":
      return lowerSwitch(statement, around, next);
    case "if":
    case "while":
    case "for":
    case "loop":
      return lowerBranching(statement, around, next);
    case "break":
    case "continue":
    case "goto":
      return add(around, { kind: "skip", next: jumpTarget(statement, around) }, { statement });
    case "assert": {
      const { property, condition } = statement;
      return add(around, { kind: "assert", property, condition, next }, { statement, visible: readsShared(condition) });
    }
    case "wait":
      return add(around, { kind: "wait", condition: statement.condition, next }, { statement, visible: true });
    case "choose":
      return lowerChoose(statement, around, next);
    case "pick":
      return lowerPick(statement, around, next);
    case "lock":
      return add(
        around,
        { kind: "lock", lock: statement.lock, mode: statement.mode, next },
        { statement, visible: true },
      );
    case "unlock":
    case "downgrade":
      return add(around, { kind: statement.kind, lock: statement.lock, next }, { statement, visible: true });
  }
}

type Of<K extends Statement["kind"]> = Extract<Statement, { kind: K }>;

function lowerNested(statement: Of<"block" | "atomic">, around: Surroundings, next: number): number {
  const atomic = around.atomic || statement.kind === "atomic";
  const entry = lowerBlock(statement.block, { ...around, atomic }, next);
  return add(around, { kind: "enter", next: entry, cleared: [] }, { statement, visible: statement.kind === "atomic" });
}

function lowerStore(statement: Of<"declare" | "assign" | "update-set">, around: Surroundings, next: number): number {
  if (statement.kind === "declare") {
    const place: Place = { kind: "register", register: register(around, statement.local.slot) };
    const { value } = statement;
    return add(
      around,
      { kind: "assign", place, operator: "=", value, next },
      { statement, visible: readsShared(value) },
    );
  }
  const { target, value } = statement;
  const visible = !isGhostTarget(target) && (storesShared(target) || readsShared(value));
  if (statement.kind === "update-set") {
    const { operator } = statement;
    return add(around, { kind: "update-set", target, operator, value, next }, { statement, visible });
  }
  const { operator } = statement;
  return add(
    around,
    { kind: "assign", place: { kind: "target", target }, operator, value, next },
    { statement, visible },
  );
}

function lowerCall(statement: Of<"call">, around: Surroundings, next: number): number {
  const { builder, frame } = around;
  const { target, function: callee, id: call } = statement;
  if (target === null) return enterCall(statement, around, callee, { into: null, call, conversions: [], next });
  const returned = newRegister(builder, frame, callee.result);
  const storing: Surroundings = { ...around, scope: [...around.scope, returned] };
  const visible = storesShared(target) && !isGhostTarget(target);
  const store = add(storing, { kind: "store-returned", register: returned, target, next }, { statement, visible });
  return enterCall(statement, around, callee, { into: returned, call, conversions: [], next: store });
}

/** What the callee returns is what this function returns. */
function lowerReturnCall(statement: Of<"return-call">, around: Surroundings): number {
  const { returns } = around;
  const callee = statement.function;
  const own = returnedType(around);
  const conversions = own === null ? returns.conversions : [{ from: callee.result, to: own }, ...returns.conversions];
  return enterCall(statement, around, callee, { ...returns, conversions });
}

/** The type that the function around returns; null in a task. */
function returnedType(around: Surroundings): Type | null {
  return around.builder.results.get(around.frame.index) ?? null;
}

function enterCall(
  statement: Of<"call" | "return-call">,
  around: Surroundings,
  callee: FunctionDeclaration,
  returns: ReturnTarget,
): number {
  const { builder } = around;
  const { body } = callee;
  const frame = newFrame(builder, body, around.frame);
  builder.results.set(frame.index, body.result);
  const inner: Surroundings = {
    builder,
    frame,
    atomic: around.atomic,
    scope: [...around.scope, ...frame.registers.slice(0, body.parameters)],
    labels: new Map(),
    breaks: null,
    continues: null,
    returns,
  };
  const isVoid = body.result === null || body.result.kind === "void";
  const end = isVoid ? returns.next : add(inner, { kind: "error" });
  const entry = lowerBlock(body.block, inner, end, "body");
  const { args } = statement;
  return add(
    around,
    { kind: "call", args, callee: frame, next: entry },
    { statement, visible: args.some(readsShared) },
  );
}

function lowerReturn(statement: Of<"return">, around: Surroundings): number {
  const { value } = statement;
  const { into, call, conversions, next } = around.returns;
  return add(
    around,
    { kind: "return", value, conversions, into, call, next },
    { statement, visible: readsShared(value) },
  );
}

function lowerBranching(statement: Of<"if" | "while" | "for" | "loop">, around: Surroundings, next: number): number {
  switch (statement.kind) {
    case "if": {
      const then = lowerBlock(statement.then, around, next);
      const otherwise = statement.else === null ? next : lowerBlock(statement.else, around, next);
      const { condition } = statement;
      const visible = conditionIsShared(condition);
      return add(around, { kind: "branch", condition, then, else: otherwise }, { statement, visible });
    }
    case "while": {
      const head = reserve(around.builder);
      const body = lowerBlock(statement.body, inLoop(around, next, head), head);
      const { condition } = statement;
      return put(
        around,
        head,
        { kind: "branch", condition, then: body, else: next },
        { statement, visible: conditionIsShared(condition) },
      );
    }
    case "loop": {
      const head = reserve(around.builder);
      const body = lowerBlock(statement.body, inLoop(around, next, head), head);
      return put(around, head, { kind: "skip", next: body }, { statement });
    }
    case "for":
      return lowerFor(statement, around, next);
  }
}

/** `break` leads behind it, `continue` on to the loop around it. */
function lowerSwitch(statement: Of<"switch">, around: Surroundings, next: number): number {
  const { value } = statement;
  const inside: Surroundings = { ...around, breaks: next };
  const groups = statement.cases.map((one) => ({ ...one, next: lowerBlock(one.block, inside, next) }));
  const cases = groups.map(({ alternatives, next: body }) => ({ alternatives, next: body }));
  const otherwise = groups.find(({ isDefault }) => isDefault)?.next ?? next;
  return add(around, { kind: "switch", value, cases, otherwise }, { statement, visible: readsShared(value) });
}

function inLoop(around: Surroundings, breaks: number, continues: number): Surroundings {
  return { ...around, breaks, continues };
}

/** The round is a hidden register: it is what a `for` at rest is told apart by. */
function lowerFor(statement: Of<"for">, around: Surroundings, next: number): number {
  const { builder, frame } = around;
  const size = cardinality(statement.local.type);
  const round = newRegister(builder, frame, { kind: "range", low: 0, high: size });
  const looping: Surroundings = { ...around, scope: [...around.scope, round] };
  const head = reserve(builder);
  const again = add(looping, { kind: "set-round", round, value: "next", next: head });
  const variable = register(around, statement.local.slot);
  const inside: Surroundings = { ...inLoop(looping, next, again), scope: [...looping.scope, variable] };
  const body = lowerBlock(statement.body, inside, again);
  put(looping, head, { kind: "for", round, variable, body, exit: next }, { statement });
  return add(around, { kind: "set-round", round, value: "first", next: head });
}

function jumpTarget(statement: Of<"break" | "continue" | "goto">, around: Surroundings): number {
  const { breaks, continues, labels } = around;
  const target =
    statement.kind === "goto" ? labels.get(statement.label.id) : statement.kind === "break" ? breaks : continues;
  if (target === undefined || target === null) throw new Error("untorn defect: a jump to nowhere");
  return target;
}

function lowerChoose(statement: Of<"choose">, around: Surroundings, next: number): number {
  const branches = statement.branches.map(({ guard, block }) => ({ guard, next: lowerBlock(block, around, next) }));
  const visible = branches.some(({ guard }) => readsShared(guard));
  const mayBlock = branches.every(({ guard }) => guard !== null);
  return add(around, { kind: "choose", branches }, { statement, visible, mayBlock });
}

function lowerPick(statement: Of<"pick">, around: Surroundings, next: number): number {
  const picked = register(around, statement.local.slot);
  const inner: Surroundings = { ...around, scope: [...around.scope, picked] };
  const body = lowerBlock(statement.block, inner, next);
  const otherwise = statement.otherwise === null ? null : lowerBlock(statement.otherwise, around, next);
  const { where } = statement;
  const mayBlock = otherwise === null && (where !== null || cardinality(picked.type) === 0);
  const operation: Operation = { kind: "pick", register: picked, where, next: body, otherwise };
  return add(around, operation, { statement, visible: readsShared(where), mayBlock });
}
