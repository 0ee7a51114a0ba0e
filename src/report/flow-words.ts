import type { CheckedSpec } from "../language/checked-spec.ts";
import { textOf } from "../language/source.ts";
import type { FlowFact } from "../model/flow-facts.ts";
import type { FlowSite, Written } from "../model/flow-sites.ts";
import { shorten } from "./wrap.ts";

/** Sites and codes of the flow of errors, in words. */

type Outcome = Extract<FlowFact, { kind: "tested" }>["outcome"];

const LONGEST_TEST = 48;

export function codeText(spec: CheckedSpec, code: number): string {
  return `-${spec.codes[code]}`;
}

export function causeText(spec: CheckedSpec, cause: number): string {
  return spec.causes[cause] ?? "?";
}

/** `-EAGAIN (CACHE_BUSY)` where a knob decides which code stands there. */
export function writtenCode(spec: CheckedSpec, code: number, { knob }: Pick<Written, "knob">): string {
  const name = knob === null ? undefined : spec.knobs[knob]?.name;
  return codeText(spec, code) + (name === undefined ? "" : ` (${name})`);
}

/** `ret == -RETRY_ON`; of a `switch`, the case that is taken. */
export function testText(spec: CheckedSpec, site: FlowSite, outcome: Outcome): string {
  if (site.kind !== "switch") return shorten(textOf(site.span), LONGEST_TEST);
  if (typeof outcome !== "number") return "no case";
  const asked = site.cases[outcome]?.asked ?? [];
  return asked.length === 0 ? "default" : `case ${asked.map((one) => askedText(spec, one)).join(", ")}`;
}

function askedText(spec: CheckedSpec, { code, knob }: Written): string {
  return `-${knob === null ? spec.codes[code] : spec.knobs[knob]?.name}`;
}
