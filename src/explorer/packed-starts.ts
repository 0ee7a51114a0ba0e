import type { DesignSets, PackedSystem } from "../model/state.ts";
import { BATCH } from "../model/state.ts";

export type StartOptions = {
  readonly R: Uint8Array | Int32Array;
  readonly SUB: Uint8Array | Int32Array;
  readonly F?: Int32Array | undefined;
  /** Of a system for several designs: the sets, and for which of `startDesigns` the states are made. */
  readonly designs?: DesignSets;
  readonly group?: number;
  readonly breach: (property: number) => void;
  /** `init` leaves no state, or a guard in front of it errs. */
  readonly withoutInit: () => void;
};

/** States that `act` leads to from a state. */
type Run = (state: Int32Array, act: () => void) => readonly Int32Array[];

/**
 * The initial states of a packed system: after `init`, each prologue in turn; in order, with repetitions. They are made
 * one by one, since there may be very many: at once there are only the outcomes of `init` and, on the way to the next
 * one, of each prologue.
 */
export function* packedStarts(system: PackedSystem, options: StartOptions): Generator<Int32Array> {
  const { words } = system;
  const B = new Int32Array((BATCH + 1) * words);
  let found: Int32Array[] = [];
  let inState = false;
  const module = system.instantiate({
    B,
    LIMIT: BATCH * words,
    flush: (filled) => {
      for (let start = 0; start < filled; start += words) found.push(B.slice(start, start + words));
    },
    breach: (property, byStep) => {
      options.breach(property);
      inState = inState || byStep === 0;
    },
    label: () => {},
    R: options.R,
    SUB: options.SUB,
    F: options.F,
    ...(options.designs === undefined ? {} : { designs: options.designs }),
  });
  const start = module.starts[options.group ?? 0];
  if (start === undefined) throw new Error("untorn defect: no such initial states");
  const run: Run = (state, act) => {
    found = [];
    module.setQueue(state);
    act();
    module.drain();
    return found;
  };
  const first = run(new Int32Array(words), () => start.initialize(0));
  if (first.length === 0 || inState) options.withoutInit();
  for (const state of first) yield* afterPrologues(run, start.prologues, state, 0);
}

function* afterPrologues(
  run: Run,
  prologues: readonly ((b: number) => void)[],
  state: Int32Array,
  first: number,
): Generator<Int32Array> {
  let current = state;
  for (let next = first; next < prologues.length; next += 1) {
    const outcomes = run(current, () => prologues[next]?.(0));
    const [only] = outcomes;
    if (outcomes.length !== 1 || only === undefined) {
      for (const outcome of outcomes) yield* afterPrologues(run, prologues, outcome, next + 1);
      return;
    }
    current = only;
  }
  yield current;
}
