import type { CheckedSpec } from "../../language/checked-spec.ts";
import type { LoweredSpec } from "../lowering/lower-spec.ts";
import { lowerSpec } from "../lowering/lower-spec.ts";
import type { StateLayout } from "../lowering/state-layout.ts";
import { layOut } from "../lowering/state-layout.ts";
import { BATCH } from "../state.ts";
import { controlPoints } from "./control-points.ts";
import type { Varied } from "./design-code.ts";
import { eachWord, varied } from "./design-code.ts";
import type { ControlPoints, Target } from "./environment.ts";
import { eventFunction } from "./event-functions.ts";
import type { Asked } from "./expand-code.ts";
import { expandFunction, parameterCount, successorNoted } from "./expand-code.ts";
import { inspectText } from "./inspect-code.ts";
import type { Places } from "./process-functions.ts";
import { actorIndex, processFunctions, worksOf } from "./process-functions.ts";
import { truthsText } from "./proposition-code.ts";
import { ONES } from "./set-value.ts";
import type { Setting } from "./settings.ts";
import type { StartFunctions } from "./start-functions.ts";
import { startFunctions } from "./start-functions.ts";
import type { Form } from "./step-functions.ts";
import { functionText, ownContext, START_PATH, stepText } from "./step-functions.ts";
import { labelsSteps } from "./step-label-code.ts";
import { newSpace, wordAt } from "./word-space.ts";

/**
 * The whole generated module: functions per instance and rest point, per event and crash block, one per process for
 * dispatch, and `expand`, which does everything that is to be done with one state. It is made of numbers only.
 */
export type ModuleCode = {
  readonly text: string;
  readonly layout: StateLayout;
  readonly controls: ReadonlyMap<string, ControlPoints>;
  readonly lowered: LoweredSpec;
  readonly settings: readonly Setting[];
  /** Words of a set of designs; 0 where there is one design, and no sets. */
  readonly designWords: number;
  /** By entry of `starts`: which designs begin so. */
  readonly startDesigns: readonly (readonly number[])[];
  /** Length of the longest function's text. */
  readonly longest: number;
};

