import type { SearchOptions } from "../../src/check.ts";
import { checkPoint } from "../../src/check.ts";
import type { CheckedSpec } from "../../src/language/checked-spec.ts";
import type { Run } from "../../src/properties/run.ts";
import type { RandomSpec } from "./spec-arbitrary.ts";
import { knobsAt } from "./spec-arbitrary.ts";

/** The searches that every random spec goes through, the oracle first. */

export type Engine = {
  readonly name: string;
  readonly options: Pick<SearchOptions, "engine" | "reduce" | "flow">;
  /** What must be as the oracle has it: without reduction everything, else what does not depend on the states. */
  readonly agreement: "everything" | "verdicts";
};

export const ORACLE: Engine = {
  name: "interpreter",
  options: { engine: "interpreter", reduce: false, flow: true },
  agreement: "everything",
};

export const ENGINES: readonly Engine[] = [
  { name: "generated", options: { engine: "generated", reduce: false, flow: true }, agreement: "everything" },
  { name: "generated, reduced", options: { engine: "generated", reduce: true }, agreement: "verdicts" },
];

export function search(spec: CheckedSpec, { point, maxStates, maxDepth }: RandomSpec, { options }: Engine): Run {
  const place = { design: null, knobs: knobsAt(spec, point) };
  return checkPoint(spec, place, {
    ...options,
    maxStates,
    maxDepth,
    shouldStop: () => null,
    onProgress: () => {},
    clock: () => 0,
  });
}
