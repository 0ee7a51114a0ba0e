import type { CheckedSpec } from "../language/checked-spec.ts";
import { lineOf } from "../language/source.ts";
import type { FlowFact } from "../model/flow-facts.ts";
import type { FlowSite, Written } from "../model/flow-sites.ts";
import type { ErrorFlow } from "../properties/error-flow.ts";
import { causeText, codeText, testText } from "./flow-words.ts";

/** What became of error codes, cause by cause in the order of the text. */
export function errorFlowJson(spec: CheckedSpec, { sites, facts, conflations, notReached }: ErrorFlow) {
  const causes = [...new Set(facts.flatMap((fact) => (fact.kind === "born" ? [fact.cause] : [])))];
  const told = (cause: number, kind: FlowFact["kind"]) =>
    facts
      .filter((fact) => fact.cause === cause && fact.kind === kind)
      .flatMap((fact) => {
        const site = sites[fact.site];
        return site === undefined ? [] : [factJson(spec, site, fact)];
      });
  return {
    causes: causes.map((cause) => ({
      cause: causeText(spec, cause),
      born: told(cause, "born"),
      changed: told(cause, "changed"),
      tested: told(cause, "tested"),
      dropped: told(cause, "dropped"),
      returned: told(cause, "returned"),
    })),
    conflations: conflations.flatMap(({ site, code, outcome, causes: taken }) => {
      const found = sites[site];
      if (found === undefined) return [];
      const test = testText(spec, found, outcome);
      return [
        { ...placeJson(found), test, code: codeText(spec, code), causes: taken.map((one) => causeText(spec, one)) },
      ];
    }),
    notReached: notReached.map((site) => ({ ...placeJson(site), kind: site.kind })),
  };
}

function placeJson({ span, owner }: FlowSite) {
  return { file: span.file.path, line: lineOf(span), in: owner };
}

function factJson(spec: CheckedSpec, site: FlowSite, fact: FlowFact) {
  const about = { ...placeJson(site), code: codeText(spec, fact.code) };
  switch (fact.kind) {
    case "born":
      return { ...about, knob: knobJson(spec, site) };
    case "changed":
      return { ...about, to: codeText(spec, fact.to), knob: knobJson(spec, site) };
    case "tested":
      return { ...about, test: testText(spec, site, fact.outcome), outcome: outcomeJson(site, fact.outcome) };
    case "dropped":
    case "returned":
      return { ...about, from: "callee" in site ? site.callee : "" };
  }
}

function knobJson(spec: CheckedSpec, site: FlowSite): string | null {
  const knob: Written["knob"] = "errno" in site ? site.errno.knob : null;
  return knob === null ? null : (spec.knobs[knob]?.name ?? null);
}

function outcomeJson(site: FlowSite, outcome: Extract<FlowFact, { kind: "tested" }>["outcome"]): string {
  if (outcome === null) return "no case";
  if (typeof outcome !== "number") return outcome;
  return site.kind === "switch" && site.cases[outcome]?.asked.length === 0 ? "default" : "case";
}
