import type { CheckedSpec, KnobValue } from "../language/checked-spec.ts";
import { SAME } from "../language/checked-spec.ts";
import type { FlowSite, FlowSites, Written } from "./flow-sites.ts";
import { causeOf, codeOf } from "./value.ts";

/**
 * What happened to an error at a site, as plain data: `site` is an index of FlowSites.all, causes and codes are numbers
 * of the spec. No error has no cause, and is no fact.
 */
export type FlowFact = { readonly site: number; readonly cause: number; readonly code: number } & (
  | { readonly kind: "born" | "dropped" | "returned" }
  /** `code` becomes `to`, which may be the same. */
  | { readonly kind: "changed"; readonly to: number }
  /** `outcome`: the position of the case that was taken, null for none. */
  | { readonly kind: "tested"; readonly outcome: "equal" | "unequal" | number | null }
);

/** The facts whose numbers were come across, at a point of the knobs. */
export function flowFacts(
  spec: CheckedSpec,
  knobs: readonly KnobValue[],
  { all, size, values }: FlowSites,
  seen: (fact: number) => boolean,
): FlowFact[] {
  return all.flatMap((site, index) => {
    const end = all[index + 1]?.first ?? size;
    const facts: FlowFact[] = [];
    for (let fact = site.first; fact < end; fact += 1) {
      if (seen(fact)) facts.push(...factOf(spec, knobs, site, index, fact - site.first, values));
    }
    return facts;
  });
}

function factOf(
  spec: CheckedSpec,
  knobs: readonly KnobValue[],
  site: FlowSite,
  index: number,
  offset: number,
  values: number,
): readonly FlowFact[] {
  const codes = spec.codes.length;
  const error = { site: index, cause: causeOf(offset % values, codes), code: codeOf(offset % values, codes) };
  if (site.kind === "raise" || site.kind === "change") return writtenFact(site.errno, knobs, error);
  if (error.code === 0) return [];
  const outcome = Math.floor(offset / values);
  switch (site.kind) {
    case "equal":
    case "in":
      return [{ ...error, kind: "tested", outcome: outcome === 1 ? "equal" : "unequal" }];
    case "switch":
      return [{ ...error, kind: "tested", outcome: outcome === site.cases.length ? null : outcome }];
    case "drop":
      return [{ ...error, kind: "dropped" }];
    case "return":
      return [{ ...error, kind: "returned" }];
  }
}

type Met = { readonly site: number; readonly cause: number; readonly code: number };

/** `-CODE`, or `-CODE from` an error that was met; without one, it is born. */
function writtenFact(errno: Written, knobs: readonly KnobValue[], met: Met): readonly FlowFact[] {
  const to = codeAt(errno, knobs);
  if (met.code !== 0) return [{ ...met, kind: "changed", to: to === SAME ? met.code : to }];
  return to === SAME ? [] : [{ kind: "born", site: met.site, cause: errno.cause, code: to }];
}

/** The code that is written; SAME where a knob leaves it as it is. */
export function codeAt({ code, knob }: Pick<Written, "code" | "knob">, knobs: readonly KnobValue[]): number {
  return knob === null ? code : Number(knobs[knob]);
}
