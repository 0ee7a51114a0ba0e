import type { CheckedSpec } from "../language/checked-spec.ts";
import type { Span } from "../language/source.ts";
import { lineOf, textOf } from "../language/source.ts";
import type { ChangedError, ErrorSites, RaisedError, TestedError } from "../properties/error-sites.ts";
import type { Line } from "./line.ts";
import { shortName } from "./subject.ts";
import { labelled } from "./wrap.ts";

/** Each place where an error code is raised, changed, tested or dropped, under a heading each; nothing is left out. */
export function errorSiteLines(spec: CheckedSpec, sites: ErrorSites, width: number): Line[] {
  const entry = ({ span, owner }: { readonly span: Span; readonly owner: string }, text: string) =>
    [placeText(spec, span), `${text}, in ${owner}`] as const;
  const rows: readonly (readonly [string, readonly (readonly [string, string])[]])[] = [
    ["raised", sites.raised.map((site) => entry(site, raisedText(spec, site)))],
    ["changed", sites.changed.map((site) => entry(site, changedText(spec, site)))],
    ["tested", sites.tested.map((site) => entry(site, testedText(spec, site)))],
    ["dropped", sites.dropped.map((site) => entry(site, `what ${site.callee}() returns`))],
  ];
  const column = Math.max(0, ...rows.flatMap(([, entries]) => entries.map(([where]) => where.length)));
  return rows.flatMap(([heading, entries]) =>
    entries.flatMap(([where, text], index) => {
      const head = (index === 0 ? heading : "").padEnd(9);
      return labelled(`  ${head}${where.padEnd(column)}  `, text, width);
    }),
  );
}

/** `:27`, or `part:27` for a line of a part. */
export function placeText({ files }: CheckedSpec, span: Span): string {
  return `${span.file === files[0] ? "" : shortName(span.file.path).replace(/\.untorn$/, "")}:${lineOf(span)}`;
}

function raisedText(spec: CheckedSpec, { code, knob, cause }: RaisedError): string {
  return `-${spec.codes[code]}${knobText(knob)}, cause ${spec.causes[cause]}`;
}

function changedText(spec: CheckedSpec, { code, knob, span }: ChangedError): string {
  const becomes = code === null ? "stays what it is" : `becomes -${spec.codes[code]}`;
  return `any error ${becomes}${knobText(knob)}: ${textOf(span)}`;
}

function testedText(spec: CheckedSpec, { codes, knobs, span }: TestedError): string {
  const meant = knobs.length === 0 ? "" : `, that is ${codes.map((code) => `-${spec.codes[code]}`).join(", ")}`;
  return `${textOf(span)}${meant}`;
}

function knobText(knob: string | null): string {
  return knob === null ? "" : ` (${knob})`;
}
