import { List } from "immutable";
import type { CheckedSpec, Expression, Invariant } from "../language/checked-spec.ts";
import { EvaluationError, eachBinding, evaluate, isTrue } from "../model/interpreter/evaluate.ts";
import type { Interpreter } from "../model/interpreter/interpreter.ts";
import { instanceOf, machineAt, violatedIn } from "../model/interpreter/interpreter.ts";
import type { Leaf, LockUse } from "../model/interpreter/next-leaf.ts";
import { canSleep, lockUse, nextLeaf } from "../model/interpreter/next-leaf.ts";
import type { Scope, StateSteps } from "../model/interpreter/scope.ts";
import type { State } from "../model/interpreter/state.ts";
import { instancesOf } from "../model/interpreter/state.ts";
import { formulasOf } from "../model/temporal/temporal-formula.ts";
import type { Step } from "../model/transition-system.ts";
import { crashOutcomes } from "./crash-check.ts";
import { deadlocked } from "./deadlock.ts";
import { truthsIn } from "./liveness/truths.ts";
import { lockBreach } from "./lock-discipline.ts";

/** Decides every property of states; `substantial` collects the invariants whose left side was ever true. */
export type Inspector = {
  /** Properties broken in a state, by index. */
  readonly inspect: (state: State, steps: readonly Step<State>[]) => readonly number[];
  readonly substantial: ReadonlySet<number>;
};

export function inspector(system: Interpreter): Inspector {
  const { spec } = system.model;
  const substantial = new Set<number>();
  const builtIn = builtInProperties(spec);
  const { propositions } = formulasOf(spec);
  const antecedents = spec.invariants.flatMap((invariant) => {
    const antecedent = leftSide(invariant.condition);
    return antecedent === null ? [] : [{ property: invariant.property, antecedent }];
  });
  for (const property of neverVacuous(spec)) substantial.add(property);
  return {
    substantial,
    inspect: (state, steps) => {
      const broken = new Set(steps.flatMap((step) => step.inState ?? []));
      const next = whatIsNext(system, state);
      const scope = stateScope(system, state, steps, next.leaves);
      const erring = truthsIn(propositions, scope).error === null ? [] : [builtIn.ranges];
      for (const property of [...brokenInvariants(spec, scope, builtIn.ranges), ...erring]) broken.add(property);
      for (const property of brokenCrashes(system, state)) broken.add(property);
      if (
        next.leaves.some((leaf, process) => lockBreach(spec, state, process, leaf, next.uses[process] ?? null) !== null)
      )
        broken.add(builtIn.locks);
      if (deadlocked(spec, state, steps, next.uses) !== null) broken.add(builtIn.deadlock);
      const open = antecedents.filter(({ property }) => !substantial.has(property));
      for (const { property, antecedent } of open) if (everTrue(antecedent, scope)) substantial.add(property);
      return [...broken];
    },
  };
}

export function builtInProperties(spec: CheckedSpec): {
  readonly deadlock: number;
  readonly locks: number;
  readonly ranges: number;
} {
  const index = (kind: "deadlock" | "locks" | "ranges") =>
    spec.properties.find((one) => one.kind === kind)?.index ?? -1;
  return { deadlock: index("deadlock"), locks: index("locks"), ranges: index("ranges") };
}

export type WhatIsNext = { readonly leaves: readonly (Leaf | null)[]; readonly uses: readonly (LockUse | null)[] };

/** By number among all instances: the statement each stands before, and its use of a lock. */
export function whatIsNext(system: Interpreter, state: State): WhatIsNext {
  const { model } = system;
  const leaves = instancesOf(model.spec).map((_, process) => nextLeaf(model, machineAt(state, process)));
  return { leaves, uses: leaves.map((leaf) => (leaf === null ? null : lockUse(model, leaf))) };
}

export function stateScope(
  system: Interpreter,
  state: State,
  steps: readonly Step<State>[],
  leaves: readonly (Leaf | null)[],
): Scope {
  const { spec, knobs } = system.model;
  const answers: StateSteps = {
    all: steps,
    maySleep: (instance) => {
      const leaf = leaves[instance] ?? null;
      return leaf !== null && canSleep(leaf.statement);
    },
    actorOfInstance: (instance) => {
      return (
        system.actors.find((actor) => actor.instance !== null && instanceOf(spec, actor) === instance)?.index ?? -1
      );
    },
    actorOfEvent: (name) => system.actors.find((actor) => actor.kind === "event" && actor.name === name)?.index ?? -1,
  };
  return { spec, knobs, state, locals: List(), self: null, bound: [], steps: answers, flow: null };
}

function brokenInvariants(spec: CheckedSpec, scope: Scope, ranges: number): number[] {
  return spec.invariants.flatMap((invariant) => {
    const result = invariantHolds(invariant, scope);
    return result === true ? [] : [result === false ? invariant.property : ranges];
  });
}

/** The invariants without a left side, by property index: they say something even where no state is. */
export function neverVacuous({ invariants }: CheckedSpec): readonly number[] {
  return invariants.flatMap(({ condition, property }) => (leftSide(condition) === null ? [property] : []));
}

/** An error inside an invariant is a `ranges` violation there. */
export function invariantHolds(invariant: Invariant, scope: Scope): boolean | EvaluationError {
  try {
    return isTrue(invariant.condition, scope);
  } catch (problem) {
    if (problem instanceof EvaluationError) return problem;
    throw problem;
  }
}

function brokenCrashes(system: Interpreter, state: State): number[] {
  const { model } = system;
  return model.spec.crashes.flatMap((crash) => {
    return crashOutcomes(model, state, crash).flatMap((outcome) => violatedIn(outcome.machine.notes));
  });
}

type Antecedent = {
  readonly bindings: Extract<Expression, { kind: "quantifier" }>["bindings"];
  readonly left: Expression;
};

/** Under the leading `forall`s, the left side of the topmost `=>`; null where there is none. */
function leftSide(condition: Expression, bindings: Antecedent["bindings"] = []): Antecedent | null {
  if (condition.kind === "quantifier" && condition.quantifier === "forall") {
    return leftSide(condition.body, [...bindings, ...condition.bindings]);
  }
  if (condition.kind === "logical" && condition.operator === "=>") return { bindings, left: condition.left };
  return null;
}

/** An error says nothing about the left side. */
function everTrue(antecedent: Antecedent, scope: Scope): boolean {
  try {
    return eachBinding(antecedent.bindings, scope, (inner) => evaluate(antecedent.left, inner) === true);
  } catch (problem) {
    if (problem instanceof EvaluationError) return false;
    throw problem;
  }
}
