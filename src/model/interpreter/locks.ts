import type { Holders } from "./state.ts";

/** Section 4: granted when compatible, without a queue. 0 is SHARED, 1 EXCL; every lock but an rwsem is taken EXCL. */
export function lockCompatible(holders: Holders, mode: number): boolean {
  return mode === 1 ? holders.isEmpty() : holders.every((held) => held === 0);
}
