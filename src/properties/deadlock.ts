import type { CheckedSpec } from "../language/checked-spec.ts";
import { isStep } from "../model/interpreter/evaluate.ts";
import type { LockUse } from "../model/interpreter/next-leaf.ts";
import type { State } from "../model/interpreter/state.ts";
import { instancesOf, isDone, NOBODY } from "../model/interpreter/state.ts";
import type { Step } from "../model/transition-system.ts";

/** Instances, by number among all, that wait for each other or for ever; null where there is no deadlock. */
export function deadlocked(
  spec: CheckedSpec,
  state: State,
  steps: readonly Step<State>[],
  uses: readonly (LockUse | null)[],
): readonly number[] | null {
  return waitingInCircle(spec, state, uses) ?? stuckForEver(spec, state, steps);
}

/** Kind 1: nothing at all can step, and some task is not done or some work not idle. */
function stuckForEver(spec: CheckedSpec, state: State, steps: readonly Step<State>[]): readonly number[] | null {
  if (steps.some(isStep)) return null;
  const stuck = instancesOf(spec).flatMap(({ process }, number) => {
    const frame = state.processes.get(number);
    return process.kind !== "daemon" && frame !== undefined && !isDone(frame) ? [number] : [];
  });
  return stuck.length > 0 ? stuck : null;
}

/** Kind 2: a cycle in "is next at a blocked lock of an owned lock that … holds". */
function waitingInCircle(spec: CheckedSpec, state: State, uses: readonly (LockUse | null)[]): readonly number[] | null {
  const waitsFor = uses.map((use) => blockers(spec, state, use));
  for (let start = 0; start < waitsFor.length; start += 1) {
    const circle = pathBack(waitsFor, start);
    if (circle !== null) return circle;
  }
  return null;
}

function blockers(spec: CheckedSpec, state: State, use: LockUse | null): readonly number[] {
  if (use === null || use.kind !== "lock" || use.granted || spec.locks[use.slot]?.kind === "semaphore") return [];
  const holders = state.locks.get(use.slot)?.get(use.element);
  const all = holders === undefined ? [] : [...holders.entries()];
  const incompatible = all.filter(([holder, held]) => holder !== NOBODY && (use.mode === 1 || held === 1));
  return incompatible.map(([holder]) => holder).sort((left, right) => left - right);
}

/** The shortest way from `start` along `waitsFor` back to it, by breadth-first search. */
function pathBack(waitsFor: readonly (readonly number[])[], start: number): readonly number[] | null {
  const paths: number[][] = [[start]];
  const seen = new Set<number>();
  for (const path of paths) {
    for (const next of waitsFor[path.at(-1) ?? start] ?? []) {
      if (next === start) return path;
      if (seen.has(next)) continue;
      seen.add(next);
      paths.push([...path, next]);
    }
  }
  return null;
}
