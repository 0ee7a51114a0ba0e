import type { Path } from "../../explorer/state-graph.ts";
import type { Property } from "../../language/property.ts";
import type { Interpreter } from "../../model/interpreter/interpreter.ts";
import type { LassoEnd } from "../build-trace.ts";
import { checkLasso } from "./check-lasso.ts";
import { declaredFairness } from "./fairness.ts";

/** What there is to tell of a lasso. Throws where the interpreter does not find it fair, or finds the formula fulfilled. */
export function lassoFacts(system: Interpreter, property: Property, path: Path, loop: number): LassoEnd {
  const checked = checkLasso(system, property, path, loop);
  if (checked.kind !== "fair breach") throw new Error(`untorn defect: a lasso that is wrong: ${checked.kind}`);
  const kind = loop === path.steps.length ? "stuck" : "livelock";
  const what = property.doc ?? `'${property.name}' is false`;
  const message = kind === "stuck" ? `stuck: ${what}` : `livelock: ${what}`;
  return {
    facts: { kind, declared: declaredFairness(system.model.spec), conditions: checked.conditions, repairs: null },
    end: { message, span: property.span, actors: [] },
  };
}
