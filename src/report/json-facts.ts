import type { Span } from "../language/source.ts";
import { lineOf } from "../language/source.ts";
import type { Access, ErrorLink, InFlight, Trace } from "../model/trace.ts";

/** What a trace says of its end, for JSON. Lines belong to files as steps do: `file` is their path. */
export function factsJson(trace: Trace) {
  return {
    heldAtEnd: trace.heldAtEnd.map(({ lock, mode, holder }) => ({ lock, mode, ...whoJson(trace, holder) })),
    inFlight: trace.inFlight.map((each) => inFlightJson(trace, each)),
    errorChain: trace.errorChain.map(linkJson),
    unordered: unorderedJson(trace),
  };
}

/** As in a step: the name of a task or event, and which instance of it. */
export function whoJson(trace: Trace, actor: number | null) {
  const found = actor === null ? undefined : trace.actors[actor];
  return { task: found?.name ?? null, instance: found?.instance ?? null };
}

function placeJson(span: Span) {
  return { file: span.file.path, line: lineOf(span) };
}

function inFlightJson(trace: Trace, each: InFlight) {
  const { kind, step } = each;
  const who = whoJson(trace, each.actor);
  if (each.kind === "work") return { kind, step, ...who };
  const fields = Object.fromEntries(each.fields.map(({ name, value }) => [name, value]));
  return { kind, step, ...who, name: each.name, fields };
}

function linkJson({ kind, step, span, code, cause, knob, into, name }: ErrorLink) {
  return { kind, step, ...placeJson(span), code, cause, knob, into: into?.name ?? null, name };
}

function unorderedJson(trace: Trace) {
  const { unordered } = trace;
  if (unordered === null) return null;
  const { element, first, second } = unordered;
  return { element, first: accessJson(trace, first), second: accessJson(trace, second) };
}

function accessJson(trace: Trace, { actor, step, how, span, name, locks }: Access) {
  return { ...whoJson(trace, actor), step, how, ...placeJson(span), name, locks };
}
