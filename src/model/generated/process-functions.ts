import type { CheckedSpec } from "../../language/checked-spec.ts";
import type { Register } from "../lowering/flow-graph.ts";
import { liveRegisters } from "../lowering/live-registers.ts";
import type { LoweredSpec } from "../lowering/lower-spec.ts";
import type { InstanceLayout, ProcessLayout, StateLayout } from "../lowering/state-layout.ts";
import type { BodyContext, Path } from "./body-context.ts";
import { instructionAt, successor } from "./body-context.ts";
import { checkText } from "./check-functions.ts";
import { constant } from "./code.ts";
import type { ControlPoints, Target, Work } from "./environment.ts";
import type { Form } from "./step-functions.ts";
import { functionText, processContext, START_PATH, stepText } from "./step-functions.ts";
import { restLabel } from "./step-label-code.ts";
import type { Spaces } from "./word-space.ts";
import { newSpace, readRaw } from "./word-space.ts";

/** Functions of tasks, daemons and works: one per instance and rest point, and one per instance for dispatch. */

export type Places = { readonly ranges: number; readonly locks: number; readonly deadlock: number };

export function processFunctions(
  target: Target,
  layout: ProcessLayout,
  lowered: LoweredSpec,
  places: Places,
  reduce: boolean,
): string {
  const { graph, process } = layout;
  const controls = target.controls.get(process.name);
  if (controls === undefined) throw new Error("untorn defect: a task without control points");
  const keeps = keptRegisters(layout, lowered, reduce);
  const texts = layout.instances.map((instance) => {
    const actor = actorIndex(target.spec, process.name, instance.number - process.type.first);
    const make = (form: Form) => processContext(target, form, graph, instance, actor, places.ranges, keeps);
    const rests = [...controls.byInstruction].map(([instruction, control]) =>
      restFunctions(
        make,
        instruction,
        control,
        `${instance.number}_${control}`,
        controls.done === control,
        places.locks,
        restLabel(target.spec, actor, graph, instruction),
      ),
    );
    const cases = rests.map((one) => one.dispatch).join("");
    const actorText = `function actor${instance.number}(b){switch(${queuedControl(instance)}){${cases}}}\n`;
    const prologue = process.kind === "work" ? "" : prologueFunction(make, graph.entry, instance.number);
    return rests.map((one) => one.text).join("") + actorText + prologue;
  });
  return texts.join("");
}

/** What is checked and done where an instance rests, and the case that calls it. */
function restFunctions(
  make: (form: Form) => BodyContext,
  instruction: number,
  control: number,
  name: string,
  isDone: boolean,
  locks: number,
  label: string,
): { readonly text: string; readonly dispatch: string } {
  const checkContext = make("variables");
  const check = checkText(checkContext, instruction, locks);
  const checked = check === null ? "" : functionText(`check${name}`, checkContext, check);
  const called = check === null ? "" : `check${name}(b);`;
  if (isDone) return { text: checked, dispatch: called === "" ? "" : `case ${control}:${called}break;` };
  const { context, text, helpers } = stepText(`step${name}`, make, instruction, START_PATH);
  return {
    text: checked + helpers + functionText(`step${name}`, context, text),
    dispatch: `case ${control}:${called}${label}step${name}(b);break;`,
  };
}

/** Reads as if from an array; the text is then turned to the queue. */
const QUEUED: Spaces = { w: { ...newSpace("w", 0), asLocals: false }, x: newSpace("x", 0) };

/** Text of the control of an instance in the state at `b` of the queue. */
export function queuedControl({ control }: InstanceLayout): string {
  return readRaw(QUEUED, control, constant(0)).js.replace(/W\[(\d+)\]/, "Q[b+$1]");
}

/** By instruction where control rests: the registers that mean something there. */
function keptRegisters(
  { graph, process }: ProcessLayout,
  lowered: LoweredSpec,
  reduce: boolean,
): (instruction: number) => readonly Register[] {
  const live = liveRegisters(graph, lowered.pinned.get(process.name) ?? new Set());
  return (instruction) => {
    const { scope } = instructionAtGraph(graph, instruction);
    return reduce ? scope.filter((register) => live[instruction]?.has(register.index) === true) : scope;
  };
}

export function worksOf(
  { processes }: StateLayout,
  controls: ReadonlyMap<string, ControlPoints>,
  lowered: LoweredSpec,
  reduce: boolean,
): ReadonlyMap<string, Work> {
  const works = processes.flatMap((layout): [string, Work][] => {
    const { process, graph, instances } = layout;
    const points = controls.get(process.name);
    if (process.kind !== "work" || points === undefined) return [];
    const parameters = graph.frames[0]?.registers.slice(0, process.body.parameters) ?? [];
    const kept = keptRegisters(layout, lowered, reduce)(graph.entry);
    const start = points.byInstruction.get(graph.entry) ?? points.done;
    return [[process.name, { instances, parameters, idle: points.done, start, kept }]];
  });
  return new Map(works);
}

function instructionAtGraph(graph: ProcessLayout["graph"], index: number) {
  const instruction = graph.instructions[index];
  if (instruction === undefined) throw new Error("untorn defect: no such instruction");
  return instruction;
}

/** The way to the first rest point, which may be the entry itself. */
function prologueFunction(make: (form: Form) => BodyContext, entry: number, number: number): string {
  const context = make("variables");
  const { operation, rest } = instructionAt(context, entry);
  const path: Path = { ...START_PATH, leading: false };
  if (operation.kind === "done" || rest === "always") {
    return functionText(`prologue${number}`, context, context.arrive(entry) + successor(context, path));
  }
  const prologue = stepText(`prologue${number}`, make, entry, path);
  return prologue.helpers + functionText(`prologue${number}`, prologue.context, prologue.text);
}

export function actorIndex(spec: CheckedSpec, name: string, instance: number): number {
  let index = 0;
  for (const actor of spec.actors) {
    if (actor.name === name) return index + instance;
    index += actor.kind === "event" ? 1 : actor.type.count;
  }
  throw new Error("untorn defect: no such actor");
}
