import type { Statement } from "../../language/checked-spec.ts";
import { nextStatement } from "./control.ts";
import { EvaluationError, isGranted, lockElement } from "./evaluate.ts";
import { execute, settle, wantedMode } from "./execute.ts";
import type { Machine, Model } from "./machine.ts";
import { scopeOf } from "./machine.ts";

/** What a process is about to do in a state between steps: the questions of sections 4 and 6. */

export type Leaf = { readonly machine: Machine; readonly statement: Statement };

/** The next statement; inside an `atomic`, its first one, through blocks and calls. Null when done or erroneous. */
export function nextLeaf(shared: Model, start: Machine): Leaf | null {
  // Looking ahead reaches no statement.
  const model = { ...shared, reached: new Set<number>(), flow: null };
  let machine = start;
  for (;;) {
    const statement = nextStatement(machine.frame);
    if (statement === null) return null;
    const passes = statement.kind === "atomic" || (machine !== start && leadsOn(statement));
    if (!passes || machine.frame.returned !== null) return { machine, statement };
    const inner = into(model, machine);
    if (inner === null) return null;
    machine = inner;
  }
}

function leadsOn(statement: Statement): boolean {
  return statement.kind === "block" || statement.kind === "call" || statement.kind === "return-call";
}

function into(model: Model, machine: Machine): Machine | null {
  try {
    const executed = execute(model, machine);
    const [only] = executed.kind === "next" ? executed.machines : [];
    return only === undefined ? null : settle(model, only);
  } catch (problem) {
    if (problem instanceof EvaluationError) return null;
    throw problem;
  }
}

/** Which element of which lock a leaf takes or gives back, and how; null for other statements, or where that errs. */
export type LockUse = {
  readonly kind: "lock" | "trylock" | "unlock" | "downgrade";
  readonly slot: number;
  readonly element: number;
  readonly mode: number;
  readonly granted: boolean;
};

export function lockUse(model: Model, leaf: Leaf): LockUse | null {
  const used = usedLock(leaf.statement);
  if (used === null) return null;
  try {
    const scope = scopeOf(model, leaf.machine);
    const mode = wantedMode(model, leaf.machine, used.mode);
    const element = lockElement(used.lock, scope);
    return { kind: used.kind, slot: used.lock.lock.slot, element, mode, granted: isGranted(used.lock, mode, scope) };
  } catch (problem) {
    if (problem instanceof EvaluationError) return null;
    throw problem;
  }
}

type Used = {
  readonly kind: LockUse["kind"];
  readonly lock: Extract<Statement, { kind: "lock" }>["lock"];
  readonly mode: Extract<Statement, { kind: "lock" }>["mode"];
};

function usedLock(statement: Statement): Used | null {
  switch (statement.kind) {
    case "lock":
      return { kind: "lock", lock: statement.lock, mode: statement.mode };
    case "unlock":
    case "downgrade":
      return { kind: statement.kind, lock: statement.lock, mode: null };
    case "trylock":
      return { kind: "trylock", lock: statement.trylock.lock, mode: statement.trylock.mode };
    case "if":
    case "while":
      if (statement.condition.kind !== "trylock") return null;
      return { kind: "trylock", lock: statement.condition.trylock.lock, mode: statement.condition.trylock.mode };
    default:
      return null;
  }
}

/** `wait`, `push`, `pop`, and `lock` of anything but a spinlock. */
export function canSleep(statement: Statement): boolean {
  switch (statement.kind) {
    case "wait":
    case "push":
    case "pop":
      return true;
    case "if":
    case "while":
      return statement.condition.kind === "pop";
    case "lock":
      return statement.lock.lock.kind !== "spinlock";
    default:
      return false;
  }
}
