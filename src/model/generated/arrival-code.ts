import type { FlowGraph, Register } from "../lowering/flow-graph.ts";
import type { Field, InstanceLayout } from "../lowering/state-layout.ts";
import type { Target } from "./environment.ts";
import type { WordBits } from "./word-space.ts";
import { initialBits, settingBits } from "./word-space.ts";

/** Statements that bring an instance to rest: control is set, and all bits of it that mean nothing there become 0. */

export function arrival(target: Target, instance: InstanceLayout, kept: readonly Register[], control: number): string {
  const fields = kept.flatMap((register) => instance.registers[register.index] ?? []);
  return settled(target, instance, fields, [], control);
}

/** The end of a work: its outermost locals, which others may read, get their default. */
export function idleAgain(target: Target, graph: FlowGraph, instance: InstanceLayout, control: number): string {
  const outermost = graph.registers.filter((register) => register.outermost !== null);
  const fields = outermost.flatMap((register) => instance.registers[register.index] ?? []);
  return settled(target, instance, [], fields, control);
}

function settled(
  target: Target,
  instance: InstanceLayout,
  kept: readonly Field[],
  initial: readonly Field[],
  control: number,
): string {
  const { word: place, shift, bits: controlBits } = instance.control;
  const keep = initialBits(kept);
  const begun = initialBits(initial);
  const words = [...instance.bits].map(([word, mask]): readonly [number, WordBits] => {
    const own = word === place && controlBits > 0 ? control << shift : 0;
    return [word, { mask: mask & ~(keep.get(word)?.mask ?? 0), bits: own | (begun.get(word)?.bits ?? 0) }];
  });
  return settingBits(target.state, new Map(words));
}
