import type { Property } from "../language/property.ts";
import type { Run } from "./run.ts";
import type { Verdict } from "./verdict.ts";

/** A property that held, and the verdict that it has now. */
export type ChangedVerdict = { readonly property: Property; readonly verdict: Verdict };

/**
 * What one search holds and another one, of a changed spec with the same properties, does not; or holds only because
 * nothing puts it to the test any more.
 */
export function changedVerdicts(base: Run, changed: Run): ChangedVerdict[] {
  return base.spec.properties.flatMap((property) => {
    const [before, verdict] = [base.verdicts[property.index], changed.verdicts[property.index]];
    if (before?.kind !== "holds" || verdict === undefined) return [];
    const isSame = verdict.kind === "holds" && (before.vacuous || !verdict.vacuous);
    return isSame ? [] : [{ property, verdict }];
  });
}
