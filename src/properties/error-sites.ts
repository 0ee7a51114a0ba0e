import type { CheckedSpec, KnobValue, Statement } from "../language/checked-spec.ts";
import type { Span } from "../language/source.ts";
import type { ErrnoPart, TestPart } from "../language/tree-parts.ts";
import { errnosIn, partsBelow, testsIn } from "../language/tree-parts.ts";

/**
 * Where a spec, at one point of its knobs, raises an error code, changes it, tests it, or drops it. Read from the text:
 * what is reachable is another question. Codes are numbers of `spec.codes`, causes of `spec.causes`.
 */
export type ErrorSites = {
  readonly raised: readonly RaisedError[];
  /** `-CODE from e`: any error becomes this one and keeps its cause. `code` null: `same`, nothing changes. */
  readonly changed: readonly ChangedError[];
  readonly tested: readonly TestedError[];
  /** Calls whose errno nobody looks at. */
  readonly dropped: readonly DroppedError[];
};

type Site = {
  readonly span: Span;
  /** The function, task or property in whose text it stands. */
  readonly owner: string;
};

export type RaisedError = Site & { readonly code: number; readonly knob: string | null; readonly cause: number };
export type ChangedError = Site & { readonly code: number | null; readonly knob: string | null };
export type TestedError = Site & { readonly codes: readonly number[]; readonly knobs: readonly string[] };
export type DroppedError = Site & { readonly callee: string };

export function errorSites(spec: CheckedSpec, knobs: readonly KnobValue[]): ErrorSites {
  const parts = textsOf(spec).map(([owner, root]) => sitesIn(spec, knobs, owner, root));
  const inOrder = <T extends Site>(sites: readonly T[]): T[] => [...sites].sort(byPlace(spec));
  return {
    raised: inOrder(parts.flatMap(({ raised }) => raised)),
    changed: inOrder(parts.flatMap(({ changed }) => changed)),
    tested: inOrder(parts.flatMap(({ tested }) => tested)),
    dropped: inOrder(parts.flatMap(({ dropped }) => dropped)),
  };
}

function byPlace({ files }: CheckedSpec): (left: Site, right: Site) => number {
  return ({ span: left }, { span: right }) =>
    files.indexOf(left.file) - files.indexOf(right.file) || left.start - right.start;
}

/** Each text that runs, with its name: once, however often it is called. */
function textsOf(spec: CheckedSpec): (readonly [string, unknown])[] {
  return [
    ...spec.functions.map(({ name, body }) => [name, body.block] as const),
    ...spec.actors.map((actor) => [actor.name, [actor.body.block, "guard" in actor ? actor.guard : null]] as const),
    ...(spec.init === null ? [] : [["init", spec.init.block] as const]),
  ];
}

function sitesIn(spec: CheckedSpec, knobs: readonly KnobValue[], owner: string, root: unknown): ErrorSites {
  const tests = testsIn(root, "left out");
  const compared = new Set(tests.flatMap((part) => comparedErrnos(part)));
  const written = errnosIn(root, "left out").filter((part) => !compared.has(part));
  const codeOf = ({ code, knob }: ErrnoPart): number => (knob === null ? code : Number(knobs[knob]));
  const knobOf = ({ knob }: ErrnoPart): string | null => (knob === null ? null : (spec.knobs[knob]?.name ?? null));
  const errors = (part: TestPart): readonly ErrnoPart[] => comparedErrnos(part);
  return {
    raised: written
      .filter(({ from }) => from === null)
      .map((part) => ({ span: part.span, owner, code: codeOf(part), knob: knobOf(part), cause: part.cause })),
    changed: written
      .filter(({ from }) => from !== null)
      .map((part) => ({ span: part.span, owner, code: codeOf(part) < 0 ? null : codeOf(part), knob: knobOf(part) })),
    tested: tests
      .filter((part) => errors(part).length > 0)
      .map((part) => ({
        span: part.span,
        owner,
        codes: errors(part).map(codeOf),
        knobs: errors(part).flatMap((errno) => knobOf(errno) ?? []),
      })),
    dropped: droppedIn(root).map(({ span, callee }) => ({ span, owner, callee })),
  };
}

/** The codes that stand on a side of the comparison itself, not in a comparison inside it. */
function comparedErrnos(part: TestPart): readonly ErrnoPart[] {
  switch (part.kind) {
    case "equal":
      return [part.left, part.right].filter((side) => side.kind === "errno");
    case "in":
      return alternativeErrnos(part.alternatives);
    case "switch":
      return part.cases.flatMap(({ alternatives }) => alternativeErrnos(alternatives));
  }
}

function alternativeErrnos(alternatives: Extract<TestPart, { kind: "in" }>["alternatives"]): readonly ErrnoPart[] {
  return alternatives.flatMap((one) => (one.kind === "value" && one.value.kind === "errno" ? [one.value] : []));
}

function droppedIn(root: unknown): readonly { readonly span: Span; readonly callee: string }[] {
  return [...partsBelow(root, "left out")].flatMap((part) => {
    if (part.kind !== "call" || part.target !== null || !("labels" in part)) return [];
    const call = part as unknown as Extract<Statement, { kind: "call" }>;
    return call.function.result.kind === "errno" ? [{ span: call.span, callee: call.function.name }] : [];
  });
}
