import type { CheckedSpec, EventDeclaration } from "../language/checked-spec.ts";
import { cardinality } from "../language/types.ts";
import { actorsOf } from "./actors.ts";

/**
 * Numbers for the steps that fairness tells apart: of an instance, those that acquire the lock it stands before and all
 * others; of an event, those with each combination of its parameters. The first is for what is nobody's step.
 */
export type StepLabel =
  | { readonly kind: "nobody"; readonly actor: null }
  | { readonly kind: "step" | "acquire"; readonly actor: number }
  /** `ordinals`: of the parameters; null for all of them. */
  | { readonly kind: "event"; readonly actor: number; readonly ordinals: readonly number[] | null };

export function stepLabels(spec: CheckedSpec): readonly StepLabel[] {
  const declarations = new Map(spec.actors.map((declared) => [declared.name, declared]));
  const steps = actorsOf(spec).flatMap(({ name, index }): StepLabel[] => {
    const declared = declarations.get(name);
    if (declared?.kind !== "event") {
      return [
        { kind: "step", actor: index },
        { kind: "acquire", actor: index },
      ];
    }
    if (!toldApart(declared)) return [{ kind: "event", actor: index, ordinals: null }];
    return ordinalTuples(declared).map((ordinals) => ({ kind: "event", actor: index, ordinals }));
  });
  return [{ kind: "nobody", actor: null }, ...steps];
}

/** By actor: the first of its labels. */
export function firstLabels(labels: readonly StepLabel[]): readonly number[] {
  const first: number[] = [];
  for (const [number, { actor }] of labels.entries()) if (actor !== null) first[actor] ??= number;
  return first;
}

export function parametersOf(event: EventDeclaration) {
  return event.body.locals.slice(0, event.body.parameters);
}

/** Position of an event's parameters among their combinations, the last one fastest. */
export function tupleNumber(event: EventDeclaration, ordinals: readonly number[]): number {
  return parametersOf(event).reduce((before, { type }, slot) => before * cardinality(type) + (ordinals[slot] ?? 0), 0);
}

function ordinalTuples(event: EventDeclaration): readonly (readonly number[])[] {
  let tuples: readonly (readonly number[])[] = [[]];
  for (const { type } of parametersOf(event)) {
    tuples = tuples.flatMap((tuple) => Array.from({ length: cardinality(type) }, (_, ordinal) => [...tuple, ordinal]));
  }
  return tuples;
}

/** Combinations that a plain event may have for its steps to be told apart, to see what fairness would change. */
const MOST_TUPLES = 256;

/** Whether an event's steps are told apart by its parameters. */
export function toldApart(event: EventDeclaration): boolean {
  const tuples = parametersOf(event).reduce((product, { type }) => product * cardinality(type), 1);
  return event.fairness !== "none" || tuples <= MOST_TUPLES;
}
