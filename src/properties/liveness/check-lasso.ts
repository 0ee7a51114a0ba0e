import type { Path } from "../../explorer/state-graph.ts";
import type { Property } from "../../language/property.ts";
import type { ConditionMet } from "../../model/fair-run.ts";
import type { Interpreter } from "../../model/interpreter/interpreter.ts";
import type { State } from "../../model/interpreter/state.ts";
import { formulasOf } from "../../model/temporal/temporal-formula.ts";
import type { Step } from "../../model/transition-system.ts";
import { compareChoices } from "../../model/transition-system.ts";
import { stateScope, whatIsNext } from "../inspect.ts";
import { walkPath } from "../walk-path.ts";
import type { Condition } from "./fairness.ts";
import { assumptionsOf } from "./fairness.ts";
import { isTrueOf } from "./lasso-truth.ts";
import { labelling } from "./observer.ts";
import { truthsIn } from "./truths.ts";

/** What the interpreter says of a lasso: nothing of it comes from the search that found it. */
export type CheckedLasso =
  | { readonly kind: "fair breach"; readonly conditions: readonly ConditionMet[] }
  /** It is no lasso: its ends differ, or it stops where something can step. */
  | { readonly kind: "no loop" }
  | { readonly kind: "unfair"; readonly condition: Condition }
  | { readonly kind: "unbroken" };

/** `loop`: number of steps before the loop. The path must lead to its end. */
export function checkLasso(system: Interpreter, property: Property, path: Path, loop: number): CheckedLasso {
  const { states } = walkPath(system, path);
  const last = states.at(-1);
  const begin = states[loop];
  if (last === undefined || begin === undefined) return { kind: "no loop" };
  const stops = loop === path.steps.length;
  if (stops ? system.steps(last).some(({ next }) => next !== null) : system.key(begin) !== system.key(last)) {
    return { kind: "no loop" };
  }
  const conditions: ConditionMet[] = [];
  const round = roundOf(system, states, path, loop);
  for (const condition of assumptionsOf(system.model.spec).conditions) {
    const how = howMet(condition, round, loop);
    if (how === null) return { kind: "unfair", condition };
    conditions.push({ subject: condition.subject, strength: condition.strength, how });
  }
  const word = stops ? states : states.slice(0, -1);
  return isBroken(system, property, word, stops ? word.length - 1 : loop)
    ? { kind: "fair breach", conditions }
    : { kind: "unbroken" };
}

/** A state of the loop: the labels of the steps out of it, and of the one that is taken. */
type Moment = { readonly enabled: ReadonlySet<number>; readonly taken: number | null };

function roundOf(system: Interpreter, states: readonly State[], { steps }: Path, loop: number): readonly Moment[] {
  const labelOf = labelling(system);
  const around = loop === steps.length ? states.slice(-1) : states.slice(loop, -1);
  return around.map((state, index) => {
    const { leaves } = whatIsNext(system, state);
    const all = system.steps(state).filter(({ next }) => next !== null);
    const own = steps[loop + index];
    const isOwn = (step: Step<State>) =>
      own !== undefined && step.actor === own.actor && compareChoices(step.choices, own.choices) === 0;
    const taken = all.find(isOwn);
    return {
      enabled: new Set(all.map((step) => labelOf(step, leaves))),
      taken: taken === undefined ? null : labelOf(taken, leaves),
    };
  });
}

/** Null where the loop does not meet the condition. */
function howMet({ strength, labels }: Condition, round: readonly Moment[], loop: number): ConditionMet["how"] | null {
  const taken = round.findIndex((moment) => moment.taken !== null && labels.includes(moment.taken));
  if (taken !== -1) return { kind: "taken", step: loop + taken + 1 };
  const impossible = round.map(({ enabled }) => !labels.some((label) => enabled.has(label)));
  if (strength === "strong") return impossible.every((each) => each) ? { kind: "never possible" } : null;
  const at = impossible.indexOf(true);
  return at === -1 ? null : { kind: "not possible", step: loop + at };
}

function isBroken(system: Interpreter, property: Property, word: readonly State[], loop: number): boolean {
  const { propositions, formulas } = formulasOf(system.model.spec);
  const formula = formulas.find((each) => each.property === property.index)?.formula;
  if (formula === undefined) throw new Error("untorn defect: a lasso for what is no formula");
  const truths = word.map((state) => {
    const { leaves } = whatIsNext(system, state);
    return truthsIn(propositions, stateScope(system, state, system.steps(state), leaves)).words;
  });
  return !isTrueOf(formula, truths, loop);
}
