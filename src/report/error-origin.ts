import type { CheckedSpec } from "../language/checked-spec.ts";
import type { Span } from "../language/source.ts";
import { lineOf } from "../language/source.ts";
import type { Change, Trace } from "../model/trace.ts";
import type { Run } from "../properties/run.ts";
import { knobValueOf, knobValueText } from "./knob-text.ts";

/** Says which error code misled, where it was written and for what cause; null where the property is about no cause. */
export function errorOriginText(run: Run, trace: Trace): string | null {
  if (!asksForCause(run.spec, trace.property.index)) return null;
  const change = lastErrorIn(trace);
  if (change === null || change.cause === null) return null;
  const cause = run.spec.causes.indexOf(change.cause);
  const codes = writtenCodes(run);
  const born = codes.filter((code) => code.cause === cause && !code.keeps);
  const said = `${change.after}`;
  const direct = born.filter(({ text }) => text === said);
  if (direct.length > 0) return `${placesText(direct)}, cause ${change.cause}`;
  const rewritten = codes.filter(({ keeps, text }) => keeps && text === said);
  const first = rewritten.length > 0 ? placesText(rewritten) : said;
  return `${first}, cause ${change.cause}${born.length > 0 ? `, at first ${placesText(born)}` : ""}`;
}

function lastErrorIn(trace: Trace): Change | null {
  const changes = trace.steps.flatMap((step) => step.changes);
  return changes.findLast(({ cause }) => cause !== null) ?? null;
}

/** Some assert of this property, or its invariant or crash check, speaks of a cause. */
function asksForCause(spec: CheckedSpec, property: number): boolean {
  const roots = [spec.actors, spec.functions, spec.invariants, spec.crashes];
  const own = [...partsOf(roots)].filter((part) => part.property === property);
  return [...partsOf(own)].some(({ kind }) => kind === "cause");
}

/** A `-CODE` in the spec; `keeps`: it has a `from`, so the cause is not its own. */
type WrittenCode = {
  readonly text: string;
  readonly knob: string | null;
  readonly cause: number;
  readonly keeps: boolean;
  readonly line: number;
};

function writtenCodes(run: Run): WrittenCode[] {
  const { spec } = run;
  return [...partsOf([spec.actors, spec.functions])]
    .filter((part) => part.kind === "errno" && "from" in part) // the type of that name has none
    .map((part) => {
      const { code, knob, cause, from, span } = part as ErrnoPart;
      const named = knob === null ? undefined : spec.knobs[knob];
      const text = named === undefined ? spec.codes[code] : knobValueText(spec, named, knobValueOf(run, named));
      return { text: `-${text}`, knob: named?.name ?? null, cause, keeps: from !== null, line: lineOf(span) };
    });
}

type ErrnoPart = {
  readonly code: number;
  readonly knob: number | null;
  readonly cause: number;
  readonly from: unknown;
  readonly span: Span;
};

/** `-EAGAIN of CACHE_BUSY at :24`. */
function placesText(codes: readonly WrittenCode[]): string {
  const lines = [...new Set(codes.map(({ line }) => line))].sort((a, b) => a - b).map((line) => `:${line}`);
  const knob = codes.find((code) => code.knob !== null)?.knob;
  return `${codes[0]?.text}${knob === undefined ? "" : ` of ${knob}`} at ${lines.join(", ")}`;
}

type Part = { readonly [key: string]: unknown };

/** Every object of a checked tree, once. The tree is plain data, so a new kind of statement needs no change here. */
function* partsOf(root: unknown): Generator<Part> {
  const seen = new Set<unknown>();
  const open: unknown[] = [root];
  while (open.length > 0) {
    const part = open.pop();
    if (typeof part !== "object" || part === null || seen.has(part)) continue;
    seen.add(part);
    if (!Array.isArray(part)) yield part as Part;
    open.push(...Object.values(part));
  }
}
