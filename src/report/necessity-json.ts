import type { Span } from "../language/source.ts";
import { lineOf, textOf } from "../language/source.ts";
import type { Mutation } from "../mutation/mutation.ts";
import type { ChangedVerdict } from "../properties/changed-verdicts.ts";
import type { Run } from "../properties/run.ts";
import { resultOf } from "./json.ts";
import type { Necessity, NecessityTable } from "./necessity.ts";
import type { Subject } from "./subject.ts";

/** The designs with nothing dropped as `runs`, and what each single thing dropped changes. */
export function necessityJson({ tables, leftOut }: Necessity, subject: Subject): string {
  const bases = tables.map(({ base }) => base);
  const result = {
    ...resultOf(bases, subject, null),
    mutations: tables.flatMap(mutationsJson),
    mutationsLeftOut: leftOut.map(({ kind, span, why }) => ({ kind, ...placeJson(span), why })),
  };
  return `${JSON.stringify(result, null, 2)}\n`;
}

function mutationsJson({ base, rows, unreached }: NecessityTable) {
  const { design } = base;
  return [
    ...rows.map(({ mutation, run, changes }) => ({
      design,
      ...mutationJson(mutation),
      reached: true,
      ...sizeJson(run),
      changes: changes.map(changeJson),
    })),
    ...unreached.map((mutation) => ({
      design,
      ...mutationJson(mutation),
      reached: false,
      complete: base.limit === null,
      limit: base.limit,
      changes: [],
    })),
  ];
}

function mutationJson({ kind, name, span, others, weaker }: Mutation) {
  return {
    kind,
    name,
    ...placeJson(span),
    others: others.map((one) => ({ name: one.name, ...placeJson(one.span) })),
    weaker,
  };
}

function placeJson(span: Span) {
  return { text: textOf(span), file: span.file.path, line: lineOf(span) };
}

export function sizeJson({ limit, states, transitions, depth }: Run) {
  return { complete: limit === null, limit, states, transitions, depth };
}

export function changeJson({ property, verdict }: ChangedVerdict) {
  const isViolated = verdict.kind === "violated";
  return {
    property: property.name,
    verdict: verdict.kind,
    vacuous: verdict.kind === "holds" && verdict.vacuous,
    steps: isViolated ? verdict.steps : null,
    shortest: isViolated ? verdict.shortest : null,
    loop: isViolated ? (verdict.counterexample?.loop ?? null) : null,
  };
}
