import type { Run } from "../../src/properties/run.ts";
import type { Verdict } from "../../src/properties/verdict.ts";
import { constructsOf } from "./constructs.ts";

/** What the random specs were like: counted spec by spec, and what must come out of it. */
export type Tally = {
  readonly states: number[];
  /** Specs that have the construct, by name. */
  readonly constructs: Map<string, number>;
  /** Specs with a property of the kind that came out so, by "kind outcome". */
  readonly outcomes: Map<string, number>;
  /** Words of the messages of `ranges`. */
  readonly errors: Map<string, number>;
  limited: number;
  /** Specs of which many points of the knobs were searched at once, and how many points. */
  families: number;
  points: number;
};

export function newTally(): Tally {
  return {
    states: [],
    constructs: new Map(),
    outcomes: new Map(),
    errors: new Map(),
    limited: 0,
    families: 0,
    points: 0,
  };
}

export const KINDS = ["assert", "invariant", "crash", "liveness", "deadlock", "locks", "ranges"] as const;
export const OUTCOMES = ["violated", "holds", "vacuous", "undecided"] as const;

export function count(tally: Tally, run: Run): void {
  tally.states.push(run.states);
  if (run.limit !== null) tally.limited += 1;
  for (const construct of constructsOf(run.spec)) increase(tally.constructs, construct);
  const outcomes = run.verdicts.map((verdict, index) => {
    const { kind } = run.spec.properties[index] ?? { kind: "none" };
    return `${kind} ${verdict.kind === "holds" && verdict.vacuous ? "vacuous" : verdict.kind}`;
  });
  for (const outcome of new Set(outcomes)) increase(tally.outcomes, outcome);
  for (const lasso of new Set(run.verdicts.flatMap(lassoOf))) increase(tally.constructs, `lasso: ${lasso}`);
  const ranges = run.verdicts[run.spec.properties.findIndex(({ kind }) => kind === "ranges")];
  if (ranges?.kind !== "violated") return;
  const error = errorOf(ranges.counterexample?.end.message ?? "");
  increase(tally.errors, error);
  increase(tally.constructs, `error: ${error}`);
}

function lassoOf(verdict: Verdict): string[] {
  const kind = verdict.kind === "violated" ? verdict.counterexample?.lasso?.kind : undefined;
  return kind === undefined ? [] : [kind];
}

function increase(counts: Map<string, number>, name: string, by = 1): void {
  counts.set(name, (counts.get(name) ?? 0) + by);
}

/** Adds what was counted elsewhere. */
export function addTally(tally: Tally, other: Tally): void {
  tally.states.push(...other.states);
  tally.limited += other.limited;
  tally.families += other.families;
  tally.points += other.points;
  for (const counts of ["constructs", "outcomes", "errors"] as const) {
    for (const [name, specs] of other[counts]) increase(tally[counts], name, specs);
  }
}

const ERRORS = [
  ["outside", /is outside/],
  ["none", /'none'/],
  ["no value stored", /no value was stored/],
  ["no work idle", /is idle/],
  ["queue full or empty", /full queue|empty queue/],
  ["division by 0", /division/],
  ["no return", /without returning/],
  ["beyond 2^53", /2\^53/],
  ["no open branch", /open branch|initial state/],
  ["endless step", /statements|outcomes/],
] as const;

function errorOf(message: string): string {
  return ERRORS.find(([, pattern]) => pattern.test(message))?.[0] ?? message;
}

/** The state count below which the given share of the specs lies. */
export function quantile({ states }: Tally, share: number): number {
  const sorted = [...states].sort((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

/** Below this many specs chance says too much: nothing is demanded of them. */
export const LEAST_RUNS = 3000;
const LEAST_SHARE = 0.03;
const LEAST_OUTCOMES = 100;
const LEAST_MEDIAN = 100;
const LEAST_NINTH_TENTH = 5000;
const LEAST_FAMILIES = 1000;

/** What is missing of what must be seen, in words. */
export function shortfalls(tally: Tally, constructs: readonly string[]): string[] {
  const runs = tally.states.length;
  const rare = constructs.flatMap((name) => {
    const specs = tally.constructs.get(name) ?? 0;
    return specs >= LEAST_SHARE * runs ? [] : [`only ${specs} of ${runs} specs have: ${name}`];
  });
  const outcomes = KINDS.flatMap((kind) => ["violated", "holds"].map((outcome) => `${kind} ${outcome}`));
  const few = outcomes.flatMap((name) => {
    const specs = tally.outcomes.get(name) ?? 0;
    return specs >= LEAST_OUTCOMES ? [] : [`only ${specs} specs with: ${name}`];
  });
  const [median, ninth] = [quantile(tally, 0.5), quantile(tally, 0.9)];
  const small = [
    ...(median >= LEAST_MEDIAN ? [] : [`half of the specs have at most ${median} states`]),
    ...(ninth > LEAST_NINTH_TENTH ? [] : [`less than a tenth of the specs have more than ${LEAST_NINTH_TENTH} states`]),
  ];
  const families =
    tally.families >= LEAST_FAMILIES ? [] : [`only ${tally.families} specs had all their points searched at once`];
  return [...rare, ...few, ...small, ...families];
}
