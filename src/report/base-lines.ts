import type { Run } from "../properties/run.ts";
import { listed } from "./actor-name.ts";
import { settingsText } from "./knob-text.ts";
import type { Line } from "./line.ts";
import { verdictCell } from "./verdict-cell.ts";
import { paragraph } from "./wrap.ts";

const INDENT = 4;

/** A design and its verdicts in a few sentences, above a table that only tells what changes. */
export function baseLines(base: Run, width: number): Line[] {
  const { spec, design } = base;
  const doc = spec.designs.find((each) => each.name === design)?.doc ?? null;
  const about = doc ?? settingsText(base, spec.knobs).join(" ");
  const sentence = (label: string, names: readonly string[]) =>
    names.length === 0 ? [] : paragraph(INDENT, `${label}: ${listed(names)}`, width);
  return [
    ...paragraph(2, about === "" ? nameOf(base) : `${nameOf(base)}: ${about}`, width),
    ...sentence("holds", judged(base, "holds")),
    ...sentence("violated already", judged(base, "violated")),
    ...sentence("undecided", judged(base, "undecided")),
  ];
}

function nameOf({ design }: Run): string {
  return design ?? "(defaults)";
}

/** With the verdict where the label does not say all of it. */
function judged({ spec, verdicts }: Run, kind: "holds" | "violated" | "undecided"): string[] {
  return spec.properties.flatMap(({ name, index }) => {
    const verdict = verdicts[index];
    if (verdict?.kind !== kind) return [];
    const { text } = verdictCell(verdict);
    return [text === "ok" || text === "?" ? name : `${name} ${text}`];
  });
}
