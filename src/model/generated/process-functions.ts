import type { CheckedSpec } from "../../language/checked-spec.ts";
import type { Register } from "../lowering/flow-graph.ts";
import type { LoweredSpec } from "../lowering/lower-spec.ts";
import type { InstanceLayout, ProcessLayout, StateLayout } from "../lowering/state-layout.ts";
import { arrivals } from "./arrival-code.ts";
import type { BodyContext, Path } from "./body-context.ts";
import { instructionAt, successor } from "./body-context.ts";
import { checkText } from "./check-functions.ts";
import { constant } from "./code.ts";
import { callOf, callWithOutcomes, joinedInto, varied } from "./design-code.ts";
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
    const arrive = arrivals(target, layout, instance, keeps);
    const makeIn = (own: Target) => (form: Form) =>
      processContext(own, form, graph, instance, actor, places.ranges, arrive);
    const rests = [...controls.byInstruction].map(([instruction, control]) =>
      restFunctions(target, makeIn, {
        instruction,
        control,
        number: instance.number,
        isDone: controls.done === control,
        locks: places.locks,
        label: restLabel(target.spec, actor, graph, instruction),
      }),
    );
    const dispatch = (name: string, cases: readonly string[]) =>
      `function ${name}${instance.number}(b){switch(${queuedControl(instance)}){${cases.join("")}}}\n`;
    const actorText = dispatch(
      "actor",
      rests.map((one) => one.dispatch),
    );
    const checks =
      target.designWords === 0
        ? ""
        : dispatch(
            "checks",
            rests.map((one) => one.checks),
          );
    return rests.map((one) => one.text).join("") + actorText + checks;
  });
  return texts.join("");
}

/** First statements of the instances that begin by themselves: their functions, called NAME and the number. */
export function prologueFunctions(
  target: Target,
  layout: ProcessLayout,
  lowered: LoweredSpec,
  places: Places,
  reduce: boolean,
  name: string,
): string {
  const { graph, process, instances } = layout;
  if (process.kind === "work") return "";
  const keeps = keptRegisters(layout, lowered, reduce);
  const texts = instances.map((instance) => {
    const actor = actorIndex(target.spec, process.name, instance.number - process.type.first);
    const arrive = arrivals(target, layout, instance, keeps);
    const make = (form: Form) => processContext(target, form, graph, instance, actor, places.ranges, arrive);
    return prologueFunction(make, graph.entry, `${name}${instance.number}`);
  });
  return texts.join("");
}

type RestPoint = {
  readonly instruction: number;
  readonly control: number;
  /** Of the instance. */
  readonly number: number;
  readonly isDone: boolean;
  readonly locks: number;
  /** Text that sets the label of the steps. */
  readonly label: string;
};

/** What is checked and done where an instance rests, and the case that calls it. */
function restFunctions(
  target: Target,
  makeIn: (target: Target) => (form: Form) => BodyContext,
  { instruction, control, number, isDone, locks, label }: RestPoint,
): { readonly text: string; readonly dispatch: string; readonly checks: string } {
  const check = varied(target, `check${number}_${control}`, (own, name) => {
    const context = makeIn(own)("variables");
    const text = checkText(context, instruction, locks);
    return text === null ? null : functionText(name, context, text);
  });
  const called = callOf(target, check);
  const checks = called === "" ? "" : `case ${control}:${called}break;`;
  if (isDone) return { text: check.text, dispatch: checks, checks };
  const step = varied(target, `step${number}_${control}`, (own, name) => {
    const { context, text, helpers } = stepText(name, makeIn(own), instruction, START_PATH);
    return helpers + functionText(name, context, text);
  });
  const stepped = callWithOutcomes(target, step, joinedInto(target, "ENS", number));
  return { text: check.text + step.text, dispatch: `case ${control}:${called}${label}${stepped}break;`, checks };
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
  const live = lowered.live.get(process.name);
  if (live === undefined) throw new Error("untorn defect: no such process");
  return (instruction) => {
    const { scope } = instructionAtGraph(graph, instruction);
    return reduce ? scope.filter((register) => live(instruction, register)) : scope;
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
function prologueFunction(make: (form: Form) => BodyContext, entry: number, name: string): string {
  const context = make("variables");
  const { operation, rest } = instructionAt(context, entry);
  const path: Path = { ...START_PATH, leading: false };
  if (operation.kind === "done" || rest === "always") {
    return functionText(name, context, context.arrive(entry) + successor(context, path));
  }
  const prologue = stepText(name, make, entry, path);
  return prologue.helpers + functionText(name, prologue.context, prologue.text);
}

export function actorIndex(spec: CheckedSpec, name: string, instance: number): number {
  let index = 0;
  for (const actor of spec.actors) {
    if (actor.name === name) return index + instance;
    index += actor.kind === "event" ? 1 : actor.type.count;
  }
  throw new Error("untorn defect: no such actor");
}
