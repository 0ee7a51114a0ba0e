import type { CheckedSpec } from "../language/checked-spec.ts";
import type { Leaf, LockUse } from "../model/interpreter/next-leaf.ts";
import { canSleep } from "../model/interpreter/next-leaf.ts";
import type { Holders, State } from "../model/interpreter/state.ts";
import { isDone, NOBODY } from "../model/interpreter/state.ts";

/** What a process does wrong with its locks in a state; null where nothing. Section 4 of the language reference. */
export type LockBreach =
  | { readonly kind: "unlock of a lock not held"; readonly slot: number; readonly element: number }
  | { readonly kind: "downgrade of a lock not held EXCL"; readonly slot: number; readonly element: number }
  | { readonly kind: "lock taken twice"; readonly slot: number; readonly element: number }
  | { readonly kind: "end while holding"; readonly slot: number; readonly element: number }
  | { readonly kind: "sleep under spinlock"; readonly slot: number; readonly element: number };

export function lockBreach(
  spec: CheckedSpec,
  state: State,
  process: number,
  leaf: Leaf | null,
  use: LockUse | null,
): LockBreach | null {
  const frame = state.processes.get(process);
  if (frame !== undefined && isDone(frame)) return heldAtEnd(spec, state, process);
  if (leaf === null) return null;
  if (canSleep(leaf.statement)) {
    const spinlock = heldLock(spec, state, process, (slot) => spec.locks[slot]?.kind === "spinlock");
    if (spinlock !== null) return { kind: "sleep under spinlock", ...spinlock };
  }
  return use === null ? null : misuse(spec, state, process, use);
}

type Place = { readonly slot: number; readonly element: number };

function misuse(spec: CheckedSpec, state: State, process: number, use: LockUse): LockBreach | null {
  const { slot, element } = use;
  const holder = spec.locks[slot]?.kind === "semaphore" ? NOBODY : process;
  const held = state.locks.get(slot)?.get(element)?.get(holder);
  switch (use.kind) {
    case "unlock":
      return held === undefined ? { kind: "unlock of a lock not held", slot, element } : null;
    case "downgrade":
      return held === 1 ? null : { kind: "downgrade of a lock not held EXCL", slot, element };
    case "lock":
    case "trylock": {
      const twice = holder !== NOBODY && held !== undefined && (use.kind === "lock" || use.granted);
      return twice ? { kind: "lock taken twice", slot, element } : null;
    }
  }
}

function heldAtEnd(spec: CheckedSpec, state: State, process: number): LockBreach | null {
  const place = heldLock(spec, state, process, () => true);
  return place === null ? null : { kind: "end while holding", ...place };
}

function heldLock(spec: CheckedSpec, state: State, process: number, wanted: (slot: number) => boolean): Place | null {
  for (const { slot } of spec.locks) {
    if (!wanted(slot)) continue;
    const element = state.locks.get(slot)?.findIndex((holders: Holders) => holders.has(process)) ?? -1;
    if (element !== -1) return { slot, element };
  }
  return null;
}
