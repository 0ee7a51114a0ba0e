import type { Run } from "../properties/run.ts";
import { listed } from "./actor-name.ts";
import { differingKnobs } from "./compare-table.ts";
import { settingsText } from "./knob-text.ts";
import { plural } from "./wrap.ts";

/** Designs by name; points, which have none, by their knobs and not all of them. */
export function designsText(some: readonly Run[], all: readonly Run[]): string {
  const names = some.map((run) => run.design ?? settingsText(run, differingKnobs(all)).join(" "));
  const [first = ""] = names;
  if (first === "") return "the defaults";
  const others = names.length - 1;
  if (some.every(({ design }) => design !== null) || others === 0) return listed(names);
  return `${first} and ${plural(others, "other point")}`;
}
