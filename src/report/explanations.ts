import type { CheckerCode } from "../language/checker-codes.ts";
import type { GrammarCode } from "../language/grammar-codes.ts";
import type { WarningCode } from "../language/warnings/warning-codes.ts";
import { collectionExplanations } from "./explanations/collection-explanations.ts";
import type { Explanation } from "./explanations/explanation.ts";
import { flowExplanations } from "./explanations/flow-explanations.ts";
import { grammarExplanations } from "./explanations/grammar-explanations.ts";
import { knobExplanations } from "./explanations/knob-explanations.ts";
import { nameExplanations } from "./explanations/name-explanations.ts";
import { propertyExplanations } from "./explanations/property-explanations.ts";
import { switchExplanations } from "./explanations/switch-explanations.ts";
import { valueExplanations } from "./explanations/value-explanations.ts";
import { warningExplanations } from "./explanations/warning-explanations.ts";

/** A diagnostic without its explanation does not compile. */
const all: Readonly<Record<GrammarCode | CheckerCode | WarningCode, Explanation>> = {
  ...grammarExplanations,
  ...nameExplanations,
  ...valueExplanations,
  ...collectionExplanations,
  ...flowExplanations,
  ...switchExplanations,
  ...propertyExplanations,
  ...knobExplanations,
  ...warningExplanations,
};

export const explanations: ReadonlyMap<string, Explanation> = new Map(Object.entries(all));
