import type { Span } from "../language/source.ts";
import { lineOf, textOf } from "../language/source.ts";
import type { LeftOut, Mutation } from "../mutation/mutation.ts";
import type { ChangedVerdict } from "../properties/changed-verdicts.ts";
import type { Run } from "../properties/run.ts";
import { shortName } from "./subject.ts";

/** What each part of a protocol is needed for, under one design: single parts dropped, and what no longer holds. */
export type NecessityTable = {
  /** With nothing dropped. */
  readonly base: Run;
  readonly rows: readonly NecessityRow[];
  /** Nothing executes them under this design. */
  readonly unreached: readonly Mutation[];
};

export type NecessityRow = {
  readonly mutation: Mutation;
  readonly run: Run;
  readonly changes: readonly ChangedVerdict[];
};

export type Necessity = {
  readonly tables: readonly NecessityTable[];
  /** The same under every design. */
  readonly leftOut: readonly LeftOut[];
};

export function placeText(span: Span): string {
  return `${shortName(span.file.path)}:${lineOf(span)}`;
}

/** What is dropped, in the words of the spec, and where. */
export function droppedText({ kind, name, span, others, weaker }: Mutation): string {
  const what = name ?? textOf(span);
  switch (kind) {
    case "pair": {
      const taken = placesText(others.map((other) => other.span));
      return `${what}, ${placeText(span)}: kept until ${taken}${weaker ? ", SHARED even where EXCL is wanted" : ""}`;
    }
    case "order": {
      const second = others.map((other) => other.name ?? textOf(other.span)).join(", ");
      return `${second} before ${what}, ${placeText(span)}`;
    }
    default:
      return `${what}, ${placeText(span)}`;
  }
}

/** `iolock.untorn :13 :17, mmap.untorn :4`: the lines file by file, each once. */
export function placesText(spans: readonly Span[]): string {
  const byFile = new Map<string, Set<string>>();
  for (const span of spans) {
    const file = shortName(span.file.path);
    byFile.set(file, (byFile.get(file) ?? new Set()).add(`:${lineOf(span)}`));
  }
  return [...byFile].map(([file, lines]) => `${file} ${[...lines].join(" ")}`).join(", ");
}
