import type { Run } from "../properties/run.ts";
import type { Scalar } from "./json-part.ts";
import { JsonPart } from "./json-part.ts";
import { UsageError } from "./usage-error.ts";

/** A trace as `trace`, `check` and `compare` write it with `--format json`, read and checked key by key. */
export type SavedTrace = {
  readonly spec: { readonly path: string; readonly sha256: string };
  readonly files: readonly { readonly path: string; readonly sha256: string }[];
  readonly constants: readonly (readonly [string, number | boolean])[];
  /** Those given on the command line. */
  readonly set: readonly (readonly [string, number | boolean])[];
  readonly design: string | null;
  readonly knobs: readonly (readonly [string, Scalar])[];
  /** What the search said; a replay searches nothing. */
  readonly search: Pick<Run, "limit" | "states" | "transitions" | "depth">;
  readonly property: string;
  readonly shortest: boolean;
  readonly steps: readonly SavedStep[];
  readonly crash: SavedCrash | null;
  readonly loop: number | null;
};

/** With the keys of the file: they are compared with those of the trace that a replay gives. */
export type SavedStep = {
  readonly step: number;
  readonly task: string | null;
  readonly instance: number | null;
  readonly line: number;
  readonly text: string;
  readonly choices: readonly number[];
  readonly changes: SavedChanges;
  readonly cause: string | null;
};

export type SavedCrash = {
  readonly choices: readonly number[];
  readonly changes: SavedChanges;
  readonly line: number;
  readonly message: string;
};

type SavedChanges = Readonly<Record<string, readonly [Scalar, Scalar]>>;

/** Which one, where a file has several. */
export type Wanted = { readonly property: string | null; readonly design: string | null };

const LIMITS = ["states", "depth", "memory", "time", "interrupted"] as const;

export function readSavedTrace(file: string, text: string, wanted: Wanted): SavedTrace {
  const root = JsonPart.parse(file, text);
  root.key("schema").oneOf(["untorn/result-1"]);
  const { run, property } = chosen(file, root, wanted);
  const constants = constantsIn(root.key("constants"));
  const set = root.optional("set");
  const steps = property.key("trace").list().map(stepIn);
  if (steps.length === 0) throw property.key("trace").problem("expected at least step 0, the initial state");
  return {
    spec: sumIn(root.key("spec")),
    files: root.key("files").list().map(sumIn),
    constants,
    set: set === null ? constants : constantsIn(set),
    design: run.key("design").nullOr((part) => part.text()),
    knobs: run
      .key("knobs")
      .entries()
      .map(([name, part]) => [name, part.scalar()] as const),
    search: {
      limit: run.key("limit").nullOr((part) => part.oneOf(LIMITS)),
      states: run.key("states").whole(),
      transitions: run.key("transitions").whole(),
      depth: run.key("depth").whole(),
    },
    property: property.key("name").text(),
    shortest: property.key("shortest").bool(),
    steps,
    crash: property.key("crash").nullOr(crashIn),
    loop: property.key("loop").nullOr((part) => part.whole()),
  };
}

type Candidate = {
  readonly run: JsonPart;
  readonly property: JsonPart;
  readonly name: string;
  readonly design: string | null;
};

function chosen(file: string, root: JsonPart, wanted: Wanted): Candidate {
  const all = root.key("runs").list().flatMap(candidatesIn);
  const fitting = all.filter(({ name, design }) => {
    return (wanted.property ?? name) === name && (wanted.design === null || wanted.design === design);
  });
  const [first, second] = fitting;
  if (first === undefined) {
    const known = all.length === 0 ? "it has no trace at all" : `it has traces of ${namesOf(all)}`;
    throw new UsageError(`${file} has no such trace`, known);
  }
  if (second !== undefined) {
    throw new UsageError(`${file} has several traces`, `choose with --property and --design: ${namesOf(fitting)}`);
  }
  return first;
}

function candidatesIn(run: JsonPart): Candidate[] {
  const design = run.key("design").nullOr((part) => part.text());
  return run
    .key("properties")
    .list()
    .flatMap((property) => {
      const isTrace = property.key("trace").nullOr(() => true) ?? false;
      return isTrace ? [{ run, property, name: property.key("name").text(), design }] : [];
    });
}

const SHOWN = 10;

function namesOf(candidates: readonly Candidate[]): string {
  const names = candidates.map(({ name, design }) => (design === null ? name : `${name} (${design})`));
  const left = names.length - SHOWN;
  return [...names.slice(0, SHOWN), ...(left > 0 ? [`and ${left} more`] : [])].join(", ");
}

function sumIn(part: JsonPart): { readonly path: string; readonly sha256: string } {
  return { path: part.key("path").text(), sha256: part.key("sha256").text() };
}

function constantsIn(part: JsonPart): (readonly [string, number | boolean])[] {
  return part.entries().map(([name, value]) => {
    const scalar = value.scalar();
    if (typeof scalar === "boolean") return [name, scalar];
    if (typeof scalar !== "number" || !Number.isSafeInteger(scalar)) throw value.problem("expected an int or a bool");
    return [name, scalar];
  });
}

function stepIn(part: JsonPart, index: number): SavedStep {
  const step = part.key("step").whole();
  if (step !== index) throw part.key("step").problem(`expected ${index}: steps are numbered from 0`);
  const task = part.key("task").nullOr((name) => name.text());
  if ((task === null) !== (index === 0)) throw part.key("task").problem("only step 0 is nobody's");
  return {
    step,
    task,
    instance: part.key("instance").nullOr((number) => number.whole()),
    line: part.key("line").whole(),
    text: part.key("text").text(),
    choices: choicesIn(part),
    changes: changesIn(part),
    cause: part.key("cause").nullOr((name) => name.text()),
  };
}

function crashIn(part: JsonPart): SavedCrash {
  return {
    choices: choicesIn(part),
    changes: changesIn(part),
    line: part.key("line").whole(),
    message: part.key("message").text(),
  };
}

function choicesIn(part: JsonPart): number[] {
  return part
    .key("choices")
    .list()
    .map((choice) => choice.whole());
}

function changesIn(part: JsonPart): SavedChanges {
  const entries = part
    .key("changes")
    .entries()
    .map(([name, values]) => {
      const [before, after, more] = values.list();
      if (before === undefined || after === undefined || more !== undefined) {
        throw values.problem("expected two values, before and after");
      }
      return [name, [before.scalar(), after.scalar()]] as const;
    });
  return Object.fromEntries(entries);
}
