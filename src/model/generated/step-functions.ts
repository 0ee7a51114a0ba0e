import type { FlowGraph } from "../lowering/flow-graph.ts";
import type { InstanceLayout } from "../lowering/state-layout.ts";
import { layOutBody } from "../lowering/state-layout.ts";
import type { Arrive } from "./arrival-code.ts";
import type { BodyContext, Path } from "./body-context.ts";
import { newSegment } from "./body-context.ts";
import type { Target } from "./environment.ts";
import { declarations, emptySpace, LONGEST_TEXT, loadState, newFunction } from "./function-text.ts";
import { machineText, splitMachine } from "./machine-code.ts";
import { TooLarge, treeText } from "./tree-code.ts";
import type { Space } from "./word-space.ts";
import { initialBits, newSpace, settingBits } from "./word-space.ts";

/** Functions that take one step of one actor from the state at `b` of the queue. */

export const START_PATH: Path = {
  choices: [],
  asserts: [],
  leading: true,
  known: new Map(),
  segment: newSegment(),
};

/** Where the words lie that a function works on. */
export type Form =
  /** In variables, where they are few. */
  | "variables"
  /** In arrays of the module, so that several functions can share them: those of the body under this name. */
  | { readonly own: string };

/** Text of a step, for the function of this name, and functions that it calls. */
export type StepText = { readonly context: BodyContext; readonly text: string; readonly helpers: string };

/**
 * A step written as a tree, or as a machine where that would not end or grow too large; in several functions where even
 * that is too long.
 */
export function stepText(name: string, make: (form: Form) => BodyContext, index: number, path: Path): StepText {
  const tree = treeStep(make("variables"), index, path);
  if (tree !== null && isShort(tree)) return tree;
  const context = make("variables");
  const machine: StepText = { context, text: machineText(context, index, path), helpers: "" };
  if (isShort(machine)) return machine;
  const own = `${name}x`;
  const split = splitMachine(() => make({ own }), name, index, path, LONGEST_TEXT / 2);
  const { words } = split.context.spaces.x;
  return { ...split, helpers: `const ${own}=new Int32Array(${words});\n${split.helpers}` };
}

function treeStep(context: BodyContext, index: number, path: Path): StepText | null {
  try {
    return { context, text: treeText(context, index, path), helpers: "" };
  } catch (problem) {
    if (problem instanceof TooLarge) return null;
    throw problem;
  }
}

function isShort({ context, text }: StepText): boolean {
  return functionText("", context, text).length <= LONGEST_TEXT;
}

function targetIn(target: Target, form: Form): Target {
  if (form === "variables") return target;
  const state: Space = { ...target.state, asLocals: false };
  return { ...target, state, spaces: { ...target.spaces, w: state } };
}

function ownSpace(words: number, form: Form): Space {
  const space = newSpace("x", words);
  return form === "variables" ? space : { ...space, asLocals: false, array: form.own };
}

/** `function NAME(b){…}` for a text that works on the state at `b`. */
export function functionText(name: string, context: BodyContext, text: string): string {
  const own = emptySpace(context.spaces.x) + initialOwn(context);
  return `function ${name}(b){${loadState(context.target.state)}${own}${declarations(context.text)}${text}}\n`;
}

/** The words were zeros. */
function initialOwn(context: BodyContext): string {
  const bits = [...initialBits(context.ownFields)].filter(([, word]) => word.bits !== 0);
  return settingBits(context.spaces.x, new Map(bits));
}

export type Places = { readonly ranges: number };

/** A process instance: its registers lie in the state. */
export function processContext(
  spec: Target,
  form: Form,
  graph: FlowGraph,
  instance: InstanceLayout,
  actor: number,
  ranges: number,
  arrive: Arrive,
): BodyContext {
  const target = targetIn(spec, form);
  return {
    target,
    graph,
    text: newFunction(),
    kind: "process",
    actor,
    self: instance.number,
    spaces: { w: target.state, x: ownSpace(instance.ownWords, form) },
    fields: instance.registers,
    ownFields: instance.ownFields,
    ranges,
    flow: target.flow,
    crash: null,
    arrive: (instruction) => arrive(instruction, target.state),
  };
}

/** A body that keeps nothing between steps: its registers lie in words of their own. */
export function ownContext(
  spec: Target,
  form: Form,
  graph: FlowGraph,
  kind: "event" | "init" | "crash",
  actor: number,
  ranges: number,
  crash: number | null = null,
): BodyContext {
  const target = targetIn(spec, form);
  const { codes, causes } = target.spec;
  const { words, fields, ownFields } = layOutBody(graph, { codes: codes.length, causes: causes.length });
  return {
    target,
    graph,
    text: newFunction(),
    kind,
    actor,
    self: null,
    spaces: { w: target.state, x: ownSpace(words, form) },
    fields,
    ownFields,
    ranges,
    flow: kind === "crash" ? null : target.flow,
    crash,
    arrive: () => "",
  };
}
