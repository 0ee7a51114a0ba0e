import type { CheckedSpec } from "../language/checked-spec.ts";
import type { Span } from "../language/source.ts";
import { lineOf, textOf } from "../language/source.ts";
import type { ChangedError, ErrorSites, RaisedError, TestedError } from "../properties/error-sites.ts";
import type { Line } from "./line.ts";
import { line } from "./line.ts";
import { shorten } from "./wrap.ts";

/** One line per place where an error code is raised, changed, tested or dropped, under a heading each. */
export function errorSiteLines(spec: CheckedSpec, sites: ErrorSites, width: number): Line[] {
  const place = (span: Span) => placeText(spec, span);
  const rows: readonly (readonly [string, readonly (readonly [string, string, string])[]])[] = [
    ["raised", sites.raised.map((site) => [place(site.span), site.owner, raisedText(spec, site)])],
    ["changed", sites.changed.map((site) => [place(site.span), site.owner, changedText(spec, site)])],
    ["tested", sites.tested.map((site) => [place(site.span), site.owner, testedText(spec, site)])],
    ["dropped", sites.dropped.map((site) => [place(site.span), site.owner, `what ${site.callee}() returns`])],
  ];
  const all = rows.flatMap(([, entries]) => entries);
  const first = Math.max(0, ...all.map(([where]) => where.length));
  const second = Math.min(24, Math.max(0, ...all.map(([, owner]) => owner.length)));
  return rows.flatMap(([heading, entries]) =>
    entries.map(([where, owner, text], index) => {
      const head = (index === 0 ? heading : "").padEnd(9);
      return line(shorten(`  ${head}${where.padEnd(first)}  ${shorten(owner, second).padEnd(second)}  ${text}`, width));
    }),
  );
}

/** `:27`, or `part.untorn:27` for a line of a part. */
export function placeText({ files }: CheckedSpec, span: Span): string {
  const own = span.file === files[0];
  return `${own ? "" : span.file.path.slice(span.file.path.lastIndexOf("/") + 1)}:${lineOf(span)}`;
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
