import fc from "fast-check";
import { readSpec } from "../../src/check.ts";
import type { CheckedSpec, KnobValue } from "../../src/language/checked-spec.ts";
import type { Diagnostic } from "../../src/language/diagnostic.ts";
import type { Dice } from "./dice.ts";
import { diceOf } from "./dice.ts";
import { anyTemper, formulaTemper, makeSpec } from "./make-spec.ts";
import type { Part } from "./part.ts";
import { layout, textOf } from "./part.ts";
import { smallerTrees } from "./shrink-part.ts";
import type { Temper } from "./world.ts";

/** A spec with all that a search needs to know. */
export type RandomSpec = {
  readonly tree: Part;
  readonly text: string;
  /** Which point of the knobs. */
  readonly point: number;
  readonly maxStates: number;
  readonly maxDepth: number | null;
};

/** Random specs for fast-check: seed and path make the same one again; what they shrink to is well-typed too. */
export function randomSpecs(mostStates: number): fc.Arbitrary<RandomSpec> {
  return new SpecArbitrary(mostStates, anyTemper);
}

/** Specs with formulas, most of them of few states. */
export function smallSpecs(mostStates: number): fc.Arbitrary<RandomSpec> {
  return new SpecArbitrary(mostStates, formulaTemper);
}

/** A class, since that is what fast-check extends by. The context of a value is where shrinking goes on. */
class SpecArbitrary extends fc.Arbitrary<RandomSpec> {
  readonly mostStates: number;
  readonly temperOf: (dice: Dice) => Temper;

  constructor(mostStates: number, temperOf: (dice: Dice) => Temper) {
    super();
    this.mostStates = mostStates;
    this.temperOf = temperOf;
  }

  generate(random: fc.Random): fc.Value<RandomSpec> {
    const dice = diceOf((low, high) => random.nextInt(low, high));
    const tree = makeSpec(dice, this.temperOf(dice));
    const spec = { tree, text: layout(textOf(tree)), point: dice.below(1000), ...limits(dice, this.mostStates) };
    return new fc.Value(spec, 0);
  }

  canShrinkWithoutContext(value: unknown): value is RandomSpec {
    return value === undefined;
  }

  shrink(spec: RandomSpec, context: unknown): fc.Stream<fc.Value<RandomSpec>> {
    return fc.stream(smallerSpecs(spec, typeof context === "number" ? context : 0));
  }
}

/** Few searches go on much beyond 5,000 states, and a few are cut short at once. */
function limits(dice: Dice, mostStates: number): Pick<RandomSpec, "maxStates" | "maxDepth"> {
  const states = dice.weighted<() => number>([
    [93.5, () => 5300],
    [3, () => 12_000],
    [0.5, () => 30_000],
    [3, () => dice.between(1, 300)],
  ])();
  return { maxStates: Math.min(states, mostStates), maxDepth: dice.chance(0.03) ? dice.between(0, 8) : null };
}

/** Specs one change smaller that are accepted as the spec itself is; goes on where the last change was made. */
function* smallerSpecs(spec: RandomSpec, start: number): IterableIterator<fc.Value<RandomSpec>> {
  const accepted = read(spec.text).spec !== null;
  const changes = smallerTrees(spec.tree);
  for (let count = 0; count < changes.length; count += 1) {
    const position = (start + count) % changes.length;
    const tree = changes[position]?.() ?? spec.tree;
    const text = layout(textOf(tree));
    if ((read(text).spec !== null) === accepted) yield new fc.Value({ ...spec, tree, text }, position);
  }
}

export type Reading = { readonly spec: CheckedSpec | null; readonly diagnostics: readonly Diagnostic[] };

export function read(text: string): Reading {
  const readPart = () => ({ problem: "a random spec has no parts" });
  return readSpec({ path: "random.untorn", text }, { constants: new Map(), readPart });
}

/** One value of each knob: any of its domain. */
export function knobsAt(spec: CheckedSpec, point: number): KnobValue[] {
  return spec.knobs.map(({ domain, initial }, index) => {
    if (point % 3 === 0) return initial;
    return domain[(point * (2 * index + 7) + index) % domain.length] ?? initial;
  });
}
