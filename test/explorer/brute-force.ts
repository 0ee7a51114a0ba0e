import type { Path } from "../../src/explorer/state-graph.ts";
import { compareChoices } from "../../src/model/transition-system.ts";
import type { Table } from "./drawn-graph.ts";

type Walk = Path & {
  readonly visited: readonly string[];
  readonly end: string | null;
  /** By the last step, or on the way to the initial state. */
  readonly violated: readonly number[];
};

/**
 * All walks of least length that break the property, listed one by one. Only those that come back to a state are left
 * out: without the way round they would be shorter.
 */
export function shortestWalks(table: Table, property: number): readonly Path[] {
  let walks = table.starts.map(
    ({ choices, next, violated }): Walk => ({ start: choices, steps: [], visited: [], end: next, violated }),
  );
  while (walks.length > 0) {
    const breaking = walks.filter(
      ({ end, violated }) => violated.includes(property) || brokenIn(table, end).includes(property),
    );
    if (breaking.length > 0) return breaking.map(({ start, steps }) => ({ start, steps }));
    walks = walks.flatMap((walk) => longerByOne(table, walk));
  }
  return [];
}

function brokenIn(table: Table, state: string | null): readonly number[] {
  return state === null ? [] : (table.broken.get(state) ?? []);
}

function longerByOne(table: Table, { start, steps, visited, end }: Walk): Walk[] {
  const onward = end === null || visited.includes(end) ? [] : (table.steps.get(end) ?? []);
  return onward.map(({ actor, choices, next, violated }) => ({
    start,
    steps: [...steps, { actor, choices }],
    visited: end === null ? visited : [...visited, end],
    end: next,
    violated,
  }));
}

export function switches({ steps }: Path): number {
  return steps.filter(({ actor }, index) => index > 0 && steps[index - 1]?.actor !== actor).length;
}

/** The rule of docs/language.md, section 6, word by word. */
export function comparePaths(left: Path, right: Path): number {
  const order = switches(left) - switches(right) || compareChoices(left.start, right.start);
  if (order !== 0) return order;
  for (const [index, step] of left.steps.entries()) {
    const other = right.steps[index];
    if (other === undefined) return 1;
    const stepOrder = step.actor - other.actor || compareChoices(step.choices, other.choices);
    if (stepOrder !== 0) return stepOrder;
  }
  return left.steps.length - right.steps.length;
}
