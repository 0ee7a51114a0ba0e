import type { Knob, KnobValue } from "../../../src/language/checked-spec.ts";

/**
 * The least size of a formula, in literals and then terms, for every function on some points at once; a function is a
 * number with one bit per point. Everything that literals can say is combined with everything, cheapest first: nothing
 * here knows of implicants or covers.
 */
export type LeastSizes = { readonly of: (func: number) => readonly [literals: number, terms: number] };

const TERM = 1;
const LITERAL = 4096;

export function leastSizes(knobs: readonly Knob[], points: readonly (readonly KnobValue[])[]): LeastSizes {
  const functions = 2 ** points.length;
  const terms = conjunctions(literalsOn(knobs, points), functions);
  // A disjunction with one more term is no smaller a number, so one pass upwards will do.
  const sizes = unknown(functions).with(0, 0);
  for (let func = 0; func < functions; func++) {
    for (const [term, cost] of terms) {
      const size = (sizes[func] ?? 0) + cost * LITERAL + TERM;
      if (size < (sizes[func | term] ?? 0)) sizes[func | term] = size;
    }
  }
  return {
    of: (func) => {
      if (func === 0 || func === functions - 1) return [0, 0];
      // A conjunction of disjunctions is the negation of a disjunction of conjunctions.
      const size = Math.min(sizes[func] ?? 0, sizes[functions - 1 - func] ?? 0);
      return [Math.floor(size / LITERAL), size % LITERAL];
    },
  };
}

/** What some conjunction of literals says, with the fewest of them: one more literal until nothing becomes cheaper. */
function conjunctions(literals: readonly (readonly [number, number])[], functions: number): [number, number][] {
  const costs = unknown(functions).with(functions - 1, 0);
  const extended = (term: number, cost: number): number[] =>
    literals.flatMap(([literal, more]) => {
      if (cost + more >= (costs[term & literal] ?? 0)) return [];
      costs[term & literal] = cost + more;
      return [term & literal];
    });
  for (let changed = [functions - 1]; changed.length > 0; ) {
    changed = [...new Set(changed.flatMap((term) => extended(term, costs[term] ?? 0)))];
  }
  return [...costs.entries()].filter(([term, cost]) => term > 0 && cost < Number.POSITIVE_INFINITY);
}

function unknown(functions: number): number[] {
  return Array.from({ length: functions }, () => Number.POSITIVE_INFINITY);
}

/** The points that pass a literal, and its cost. */
function literalsOn(knobs: readonly Knob[], points: readonly (readonly KnobValue[])[]): [number, number][] {
  const where = (passes: (point: readonly KnobValue[]) => boolean): number =>
    points.reduce((bits, point, index) => bits + (passes(point) ? 2 ** index : 0), 0);
  const sets = knobs.flatMap((knob): [number, number][] => {
    const values = knob.domain.filter((value) => points.some((point) => point[knob.index] === value));
    return Array.from({ length: 2 ** values.length }, (_, set) => {
      const chosen = values.filter((_value, position) => (set >> position) % 2 === 1);
      const passing = where((point) => chosen.some((value) => value === point[knob.index]));
      return [passing, Math.min(chosen.length, values.length - chosen.length)];
    });
  });
  const pairs = knobs.flatMap((left) =>
    knobs.flatMap((right): [number, number][] => {
      if (right.index <= left.index || left.type.kind !== right.type.kind) return [];
      const equal = where((point) => point[left.index] === point[right.index]);
      return [
        [equal, 1],
        [2 ** points.length - 1 - equal, 1],
      ];
    }),
  );
  return [...sets, ...pairs].filter(([passing]) => passing > 0 && passing < 2 ** points.length - 1);
}
