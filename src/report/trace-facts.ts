import type { Span } from "../language/source.ts";
import { lineOf, textOf } from "../language/source.ts";
import type { Access, ErrorLink, Trace } from "../model/trace.ts";
import { actorName } from "./actor-name.ts";
import type { Line } from "./line.ts";
import { valueText } from "./step-text.ts";
import { shortName } from "./subject.ts";
import { labelled, plural } from "./wrap.ts";

/** What is to be known at the end of a trace, each fact behind its label. */

const MOST_LINKS = 10;

export function label(name: string): string {
  return `  ${name.padEnd(18)}`;
}

export function fact(name: string, text: string | null, width: number): Line[] {
  return text === null ? [] : labelled(label(name), text, width);
}

/** Locks held and I/O in flight, the way of the error code, and two accesses that no lock keeps apart. */
export function endLines(trace: Trace, width: number): Line[] {
  return [
    ...fact("held at the end", heldText(trace), width),
    ...listLines("in flight at end", inFlightEntries(trace), width),
    ...listLines("error code", errorEntries(trace), width),
    ...fact("no common lock", unorderedText(trace), width),
  ];
}

/** `head` stands in a column of its own, as wide as the widest. */
type Entry = { readonly head: string; readonly text: string };

function listLines(name: string, entries: readonly Entry[], width: number): Line[] {
  const heads = Math.max(0, ...entries.map(({ head }) => head.length));
  return entries.flatMap(({ head, text }, index) => {
    const left = index === 0 ? label(name) : label("");
    return labelled(`${left}${head.padEnd(heads)}  `, text, width);
  });
}

function heldText({ heldAtEnd, actors }: Trace): string | null {
  const texts = heldAtEnd.map(({ lock, mode, holder }) => {
    const how = mode === null ? lock : `${lock} ${mode}`;
    return holder === null ? how : `${how} by ${actorName(actors, holder)}`;
  });
  return texts.length === 0 ? null : texts.join(", ");
}

function inFlightEntries({ actors, inFlight }: Trace): Entry[] {
  return inFlight.map((each) => {
    const since = each.step === 0 ? "since the start" : `since step ${each.step}`;
    if (each.kind === "work") return { head: actorName(actors, each.actor), text: `runs ${since}` };
    const by = each.actor === null ? "" : ` by ${actorName(actors, each.actor)}`;
    const fields = each.fields.map(({ name, value }) => (value === true ? name : `${name}=${valueText(value)}`));
    return { head: each.name, text: `${since}${by}: ${fields.join(", ")}` };
  });
}

/** One entry per link; of a long way, its two ends. */
function errorEntries(trace: Trace): Entry[] {
  const entries = trace.errorChain.map((link) => ({ head: placeText(trace, link.span), text: linkText(link) }));
  if (entries.length <= MOST_LINKS) return entries;
  const end = MOST_LINKS / 2;
  const left = { head: "...", text: `${plural(entries.length - 2 * end, "more link")}` };
  return [...entries.slice(0, end), left, ...entries.slice(-end)];
}

function linkText({ kind, code, cause, knob, into, name, span }: ErrorLink): string {
  const written = knob === null ? code : `${code} of ${knob}`;
  switch (kind) {
    case "born":
      return `${written} born, cause ${cause}, in ${name}`;
    case "changed":
      return `now ${written} in ${name}`;
    case "stored":
      return `stored in ${into?.name ?? "?"}, in ${name}`;
    case "decision":
      return `taken: ${textOf(span)}`;
    case "asked":
      return `judged by ${name}`;
  }
}

/** `:24`; `page-cache:24` where the trace runs through several files. */
function placeText(trace: Trace, { file, ...span }: Span): string {
  const { property, steps, errorChain } = trace;
  const spans = [property.span, ...steps.slice(1).map((step) => step.span), ...errorChain.map((link) => link.span)];
  const alone = spans.every((one) => one === null || one.file.path === file.path);
  return `${alone ? "" : shortName(file.path).replace(/\.untorn$/, "")}:${lineOf({ file, ...span })}`;
}

function unorderedText(trace: Trace): string | null {
  const { unordered } = trace;
  if (unordered === null) return null;
  const { element, first, second } = unordered;
  return `${element}: ${accessText(trace, first)}, and ${accessText(trace, second)}`;
}

function accessText(trace: Trace, { actor, step, how, span, name }: Access): string {
  const named = name === trace.actors[actor]?.name ? "" : `, ${name}`;
  return `${how} in step ${step} by ${actorName(trace.actors, actor)} (${placeText(trace, span)}${named})`;
}
