import type { CheckedSpec } from "../language/checked-spec.ts";
import type { FlowSite } from "../model/flow-sites.ts";
import type { Run } from "../properties/run.ts";
import { listed } from "./actor-name.ts";
import { designsText } from "./designs-text.ts";
import { placeText } from "./error-lines.ts";
import { causeText, codeText } from "./flow-words.ts";
import type { Line } from "./line.ts";
import { EMPTY, line } from "./line.ts";
import { wrap } from "./wrap.ts";

/**
 * What designs make of error codes: the tests that take two causes for one, and what reaches callers in some designs
 * and not in others. An empty line behind it; nothing where there is nothing to tell.
 */
export function sharedCodeLines(runs: readonly Run[], width: number): Line[] {
  const spec = runs[0]?.spec;
  if (spec === undefined) return [];
  const rows = [
    ...merged(runs.flatMap((run) => conflationsOf(spec, run))),
    ...merged(runs.flatMap((run) => returnsOf(spec, run))).filter(({ codes }) => !isTheSame(codes, runs)),
  ];
  if (rows.length === 0) return [];
  const far = runs.some(({ limit }) => limit !== null) ? ", as far as was searched" : "";
  return [line(`  error codes${far}`), ...rows.flatMap((row) => rowLines(spec, row, runs, width)), EMPTY];
}

/** One thing that one design does to one code. */
type Said = { readonly what: string; readonly code: number; readonly run: Run };

/** What is said of designs, under each code by those of them that have it. */
type Row = { readonly what: string; readonly codes: ReadonlyMap<number, readonly Run[]> };

function conflationsOf(spec: CheckedSpec, run: Run): Said[] {
  const { sites = [], conflations = [] } = run.errorFlow ?? {};
  return conflations.map(({ site, code, causes }) => {
    const names = listed(causes.map((cause) => causeText(spec, cause)));
    return { what: `${placeOf(spec, sites[site])} takes ${names} alike`, code, run };
  });
}

function returnsOf(spec: CheckedSpec, run: Run): Said[] {
  const { sites = [], facts = [] } = run.errorFlow ?? {};
  return facts.flatMap(({ kind, site, code, cause }) => {
    if (kind !== "returned") return [];
    return [{ what: `${causeText(spec, cause)} reaches ${sites[site]?.owner ?? ""}`, code, run }];
  });
}

function placeOf(spec: CheckedSpec, site: FlowSite | undefined): string {
  return site === undefined ? "" : placeText(spec, site.span);
}

function merged(said: readonly Said[]): Row[] {
  const rows = new Map<string, Map<number, readonly Run[]>>();
  for (const { what, code, run } of said) {
    const codes = rows.get(what) ?? new Map<number, readonly Run[]>();
    const known = codes.get(code) ?? [];
    rows.set(what, codes.set(code, known.includes(run) ? known : [...known, run]));
  }
  return [...rows].map(([what, codes]) => ({ what, codes }));
}

/** Whether all designs have the same codes. */
function isTheSame(codes: Row["codes"], runs: readonly Run[]): boolean {
  return [...codes.values()].every((some) => some.length === runs.length);
}

function rowLines(spec: CheckedSpec, { what, codes }: Row, runs: readonly Run[], width: number): Line[] {
  const parts = [...codes].map(([code, some]) => `as ${codeText(spec, code)}${whereText(some, runs)}`);
  const texts = wrap(`${what}: ${parts.join("; ")}`, width - 6, width - 4);
  return texts.map((text, row) => line(row === 0 ? "    " : "      ", text));
}

/** Points, which have no names, are counted where they are several. */
function whereText(some: readonly Run[], runs: readonly Run[]): string {
  if (runs.length === 1) return "";
  if (some.length > 1 && some.length < runs.length && some.some(({ design }) => design === null))
    return ` in ${some.length} of the ${runs.length} points`;
  return some.length === runs.length ? " in all of them" : ` in ${designsText(some, runs)}`;
}
