/** Random decisions of the generator, all from one source: the same source gives the same spec. */
export type Dice = {
  /** 0 … count - 1. */
  readonly below: (count: number) => number;
  /** Both ends included. */
  readonly between: (low: number, high: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly of: <T>(list: readonly T[]) => T;
  /** Each entry as often as its weight says; entries of weight 0 never. */
  readonly weighted: <T>(table: readonly (readonly [weight: number, entry: T])[]) => T;
  readonly shuffled: <T>(list: readonly T[]) => T[];
};

const FINE = 1_000_000;

/** `next` gives an integer between two others, both included. */
export function diceOf(next: (low: number, high: number) => number): Dice {
  const below = (count: number): number => next(0, Math.max(0, count - 1));
  const of = <T>(list: readonly T[]): T => {
    const chosen = list[below(list.length)];
    if (chosen === undefined) throw new Error("nothing to choose from");
    return chosen;
  };
  return {
    below,
    between: next,
    chance: (probability) => next(0, FINE - 1) < probability * FINE,
    of,
    weighted: (table) => {
      const total = table.reduce((sum, [weight]) => sum + weight, 0);
      let rest = (next(0, FINE - 1) / FINE) * total;
      for (const [weight, entry] of table) {
        rest -= weight;
        if (rest < 0 && weight > 0) return entry;
      }
      throw new Error("nothing to choose from");
    },
    shuffled: (list) => {
      const rest = [...list];
      return list.flatMap(() => rest.splice(below(rest.length), 1));
    },
  };
}
