import type { FlowGraph, Register } from "../lowering/flow-graph.ts";
import type { Field, InstanceLayout } from "../lowering/state-layout.ts";
import { layOutBody } from "../lowering/state-layout.ts";
import type { BodyContext, Path } from "./body-context.ts";
import { newSegment } from "./body-context.ts";
import type { Target } from "./environment.ts";
import { declarations, emptySpace, loadState, newFunction } from "./function-text.ts";
import { machineText } from "./machine-code.ts";
import { TooLarge, treeText } from "./tree-code.ts";
import { initialBits, newSpace, wordAt } from "./word-space.ts";

/** Functions that take one step of one actor from the state at `b` of the queue. */

export const START_PATH: Path = {
  choices: [],
  asserts: [],
  leading: true,
  known: new Map(),
  segment: newSegment(),
};

/** A step written as a tree, or as a machine where that would not end or grow too large. */
export function stepText(
  make: () => BodyContext,
  index: number,
  path: Path,
): { readonly context: BodyContext; readonly text: string } {
  const context = make();
  try {
    return { context, text: treeText(context, index, path) };
  } catch (problem) {
    if (!(problem instanceof TooLarge)) throw problem;
    const again = make();
    return { context: again, text: machineText(again, index, path) };
  }
}

/** `function NAME(b){…}` for a text that works on the state at `b`. */
export function functionText(name: string, context: BodyContext, text: string, parameters = "b"): string {
  const own = emptySpace(context.spaces.x) + initialOwn(context);
  return `function ${name}(${parameters}){${loadState(context.target.state)}${own}${declarations(context.text)}${text}}\n`;
}

function initialOwn(context: BodyContext): string {
  return [...initialBits(context.fields.flat().filter((field) => field.space === "x"))]
    .filter(([, { bits }]) => bits !== 0)
    .map(([word, { bits }]) => `${wordAt(context.spaces.x, word)}|=${bits};`)
    .join("");
}

export type Places = { readonly ranges: number };

/** A process instance: its registers lie in the state. `live` tells which registers survive at an instruction. */
export function processContext(
  target: Target,
  graph: FlowGraph,
  instance: InstanceLayout,
  actor: number,
  ranges: number,
  keeps: (instruction: number) => readonly Register[],
): BodyContext {
  const controls = target.controls.get(nameOf(target, instance));
  if (controls === undefined) throw new Error("untorn defect: a task without control points");
  return {
    target,
    graph,
    text: newFunction(),
    kind: "process",
    actor,
    self: instance.number,
    spaces: { w: target.state, x: newSpace("x", instance.ownWords) },
    fields: instance.registers,
    ranges,
    crash: null,
    arrive: (instruction) => {
      const kept = keeps(instruction).flatMap((register) => instance.registers[register.index] ?? []);
      return arrival(target, instance, kept, controls.byInstruction.get(instruction) ?? controls.done);
    },
  };
}

function nameOf(target: Target, instance: InstanceLayout): string {
  const process = target.layout.processes.find((candidate) => candidate.instances.includes(instance));
  return process?.process.name ?? "";
}

/** Control is set, and all bits of the instance that are not kept become 0. */
function arrival(target: Target, instance: InstanceLayout, kept: readonly Field[], control: number): string {
  const all = initialBits([instance.control, ...instance.registers.flat().filter((field) => field.space === "w")]);
  const keep = initialBits(kept);
  const { word: place, shift } = instance.control;
  const texts: string[] = [];
  for (const [word, { mask }] of all) {
    const cleared = mask & ~(keep.get(word)?.mask ?? 0);
    const bits = word === place && instance.control.bits > 0 ? control << shift : 0;
    if (cleared === 0 && bits === 0) continue;
    const name = wordAt(target.state, word);
    texts.push(`${name}=${name}&${~cleared}${bits === 0 ? "" : `|${bits}`};`);
  }
  return texts.join("");
}

/** A body that keeps nothing between steps: its registers lie in words of their own. */
export function ownContext(
  target: Target,
  graph: FlowGraph,
  kind: "event" | "init" | "crash",
  actor: number,
  ranges: number,
  crash: number | null = null,
): BodyContext {
  const { codes, causes } = target.spec;
  const { words, fields } = layOutBody(graph, { codes: codes.length, causes: causes.length });
  return {
    target,
    graph,
    text: newFunction(),
    kind,
    actor,
    self: null,
    spaces: { w: target.state, x: newSpace("x", words) },
    fields,
    ranges,
    crash,
    arrive: () => "",
  };
}
