import { explore } from "../../src/explorer/explore.ts";
import { shortestPath } from "../../src/explorer/shortest-path.ts";
import type { Path, StateGraph } from "../../src/explorer/state-graph.ts";
import type { Choices, Start, Step, TransitionSystem } from "../../src/model/transition-system.ts";

/** A model as a table: every step is listed; `broken` says which properties each state breaks. */
export type Table = {
  readonly starts: readonly Start<string>[];
  readonly steps: ReadonlyMap<string, readonly Step<string>[]>;
  readonly broken: ReadonlyMap<string, readonly number[]>;
};

export type Limits = { readonly states?: number; readonly depth?: number };

const ACTORS = ["p", "q", "r"];

/**
 * Reads a drawing, one line each:
 * `start.1 -> a`, an initial state with its choices · `a q.0.2 -> b !0`, a step of actor q with choices 0, 2 that breaks
 * property 0 on the way · `a q -> none !1`, a step that ends in an error · `a !0 !1`, a state that breaks properties.
 */
export function drawn(drawing: string): Table {
  const starts: Start<string>[] = [];
  const steps = new Map<string, Step<string>[]>();
  const broken = new Map<string, number[]>();
  for (const line of drawing.split("\n").filter((text) => text.trim() !== "")) {
    const [origin = "", target] = line.split("->");
    const [from = "", move = from] = wordsOf(origin);
    const [mover = "", ...numbers] = move.split(".");
    const violated = [...line.matchAll(/!(\d+)/g)].map(([, property]) => Number(property));
    const to = wordsOf(target ?? "")[0];
    const outcome = { choices: numbers.map(Number), next: to === undefined || to === "none" ? null : to, violated };
    if (target === undefined) broken.set(from, violated);
    else if (mover === "start") starts.push(outcome);
    else steps.set(from, [...(steps.get(from) ?? []), { actor: ACTORS.indexOf(mover), ...outcome }]);
  }
  return { starts, steps, broken };
}

function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== "" && !word.startsWith("!"));
}

export function systemOf({ starts, steps }: Table): TransitionSystem<string> {
  return {
    actors: ACTORS.map((name, index) => ({ index, kind: "task", name, instance: 0 })),
    initial: () => starts,
    steps: (state) => steps.get(state) ?? [],
    key: (state) => state,
  };
}

export function explored(table: Table, limits: Limits = {}): StateGraph {
  return explore(systemOf(table), { inspect: (state) => table.broken.get(state) ?? [], limits });
}

/** The shortest path to a breach of the property, as drawn: `start.1 p q.0.2`. */
export function traced(table: Table, property = 0, limits: Limits = {}): string | null {
  const path = shortestPath(explored(table, limits), property);
  return path === null ? null : shown(path);
}

export function shown({ start, steps }: Path): string {
  const move = (mover: string, choices: Choices) => [mover, ...choices].join(".");
  return [move("start", start), ...steps.map(({ actor, choices }) => move(ACTORS[actor] ?? "?", choices))].join(" ");
}
