import { isDeepStrictEqual } from "node:util";
import type { LassoFacts } from "../../src/model/fair-run.ts";
import type { Trace } from "../../src/model/trace.ts";
import type { Run } from "../../src/properties/run.ts";
import type { Verdict } from "../../src/properties/verdict.ts";
import type { Engine } from "./engines.ts";

/** Where an engine says something else than the oracle: one line each, none where they agree. */
export function disagreements(oracle: Run, other: Run, agreement: Engine["agreement"]): string[] {
  if (agreement === "everything") return [...counted(oracle, other), ...eachVerdict(oracle, other, sameVerdict)];
  // Cut short, a reduced search comes farther than the oracle: it finds what the oracle found, and perhaps more.
  if (oracle.limit !== null) return eachVerdict(oracle, other, foundToo);
  const limited = other.limit === null ? [] : [`limit: none, but ${other.limit}`];
  return [
    ...limited,
    ...reached(oracle, other),
    ...errorFlow(oracle, other),
    ...eachVerdict(oracle, other, sameJudgement),
  ];
}

const COUNTS = ["limit", "states", "transitions", "depth"] as const;

function counted(oracle: Run, other: Run): string[] {
  const counts = COUNTS.filter((name) => oracle[name] !== other[name]).map((name) => {
    return `${name}: ${oracle[name]}, but ${other[name]}`;
  });
  return [...counts, ...reached(oracle, other), ...errorFlow(oracle, other)];
}

/** What became of error codes, where that was asked for. */
function errorFlow(oracle: Run, other: Run): string[] {
  const [left, right] = [oracle, other].map(({ errorFlow: flow }) =>
    (flow?.facts ?? []).map((one) => JSON.stringify(one)),
  );
  if (other.errorFlow === null || left === undefined || right === undefined) return [];
  if (isDeepStrictEqual(left, right)) return [];
  const only = (these: readonly string[], those: readonly string[]) => these.filter((one) => !those.includes(one));
  return [`error codes: ${only(left, right).join(" ")}, but ${only(right, left).join(" ")}`];
}

/** The statements that were executed. */
function reached(oracle: Run, other: Run): string[] {
  const [left, right] = [unreached(oracle), unreached(other)];
  if (oracle.statementsReached === other.statementsReached && isDeepStrictEqual(left, right)) return [];
  const only = (these: readonly string[], those: readonly string[]) =>
    JSON.stringify(these.filter((one) => !those.includes(one)));
  const counts = `${oracle.statementsReached}, but ${other.statementsReached}`;
  return [`statements reached: ${counts}; ${only(right, left)}, but ${only(left, right)}`];
}

function unreached(run: Run): string[] {
  return run.unreached.map(({ file, start, end }) => `${start}: ${file.text.slice(start, end)}`);
}

function eachVerdict(oracle: Run, other: Run, differs: (left: Verdict, right: Verdict) => string | null): string[] {
  return oracle.spec.properties.flatMap((property, index) => {
    const [left, right] = [oracle.verdicts[index], other.verdicts[index]];
    if (left === undefined || right === undefined) return [`${property.name}: no verdict`];
    const difference = differs(left, right);
    return difference === null ? [] : [`${property.name}: ${difference}`];
  });
}

/** With dead variables reset, another lasso may break a formula. */
function sameJudgement(left: Verdict, right: Verdict): string | null {
  const lassos = lassoOf(left) !== null && lassoOf(right) !== null;
  if (!lassos) return sameVerdict(left, right);
  return isDeepStrictEqual(lassoOf(left)?.repairs, lassoOf(right)?.repairs) ? null : "other changes repair it";
}

function lassoOf(verdict: Verdict): LassoFacts | null {
  return verdict.kind === "violated" ? (verdict.counterexample?.lasso ?? null) : null;
}

function sameVerdict(left: Verdict, right: Verdict): string | null {
  if (shown(left) !== shown(right)) return `${shown(left)}, but ${shown(right)}`;
  if (left.kind !== "violated" || right.kind !== "violated") {
    return isDeepStrictEqual(left, right) ? null : "under another fairness";
  }
  const [one, other] = [left.counterexample, right.counterexample];
  if (one === null || other === null) return one === other ? null : "only one engine has a trace";
  return traceDifference(one, other);
}

function foundToo(left: Verdict, right: Verdict): string | null {
  if (left.kind !== "violated") return null;
  return right.kind === "violated" && left.steps === right.steps ? null : `${shown(left)}, but ${shown(right)}`;
}

function shown(verdict: Verdict): string {
  switch (verdict.kind) {
    case "holds":
      return verdict.vacuous ? "holds vacuously" : "holds";
    case "violated":
      return `violated in ${verdict.steps}${verdict.shortest ? "" : " or fewer"}`;
    case "undecided":
      return `undecided (${verdict.limit})`;
  }
}

/** The path first, since all else follows from it. */
function traceDifference(left: Trace | null, right: Trace | null): string | null {
  if (left === null || right === null) return "no trace";
  if (!isDeepStrictEqual(left.path, right.path)) {
    return `the trace takes ${JSON.stringify(left.path)}, but ${JSON.stringify(right.path)}`;
  }
  const differing = Object.entries(left).flatMap(([name, one]) => {
    return isDeepStrictEqual(one, right[name as keyof Trace]) ? [] : [name];
  });
  return differing.length === 0 ? null : `the ${differing.join(", ")} of the trace differ`;
}
