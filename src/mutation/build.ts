import type { Block, Expression, LockReference, Statement } from "../language/checked-spec.ts";
import type { Span } from "../language/source.ts";
import type { Type } from "../language/types.ts";
import { BOOL, EXCL, LOCKMODE } from "../language/types.ts";

/** Parts of the checked tree, as the checker would have made them. */

export function knobExpression(knob: number, span: Span): Expression {
  return { kind: "knob", knob, type: BOOL, span };
}

export function not(operand: Expression): Expression {
  return { kind: "not", operand, type: BOOL, span: operand.span };
}

export function and(first: Expression, ...others: readonly Expression[]): Expression {
  return others.reduce((left, right) => logical("&&", left, right), first);
}

export function or(first: Expression, ...others: readonly Expression[]): Expression {
  return others.reduce((left, right) => logical("||", left, right), first);
}

function logical(operator: "&&" | "||", left: Expression, right: Expression): Expression {
  return { kind: "logical", operator, left, right, type: BOOL, span: right.span };
}

/** A bool as a value of the type that it is stored in. */
export function boolAs(value: boolean, type: Type, span: Span): Expression {
  const literal: Expression = { kind: "literal", value, type: BOOL, span };
  return type.kind === "bool" ? literal : { kind: "convert", operand: literal, type, span };
}

/** Whether the running instance holds a lock, `exclusively` if that is asked; of a semaphore, whether it is taken. */
export function holdsNow(lock: LockReference, self: Type, asked: "any mode" | "exclusively"): Expression {
  const { span } = lock;
  if (lock.lock.kind === "semaphore") return { kind: "held", lock, mode: null, type: BOOL, span };
  const instance: Expression = { kind: "self", type: self, span };
  const exclusive: Expression = { kind: "literal", value: EXCL, type: LOCKMODE, span };
  return { kind: "holds", instance, lock, mode: asked === "exclusively" ? exclusive : null, type: BOOL, span };
}

export function blockOf(...statements: readonly Statement[]): Block {
  return { statements, locals: [] };
}
