import type { CheckedSpec, EventDeclaration, KnobValue } from "../../language/checked-spec.ts";
import { cardinality } from "../../language/types.ts";
import type { LoweredSpec } from "../lowering/lower-spec.ts";
import { lowerSpec } from "../lowering/lower-spec.ts";
import type { StateLayout } from "../lowering/state-layout.ts";
import { layOut } from "../lowering/state-layout.ts";
import { BATCH } from "../state.ts";
import { environmentAt, successor } from "./body-context.ts";
import { controlPoints } from "./control-points.ts";
import type { ControlPoints, Target } from "./environment.ts";
import { eventFunction } from "./event-functions.ts";
import { inspectText } from "./inspect-code.ts";
import type { Places } from "./process-functions.ts";
import { actorIndex, processFunctions, queuedControl, worksOf } from "./process-functions.ts";
import { truthsText } from "./proposition-code.ts";
import { ONES } from "./set-value.ts";
import type { Form, StepText } from "./step-functions.ts";
import { functionText, ownContext, START_PATH, stepText } from "./step-functions.ts";
import { labelsSteps } from "./step-label-code.ts";
import { storeVariable } from "./store-code.ts";
import type { Space } from "./word-space.ts";
import { initialBits, newSpace, settingBits, wordAt } from "./word-space.ts";

/**
 * The whole generated module: one function per instance and rest point, one per event, crash block and process for
 * dispatch, and `expand`, which does everything that is to be done with one state. It is made of numbers only.
 */
export type ModuleCode = {
  readonly text: string;
  readonly layout: StateLayout;
  readonly controls: ReadonlyMap<string, ControlPoints>;
  readonly lowered: LoweredSpec;
  /** Length of the longest function's text. */
  readonly longest: number;
};

