import { expect } from "vitest";
import type { CheckedSpec } from "../../src/language/checked-spec.ts";
import type { Run } from "../../src/properties/run.ts";
import type { Search } from "../spec-text.ts";
import { searched } from "../spec-text.ts";

/** All of a run that must not depend on who searched; traces with everything that they tell. */
export function told({ limit, states, transitions, depth, verdicts, statementsReached, unreached }: Run) {
  return { limit, states, transitions, depth, statementsReached, unreached: unreached.map(place), verdicts };
}

/** What a reduction may not change either. */
export function judged({ verdicts, statementsReached, unreached }: Run) {
  return { statementsReached, unreached: unreached.map(place), verdicts };
}

function place({ start, end }: Run["unreached"][number]): string {
  return `${start}-${end}`;
}

/** Searches with both engines, without reductions; expects that they say the same, and gives the generated engine's run. */
export function agreed(spec: CheckedSpec, search: Search = {}): Run {
  const oracle = searched(spec, { ...search, engine: "interpreter" });
  const run = searched(spec, { ...search, engine: "generated", reduce: false });
  expect(told(run)).toEqual(told(oracle));
  return run;
}

/** The same, and that a search with reductions, if none was cut short, comes to the same verdicts by the same traces. */
export function agreedReduced(spec: CheckedSpec, search: Search = {}): Run {
  const full = agreed(spec, search);
  if (full.limit !== null) return full;
  const run = searched(spec, { ...search, engine: "generated", reduce: true });
  expect(judged(run)).toEqual(judged(full));
  expect(run.states).toBeLessThanOrEqual(full.states);
  return full;
}
