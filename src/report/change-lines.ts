import type { SmallestChange } from "../properties/designs/smallest-change.ts";
import type { Detail } from "./check-text.ts";
import { knobValueOf, knobValueText } from "./knob-text.ts";
import type { Line } from "./line.ts";
import { line } from "./line.ts";
import { labelled, plural } from "./wrap.ts";

/** Changes of points are told by how many points they save; more than these only with -v. */
const MOST_CHANGES = 6;

/** A change of more knobs than this is another design. */
const MOST_KNOBS = 4;

/** What makes each unsafe design safe: `posted  HW_REFUSED=EAGAIN -> ENOPROTOOPT`. */
export function changeLines(changes: readonly SmallestChange[], width: number, detail: Detail): Line[] {
  if (changes.length === 0) return [];
  const heading = line(
    `  smallest change to a safe ${changes.every(({ from }) => from.design === null) ? "point" : "design"}`,
  );
  const named = changes.flatMap((change) =>
    change.from.design === null ? [] : [{ name: change.from.design, change }],
  );
  const longest = Math.max(0, ...named.map(({ name }) => name.length));
  const rows = named.flatMap(({ name, change }) => {
    return labelled(`    ${name.padEnd(longest)}  `, `${changeText(change)}${targetText(change)}`, width);
  });
  const counts = new Map<string, number>();
  for (const change of changes) {
    const text = changeText(change);
    if (change.from.design === null) counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const common = [...counts].sort(([, left], [, right]) => right - left);
  const shown = detail === "verbose" ? common : common.slice(0, MOST_CHANGES);
  const widest = Math.max(0, ...shown.map(([, count]) => plural(count, "point").length));
  const grouped = shown.flatMap(([text, count]) =>
    labelled(`    ${plural(count, "point").padEnd(widest)}  `, text, width),
  );
  const left = common.length - shown.length;
  return [
    heading,
    ...rows,
    ...grouped,
    ...(left === 0 ? [] : [line(`    and ${plural(left, "other change")}; -v shows all`)]),
  ];
}

function changeText({ from, to, knobs }: SmallestChange): string {
  if (knobs.length > MOST_KNOBS) return `${knobs.length} knobs are different`;
  return knobs
    .map((knob) => {
      const [before, after] = [from, to].map((run) => knobValueText(run.spec, knob, knobValueOf(run, knob)));
      return `${knob.name}=${before} -> ${after}`;
    })
    .join(", ");
}

function targetText({ to }: SmallestChange): string {
  return to.design === null ? "" : ` (${to.design})`;
}
