import { advance } from "./control.ts";
import type { Machine, Note } from "./machine.ts";
import type { Frame } from "./state.ts";

/**
 * What one statement led to. `next` has one machine per open branch or value, in order; `blocked`: none is open, or the
 * lock, condition or queue is not to be had. A guard with an error counts as closed, and the error is told.
 */
export type Executed =
  | { readonly kind: "next"; readonly machines: readonly Machine[]; readonly guardFailures: readonly Note[] }
  | { readonly kind: "blocked"; readonly guardFailures: readonly Note[] };

export const BLOCKED: Executed = { kind: "blocked", guardFailures: [] };

export function next(...machines: readonly Machine[]): Executed {
  return { kind: "next", machines, guardFailures: [] };
}

export function moveOn(machine: Machine, frame: Frame = machine.frame): Executed {
  return next({ ...machine, frame: advance(frame) });
}
