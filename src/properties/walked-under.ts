import type { Property } from "../language/property.ts";
import type { Interpreter } from "../model/interpreter/interpreter.ts";
import type { Trace } from "../model/trace.ts";
import type { Both, Parting, Side } from "./parting.ts";
import { isSame, partingAt, sideOf } from "./parting.ts";
import { isBrokenBy } from "./replay.ts";
import type { Walk } from "./walk-path.ts";
import { walkPath } from "./walk-path.ts";

/** A counterexample of one design, walked under another one with the same choices. */
export type WalkedUnder = {
  /** Null: every step is the same in both. */
  readonly parting: Parting | null;
  /** The first step that the other design cannot take, and where its actor stands then; null: it takes them all. */
  readonly stopped: { readonly step: number; readonly actor: number | null; readonly side: Side } | null;
  /** Whether the property is violated at their end there too. */
  readonly alsoBroken: boolean;
};

export function walkedUnder(violating: Interpreter, other: Interpreter, property: Property, trace: Trace): WalkedUnder {
  const path = { ...trace.path, loop: trace.loop };
  const first = { system: violating, walk: walkPath(violating, path) };
  const second = { system: other, walk: walkPath(other, path) };
  const step = first.walk.outcomes.findIndex((_, index) => !isSameStep(first.walk, second.walk, index));
  const { stopped } = second.walk;
  return {
    parting: step === -1 ? null : partingAt({ violating: first, other: second, trace, step }),
    stopped: stopped === null ? null : stoppedAt({ violating: first, other: second, trace, step: stopped }),
    alsoBroken: stopped === null && isBrokenBy(other, property, path, second.walk),
  };
}

/** Behind the parting the states differ, so each design is looked at from its own. */
function stoppedAt({ other, trace, step }: Both): WalkedUnder["stopped"] {
  const side = sideOf({ violating: other, other, trace, step }, other);
  return { step, actor: trace.steps[step]?.actor ?? null, side };
}

function isSameStep(first: Walk, second: Walk, index: number): boolean {
  const [left, right] = [first.outcomes[index], second.outcomes[index]];
  return left !== undefined && right !== undefined && left.kind === right.kind && isSame(left.machine, right.machine);
}
