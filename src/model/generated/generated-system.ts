import type { CheckedSpec, KnobValue } from "../../language/checked-spec.ts";
import { actorsOf } from "../actors.ts";
import type { PackedEnvironment, PackedModule, PackedSystem } from "../state.ts";
import { BATCH } from "../state.ts";
import type { Actor, Choices, Start, Step, TransitionSystem } from "../transition-system.ts";
import type { ModuleCode } from "./module-code.ts";
import { moduleCode } from "./module-code.ts";

export type PackedState = Int32Array;

/** The generated code of one spec for one point of its knobs. */
export type Generated = PackedSystem & {
  readonly code: ModuleCode;
  readonly spec: CheckedSpec;
  readonly actors: readonly Actor[];
};

export function generate(spec: CheckedSpec, knobs: readonly KnobValue[], reduce: boolean): Generated {
  const code = moduleCode(spec, knobs, reduce);
  const make = new Function("env", code.text) as (environment: PackedEnvironment) => PackedModule;
  return { code, spec, actors: actorsOf(spec), words: code.layout.words, instantiate: make };
}

type Labelled = {
  readonly actor: number;
  readonly choices: Choices;
  readonly violated: readonly number[];
  readonly hasSuccessor: boolean;
};

export type TracingSystem = TransitionSystem<PackedState> & {
  /** Properties broken in the state whose steps were asked for last. */
  readonly brokenInLastState: () => readonly number[];
};

/**
 * The generated module as a plain transition system, one state at a time: slow, with labels, for traces. `R` and `SUB`
 * are filled on the way.
 */
export function tracingSystem(generated: Generated, R: Uint8Array, SUB: Uint8Array): TracingSystem {
  const { words } = generated;
  const B = new Int32Array((BATCH + 1) * words);
  const states: PackedState[] = [];
  const labels: Labelled[] = [];
  const inState = new Set<number>();
  const generatedModule = generated.instantiate({
    B,
    LIMIT: BATCH * words,
    flush: (filled) => {
      for (let start = 0; start < filled; start += words) states.push(B.slice(start, start + words));
    },
    breach: (property, byStep) => {
      if (byStep === 0) inState.add(property);
    },
    label: (actor, choices, violated, hasSuccessor) => {
      labels.push({ actor, choices, violated: [...new Set(violated)], hasSuccessor });
    },
    R,
    SUB,
  });
  generatedModule.setTracing(true);
  const run = (state: PackedState, act: () => void): Step<PackedState>[] => {
    states.length = 0;
    labels.length = 0;
    inState.clear();
    generatedModule.setQueue(state);
    act();
    generatedModule.drain();
    let next = 0;
    return labels.map(({ hasSuccessor, ...label }) => {
      const successor = hasSuccessor ? (states[next] ?? null) : null;
      if (hasSuccessor) next += 1;
      return { ...label, next: successor };
    });
  };
  return {
    actors: generated.actors,
    initial: () => startsOf(generatedModule, words, run, inState, generated.spec),
    steps: (state) => run(state, () => generatedModule.expand(0)),
    key: keyOf,
    brokenInLastState: () => [...inState],
  };
}

type Run = (state: PackedState, act: () => void) => Step<PackedState>[];

/** After `init`, each prologue in turn. Only those of one way at a time are there at once. */
function* startsOf(
  generatedModule: PackedModule,
  words: number,
  run: Run,
  inState: ReadonlySet<number>,
  spec: CheckedSpec,
): Generator<Start<PackedState>> {
  const ranges = spec.properties.find((property) => property.kind === "ranges")?.index ?? -1;
  const first = run(new Int32Array(words), () => generatedModule.initialize(0));
  const starts: Start<PackedState>[] = first.map(({ choices, next, violated }) => ({ choices, next, violated }));
  if (starts.length === 0 || inState.has(ranges)) starts.push({ choices: [], next: null, violated: [ranges] });
  for (const start of starts) yield* afterPrologues(start, generatedModule.prologues, 0, run);
}

function* afterPrologues(
  start: Start<PackedState>,
  prologues: PackedModule["prologues"],
  first: number,
  run: Run,
): Generator<Start<PackedState>> {
  let current = start;
  for (let next = first; next < prologues.length; next += 1) {
    const { next: state } = current;
    if (state === null) break;
    const outcomes = run(state, () => prologues[next]?.(0)).map((step) => joined(current, step));
    const [only] = outcomes;
    if (outcomes.length !== 1 || only === undefined) {
      for (const outcome of outcomes) yield* afterPrologues(outcome, prologues, next + 1, run);
      return;
    }
    current = only;
  }
  yield current;
}

function joined(start: Start<PackedState>, { choices, next, violated }: Step<PackedState>): Start<PackedState> {
  return {
    choices: [...start.choices, ...choices],
    next,
    violated: [...new Set([...start.violated, ...violated])],
  };
}

function keyOf(state: PackedState): string {
  let key = "";
  for (const word of state) key += String.fromCharCode(word & 0xffff, word >>> 16);
  return key;
}
