import type { CheckedSpec, EventDeclaration, KnobValue } from "../../language/checked-spec.ts";
import { cardinality } from "../../language/types.ts";
import { liveRegisters } from "../lowering/live-registers.ts";
import type { LoweredSpec } from "../lowering/lower-spec.ts";
import { lowerSpec } from "../lowering/lower-spec.ts";
import type { ProcessLayout, StateLayout } from "../lowering/state-layout.ts";
import { layOut } from "../lowering/state-layout.ts";
import type { BodyContext, Path } from "./body-context.ts";
import { environmentAt, instructionAt, successor } from "./body-context.ts";
import { checkText } from "./check-functions.ts";
import { constant } from "./code.ts";
import { controlPoints } from "./control-points.ts";
import type { ControlPoints, Target } from "./environment.ts";
import { eventFunction } from "./event-functions.ts";
import { inspectText } from "./inspect-code.ts";
import { functionText, ownContext, processContext, START_PATH, stepText } from "./step-functions.ts";
import { storeVariable } from "./store-code.ts";
import type { Spaces } from "./word-space.ts";
import { initialBits, newSpace, readRaw, wordAt } from "./word-space.ts";

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
  const controls = new Map([...lowered.actors].map(([name, graph]) => [name, controlPoints(graph)] as const));
  const points = new Map([...controls].map(([name, { byInstruction }]) => [name, byInstruction.size] as const));
  const layout = layOut(spec, lowered.actors, lowered.lockers, points);
  const state = newSpace("w", layout.words);
  const target: Target = { spec, knobs, layout, state, spaces: { w: state, x: newSpace("x", 0) }, controls };
  const builtIn = (kind: string) => spec.properties.find((property) => property.kind === kind)?.index ?? -1;
  const places: Places = { ranges: builtIn("ranges"), locks: builtIn("locks"), deadlock: builtIn("deadlock") };
  const inspect = inspectText(target, places);
  const asked: Asked = { events: /E[AV]\[/.test(inspect), instances: inspect.includes("EN[") };
  const functions = [
    emitFunction(target),
    initialFunctions(target, lowered, places),
    ...layout.processes.map((process) => processFunctions(target, process, lowered, places, reduce)),
    ...eventFunctions(target, lowered, places, asked.events),
    ...lowered.crashes.map((graph, index) => {
      const { context, text } = stepText(
        () => ownContext(target, graph, "crash", -1, places.ranges, spec.crashes[index]?.property ?? null),
        graph.entry,
        START_PATH,
      );
      return functionText(`crash${index}`, context, `const o=O;${text}if(O===o)breach(${places.ranges},0);O=o;`);
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

/** Reads as if from an array; the text is then turned to the queue. */
const QUEUED: Spaces = { w: { name: "w", words: 0, asLocals: false }, x: { name: "x", words: 0, asLocals: false } };

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

export type Places = { readonly ranges: number; readonly locks: number; readonly deadlock: number };

function header(target: Target): string {
  const { spec, layout } = target;
  const rows = Math.ceil(spec.instances / 32);
  const eventSizes = spec.actors.map((actor) => (actor.kind === "event" ? parameterCount(actor) : 0));
  return [
    '"use strict";',
    "const {B,LIMIT,flush,breach,label,R,SUB}=env;",
    "const BAD={},WIDE={};",
    "let Q=null,P=0,O=0,TR=false,GF=0,WN=0;",
    `const W=new Int32Array(${layout.words}),EN=new Int32Array(${Math.max(1, spec.instances)});`,
    `const EA=new Int32Array(${spec.actors.length}),EV=[${eventSizes.map((size) => `new Uint8Array(${size})`).join(",")}];`,
    `const WAIT=new Int32Array(${Math.max(1, spec.instances)}),BW=new Int32Array(${Math.max(1, rows * spec.instances)}),ALIVE=new Int32Array(${Math.max(1, rows)});`,
    "function bad(){throw BAD;}\n",
  ].join("");
}

function footer(target: Target): string {
  const { layout } = target;
  const prologues = layout.processes.flatMap(({ instances }) => instances.map(({ number }) => `prologue${number}`));
  return `return {expand,initialize,prologues:[${prologues.join(",")}],setQueue(q){Q=q;},setTracing(t){TR=t;},outcomes(){return O;},resetOutcomes(){O=0;},drain(){if(P>0){flush(P);P=0;}}};`;
}

function parameterCount(event: EventDeclaration): number {
  return event.body.locals
    .slice(0, event.body.parameters)
    .reduce((product, { type }) => product * cardinality(type), 1);
}

/** Puts a successor into the batch. */
function emitFunction(target: Target): string {
  const { state } = target;
  const room = "if(P>=LIMIT){flush(P);P=0;}";
  if (!state.asLocals)
    return `function emit(){${room}for(let i=0;i<${state.words};i++)B[P+i]=W[i];P+=${state.words};}\n`;
  const words = Array.from({ length: state.words }, (_, word) => wordAt(state, word));
  return `function emit(${words.join(",")}){${room}${words.map((word, index) => `B[P+${index}]=${word};`).join("")}P+=${words.length};}\n`;
}

// ---------------------------------------------------------------------------------------------- initial states

/** `initialize` makes the states after `init` from nothing; `prologueN` runs the first statements of instance N. */
function initialFunctions(target: Target, lowered: LoweredSpec, places: Places): string {
  const context = initContext(target, lowered, places);
  const { state, layout, spec } = target;
  const outermost = layout.processes.flatMap(({ graph, instances }) =>
    instances.flatMap(({ registers }) =>
      graph.registers.flatMap((one) => (one.outermost === null ? [] : (registers[one.index] ?? []))),
    ),
  );
  const defaults = [...initialBits([...layout.variables.flat(), ...outermost])].map(
    ([word, { bits }]) => `${wordAt(state, word)}|=${bits};`,
  );
  const occupied = state.words === 0 ? "" : `${wordAt(state, 0)}|=1;`;
  const environment = { ...environmentAt(context.context, NO_FRAME), locals: { kind: "none" } as const };
  const values = spec.variables.flatMap((variable) => {
    return variable.initial === null ? [] : [storeVariable(environment, variable, variable.initial, START_PATH)];
  });
  const body = `${occupied}${defaults.join("")}try{${values.join("")}${context.text}}catch(e){if(e!==BAD)throw e;O++;breach(${places.ranges},1);if(TR)label(-1,[],[${places.ranges}],false);}`;
  return functionText("initialize", context.context, clearState(target) + body);
}

const NO_FRAME = { index: 0, caller: null, registers: [] };

function clearState(target: Target): string {
  const { state } = target;
  return Array.from({ length: state.words }, (_, word) => `${wordAt(state, word)}=0;`).join("");
}

function initContext(
  target: Target,
  lowered: LoweredSpec,
  places: Places,
): { readonly context: BodyContext; readonly text: string } {
  if (lowered.init !== null) {
    const { init } = lowered;
    return stepText(() => ownContext(target, init, "init", -1, places.ranges), init.entry, START_PATH);
  }
  const empty = { instructions: [], entry: 0, registers: [], frames: [NO_FRAME] };
  const context = ownContext(target, empty, "init", -1, places.ranges);
  return { context, text: successor(context, START_PATH) };
}

// ---------------------------------------------------------------------------------------------- processes

function processFunctions(
  target: Target,
  layout: ProcessLayout,
  lowered: LoweredSpec,
  places: Places,
  reduce: boolean,
): string {
  const { graph, process } = layout;
  const controls = target.controls.get(process.name);
  if (controls === undefined) throw new Error("untorn defect: a task without control points");
  const live = liveRegisters(graph, lowered.pinned.get(process.name) ?? new Set());
  const keeps = (instruction: number) => {
    const { scope } = instructionAtGraph(graph, instruction);
    return reduce ? scope.filter((register) => live[instruction]?.has(register.index) === true) : scope;
  };
  return layout.instances
    .map((instance) => {
      const actor = actorIndex(target.spec, process.name, instance.number - process.type.first);
      const make = () => processContext(target, graph, instance, actor, places.ranges, keeps);
      const parts: string[] = [];
      const cases: string[] = [];
      for (const [instruction, control] of controls.byInstruction) {
        const name = `${instance.number}_${control}`;
        const checkContext = make();
        const check = checkText(checkContext, instruction, places.locks);
        if (check !== null) parts.push(functionText(`check${name}`, checkContext, check));
        const called = check === null ? "" : `check${name}(b);`;
        if (control === controls.done) {
          if (called !== "") cases.push(`case ${control}:${called}break;`);
          continue;
        }
        const { context, text } = stepText(make, instruction, START_PATH);
        parts.push(functionText(`step${name}`, context, text));
        cases.push(`case ${control}:${called}step${name}(b);break;`);
      }
      const control = readRaw(QUEUED, instance.control, constant(0)).js.replace(/W\[(\d+)\]/, "Q[b+$1]");
      parts.push(
        `function actor${instance.number}(b){switch(${control}){${cases.join("")}}}\n`,
        prologueFunction(make, graph.entry, instance.number),
      );
      return parts.join("");
    })
    .join("");
}

function instructionAtGraph(graph: ProcessLayout["graph"], index: number) {
  const instruction = graph.instructions[index];
  if (instruction === undefined) throw new Error("untorn defect: no such instruction");
  return instruction;
}

/** The way to the first rest point, which may be the entry itself. */
function prologueFunction(make: () => BodyContext, entry: number, number: number): string {
  const context = make();
  const { operation, rest } = instructionAt(context, entry);
  const path: Path = { ...START_PATH, leading: false };
  if (operation.kind === "done" || rest === "always") {
    return functionText(`prologue${number}`, context, context.arrive(entry) + successor(context, path));
  }
  const prologue = stepText(make, entry, path);
  return functionText(`prologue${number}`, prologue.context, prologue.text);
}

export function actorIndex(spec: CheckedSpec, name: string, instance: number): number {
  let index = 0;
  for (const actor of spec.actors) {
    if (actor.name === name) return index + instance;
    index += actor.kind === "event" ? 1 : actor.type.count;
  }
  throw new Error("untorn defect: no such actor");
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
  const text = [
    "O=0;",
    ...steps,
    `if(WN>0&&circle())breach(${places.deadlock},0);`,
    `if(O===0&&${unfinished(target)})breach(${places.deadlock},0);`,
    "inspect(b);",
    ...crashes,
  ];
  return `function expand(b){${text.join("")}}\n`;
}

/** Whether some task is not done. */
function unfinished(target: Target): string {
  const tests = target.layout.processes.flatMap(({ process, instances }) => {
    if (process.kind !== "task") return [];
    const done = target.controls.get(process.name)?.done ?? 0;
    return instances.map(({ control }) => {
      const read = readRaw(QUEUED, control, constant(0)).js.replace(/W\[(\d+)\]/, "Q[b+$1]");
      return `${read}!==${done}`;
    });
  });
  return tests.length === 0 ? "false" : `(${tests.join("||")})`;
}