export function moduleCode(spec: CheckedSpec, knobs: readonly KnobValue[], reduce: boolean): ModuleCode {
  const lowered = lowerSpec(spec);
  const isWork = new Set(spec.actors.flatMap(({ kind, name }) => (kind === "work" ? [name] : [])));
  const controls = new Map(
    [...lowered.actors].map(([name, graph]) => [name, controlPoints(graph, isWork.has(name))] as const),
  );
  const points = new Map([...controls].map(([name, { byInstruction }]) => [name, byInstruction.size] as const));
  const layout = layOut(spec, lowered.actors, lowered.lockers, points);
  const state = newSpace("w", layout.words);
  const works = worksOf(layout, controls, lowered, reduce);
  const target: Target = { spec, knobs, layout, state, spaces: { w: state, x: newSpace("x", 0) }, controls, works };
  const builtIn = (kind: string) => spec.properties.find((property) => property.kind === kind)?.index ?? -1;
  const places: Places = { ranges: builtIn("ranges"), locks: builtIn("locks"), deadlock: builtIn("deadlock") };
  const inspect = inspectText(target, places) + truthsText(target, places);
  const asked: Asked = { events: /E[AV]\[/.test(inspect), instances: inspect.includes("EN[") };
  const functions = [
    emitFunction(target),
    stutterFunction(target),
    initialFunctions(target, lowered, places),
    ...layout.processes.map((process) => processFunctions(target, process, lowered, places, reduce)),
    ...eventFunctions(target, lowered, places, asked.events),
    ...lowered.crashes.map((graph, index) => {
      const name = `crash${index}`;
      const property = spec.crashes[index]?.property ?? null;
      const make = (form: Form) => ownContext(target, form, graph, "crash", -1, places.ranges, property);
      const { context, text, helpers } = stepText(name, make, graph.entry, START_PATH);
      return helpers + functionText(name, context, `const o=O;${text}if(O===o)breach(${places.ranges},0);O=o;`);
    }),
    inspect,
    circleFunction(spec),
    expandFunction(target, lowered, places, asked),
  ];
  const text = header(target) + functions.join("") + footer(target);
  return {
    text,
    layout,
    controls,
    lowered,
    longest: Math.max(
      ...functions
        .join("")
        .split("\n")
        .map((line) => line.length),
    ),
  };
}

function eventFunctions(target: Target, lowered: LoweredSpec, places: Places, noted: boolean): string[] {
  const { spec } = target;
  return spec.actors.flatMap((event, position) => {
    const graph = lowered.actors.get(event.name);
    if (event.kind !== "event" || graph === undefined) return [];
    const actor = actorIndex(spec, event.name, 0);
    return [eventFunction(target, { event, graph, position, actor, ranges: places.ranges, noted })];
  });
}

/** Whether invariants ask which events are enabled (`EA`, `EV`), and which instances can step (`EN`). */
type Asked = { readonly events: boolean; readonly instances: boolean };

function header(target: Target): string {
  const { spec, layout } = target;
  const rows = Math.ceil(spec.instances / 32);
  const eventSizes = spec.actors.map((actor) => (actor.kind === "event" ? parameterCount(actor) : 0));
  return [
    '"use strict";',
    "const {B,LIMIT,flush,breach,label,R,SUB}=env;",
    "const BAD={},WIDE={};",
    "let Q=null,P=0,O=0,TR=false,GF=0,WN=0;",
    // Of a machine in several functions.
    "let n=0,C=null,V=null,K=0,L=0,S=null,OUT=null,M=0;",
    `const W=new Int32Array(${layout.words}),EN=new Int32Array(${Math.max(1, spec.instances)});`,
    `const EA=new Int32Array(${spec.actors.length}),EV=[${eventSizes.map((size) => `new Uint8Array(${size})`).join(",")}];`,
    `const WAIT=new Int32Array(${Math.max(1, spec.instances)}),BW=new Int32Array(${Math.max(1, rows * spec.instances)}),ALIVE=new Int32Array(${Math.max(1, rows)});`,
    labelsSteps(spec) ? `const {E=new Int32Array(${BATCH + 1}),PR=new Int32Array(64)}=env;let LB=0,EN0=0,EM=0;` : "",
    `${ONES}function bad(){throw BAD;}\n`,
  ].join("");
}

function footer(target: Target): string {
  const { layout } = target;
  const begun = layout.processes.filter(({ process }) => process.kind !== "work");
  const prologues = begun.flatMap(({ instances }) => instances.map(({ number }) => `prologue${number}`));
  return `return {expand,initialize,prologues:[${prologues.join(",")}],setQueue(q){Q=q;},setTracing(t){TR=t;},outcomes(){return O;},resetOutcomes(){O=0;},drain(){if(P>0){flush(P);P=0;${labelsSteps(target.spec) ? "EN0=0;" : ""}}},pending(){return P;}};`;
}

function parameterCount(event: EventDeclaration): number {
  return event.body.locals
    .slice(0, event.body.parameters)
    .reduce((product, { type }) => product * cardinality(type), 1);
}

/** Puts a successor into the batch. */
function emitFunction(target: Target): string {
  const { state } = target;
  const room = labelsSteps(target.spec)
    ? "if(P>=LIMIT){flush(P);P=0;EN0=0;}E[EN0++]=LB;EM++;"
    : "if(P>=LIMIT){flush(P);P=0;}";
  if (!state.asLocals)
    return `function emit(){${room}for(let i=0;i<${state.words};i++)B[P+i]=W[i];P+=${state.words};}\n`;
  const words = Array.from({ length: state.words }, (_, word) => wordAt(state, word));
  return `function emit(${words.join(",")}){${room}${words.map((word, index) => `B[P+${index}]=${word};`).join("")}P+=${words.length};}\n`;
}

/** A state without steps is its own successor. */
function stutterFunction({ spec, state }: Target): string {
  if (!labelsSteps(spec)) return "";
  const words = Array.from({ length: state.words }, (_, word) => `Q[b+${word}]`).join(",");
  const emit = state.asLocals ? `emit(${words});` : `for(let i=0;i<${state.words};i++)W[i]=Q[b+i];emit();`;
  return `function stutter(b){LB=0;${emit}}\n`;
}

// ---------------------------------------------------------------------------------------------- initial states

/** `initialize` makes the states after `init` from nothing; `prologueN` runs the first statements of instance N. */
function initialFunctions(target: Target, lowered: LoweredSpec, places: Places): string {
  const { context, text, helpers } = initText(target, lowered, places);
  const { layout, spec } = target;
  const { state } = context.target;
  const outermost = layout.processes.flatMap(({ graph, instances }) =>
    instances.flatMap(({ registers }) =>
      graph.registers.flatMap((one) => (one.outermost === null ? [] : (registers[one.index] ?? []))),
    ),
  );
  const initial = [...initialBits([...layout.variables.flat(), ...outermost])].filter(([, { bits }]) => bits !== 0);
  const defaults = settingBits(state, new Map(initial));
  const occupied = state.words === 0 ? "" : `${wordAt(state, 0)}|=1;`;
  const environment = { ...environmentAt(context, NO_FRAME), locals: { kind: "none" } as const };
  const values = spec.variables.flatMap((variable) => {
    return variable.initial === null ? [] : [storeVariable(environment, variable, variable.initial, START_PATH)];
  });
  const body = `${defaults}${occupied}try{${values.join("")}${text}}catch(e){if(e!==BAD)throw e;O++;breach(${places.ranges},1);if(TR)label(-1,[],[${places.ranges}],false);}`;
  return helpers + functionText("initialize", context, clearState(state) + body);
}

const NO_FRAME = { index: 0, caller: null, registers: [] };

function clearState(state: Space): string {
  if (!state.asLocals) return "W.fill(0);";
  return Array.from({ length: state.words }, (_, word) => `${wordAt(state, word)}=0;`).join("");
}

function initText(target: Target, lowered: LoweredSpec, places: Places): StepText {
  if (lowered.init !== null) {
    const { init } = lowered;
    const make = (form: Form) => ownContext(target, form, init, "init", -1, places.ranges);
    return stepText("initialize", make, init.entry, START_PATH);
  }
  const empty = { instructions: [], entry: 0, registers: [], frames: [NO_FRAME] };
  const context = ownContext(target, "variables", empty, "init", -1, places.ranges);
  return { context, text: successor(context, START_PATH), helpers: "" };
}

/** Whether some of the waiting instances wait in a circle: those that wait for nobody waiting drop out, until none does. */
function circleFunction(spec: CheckedSpec): string {
  const rows = Math.max(1, Math.ceil(spec.instances / 32));
  return `function circle(){ALIVE.fill(0);for(let i=0;i<WN;i++){const w=WAIT[i];ALIVE[w>>5]|=1<<(w&31);}
for(let again=true;again;){again=false;for(let i=0;i<WN;i++){const w=WAIT[i];if(!(ALIVE[w>>5]>>>(w&31)&1))continue;let any=0;
for(let r=0;r<${rows};r++)any|=BW[w*${rows}+r]&ALIVE[r];if(any===0){ALIVE[w>>5]&=~(1<<(w&31));again=true;}}}
let left=0;for(let r=0;r<${rows};r++)left|=ALIVE[r];
for(let i=0;i<WN;i++)BW.fill(0,WAIT[i]*${rows},WAIT[i]*${rows}+${rows});WN=0;return left!==0;}\n`;
}

function expandFunction(target: Target, lowered: LoweredSpec, places: Places, asked: Asked): string {
  const { spec, layout } = target;
  const steps = spec.actors.map((actor, position) => {
    if (actor.kind === "event")
      return `${asked.events ? `EA[${position}]=0;EV[${position}].fill(0);` : ""}event${position}(b);`;
    const process = layout.processes.find((candidate) => candidate.process === actor);
    return (process?.instances ?? [])
      .map(({ number }) =>
        asked.instances ? `{const o=O;actor${number}(b);EN[${number}]=O-o;}` : `actor${number}(b);`,
      )
      .join("");
  });
  const crashes = lowered.crashes.map((_, index) => `crash${index}(b);`);
  const labelled = labelsSteps(spec);
  const text = [
    labelled ? "O=0;const m=EM;" : "O=0;",
    ...steps,
    `if(WN>0&&circle())breach(${places.deadlock},0);`,
    `if(O===0&&${unfinished(target)})breach(${places.deadlock},0);`,
    labelled ? "inspect(b);truths(b);" : "inspect(b);",
    ...crashes,
    labelled ? "if(EM===m&&!TR)stutter(b);" : "",
  ];
  return `function expand(b){${text.join("")}}\n`;
}

/** Whether some task is not done, or some work not idle. */
function unfinished(target: Target): string {
  const tests = target.layout.processes.flatMap(({ process, instances }) => {
    if (process.kind === "daemon") return [];
    const done = target.controls.get(process.name)?.done ?? 0;
    return instances.map((instance) => `${queuedControl(instance)}!==${done}`);
  });
  return tests.length === 0 ? "false" : `(${tests.join("||")})`;
}
