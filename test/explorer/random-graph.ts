import fc from "fast-check";
import type { Choices, Start, Step } from "../../src/model/transition-system.ts";
import type { Table } from "./drawn-graph.ts";

export const PROPERTIES = [0, 1];

const WIDTH = 3;
const CHOICES: readonly Choices[] = [[], [0], [0, 1], [1], [10], [9]];

const choices = fc.constantFrom(...CHOICES);

const seldom = fc
  .integer({ min: 0, max: 11 })
  .map((drawn) => PROPERTIES.filter((property) => drawn === property || drawn === 11));
const hardlyEver = fc.integer({ min: 0, max: 39 }).map((drawn) => PROPERTIES.filter((property) => drawn === property));

/** Mostly one layer on, else anywhere: within the layer, back, or nowhere. */
function target(layer: number, layers: number): fc.Arbitrary<string | null> {
  const state = (of: number) => fc.integer({ min: 0, max: WIDTH - 1 }).map((place) => `${of}.${place}`);
  const anywhere = fc.integer({ min: 0, max: Math.min(layer + 1, layers - 1) }).chain(state);
  return fc.oneof(
    { weight: 12, arbitrary: state(Math.min(layer + 1, layers - 1)) },
    { weight: 2, arbitrary: anywhere },
    { weight: 1, arbitrary: fc.constant(null) },
  );
}

function steps(layer: number, layers: number): fc.Arbitrary<Step<string>[]> {
  const step = fc.record({
    actor: fc.integer({ min: 0, max: 2 }),
    choices,
    next: target(layer, layers),
    violated: layer === 0 ? hardlyEver : seldom,
  });
  return fc.uniqueArray(step, { maxLength: 4, selector: (each) => `${each.actor}:${each.choices}` });
}

const starts: fc.Arbitrary<Start<string>[]> = fc.uniqueArray(
  fc.record({ choices, next: target(-1, 1), violated: hardlyEver }),
  { minLength: 1, maxLength: 4, selector: (start) => String(start.choices) },
);

/**
 * Small models of 3 to 5 layers: several initial states and several ways to one, three actors, choices, equal
 * successors, cycles, steps that end in errors, two properties. No two steps of a state have the same actor and choices.
 */
export const randomTable: fc.Arbitrary<Table> = fc.integer({ min: 3, max: 5 }).chain((layers) => {
  const states = Array.from({ length: layers * WIDTH }, (_, index) => {
    const layer = Math.floor(index / WIDTH);
    return fc.record({
      name: fc.constant(`${layer}.${index % WIDTH}`),
      steps: steps(layer, layers),
      broken: layer < 2 ? hardlyEver : seldom,
    });
  });
  return fc.record({ starts, states: fc.tuple(...states) }).map((drawn) => ({
    starts: drawn.starts,
    steps: new Map(drawn.states.map((state) => [state.name, state.steps])),
    broken: new Map(drawn.states.map((state) => [state.name, state.broken])),
  }));
});
