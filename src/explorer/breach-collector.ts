import { BATCH } from "../model/state.ts";
import { GrowingInts } from "./edge-graph.ts";
import type { NumberedTable } from "./numbered-table.ts";
import { numberedTable } from "./numbered-table.ts";
import type { Collector } from "./packed-search.ts";
import type { TableLimits } from "./state-table.ts";

/** A property is broken in a state (`byStep` 0), or by a step out of it (1); these are of least depth for their property. */
export type PackedBreaches = {
  readonly depth: number;
  readonly inState: ReadonlySet<number>;
  readonly byStep: ReadonlySet<number>;
};

/** What a search down to the breaches leaves behind: the states, their steps, and where properties break. */
export type BreachCollector = Collector & {
  readonly table: NumberedTable;
  readonly breaches: ReadonlyMap<number, PackedBreaches>;
  /** Once the search is over: the states on those ways to breaches of these properties that are as short as possible. */
  readonly onTheWay: (properties: readonly number[]) => StatesOnTheWay;
};

export type StatesOnTheWay = {
  /** By state. */
  readonly wanted: Uint8Array;
  readonly depths: Int32Array;
};

type Found = { readonly depth: number; readonly inState: Set<number>; readonly byStep: Set<number> };

export function breachCollector(words: number, limits: TableLimits): BreachCollector {
  const first = new GrowingInts("wide");
  const targets = new GrowingInts("wide");
  const breaches = new Map<number, Found>();
  const table = numberedTable(words, limits, BATCH, () => first.bytes() + targets.bytes());
  const { numbers } = table;
  let expanding = -1;
  let starts = 0;
  return {
    table,
    breaches,
    labels: new Int32Array(BATCH + 1),
    truth: new Int32Array(64),
    started: () => {},
    inserted: (successors) => {
      for (let index = 0; index < successors; index += 1) targets.push(numbers[index] ?? 0);
      return 0;
    },
    expanding: (pending) => {
      if (expanding === -1) starts = table.count();
      first.push(targets.length() + pending);
      expanding += 1;
    },
    expanded: () => {},
    broken: (property, depth, byStep) => {
      const known = breaches.get(property);
      const kept =
        known !== undefined && known.depth <= depth
          ? known
          : { depth, inState: new Set<number>(), byStep: new Set<number>() };
      if (kept !== known) breaches.set(property, kept);
      if (kept.depth === depth) (byStep === 0 ? kept.inState : kept.byStep).add(expanding);
    },
    onTheWay: (properties) => {
      first.push(targets.length());
      const wanted = new Uint8Array(table.count());
      for (const property of properties) {
        const found = breaches.get(property);
        for (const state of [...(found?.inState ?? []), ...(found?.byStep ?? [])]) if (state >= 0) wanted[state] = 1;
      }
      return spreadBack(wanted, first.wide(), targets.wide(), starts);
    },
  };
}

/** From the last state to the first: whether one of its steps leads one level deeper, to a state on the way. */
function spreadBack(wanted: Uint8Array, first: Int32Array, targets: Int32Array, starts: number): StatesOnTheWay {
  const depths = depthsOf(wanted.length, first, targets, starts);
  for (let state = first.length - 2; state >= 0; state -= 1) {
    const deeper = (depths[state] ?? 0) + 1;
    const end = first[state + 1] ?? 0;
    for (let edge = first[state] ?? 0; edge < end && wanted[state] === 0; edge += 1) {
      const target = targets[edge] ?? -1;
      if (target >= 0 && wanted[target] === 1 && depths[target] === deeper) wanted[state] = 1;
    }
  }
  return { wanted, depths };
}

/** States are numbered as they were found, so the first step to a state comes from the level before it. */
function depthsOf(states: number, first: Int32Array, targets: Int32Array, starts: number): Int32Array {
  const depths = new Int32Array(states).fill(-1);
  depths.fill(0, 0, starts);
  for (let state = 0; state < first.length - 1; state += 1) {
    const end = first[state + 1] ?? 0;
    for (let edge = first[state] ?? 0; edge < end; edge += 1) {
      const target = targets[edge] ?? -1;
      if (target >= 0 && depths[target] === -1) depths[target] = (depths[state] ?? 0) + 1;
    }
  }
  return depths;
}
