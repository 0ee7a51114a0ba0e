import type { FlowGraph, Register } from "../lowering/flow-graph.ts";
import type { Field, InstanceLayout, ProcessLayout } from "../lowering/state-layout.ts";
import type { Target } from "./environment.ts";
import type { Space, WordBits } from "./word-space.ts";
import { initialBits, settingBits } from "./word-space.ts";

/** Statements that bring an instance to rest: control is set, and all bits of it that mean nothing there become 0. */

export function arrival(state: Space, instance: InstanceLayout, kept: readonly Register[], control: number): string {
  return settingBits(state, settled(instance, fieldsOf(instance, kept), [], control));
}

/** The end of a work: its outermost locals, which others may read, get their default. */
function idleAgain(state: Space, graph: FlowGraph, instance: InstanceLayout, control: number): string {
  const outermost = graph.registers.filter((register) => register.outermost !== null);
  return settingBits(state, settled(instance, [], fieldsOf(instance, outermost), control));
}

/** Text that ends a step at an instruction where control rests; `state` is where its words lie. */
export type Arrive = (instruction: number, state: Space) => string;

/** Of one instance; `keeps` tells which registers survive at an instruction. Many steps end alike: a text is made once. */
export function arrivals(
  { controls, works }: Target,
  { process, graph }: ProcessLayout,
  instance: InstanceLayout,
  keeps: (instruction: number) => readonly Register[],
): Arrive {
  const points = controls.get(process.name);
  if (points === undefined) throw new Error("untorn defect: a task without control points");
  const write: Arrive = (instruction, state) => {
    const control = points.byInstruction.get(instruction) ?? points.done;
    if (control === points.done && works.has(process.name)) return idleAgain(state, graph, instance, control);
    return arrival(state, instance, keeps(instruction), control);
  };
  const written = { variables: new Map<number, string>(), array: new Map<number, string>() };
  return (instruction, state) => {
    const texts = written[state.asLocals ? "variables" : "array"];
    const text = texts.get(instruction) ?? write(instruction, state);
    texts.set(instruction, text);
    return text;
  };
}

function fieldsOf({ registers }: InstanceLayout, some: readonly Register[]): readonly Field[] {
  return some.flatMap((register) => registers[register.index] ?? []);
}

function settled(
  instance: InstanceLayout,
  kept: readonly Field[],
  initial: readonly Field[],
  control: number,
): ReadonlyMap<number, WordBits> {
  const { word: place, shift, bits: controlBits } = instance.control;
  const keep = initialBits(kept);
  const begun = initialBits(initial);
  const words = [...instance.bits].map(([word, mask]): readonly [number, WordBits] => {
    const own = word === place && controlBits > 0 ? control << shift : 0;
    return [word, { mask: mask & ~(keep.get(word)?.mask ?? 0), bits: own | (begun.get(word)?.bits ?? 0) }];
  });
  return new Map(words);
}
