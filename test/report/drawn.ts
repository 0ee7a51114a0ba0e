import type { CheckedSpec } from "../../src/language/checked-spec.ts";
import type { Property } from "../../src/language/property.ts";
import type { SourceFile, Span } from "../../src/language/source.ts";
import type { Change, Trace, TraceStep } from "../../src/model/trace.ts";
import type { Actor } from "../../src/model/transition-system.ts";
import type { Run } from "../../src/properties/run.ts";
import type { Subject } from "../../src/report/subject.ts";

// Runs and traces drawn by hand, for what reports do with them.

export const FILE: SourceFile = { path: "specs/demo.untorn", text: "line one\nline two\nline three\n" };

export function spanOf(file: SourceFile, text: string): Span {
  const start = file.text.indexOf(text);
  return { file, start, end: start + text.length };
}

export function property(index: number, name: string, kind: Property["kind"] = "assert"): Property {
  return { index, name, kind, doc: null, span: spanOf(FILE, "line two") };
}

export function spec(parts: Partial<CheckedSpec>): CheckedSpec {
  return {
    name: "demo",
    doc: "a drawn spec",
    hides: null,
    files: [FILE],
    constants: [],
    knobs: [],
    designs: [],
    assumptions: [],
    codes: ["0"],
    causes: ["none"],
    variables: [],
    locks: [],
    functions: [],
    init: null,
    actors: [],
    instances: 0,
    crashes: [],
    invariants: [],
    liveness: [],
    properties: [],
    expectations: [],
    statements: 3,
    ...parts,
  };
}

export function run(parts: Partial<Run>): Run {
  return {
    spec: spec({}),
    design: null,
    knobs: [],
    limit: null,
    states: 5,
    transitions: 7,
    depth: 3,
    seconds: 0.25,
    cpuSeconds: 0.25,
    bytesPerState: null,
    verdicts: [],
    statementsReached: 3,
    errorFlow: null,
    unreached: [],
    ...parts,
  };
}

export function actors(...names: readonly string[]): Actor[] {
  return names.map((each, index) => {
    const [, kind = "task", name = each, instance = "0"] = /^(?:(event|daemon) )?(\w+)(?:\[(\d+)\])?$/.exec(each) ?? [];
    if (kind === "event") return { index, kind, name, instance: null };
    return { index, kind: kind === "daemon" ? kind : "task", name, instance: Number(instance) };
  });
}

export function step(actor: number | null, text: string, parts: Partial<TraceStep> = {}): TraceStep {
  const span = spanOf(FILE, "line one");
  return { actor, span, where: null, text, choices: [], lockActions: [], changes: [], failures: [], ...parts };
}

export function change(
  name: string,
  before: Change["before"],
  after: Change["after"],
  parts: Partial<Change> = {},
): Change {
  return { name, owner: null, ghost: false, before, after, cause: null, ...parts };
}

export function trace(
  of: Property,
  who: readonly Actor[],
  steps: readonly TraceStep[],
  parts: Partial<Trace> = {},
): Trace {
  return {
    property: of,
    actors: who,
    steps: [step(null, ""), ...steps],
    end: { message: "", span: null, actors: [] },
    crash: null,
    heldAtEnd: [],
    inFlight: [],
    errorChain: [],
    unordered: null,
    loop: null,
    path: { start: [], steps: steps.map(({ actor }) => ({ actor: actor ?? 0, choices: [] })), crash: null },
    ...parts,
  };
}

export const SUBJECT: Subject = {
  version: "0.1.0",
  path: "specs/demo.untorn",
  sha256: "3f2a9c1d0b7e55aa",
  files: [{ path: "specs/demo.untorn", sha256: "3f2a9c1d0b7e55aa" }],
  constants: new Map(),
  root: null,
};
