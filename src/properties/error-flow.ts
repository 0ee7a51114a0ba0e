import type { CheckedSpec, KnobValue } from "../language/checked-spec.ts";
import type { FlowFact } from "../model/flow-facts.ts";
import { flowFacts } from "../model/flow-facts.ts";
import type { FlowSite, FlowSites } from "../model/flow-sites.ts";

/** What became of every error code that one search came across; sites are told by their position in `sites`. */
export type ErrorFlow = {
  readonly sites: readonly FlowSite[];
  readonly facts: readonly FlowFact[];
  readonly conflations: readonly Conflation[];
  /** Those that no error came to. */
  readonly notReached: readonly FlowSite[];
};

/** A decision that asks for a code, and takes errors of several causes for it. */
export type Conflation = {
  readonly site: number;
  readonly code: number;
  /** The position of the case, in a `switch`. */
  readonly outcome: "equal" | number;
  /** At least two, in the order of their numbers. */
  readonly causes: readonly number[];
};

/** From the numbers of the facts that were come across, at a point of the knobs. */
export function errorFlow(
  spec: CheckedSpec,
  knobs: readonly KnobValue[],
  flow: FlowSites,
  seen: (fact: number) => boolean,
): ErrorFlow {
  const sites = flow.all;
  const facts = flowFacts(spec, knobs, flow, seen);
  const reached = new Set(facts.map(({ site }) => site));
  return {
    sites,
    facts,
    conflations: conflationsIn(sites, facts),
    notReached: sites.filter((_, index) => !reached.has(index)),
  };
}

/** In the order of the text. */
function conflationsIn(sites: readonly FlowSite[], facts: readonly FlowFact[]): Conflation[] {
  const found = new Map<string, Conflation>();
  for (const fact of facts) {
    if (fact.kind !== "tested" || !isAskedFor(sites[fact.site], fact.outcome)) continue;
    const { site, code, cause, outcome } = fact;
    const key = `${site} ${code} ${outcome}`;
    const causes = [...(found.get(key)?.causes ?? []), cause].sort((left, right) => left - right);
    found.set(key, { site, code, outcome, causes });
  }
  return [...found.values()].filter(({ causes }) => causes.length > 1);
}

type Outcome = Extract<FlowFact, { kind: "tested" }>["outcome"];

/** Not what is left over, or falls to `default`. */
function isAskedFor(site: FlowSite | undefined, outcome: Outcome): outcome is "equal" | number {
  if (typeof outcome !== "number") return outcome === "equal";
  return site?.kind === "switch" && site.cases[outcome]?.asked.length !== 0;
}