/** `settings`: the points of the knobs, one or more. `written`: called for each instruction that is written. */
export function moduleCode(
  spec: CheckedSpec,
  settings: readonly Setting[],
  reduce: boolean,
  own: Pick<Target, "written" | "flow">,
): ModuleCode {
  const lowered = lowerSpec(spec);
  const target = { ...targetOf(spec, settings, lowered, reduce), ...own };
  const { layout, controls, designWords } = target;
  const builtIn = (kind: string) => spec.properties.find((property) => property.kind === kind)?.index ?? -1;
  const places: Places = { ranges: builtIn("ranges"), locks: builtIn("locks"), deadlock: builtIn("deadlock") };
  const inspect = inspectText(target, places);
  const truths = varied(target, "truths", (own, name) => truthsText(own, places, name));
  const looks = inspect + truths.text;
  const asked: Asked = { events: /E[AV]\[/.test(looks), instances: looks.includes("EN[") };
  const starts = startFunctions(target, lowered, places, reduce);
  const events = eventFunctions(target, lowered, places, asked.events);
  const crashes = crashFunctions(target, lowered, places);
  const functions = [
    emitFunction(target),
    stutterFunction(target),
    starts.text,
    ...layout.processes.map((process) => processFunctions(target, process, lowered, places, reduce)),
    ...[...events.values(), ...crashes].map(({ text }) => text),
    looks,
    circleFunction(spec),
    expandFunction(target, places, { events, crashes, truths, asked }),
  ].join("");
  return {
    text: header(target) + functions + footer(target, starts),
    layout,
    controls,
    lowered,
    settings,
    designWords,
    startDesigns: starts.designs,
    longest: Math.max(...functions.split("\n").map((line) => line.length)),
  };
}

function targetOf(
  spec: CheckedSpec,
  settings: readonly Setting[],
  lowered: LoweredSpec,
  reduce: boolean,
): Omit<Target, "written" | "flow"> {
  const isWork = new Set(spec.actors.flatMap(({ kind, name }) => (kind === "work" ? [name] : [])));
  const controls = new Map(
    [...lowered.actors].map(([name, graph]) => [name, controlPoints(graph, isWork.has(name))] as const),
  );
  const points = new Map([...controls].map(([name, { byInstruction }]) => [name, byInstruction.size] as const));
  const layout = layOut(spec, lowered.actors, lowered.lockers, points);
  const state = newSpace("w", layout.words);
  const works = worksOf(layout, controls, lowered, reduce);
  const [only = []] = settings;
  return {
    spec,
    settings,
    designWords: settings.length === 1 ? 0 : Math.ceil(settings.length / 32),
    knobValue: (knob) => {
      const value = settings.length === 1 ? only[knob] : undefined;
      if (value === undefined) throw new Error("untorn defect: a knob without a value");
      return value;
    },
    layout,
    state,
    spaces: { w: state, x: newSpace("x", 0) },
    controls,
    works,
  };
}

/** By position among the declared actors. */
function eventFunctions(
  target: Target,
  lowered: LoweredSpec,
  { ranges }: Places,
  noted: boolean,
): ReadonlyMap<number, Varied> {
  const { spec } = target;
  const events = spec.actors.flatMap((event, position): [number, Varied][] => {
    const graph = lowered.actors.get(event.name);
    if (event.kind !== "event" || graph === undefined) return [];
    const place = { event, graph, position, actor: actorIndex(spec, event.name, 0), ranges, noted };
    return [[position, varied(target, `event${position}`, (own, name) => eventFunction(own, place, name))]];
  });
  return new Map(events);
}

function crashFunctions(target: Target, lowered: LoweredSpec, { ranges }: Places): Varied[] {
  return lowered.crashes.map((graph, index) =>
    varied(target, `crash${index}`, (own, name) => {
      const property = own.spec.crashes[index]?.property ?? null;
      const make = (form: Form) => ownContext(own, form, graph, "crash", -1, ranges, property);
      const { context, text, helpers } = stepText(name, make, graph.entry, START_PATH);
      return helpers + functionText(name, context, `const o=O;${text}if(O===o)breach(${ranges},0);O=o;`);
    }),
  );
}

function header(target: Target): string {
  const { spec, layout, settings } = target;
  const rows = Math.ceil(spec.instances / 32);
  const instances = Math.max(1, spec.instances);
  const eventSizes = spec.actors.map((actor) => (actor.kind === "event" ? parameterCount(actor) : 0));
  return [
    '"use strict";',
    `const {B,LIMIT,flush,breach,label,R,SUB${target.flow === null ? "" : ",F"}}=env;`,
    "const BAD={},WIDE={};",
    "let Q=null,P=0,O=0,TR=false,GF=0,WN=0;",
    // Of a machine in several functions.
    "let n=0,C=null,V=null,K=0,L=0,S=null,OUT=null,M=0;",
    `const W=new Int32Array(${layout.words}),EN=new Int32Array(${instances});`,
    `const EA=new Int32Array(${spec.actors.length}),EV=[${eventSizes.map((size) => `new Uint8Array(${size})`).join(",")}];`,
    // With several designs an instance may wait once in each form of its check.
    `const WAIT=new Int32Array(${instances * settings.length}),BW=new Int32Array(${Math.max(1, rows * spec.instances)}),ALIVE=new Int32Array(${Math.max(1, rows)});`,
    labelsSteps(spec) ? `const {E=new Int32Array(${BATCH + 1}),PR=new Int32Array(64)}=env;let LB=0,EN0=0,EM=0;` : "",
    target.designWords === 0 ? "" : designHeader(target, eventSizes),
    `${ONES}function bad(){throw BAD;}\n`,
  ].join("");
}

/** Sets of designs: of events (`EAS`, `EVS`) and instances (`ENS`) that can step, of those with an outcome, a successor. */
function designHeader({ designWords: words, spec }: Target, eventSizes: readonly number[]): string {
  const sets = (count: number) => `new Int32Array(${Math.max(1, count) * words})`;
  return [
    "const {active:DA,speaking:DS,batch:DB,told}=env.designs;let DN=0;",
    `const DO=${sets(1)},DM=${sets(1)},ENS=${sets(spec.instances)},EAS=${sets(spec.actors.length)};`,
    `const EVS=[${eventSizes.map(sets).join(",")}];`,
  ].join("");
}

function footer(target: Target, starts: StartFunctions): string {
  return `return {expand,starts:${starts.list},setQueue(q){Q=q;},setTracing(t){TR=t;},outcomes(){return O;},resetOutcomes(){O=0;},drain(){if(P>0){flush(P);${emptied(target)}}},pending(){return P;}};`;
}

/** The batch was handed over. */
function emptied({ spec, designWords }: Target): string {
  return `P=0;${labelsSteps(spec) ? "EN0=0;" : ""}${designWords > 0 ? "DN=0;" : ""}`;
}

/** Puts a successor into the batch. */
function emitFunction(target: Target): string {
  const { state, designWords } = target;
  const label = labelsSteps(target.spec) ? "E[EN0++]=LB;EM++;" : "";
  const designs = eachWord(designWords).map((word) => `DB[DN+${word}]=DS[${word}];`);
  const set = designWords === 0 ? "" : `${designs.join("")}DN+=${designWords};${successorNoted(target)}`;
  const room = `if(P>=LIMIT){flush(P);${emptied(target)}}${label}${set}`;
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

/** Whether some of the waiting instances wait in a circle: those that wait for nobody waiting drop out, until none does. */
function circleFunction(spec: CheckedSpec): string {
  const rows = Math.max(1, Math.ceil(spec.instances / 32));
  return `function circle(){ALIVE.fill(0);for(let i=0;i<WN;i++){const w=WAIT[i];ALIVE[w>>5]|=1<<(w&31);}
for(let again=true;again;){again=false;for(let i=0;i<WN;i++){const w=WAIT[i];if(!(ALIVE[w>>5]>>>(w&31)&1))continue;let any=0;
for(let r=0;r<${rows};r++)any|=BW[w*${rows}+r]&ALIVE[r];if(any===0){ALIVE[w>>5]&=~(1<<(w&31));again=true;}}}
let left=0;for(let r=0;r<${rows};r++)left|=ALIVE[r];
for(let i=0;i<WN;i++)BW.fill(0,WAIT[i]*${rows},WAIT[i]*${rows}+${rows});WN=0;return left!==0;}\n`;
}
