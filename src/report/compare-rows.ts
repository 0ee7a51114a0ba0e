import type { Knob, KnobValue } from "../language/checked-spec.ts";
import type { Run } from "../properties/run.ts";
import type { Verdict } from "../properties/verdict.ts";
import { knobValueOf } from "./knob-text.ts";

/** Runs of which the search says the very same: one row. Their knobs are all combinations of `values`, or they have names. */
export type ComparedRow = {
  readonly first: Run;
  readonly runs: readonly Run[];
  /** Of each knob, in the order of its values. */
  readonly values: ReadonlyMap<Knob, readonly KnobValue[]>;
};

/** `knobs`: those that differ. Designs with a name share a row wherever they are alike, points where they fill a box. */
export function comparedRows(runs: readonly Run[], knobs: readonly Knob[]): ComparedRow[] {
  const classes = new Map<string, ComparedRow[]>();
  for (const run of runs) {
    const key = whatIsSaid(run);
    classes.set(key, [...(classes.get(key) ?? []), rowOf([run], knobs)]);
  }
  const rows = [...classes.values()].flatMap((alike) =>
    alike.some(({ first }) => first.design !== null)
      ? [
          rowOf(
            alike.map(({ first }) => first),
            knobs,
          ),
        ]
      : boxes(alike, knobs),
  );
  const positions = new Map(runs.map((run, index) => [run, index] as const));
  return rows.sort((left, right) => (positions.get(left.first) ?? 0) - (positions.get(right.first) ?? 0));
}

function whatIsSaid({ states, transitions, depth, limit, verdicts, unreached }: Run): string {
  return [states, transitions, depth, limit, ...verdicts.map(judgement), ...unreached.map(({ start }) => start)].join();
}

function judgement(verdict: Verdict): string {
  switch (verdict.kind) {
    case "holds":
      return verdict.vacuous ? "vacuous" : "holds";
    case "violated":
      return `${verdict.steps} ${verdict.shortest} ${verdict.counterexample?.loop ?? ""}`;
    case "undecided":
      return verdict.limit;
  }
}

function rowOf(runs: readonly Run[], knobs: readonly Knob[]): ComparedRow {
  const [first] = runs;
  if (first === undefined) throw new Error("untorn defect: a row without a run");
  const values = knobs.map((knob): [Knob, readonly KnobValue[]] => {
    const present = new Set(runs.map((run) => knobValueOf(run, knob)));
    return [knob, knob.domain.filter((value) => present.has(value))];
  });
  return { first, runs, values: new Map(values) };
}

/** Rows that differ in one knob only become one, knob by knob, until no two do. */
function boxes(rows: readonly ComparedRow[], knobs: readonly Knob[]): readonly ComparedRow[] {
  const merged = [...knobs]
    .reverse()
    .reduce<readonly ComparedRow[]>((left, knob) => alongKnob(left, knob, knobs), rows);
  return merged.length < rows.length ? boxes(merged, knobs) : merged;
}

function alongKnob(rows: readonly ComparedRow[], knob: Knob, knobs: readonly Knob[]): ComparedRow[] {
  const lines = new Map<string, ComparedRow[]>();
  for (const row of rows) {
    const key = [...row.values].map(([other, values]) => (other === knob ? "" : values.join(" "))).join();
    lines.set(key, [...(lines.get(key) ?? []), row]);
  }
  return [...lines.values()].map((line) =>
    rowOf(
      line.flatMap(({ runs }) => runs),
      knobs,
    ),
  );
}
