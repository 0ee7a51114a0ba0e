import type { CheckedSpec, Fairness } from "../../language/checked-spec.ts";
import type { FairnessChange } from "../../model/fair-run.ts";
import { toldApart } from "../../model/step-labels.ts";

/**
 * Every annotation that could be changed to assume more of the runs: weak to strong fairness, none to weak, and for
 * daemons and events that they stop at some point. In order of declaration, the weaker assumption first.
 */
export function changesOf(spec: CheckedSpec): readonly FairnessChange[] {
  return spec.actors.flatMap((declared): FairnessChange[] => {
    const { name, kind, fairness } = declared;
    if (kind !== "event" && declared.type.count === 0) return [];
    const stops: FairnessChange[] = kind === "daemon" || kind === "event" ? [{ name, to: "stops" }] : [];
    if (kind === "event" && !toldApart(declared)) return stops;
    return [...stronger(fairness).map((to) => ({ name, to })), ...stops];
  });
}

function stronger(fairness: Fairness): readonly ("weak" | "strong")[] {
  switch (fairness) {
    case "none":
    case "unfair":
      return ["weak", "strong"];
    case "weak":
      return ["strong"];
    case "strong":
      return [];
  }
}
