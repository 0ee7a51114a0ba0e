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
  const none = Array.from({ length: functions }, () => Number.POSITIVE_INFINITY);
  const literals = literalsOn(knobs, points);
  // Conjunctions: of few literals first, until nothing becomes cheaper.
  const terms = none.with(functions - 1, 0);
  for (let changed = true; changed; ) {
    changed = false;
    for (const [term, cost] of terms.entries()) {
      if (cost === Number.POSITIVE_INFINITY) continue;
      for (const [literal, more] of literals) {
        if (cost + more >= (terms[term & literal] ?? 0)) continue;
        terms[term & literal] = cost + more;
        changed = true;
      }
    }
  }
  // Disjunctions of them: one more term makes the number of no function smaller, so one pass upwards will do.
  const useful = [...terms.entries()].filter(([term, cost]) => term > 0 && cost < Number.POSITIVE_INFINITY);
  const sizes = none.with(0, 0);
  for (let func = 0; func < functions; func++) {
    for (const [term, cost] of useful) {
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
