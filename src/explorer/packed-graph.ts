import { BATCH } from "../model/state.ts";
import type { EdgeGraph } from "./edge-graph.ts";
import { GrowingInts, NOBODY, TruthClasses } from "./edge-graph.ts";
import type { NumberedTable } from "./numbered-table.ts";
import { numberedTable } from "./numbered-table.ts";
import type { Collector } from "./packed-search.ts";
import type { TableLimits } from "./state-table.ts";

/** Collects every state with all its steps while a packed search runs. */
export type PackedCollector = Collector & {
  readonly table: NumberedTable;
  /** Once the search is complete. Lookups are forgotten: `spare` is their memory. */
  readonly graph: () => { readonly graph: EdgeGraph; readonly spare: Int32Array };
};

export function packedCollector(words: number, propositions: number, limits: TableLimits): PackedCollector {
  const first = new GrowingInts("wide");
  const targets = new GrowingInts("wide");
  const labels = new GrowingInts("narrow");
  const classOf = new GrowingInts("narrow");
  const classes = new TruthClasses();
  const starts: number[] = [];
  let edges = 0;
  const batchLabels = new Int32Array(BATCH + 1);
  const truth = new Int32Array(Math.ceil(propositions / 32));
  const otherBytes = () => first.bytes() + targets.bytes() + labels.bytes() + classOf.bytes();
  const table = numberedTable(words, limits, BATCH, otherBytes);
  const { numbers } = table;
  return {
    table,
    labels: batchLabels,
    truth,
    started: () => {
      starts.push(numbers[0] ?? 0);
    },
    inserted: (successors) => {
      let nobodys = 0;
      let greatest = 0;
      for (let index = 0; index < successors; index += 1) {
        const label = batchLabels[index] ?? 0;
        if (label === NOBODY) nobodys += 1;
        if (label > greatest) greatest = label;
      }
      edges += successors;
      targets.append(numbers, successors, table.count());
      labels.append(batchLabels, successors, greatest);
      return nobodys;
    },
    expanding: (pending) => first.push(edges + pending),
    expanded: () => classOf.push(classes.numberOf(truth)),
    graph: () => {
      const spare = table.forget();
      first.push(targets.length());
      const graph = {
        states: table.count(),
        starts: [...new Set(starts)],
        first: first.wide(),
        targets: targets.wide(),
        labels: labels.narrow(),
        classOf: classOf.narrow(),
        classes: classes.all,
      };
      return { graph, spare };
    },
  };
}
