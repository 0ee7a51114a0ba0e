import type { ActorDeclaration, Binding, CheckedSpec, Local } from "./checked-spec.ts";
import { cardinality } from "./types.ts";

/**
 * The most values that anything in a spec goes through at once: a quantifier, `pick` or event in all combinations with the
 * quantifiers inside, those of functions that are called too. Never too low.
 */
export function mostValuesTried(spec: CheckedSpec): number {
  const known = new Map<unknown, number>();
  const triedIn = (part: unknown): number => {
    if (typeof part !== "object" || part === null) return 1;
    const before = known.get(part);
    if (before !== undefined) return before;
    known.set(part, 1);
    let most = 1;
    // Nothing is tried in a type or a span, and there are more of them than of anything else.
    for (const [key, inner] of Object.entries(part)) {
      if (key !== "type" && key !== "span") most = Math.max(most, triedIn(inner));
    }
    const tried = valuesOf(part as Partial<Chooser>) * most;
    known.set(part, tried);
    return tried;
  };
  return triedIn([spec.actors, spec.functions, spec.init, spec.invariants, spec.crashes, spec.liveness]);
}

type Chooser =
  | { readonly kind: "quantifier"; readonly bindings: readonly Binding[] }
  | { readonly kind: "pick"; readonly local: Local }
  | Extract<ActorDeclaration, { kind: "event" }>;

/** How often what is inside of this part is asked for one value after the other. */
function valuesOf(part: Partial<Chooser>): number {
  switch (part.kind) {
    case "quantifier":
      return combinationsOf(part.bindings ?? []);
    case "pick":
      return part.local === undefined ? 1 : cardinality(part.local.type);
    case "event":
      return combinationsOf(part.body?.locals.slice(0, part.body.parameters) ?? []);
    default:
      return 1;
  }
}

function combinationsOf(variables: readonly (Binding | Local)[]): number {
  return variables.reduce((product, { type }) => product * cardinality(type), 1);
}
