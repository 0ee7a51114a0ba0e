import type { Condition } from "./fairness.ts";
import type { Product } from "./product.ts";

/** What a set of vertices must offer for a run in it to be accepted and fair, made for being looked up by label. */
export type Demands = {
  readonly conditions: readonly Condition[];
  /** By label: numbers of the conditions that it enables and takes. */
  readonly byLabel: readonly (readonly number[])[];
  /** Sets of places that must be met, by set and place. */
  readonly accepting: readonly (readonly boolean[])[];
};

export function demandsOf(conditions: readonly Condition[], accepting: Demands["accepting"], labels: number): Demands {
  const byLabel = Array.from({ length: labels }, (): number[] => []);
  for (const [number, condition] of conditions.entries()) {
    for (const label of condition.labels) byLabel[label]?.push(number);
  }
  return { conditions, byLabel, accepting };
}

export type Judgement =
  | { readonly kind: "fair" }
  | { readonly kind: "unfair" }
  /** No fair run stays in it and passes some of its vertices; these are left. */
  | { readonly kind: "without"; readonly left: Int32Array };

/** What a strongly connected set offers: how many of its vertices enable a condition, and which are taken inside. */
type Offer = { readonly enabled: Int32Array; readonly taken: Uint8Array; readonly moves: boolean };

/** `number`: what `part` says of the vertices of the set. HOT: once per edge of each component. */
export function judgeSet(
  product: Product,
  set: Int32Array,
  inside: { readonly part: Int32Array; readonly number: number },
  demands: Demands,
): Judgement {
  const { conditions, accepting } = demands;
  const offer = offerOf(product, set, inside, demands);
  if (!offer.moves || accepting.some((each) => !meets(product, set, each))) return { kind: "unfair" };
  const lacking: number[] = [];
  for (const [number, { strength }] of conditions.entries()) {
    const enabled = offer.enabled[number] ?? 0;
    if (offer.taken[number] === 1 || enabled === 0) continue;
    if (strength === "strong") lacking.push(number);
    else if (enabled === set.length) return { kind: "unfair" };
  }
  if (lacking.length === 0) return { kind: "fair" };
  const without = new Set(lacking);
  return { kind: "without", left: set.filter((vertex) => !enablesSome(product, vertex, without, demands)) };
}

function offerOf(
  product: Product,
  set: Int32Array,
  inside: { readonly part: Int32Array; readonly number: number },
  { conditions, byLabel }: Demands,
): Offer {
  const { graph, places } = product;
  const enabled = new Int32Array(conditions.length);
  const taken = new Uint8Array(conditions.length);
  const countedAt = new Int32Array(conditions.length).fill(-1);
  const count = (condition: number, vertex: number, stays: boolean): void => {
    if (stays) taken[condition] = 1;
    if (countedAt[condition] === vertex) return;
    countedAt[condition] = vertex;
    enabled[condition] = (enabled[condition] ?? 0) + 1;
  };
  let moves = false;
  for (const vertex of set) {
    const state = Math.floor(vertex / places);
    const end = graph.first[state + 1] ?? 0;
    for (let edge = graph.first[state] ?? 0; edge < end; edge += 1) {
      const stays = staysInside(product, vertex - state * places, graph.targets[edge] ?? 0, inside);
      moves = moves || stays;
      for (const condition of byLabel[graph.labels[edge] ?? 0] ?? []) count(condition, vertex, stays);
    }
  }
  return { enabled, taken, moves };
}

/** Whether a step to `target` can go on inside the set. */
function staysInside(
  { graph, places, fits, next }: Product,
  place: number,
  target: number,
  { part, number }: { readonly part: Int32Array; readonly number: number },
): boolean {
  const base = (graph.classOf[target] ?? 0) * places;
  for (const after of next[place] ?? []) {
    if (part[target * places + after] === number && fits[base + after] === 1) return true;
  }
  return false;
}

function meets({ places }: Product, set: Int32Array, accepting: readonly boolean[]): boolean {
  return set.some((vertex) => accepting[vertex % places] === true);
}

/** Whether a step out of the state of a vertex belongs to one of these conditions. */
export function enablesSome(
  { graph, places }: Product,
  vertex: number,
  wanted: ReadonlySet<number>,
  { byLabel }: Demands,
): boolean {
  const state = Math.floor(vertex / places);
  const end = graph.first[state + 1] ?? 0;
  for (let edge = graph.first[state] ?? 0; edge < end; edge += 1) {
    for (const condition of byLabel[graph.labels[edge] ?? 0] ?? []) if (wanted.has(condition)) return true;
  }
  return false;
}
