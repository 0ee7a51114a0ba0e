import type { ActorDeclaration, CheckedSpec, Expression } from "../../src/language/checked-spec.ts";
import { EvaluationError, isTrue } from "../../src/model/interpreter/evaluate.ts";
import type { Interpreter } from "../../src/model/interpreter/interpreter.ts";
import { instanceOf } from "../../src/model/interpreter/interpreter.ts";
import type { State } from "../../src/model/interpreter/state.ts";
import { subexpressions } from "../../src/model/lowering/subexpressions.ts";
import type { Step } from "../../src/model/transition-system.ts";
import type { Value } from "../../src/model/value.ts";
import { valuesOf } from "../../src/model/value.ts";
import { stateScope, whatIsNext } from "../../src/properties/inspect.ts";
import type { Demand, Edge, Formula, SmallGraph } from "./definition.ts";

/**
 * A spec's whole graph, its formulas and its fairness in the terms of definition.ts, made from docs/language.md and from
 * the steps of the interpreter alone: nothing of what decides formulas, or prepares that, has a hand in it.
 */
export type SpecGraph = {
  /** One for each initial state. */
  readonly graphs: readonly SmallGraph[];
  /** By number of a state. */
  readonly keys: readonly string[];
  /** By number of an edge: what the interpreter says of it. */
  readonly steps: readonly Step<State>[];
  /** Of each formula of the spec, by property. */
  readonly formulas: ReadonlyMap<number, Formula>;
  readonly demands: readonly Demand[];
};

/** Null where there are more states. */
export function specGraph(system: Interpreter, mostStates: number): SpecGraph | null {
  const found = statesOf(system, mostStates);
  if (found === null) return null;
  const { states, starts } = found;
  const keys = states.map((state) => system.key(state));
  const labels = new Map<string, number>();
  const atoms: Atom[] = [];
  const formulas = new Map(
    system.model.spec.liveness.map(({ property, formula }) => [property, translated(atoms, formula, [])]),
  );
  const marks: boolean[][] = [];
  const edges: Edge[] = [];
  const taken: Step<State>[] = [];
  for (const [from, state] of states.entries()) {
    const steps = system.steps(state);
    const { leaves } = whatIsNext(system, state);
    const scope = stateScope(system, state, steps, leaves);
    marks.push(atoms.map(({ expression, bound }) => holds(() => isTrue(expression, { ...scope, bound }))));
    for (const step of steps) {
      if (step.next === null) continue;
      taken.push(step);
      const acquires = isAcquiring(system, step, leaves);
      edges.push({ from, to: keys.indexOf(system.key(step.next)), label: labelOf(labels, system, step, acquires) });
    }
  }
  const graphs = starts.map((start) => ({ start, marks, edges }));
  return { graphs, keys, steps: taken, formulas, demands: demandsOf(system, labels) };
}

function statesOf(system: Interpreter, most: number): { states: State[]; starts: number[] } | null {
  const states: State[] = [];
  const numbers = new Map<string, number>();
  const add = (state: State): number => {
    const key = system.key(state);
    const number = numbers.get(key) ?? states.push(state) - 1;
    numbers.set(key, number);
    return number;
  };
  const starts = new Set<number>();
  for (const { next } of system.initial()) {
    if (next !== null) starts.add(add(next));
    if (states.length > most) return null;
  }
  for (const state of states) {
    for (const { next } of system.steps(state)) if (next !== null) add(next);
    if (states.length > most) return null;
  }
  return { states, starts: [...starts] };
}

// ---------------------------------------------------------------------------------------------- fairness

/** Of a task, daemon or work: `3` and `3 lock`, by actor; of an event: with its parameters, `5 0,1`. */
function labelOf(labels: Map<string, number>, system: Interpreter, step: Step<State>, acquires: boolean): number {
  const actor = system.actors[step.actor];
  const declared = declarationOf(system.model.spec, actor?.name ?? "");
  const parameters = declared.kind === "event" ? step.choices.slice(0, declared.body.parameters).join(",") : "";
  const key = `${step.actor} ${acquires ? "lock" : parameters}`;
  const label = labels.get(key) ?? labels.size + 1;
  labels.set(key, label);
  return label;
}

