import type { DesignFormulas } from "../properties/designs/design-formulas.ts";
import type { Run } from "../properties/run.ts";
import { formulaText } from "./formula-text.ts";
import type { KnobFindings } from "./knob-findings.ts";
import { knobValueOf, shownKnobValue } from "./knob-text.ts";

/** Per property, and `*` for all together, the condition on the knobs; null where some point is undecided. */
export function formulaJson({ formulas, changes }: KnobFindings, runs: readonly Run[]) {
  const conditions = conditionsOf(formulas);
  const spec = runs[0]?.spec;
  return {
    formula: Object.fromEntries(
      conditions.map(([name, condition]) => {
        const isStated = condition.kind === "formula" && spec !== undefined;
        return [name, isStated ? formulaText(spec, condition.formula) : null];
      }),
    ),
    formulaPoints: { searched: formulas.searched, notSearched: formulas.notSearched },
    formulaNotProved: conditions.flatMap(([name, condition]) =>
      condition.kind === "formula" && !condition.proved ? [name] : [],
    ),
    smallestChanges: changes.map(({ from, to, knobs }) => ({
      from: runs.indexOf(from),
      to: runs.indexOf(to),
      knobs: Object.fromEntries(
        knobs.map((knob) => [
          knob.name,
          [from, to].map((run) => shownKnobValue(run.spec, knob, knobValueOf(run, knob))),
        ]),
      ),
    })),
  };
}

function conditionsOf({ safe, properties }: DesignFormulas) {
  return [...properties.map(({ property, condition }) => [property.name, condition] as const), ["*", safe] as const];
}
