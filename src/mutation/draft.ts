import type {
  CheckedSpec,
  Expression,
  FunctionDeclaration,
  Label,
  LockReference,
  Statement,
} from "../language/checked-spec.ts";
import { partsBelow } from "../language/tree-parts.ts";
import type { Pinned } from "./pinned.ts";
import { takenBy } from "./retakes.ts";
import type { Site } from "./sites.ts";

/** The hidden knobs by what asks them, and what rewriting has used up. Statements by their numbers. */
export type Draft = {
  readonly spec: CheckedSpec;
  readonly pinned: Pinned;
  /** Of a lock, trylock, downgrade or wait. */
  readonly own: ReadonlyMap<number, number>;
  /** Of the pair that an unlock begins. */
  readonly pairs: ReadonlyMap<number, number>;
  /** By statement that takes a lock: the pairs that it ends. */
  readonly endsPairs: ReadonlyMap<number, readonly number[]>;
  /** By slot of the lock: those that may take it, and those that keep it. */
  readonly takes: ReadonlyMap<number, readonly number[]>;
  readonly keeps: ReadonlyMap<number, readonly number[]>;
  readonly tests: ReadonlyMap<Expression, { readonly knob: number; readonly neutral: boolean }>;
  /** By statement: the knob of its order with the next one. */
  readonly orders: ReadonlyMap<number, number>;
  /** A function is rewritten once, wherever it is called. */
  readonly functions: Map<FunctionDeclaration, FunctionDeclaration>;
  nextStatement: number;
  nextLabel: number;
};

export function newDraft(spec: CheckedSpec, pinned: Pinned, sites: readonly Site[]): Draft {
  const numbered = sites.map((site, index) => ({ site, knob: spec.knobs.length + index }));
  const own = numbered.flatMap(({ site, knob }) => (isOwn(site) ? [[site.statement.id, knob] as const] : []));
  const pairs = numbered.flatMap(({ site, knob }) => (site.kind === "pair" ? [{ ...site, knob }] : []));
  return {
    spec,
    pinned,
    own: new Map(own),
    pairs: new Map(pairs.map(({ statement, knob }) => [statement.id, knob])),
    endsPairs: grouped(pairs.flatMap(({ retakes, knob }) => retakes.map(({ id }) => [id, knob] as const))),
    takes: grouped(numbered.flatMap(({ site, knob }) => (isTaking(site) ? slotOf(takenBy(site.statement), knob) : []))),
    keeps: grouped(pairs.flatMap(({ statement, knob }) => slotOf(unlockedBy(statement), knob))),
    tests: new Map(
      numbered.flatMap(({ site, knob }) => {
        const isTest = site.kind === "test" || site.kind === "flag";
        return isTest ? [[site.expression, { knob, neutral: site.neutral }] as const] : [];
      }),
    ),
    orders: new Map(
      numbered.flatMap(({ site, knob }) => (site.kind === "order" ? [[site.statement.id, knob] as const] : [])),
    ),
    functions: new Map(),
    nextStatement: spec.statements,
    nextLabel: Math.max(-1, ...labelsOf(spec)) + 1,
  };
}

function isOwn({ kind }: Site): boolean {
  return kind === "wait" || kind === "drain" || kind === "downgrade" || kind === "lock" || kind === "trylock";
}

function isTaking({ kind }: Site): boolean {
  return kind === "lock" || kind === "trylock";
}

function unlockedBy(statement: Statement): LockReference | null {
  return statement.kind === "unlock" ? statement.lock : null;
}

function slotOf(lock: LockReference | null, knob: number): [number, number][] {
  return lock === null ? [] : [[lock.lock.slot, knob]];
}

function grouped(entries: readonly (readonly [number, number])[]): ReadonlyMap<number, readonly number[]> {
  const groups = new Map<number, number[]>();
  for (const [key, knob] of entries) groups.set(key, [...(groups.get(key) ?? []), knob]);
  return groups;
}

function labelsOf(spec: CheckedSpec): number[] {
  return [...partsBelow(spec)].flatMap(({ labels }) =>
    Array.isArray(labels) ? labels.map(({ id }: Label) => id) : [],
  );
}

export function newStatement(draft: Draft): number {
  draft.nextStatement += 1;
  return draft.nextStatement - 1;
}

export function newLabel(draft: Draft): Label {
  draft.nextLabel += 1;
  return { id: draft.nextLabel - 1, name: "", watched: false };
}