function isAcquiring(system: Interpreter, step: Step<State>, leaves: ReturnType<typeof whatIsNext>["leaves"]): boolean {
  const actor = system.actors[step.actor];
  if (actor === undefined || actor.instance === null) return false;
  return leaves[instanceOf(system.model.spec, actor)]?.statement.kind === "lock";
}

function declarationOf(spec: CheckedSpec, name: string): ActorDeclaration {
  const declared = spec.actors.find((actor) => actor.name === name);
  if (declared === undefined) throw new Error(`no actor '${name}'`);
  return declared;
}

/** "Fairness", by the letter of the language reference; what is never possible anywhere demands nothing. */
function demandsOf(system: Interpreter, labels: ReadonlyMap<string, number>): Demand[] {
  return system.actors.flatMap((actor): Demand[] => {
    const { kind, fairness } = declarationOf(system.model.spec, actor.name);
    if (fairness === "none" || fairness === "unfair") return [];
    const own = [...labels].filter(([key]) => key.startsWith(`${actor.index} `));
    if (kind === "event") return own.map(([, label]) => ({ strength: fairness, labels: [label] }));
    const acquiring = own.filter(([key]) => key.endsWith("lock"));
    return [
      { strength: fairness, labels: own.map(([, label]) => label) },
      { strength: "strong", labels: acquiring.map(([, label]) => label) },
    ];
  });
}

// ---------------------------------------------------------------------------------------------- formulas

/** What is so or not in one state, for certain values of the quantifiers around it. */
type Atom = { readonly expression: Expression; readonly bound: readonly Value[] };

function translated(atoms: Atom[], expression: Expression, bound: readonly Value[]): Formula {
  const part = (inner: Expression) => translated(atoms, inner, bound);
  if (!speaksOfRuns(expression)) return { kind: "mark", mark: atoms.push({ expression, bound }) - 1 };
  switch (expression.kind) {
    case "temporal":
      return { kind: expression.operator, operand: part(expression.operand) };
    case "temporal-binary":
      return { kind: expression.operator, left: part(expression.left), right: part(expression.right) };
    case "not":
      return { kind: "not", operand: part(expression.operand) };
    case "convert":
      return part(expression.operand);
    case "logical": {
      const kind = ({ "&&": "and", "||": "or", "=>": "implies" } as const)[expression.operator];
      return { kind, left: part(expression.left), right: part(expression.right) };
    }
    case "conditional": {
      const condition = part(expression.condition);
      return whether(condition, part(expression.then), part(expression.else));
    }
    case "equal": {
      const [left, right] = [part(expression.left), part(expression.right)];
      const same = whether(left, right, { kind: "not", operand: right });
      return expression.negated ? { kind: "not", operand: same } : same;
    }
    case "quantifier":
      return quantified(atoms, expression, 0, bound);
    default:
      throw new Error(`a temporal operator inside '${expression.kind}'`);
  }
}

function whether(condition: Formula, then: Formula, otherwise: Formula): Formula {
  return {
    kind: "and",
    left: { kind: "implies", left: condition, right: then },
    right: { kind: "or", left: condition, right: otherwise },
  };
}

function quantified(
  atoms: Atom[],
  expression: Extract<Expression, { kind: "quantifier" }>,
  position: number,
  bound: readonly Value[],
): Formula {
  const binding = expression.bindings[position];
  if (binding === undefined) return translated(atoms, expression.body, bound);
  const parts = valuesOf(binding.type).map((value) =>
    quantified(atoms, expression, position + 1, [...bound.slice(0, binding.bound), value]),
  );
  const [kind, none]: ["and" | "or", Formula] =
    expression.quantifier === "forall" ? ["and", { kind: "true" }] : ["or", { kind: "not", operand: { kind: "true" } }];
  return parts.reduce((left, right) => ({ kind, left, right }), none);
}

function speaksOfRuns(expression: Expression): boolean {
  return expression.kind.startsWith("temporal") || subexpressions(expression).some(speaksOfRuns);
}

function holds(evaluate: () => boolean): boolean {
  try {
    return evaluate();
  } catch (problem) {
    if (problem instanceof EvaluationError) return false;
    throw problem;
  }
}
