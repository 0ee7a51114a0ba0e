import type { CheckedSpec } from "../../language/checked-spec.ts";
import { LOCK_MODES } from "../../language/types.ts";
import type { State } from "../interpreter/state.ts";
import { NOBODY } from "../interpreter/state.ts";
import type { HeldLock } from "../trace.ts";
import { lockName } from "./statement-text.ts";

/** Locks held, by lock and element; the holder as an actor index, null for a semaphore. */
export function heldLocks(spec: CheckedSpec, state: State, actorOf: (instance: number) => number): HeldLock[] {
  return spec.locks.flatMap((lock) => {
    const elements = state.locks.get(lock.slot);
    return Array.from({ length: lock.count }, (_, element) => element).flatMap((element) => {
      const holders = [...(elements?.get(element)?.entries() ?? [])].sort(([left], [right]) => left - right);
      return holders.map(
        ([holder, mode]): HeldLock => ({
          lock: lockName(spec, lock.slot, element),
          mode: lock.kind === "rwsem" ? (LOCK_MODES[mode] ?? null) : null,
          holder: holder === NOBODY ? null : actorOf(holder),
        }),
      );
    });
  });
}
