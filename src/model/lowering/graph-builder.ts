import type { Body, Statement } from "../../language/checked-spec.ts";
import type { Type } from "../../language/types.ts";
import type { Frame, Instruction, Operation, Register } from "./flow-graph.ts";

/** Growing graph of one body. Instructions are reserved first where something jumps to them before they exist. */
export type Builder = {
  readonly instructions: (Instruction | null)[];
  readonly registers: Register[];
  readonly frames: Frame[];
  /** Slots of a task's outermost locals. */
  readonly outermost: ReadonlySet<number>;
  /** What the function behind a frame returns. */
  readonly results: Map<number, Type | null>;
};

/** Where a statement stands: what it may jump to, and what is in scope. */
export type Surroundings = {
  readonly builder: Builder;
  readonly frame: Frame;
  readonly atomic: boolean;
  readonly scope: readonly Register[];
  readonly labels: ReadonlyMap<number, number>;
  readonly breaks: number | null;
  readonly continues: number | null;
  readonly returns: ReturnTarget;
};

export type ReturnTarget = {
  readonly into: Register | null;
  readonly call: number | null;
  readonly conversions: readonly { readonly from: Type; readonly to: Type }[];
  readonly next: number;
};

export function newFrame(builder: Builder, body: Body, caller: Frame | null): Frame {
  const index = builder.frames.length;
  const registers: Register[] = [];
  const frame: Frame = { index, caller, registers };
  builder.frames.push(frame);
  for (const { slot, type } of body.locals) {
    registers.push(newRegister(builder, frame, type, caller === null && builder.outermost.has(slot) ? slot : null));
  }
  return frame;
}

export function newRegister(builder: Builder, frame: Frame, type: Type, outermost: number | null = null): Register {
  const register: Register = { index: builder.registers.length, frame: frame.index, type, outermost };
  builder.registers.push(register);
  return register;
}

export function reserve(builder: Builder): number {
  builder.instructions.push(null);
  return builder.instructions.length - 1;
}

type Facts = { readonly statement?: Statement; readonly visible?: boolean; readonly mayBlock?: boolean };

export function instruction(around: Surroundings, operation: Operation, facts: Facts = {}): Instruction {
  const { statement, visible = false, mayBlock = false } = facts;
  const ownBody = around.frame.caller === null;
  const always = operation.kind === "done" || (!around.atomic && (visible || isWatched(operation, statement)));
  return {
    operation,
    frame: around.frame,
    statement: statement?.id ?? null,
    rest: always ? "always" : mayBlock && !around.atomic ? "if blocked" : "never",
    atomic: around.atomic,
    scope: around.scope,
    labels: ownBody && statement !== undefined ? statement.labels.map((label) => label.id) : [],
  };
}

/** A label makes its statement visible, not the storing of what a call in it returned. */
function isWatched(operation: Operation, statement: Statement | undefined): boolean {
  return operation.kind !== "store-returned" && statement?.labels.some((label) => label.watched) === true;
}

export function add(around: Surroundings, operation: Operation, facts: Facts = {}): number {
  return put(around, reserve(around.builder), operation, facts);
}

export function put(around: Surroundings, index: number, operation: Operation, facts: Facts = {}): number {
  around.builder.instructions[index] = instruction(around, operation, facts);
  return index;
}

export function register(around: Surroundings, slot: number): Register {
  const found = around.frame.registers[slot];
  if (found === undefined) throw new Error("untorn defect: a local without a register");
  return found;
}
