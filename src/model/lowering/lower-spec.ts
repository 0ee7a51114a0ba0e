import type { CheckedSpec, Expression } from "../../language/checked-spec.ts";
import type { FlowGraph } from "./flow-graph.ts";
import { expressionsIn } from "./flow-graph.ts";
import type { LiveRegisters } from "./live-registers.ts";
import { liveRegisters } from "./live-registers.ts";
import { lowerBody } from "./lower-body.ts";
import { subexpressions } from "./subexpressions.ts";

/** Every body of a spec as a graph, and what is known of all of them together. */
export type LoweredSpec = {
  /** By name of the task, daemon or event. */
  readonly actors: ReadonlyMap<string, FlowGraph>;
  readonly init: FlowGraph | null;
  /** In the order of `spec.crashes`. */
  readonly crashes: readonly FlowGraph[];
  /** By lock slot: numbers of the instances whose process ever takes it. */
  readonly lockers: readonly (readonly number[])[];
  /** By task, daemon or work: which of its registers may still be read. */
  readonly live: ReadonlyMap<string, LiveRegisters>;
};

export function lowerSpec(spec: CheckedSpec): LoweredSpec {
  const actors = new Map(
    spec.actors.map((actor) => {
      const outermost = actor.kind === "event" ? [] : actor.outermost;
      return [actor.name, lowerBody(actor.body, outermost, actor.kind === "event")] as const;
    }),
  );
  const init = spec.init === null ? null : lowerBody(spec.init, [], true);
  const crashes = spec.crashes.map((crash) => lowerBody(crash.body, [], true));
  const graphs = [...actors.values(), ...(init === null ? [] : [init]), ...crashes];
  return { actors, init, crashes, lockers: lockersOf(spec, actors), live: liveIn(spec, actors, graphs) };
}

function liveIn(
  spec: CheckedSpec,
  actors: ReadonlyMap<string, FlowGraph>,
  graphs: readonly FlowGraph[],
): ReadonlyMap<string, LiveRegisters> {
  const pinned = pinnedSlots(spec, graphs);
  const live = new Map<string, LiveRegisters>();
  for (const { kind, name } of spec.actors) {
    const graph = actors.get(name);
    if (kind !== "event" && graph !== undefined) live.set(name, liveRegisters(graph, pinned.get(name) ?? new Set()));
  }
  return live;
}

function lockersOf(spec: CheckedSpec, actors: ReadonlyMap<string, FlowGraph>): number[][] {
  return spec.locks.map(({ slot }) =>
    spec.actors.flatMap((actor) => {
      if (actor.kind === "event" || !takes(actors.get(actor.name), slot)) return [];
      return Array.from({ length: actor.type.count }, (_, instance) => actor.type.first + instance);
    }),
  );
}

function takes(graph: FlowGraph | undefined, slot: number): boolean {
  return (
    graph?.instructions.some(({ operation }) => {
      if (operation.kind === "lock") return operation.lock.lock.slot === slot;
      if (operation.kind === "trylock") return operation.trylock.lock.lock.slot === slot;
      return (
        operation.kind === "branch" &&
        operation.condition.kind === "trylock" &&
        operation.condition.trylock.lock.lock.slot === slot
      );
    }) === true
  );
}

/** By process: slots of outermost locals that are read from outside. */
function pinnedSlots(spec: CheckedSpec, graphs: readonly FlowGraph[]): ReadonlyMap<string, ReadonlySet<number>> {
  const pinned = new Map<string, Set<number>>();
  const visit = (expression: Expression): void => {
    if (expression.kind === "remote") {
      const slots = pinned.get(expression.process) ?? new Set();
      pinned.set(expression.process, slots.add(expression.slot));
    }
    if (expression.kind === "call" && expression.function.expression !== null) visit(expression.function.expression);
    for (const part of subexpressions(expression)) visit(part);
  };
  for (const graph of graphs)
    for (const { operation } of graph.instructions) for (const one of expressionsIn(operation)) visit(one);
  for (const actor of spec.actors) if (actor.kind === "event" && actor.guard !== null) visit(actor.guard);
  for (const { condition } of spec.invariants) visit(condition);
  for (const { formula } of spec.liveness) visit(formula);
  return pinned;
}
