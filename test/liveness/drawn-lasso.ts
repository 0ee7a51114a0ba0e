import type { EdgeGraph } from "../../src/explorer/edge-graph.ts";
import { edgeCollector } from "../../src/explorer/edge-graph.ts";
import type { Ltl } from "../../src/model/temporal/ltl.ts";
import { always, and, eventually, next, not, or, proposition, until } from "../../src/model/temporal/ltl.ts";
import type { Question } from "../../src/properties/liveness/decide-formula.ts";
import { counterexample, holdsOnAll } from "../../src/properties/liveness/decide-formula.ts";
import type { Condition } from "../../src/properties/liveness/fairness.ts";
import { Resources } from "../../src/properties/liveness/resources.ts";

/** Graphs as drawings, formulas as text: what liveness is decided on, without a spec around it. */

/** Who steps, as labels; an actor in capitals is the same actor acquiring. */
export const ACTORS: readonly string[] = ["p", "q", "r"];
/** What states can have. */
export const MARKS: readonly string[] = ["a", "b", "c"];

export type DrawnGraph = { readonly graph: EdgeGraph; readonly names: readonly string[] };

/**
 * One line per state, the first one initial: `s ab: p t, q s` is a state `s` where `a` and `b` hold, out of which `p`
 * steps to `t` and `q` to `s`.
 */
export function drawnGraph(drawing: string): DrawnGraph {
  const lines = drawing
    .split(/[\n;]/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const heads = lines.map((line) => (line.split(":")[0] ?? "").trim().split(/\s+/));
  const names = heads.map(([name = ""]) => name);
  const collector = edgeCollector();
  for (const [index, line] of lines.entries()) {
    const marks = heads[index]?.[1] ?? "";
    collector.state([MARKS.reduce((word, mark, bit) => (marks.includes(mark) ? word | (1 << bit) : word), 0)]);
    const steps = (line.split(":")[1] ?? "").split(",").map((step) => step.trim());
    for (const step of steps.filter((text) => text !== "")) {
      const [actor = "", target = ""] = step.split(/\s+/);
      const label = labelOf(actor);
      const to = names.indexOf(target);
      if (label === -1 || to === -1) throw new Error(`no such step: ${step}`);
      collector.edge(to, label);
    }
  }
  return { graph: collector.graph([0]), names };
}

/** Actor i has label 2i + 1, and 2i + 2 for acquiring. */
function labelOf(actor: string): number {
  const index = ACTORS.indexOf(actor.toLowerCase());
  return index === -1 ? -1 : 2 * index + (actor === actor.toLowerCase() ? 1 : 2);
}

export const LABELS = 2 * ACTORS.length + 1;

/** `weak p, strong q, locks r`. */
export function conditions(text: string): Condition[] {
  return text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map((part): Condition => {
      const [how = "", who = ""] = part.split(/\s+/);
      const actor = ACTORS.indexOf(who);
      if (actor === -1) throw new Error(`no such actor: ${part}`);
      if (how === "locks") return { strength: "strong", labels: [2 * actor + 2], subject: { kind: "locks", actor } };
      const strength = how === "strong" ? "strong" : "weak";
      return { strength, labels: [2 * actor + 1, 2 * actor + 2], subject: { kind: "steps", actor } };
    });
}

const PREFIXES: ReadonlyMap<string, (operand: Ltl) => Ltl> = new Map([
  ["!", not],
  ["always", always],
  ["eventually", eventually],
  ["next", next],
]);

/** A formula as in specs: `always (a => eventually b)`, `a leads_to b`; `always`, `!` and the like bind tightly. */
export function formula(text: string): Ltl {
  const tokens = text.match(/=>|&&|\|\||[!()]|\w+/g) ?? [];
  let at = 0;
  const take = (token: string): boolean => {
    if (tokens[at] !== token) return false;
    at += 1;
    return true;
  };
  const unary = (): Ltl => {
    const prefix = PREFIXES.get(tokens[at] ?? "");
    if (prefix !== undefined) {
      at += 1;
      return prefix(unary());
    }
    if (take("(")) {
      const inner = whole();
      if (!take(")")) throw new Error(`a ')' is missing in ${text}`);
      return inner;
    }
    const mark = MARKS.indexOf(tokens[at] ?? "");
    if (mark === -1) throw new Error(`what is '${tokens[at]}' in ${text}?`);
    at += 1;
    return proposition(mark);
  };
  const binary = (operators: ReadonlyMap<string, (left: Ltl, right: Ltl) => Ltl>, operand: () => Ltl): Ltl => {
    let left = operand();
    for (;;) {
      const make = operators.get(tokens[at] ?? "");
      if (make === undefined) return left;
      at += 1;
      left = make(left, operand());
    }
  };
  const temporal = () =>
    binary(
      new Map([
        ["until", until],
        ["leads_to", (left, right) => always(or(not(left), eventually(right)))],
      ]),
      unary,
    );
  const conjunction = () => binary(new Map([["&&", and]]), temporal);
  const disjunction = () => binary(new Map([["||", or]]), conjunction);
  const whole = (): Ltl => {
    const left = disjunction();
    return take("=>") ? or(not(left), whole()) : left;
  };
  const result = whole();
  if (at < tokens.length) throw new Error(`what is '${tokens[at]}' in ${text}?`);
  return result;
}

/** "holds", or the counterexample as states: `s t (u v)`; `(u)` where nothing can step in `u`. */
export function decided(drawing: string, text: string, fairness = ""): string {
  const { graph, names } = drawnGraph(drawing);
  const question: Question = {
    graph,
    labels: LABELS,
    assumptions: { conditions: conditions(fairness), stopped: new Set() },
    resources: new Resources({ bytes: Infinity, usedBytes: 0, shouldStop: () => null }),
  };
  const lasso = counterexample(question, formula(text));
  if ((lasso === null) !== holdsOnAll(question, formula(text))) throw new Error("two answers to one question");
  if (lasso === null) return "holds";
  const target = (edge: number) => names[graph.targets[edge] ?? -1] ?? "?";
  const stem = [names[lasso.start] ?? "?", ...lasso.stem.map(target)];
  // The loop is shown from the state that it begins and ends with.
  const before = stem.slice(0, -1);
  const around = [stem.at(-1) ?? "?", ...lasso.loop.slice(0, -1).map(target)];
  return [...before, `(${around.join(" ")})`].join(" ");
}
