import type { CheckedSpec } from "../src/language/checked-spec.ts";
import { interpret } from "../src/model/interpreter/interpreter.ts";
import type { State } from "../src/model/interpreter/state.ts";
import type { Actor, Start, Step } from "../src/model/transition-system.ts";
import { inspector } from "../src/properties/inspect.ts";
import type { Table } from "./explorer/drawn-graph.ts";

export type Interpreted = { readonly table: Table; readonly actors: readonly Actor[] };

/** All that the interpreter says of a small spec on its defaults, as a table: states by their key. */
export function interpreted(spec: CheckedSpec): Interpreted {
  const system = interpret(
    spec,
    spec.knobs.map(({ initial }) => initial),
  );
  const { inspect } = inspector(system);
  const steps = new Map<string, readonly Step<string>[]>();
  const broken = new Map<string, readonly number[]>();
  const byKey = <T extends Step<State> | Start<State>>(step: T) => {
    return { ...step, next: step.next === null ? null : system.key(step.next) };
  };
  const starts = [...system.initial()];
  let frontier = starts.flatMap(({ next }) => (next === null ? [] : [next]));
  while (frontier.length > 0) {
    const found: State[] = [];
    for (const state of frontier) {
      const key = system.key(state);
      if (steps.has(key)) continue;
      const all = system.steps(state);
      const taken = all.filter(({ inState }) => inState === undefined);
      steps.set(key, taken.map(byKey));
      broken.set(key, inspect(state, all));
      found.push(...taken.flatMap(({ next }) => (next === null ? [] : [next])));
    }
    frontier = found;
  }
  return { table: { starts: starts.map(byKey), steps, broken }, actors: system.actors };
}
