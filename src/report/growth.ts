import type { ChangedVerdict } from "../properties/changed-verdicts.ts";
import type { Run } from "../properties/run.ts";

/** What holds under one design, and whether it still does with one more of each actor. */
export type GrowthTable = { readonly base: Run; readonly rows: readonly GrowthRow[] };

export type GrowthRow = {
  readonly constant: string;
  readonly value: number;
  readonly run: Run;
  readonly changes: readonly ChangedVerdict[];
};

export type Growth = {
  readonly tables: readonly GrowthTable[];
  /** Actors whose number is a literal. */
  readonly fixed: readonly string[];
  /** Constants with which the spec cannot be read, or has other points; `MAPPERS=2`. */
  readonly refused: readonly string[];
};
