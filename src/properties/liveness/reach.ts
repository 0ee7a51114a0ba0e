import { type Stop, Stopped } from "./components.ts";
import { IntStack } from "./int-stack.ts";
import type { Product } from "./product.ts";
import { initialVertices } from "./product.ts";

const VERTICES_BETWEEN_QUESTIONS = 1 << 16;
const NOWHERE = new Int32Array();

/** HOT: once per edge of the product. By vertex: 1 where some run comes to it. */
export function reachedVertices(product: Product, stop: Stop): Uint8Array {
  const { graph, places, fits, next } = product;
  const { first, targets, classOf } = graph;
  const reached = new Uint8Array(graph.states * places);
  const open = new IntStack();
  const visit = (vertex: number): void => {
    if (reached[vertex] === 1) return;
    reached[vertex] = 1;
    open.push(vertex);
  };
  initialVertices(product).forEach(visit);
  for (let count = 1; open.size() > 0; count += 1) {
    if (count % VERTICES_BETWEEN_QUESTIONS === 0 && stop()) throw new Stopped();
    const vertex = open.pop();
    const state = Math.floor(vertex / places);
    const after = next[vertex - state * places] ?? NOWHERE;
    const end = first[state + 1] ?? 0;
    for (let edge = first[state] ?? 0; edge < end; edge += 1) {
      const target = targets[edge] ?? 0;
      const base = (classOf[target] ?? 0) * places;
      for (const place of after) if (fits[base + place] === 1) visit(target * places + place);
    }
  }
  return reached;
}
