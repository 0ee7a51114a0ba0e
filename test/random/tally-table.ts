import { CONSTRUCTS } from "./construct-names.ts";
import type { Tally } from "./tally.ts";
import { KINDS, OUTCOMES, quantile } from "./tally.ts";

/** The tally as people read it. */
export function tallyTable(tally: Tally): string {
  const runs = tally.states.length;
  const total = tally.states.reduce((sum, states) => sum + states, 0);
  const over = tally.states.filter((states) => states > 5000).length;
  return [
    `${runs} specs, ${total} states; ${over} specs have more than 5,000, ${tally.limited} were cut short by a limit`,
    `states: ${[0.1, 0.25, 0.5, 0.75, 0.9, 0.99].map((share) => `${share * 100} % ${quantile(tally, share)}`).join(" · ")}`,
    `${tally.families} specs had ${tally.points} points of their knobs searched at once`,
    "",
    ...outcomeLines(tally),
    "",
    `ranges violated by: ${shares(tally.errors)}`,
    "",
    "specs with the construct, in per cent:",
    ...columns(CONSTRUCTS.map((name) => `${percent(tally.constructs.get(name) ?? 0, runs)}  ${name}`)),
  ].join("\n");
}

function percent(part: number, whole: number): string {
  return ((100 * part) / Math.max(1, whole)).toFixed(1).padStart(5);
}

function outcomeLines({ outcomes }: Tally): string[] {
  const row = (name: string, cells: readonly string[]) =>
    `${name.padEnd(10)}${cells.map((cell) => cell.padStart(11)).join("")}`;
  return [
    row("specs with", OUTCOMES),
    ...KINDS.map((kind) =>
      row(
        kind,
        OUTCOMES.map((outcome) => String(outcomes.get(`${kind} ${outcome}`) ?? 0)),
      ),
    ),
  ];
}

function shares(counts: ReadonlyMap<string, number>): string {
  const sorted = [...counts].sort(([, left], [, right]) => right - left);
  return sorted.map(([name, count]) => `${name} ${count}`).join(" · ");
}

function columns(cells: readonly string[]): string[] {
  const height = Math.ceil(cells.length / 3);
  return Array.from({ length: height }, (_, row) => {
    const line = [cells[row], cells[row + height], cells[row + 2 * height]];
    return line
      .map((cell) => (cell ?? "").padEnd(42))
      .join("")
      .trimEnd();
  });
}
