import type { EdgeGraph } from "../../explorer/edge-graph.ts";
import { MOST_LABELS } from "../../explorer/edge-graph.ts";
import type { Limit, Path } from "../../explorer/state-graph.ts";
import type { CheckedSpec } from "../../language/checked-spec.ts";
import type { FairnessChange, Repairs } from "../../model/fair-run.ts";
import { stepLabels } from "../../model/step-labels.ts";
import type { TemporalFormula } from "../../model/temporal/temporal-formula.ts";
import { formulasOf } from "../../model/temporal/temporal-formula.ts";
import { FormulaTooLarge } from "./automaton.ts";
import { changesOf } from "./changes.ts";
import type { Question } from "./decide-formula.ts";
import { counterexample, holdsOnAll } from "./decide-formula.ts";
import { assumptionsOf } from "./fairness.ts";
import type { LivenessFinding, LivenessFindings } from "./findings.ts";
import type { Lasso } from "./lasso.ts";
import type { Resources } from "./resources.ts";
import { Stopped } from "./resources.ts";

/** A complete graph, and how to find the way through the system that a lasso in it means. */
export type Explored = {
  readonly graph: EdgeGraph;
  readonly pathOf: (lasso: Lasso) => Path;
};

/** Decides every formula of a spec on its graph, or says that a limit kept it from that. */
export function decideLiveness(spec: CheckedSpec, explored: Explored | Limit, resources: Resources): LivenessFindings {
  const { formulas } = formulasOf(spec);
  return new Map(formulas.map((formula) => [formula.property, findingOf(spec, explored, formula, resources)]));
}

function findingOf(
  spec: CheckedSpec,
  explored: Explored | Limit,
  formula: TemporalFormula,
  resources: Resources,
): LivenessFinding {
  if (typeof explored === "string") return { kind: "undecided", limit: explored };
  if (stepLabels(spec).length > MOST_LABELS) return { kind: "undecided", limit: "unsupported" };
  try {
    return decided(spec, explored, formula, resources);
  } catch (problem) {
    if (problem instanceof FormulaTooLarge) return { kind: "undecided", limit: "unsupported" };
    if (problem instanceof Stopped) return { kind: "undecided", limit: problem.limit };
    throw problem;
  }
}

function decided(
  spec: CheckedSpec,
  { graph, pathOf }: Explored,
  { formula, untriggered }: TemporalFormula,
  resources: Resources,
): LivenessFinding {
  const under = (change: FairnessChange | null): Question => ({
    graph,
    labels: stepLabels(spec).length,
    assumptions: assumptionsOf(spec, change),
    resources,
  });
  resources.ask();
  const lasso = counterexample(under(null), formula);
  if (lasso === null) {
    return { kind: "holds", vacuous: untriggered !== null && holdsOnAll(under(null), untriggered) };
  }
  return { kind: "violated", path: pathOf(lasso), repairs: repairsOf(spec, formula, under) };
}

/** Every change is tried; one that cannot be, for want of time or memory, is told as such. */
function repairsOf(
  spec: CheckedSpec,
  formula: TemporalFormula["formula"],
  under: (change: FairnessChange) => Question,
): Repairs {
  const found: FairnessChange[] = [];
  const untried: FairnessChange[] = [];
  for (const change of changesOf(spec)) {
    try {
      if (holdsOnAll(under(change), formula)) found.push(change);
    } catch (problem) {
      if (!(problem instanceof Stopped)) throw problem;
      untried.push(change);
    }
  }
  return { found, untried };
}
