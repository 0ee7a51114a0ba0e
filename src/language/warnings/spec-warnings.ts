import type { CheckedSpec } from "../checked-spec.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { inTextOrder } from "../diagnostic.ts";
import type { LoadedSpec } from "../load-spec.ts";
import { tornSteps } from "./torn-steps.ts";
import { unlockedCopies } from "./unlocked-copies.ts";
import { untestedCodes } from "./untested-codes.ts";
import { unusedNames } from "./unused-names.ts";

/**
 * What a correct spec is warned about, in text order. What a part declares and one spec does not use is no news, since
 * parts serve several specs.
 */
export function specWarnings(loaded: LoadedSpec, spec: CheckedSpec): Diagnostic[] {
  const warnings = [
    ...unusedNames(loaded),
    ...untestedCodes(loaded, spec),
    ...tornSteps(spec),
    ...unlockedCopies(spec),
  ];
  return inTextOrder(loaded.files, warnings);
}
