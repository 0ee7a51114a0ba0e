import type { Condition } from "./fairness.ts";
import type { Members } from "./members.ts";
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
  /** No fair run stays in it and passes some of its members; these are left. */
  | { readonly kind: "without"; readonly left: Int32Array };

/** What a strongly connected set offers: how many of its vertices enable a condition, and which are taken inside. */
type Offer = { readonly enabled: Int32Array; readonly taken: Uint8Array; readonly moves: boolean };

/** What `part` says of the members of a set. */
type Inside = { readonly part: Int32Array; readonly number: number };

/** HOT: once per edge of each component. */
export function judgeSet(
  product: Product,
  members: Members,
  set: Int32Array,
  inside: Inside,
  demands: Demands,
): Judgement {
  const { conditions, accepting } = demands;
  const { vertices } = members;
  const meets = (places: readonly boolean[]): boolean =>
    set.some((member) => places[(vertices[member] ?? 0) % product.places] === true);
  const offer = offerOf(product, members, set, inside, demands);
  if (!offer.moves || !accepting.every(meets)) return { kind: "unfair" };
  const lacking: number[] = [];
  for (const [number, { strength }] of conditions.entries()) {
    const enabled = offer.enabled[number] ?? 0;
    if (offer.taken[number] === 1 || enabled === 0) continue;
    if (strength === "strong") lacking.push(number);
    else if (enabled === set.length) return { kind: "unfair" };
  }
  if (lacking.length === 0) return { kind: "fair" };
  const without = new Set(lacking);
  const left = set.filter((member) => !enablesSome(product, vertices[member] ?? 0, without, demands));
  return { kind: "without", left };
}

function offerOf(
  product: Product,
  members: Members,
  set: Int32Array,
  inside: Inside,
  { conditions, byLabel }: Demands,
): Offer {
  const { graph, places } = product;
  const enabled = new Int32Array(conditions.length);
  const taken = new Uint8Array(conditions.length);
  const countedAt = new Int32Array(conditions.length).fill(-1);
  const count = (condition: number, member: number, stays: boolean): void => {
    if (stays) taken[condition] = 1;
    if (countedAt[condition] === member) return;
    countedAt[condition] = member;
    enabled[condition] = (enabled[condition] ?? 0) + 1;
  };
  let moves = false;
  for (const member of set) {
    const vertex = members.vertices[member] ?? 0;
    const state = Math.floor(vertex / places);
    const end = graph.first[state + 1] ?? 0;
    for (let edge = graph.first[state] ?? 0; edge < end; edge += 1) {
      const stays = staysInside(product, members, vertex - state * places, graph.targets[edge] ?? 0, inside);
      moves = moves || stays;
      for (const condition of byLabel[graph.labels[edge] ?? 0] ?? []) count(condition, member, stays);
    }
  }
  return { enabled, taken, moves };
}

/** Whether a step to `target` can go on inside the set. */
function staysInside(
  { places, next }: Product,
  members: Members,
  place: number,
  target: number,
  { part, number }: Inside,
): boolean {
  for (const after of next[place] ?? []) {
    const to = members.numberOf(target * places + after);
    if (to !== -1 && part[to] === number) return true;
  }
  return false;
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
