import type { CheckedSpec, KnobValue } from "../../language/checked-spec.ts";
import { actorsOf } from "../actors.ts";
import type { FlowSites } from "../flow-sites.ts";
import type { DesignSets, PackedEnvironment, PackedModule, PackedStart, PackedSystem } from "../state.ts";
import { BATCH } from "../state.ts";
import type { Actor, Choices, Start, Step, TransitionSystem } from "../transition-system.ts";
import { maskOf } from "./design-code.ts";
import type { ModuleCode } from "./module-code.ts";
import { moduleCode } from "./module-code.ts";
import type { Setting } from "./settings.ts";

export type PackedState = Int32Array;

/** The generated code of one spec for one or more points of its knobs. */
export type Generated = PackedSystem & {
  readonly code: ModuleCode;
  readonly spec: CheckedSpec;
  readonly actors: readonly Actor[];
  /** Length of `F`. */
  readonly facts: number;
};

const INSTRUCTIONS_BETWEEN_QUESTIONS = 1 << 13;

export function generate(
  spec: CheckedSpec,
  knobs: readonly KnobValue[],
  reduce: boolean,
  ask: () => void = () => {},
  flow: FlowSites | null = null,
): Generated {
  return generateAll(spec, [knobs], reduce, ask, flow);
}

/**
 * For several points its module wants the `designs` of its environment, a set of which has `code.designWords` words.
 * `ask` is called now and then where there is much to write; what it throws ends the generation. `flow`: what is noted of
 * error codes.
 */
export function generateAll(
  spec: CheckedSpec,
  settings: readonly Setting[],
  reduce: boolean,
  ask: () => void = () => {},
  flow: FlowSites | null = null,
): Generated {
  let instructions = 0;
  const written = () => {
    instructions += 1;
    if (instructions % INSTRUCTIONS_BETWEEN_QUESTIONS === 0) ask();
  };
  const code = moduleCode(spec, settings, reduce, { written, flow });
  const make = new Function("env", code.text) as (environment: PackedEnvironment) => PackedModule;
  const { layout, startDesigns } = code;
  const facts = (flow?.size ?? 0) * Math.max(1, code.designWords);
  return { code, spec, actors: actorsOf(spec), facts, words: layout.words, startDesigns, instantiate: make };
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
 * The generated module as a plain transition system, one state at a time: slow, with labels, for traces. `design`: by its
 * number, which of those that the module is for.
 */
export function tracingSystem(generated: Generated, design = 0): TracingSystem {
  const { words, spec } = generated;
  const { designWords } = generated.code;
  const sets = designWords === 0 ? null : onlyDesign(design, designWords);
  const sizes = [spec.statements, spec.properties.length].map((size) => Math.max(1, designWords) * size);
  const [R, SUB] = [new Int32Array(sizes[0] ?? 0), new Int32Array(sizes[1] ?? 0)];
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
    F: new Int32Array(generated.facts),
    ...(sets === null ? {} : { designs: sets }),
  });
  generatedModule.setTracing(true);
  const start = generatedModule.starts[startGroup(generated, design)];
  if (start === undefined) throw new Error("untorn defect: a design without initial states");
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
    initial: () => {
      sets?.speaking.set(sets.active);
      return startsOf(start, words, run, inState, generated.spec);
    },
    steps: (state) => run(state, () => generatedModule.expand(0)),
    key: keyOf,
    brokenInLastState: () => [...inState],
  };
}

/** Which of `startDesigns` a design is in. */
export function startGroup({ startDesigns }: Generated, design: number): number {
  return startDesigns.findIndex((designs) => designs.includes(design));
}

/** Sets of designs that are all but empty. */
export function onlyDesign(design: number, words: number): DesignSets {
  const batch = new Int32Array((BATCH + 1) * words);
  const active = maskOf([design], words);
  return { words, active, speaking: active.slice(), batch, told: () => {} };
}

type Run = (state: PackedState, act: () => void) => Step<PackedState>[];

/** After `init`, each prologue in turn. Only those of one way at a time are there at once. */
function* startsOf(
  { initialize, prologues }: PackedStart,
  words: number,
  run: Run,
  inState: ReadonlySet<number>,
  spec: CheckedSpec,
): Generator<Start<PackedState>> {
  const ranges = spec.properties.find((property) => property.kind === "ranges")?.index ?? -1;
  const first = run(new Int32Array(words), () => initialize(0));
  const starts: Start<PackedState>[] = first.map(({ choices, next, violated }) => ({ choices, next, violated }));
  if (starts.length === 0 || inState.has(ranges)) starts.push({ choices: [], next: null, violated: [ranges] });
  for (const start of starts) yield* afterPrologues(start, prologues, 0, run);
}

function* afterPrologues(
  start: Start<PackedState>,
  prologues: PackedStart["prologues"],
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
