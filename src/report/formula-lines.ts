import type { CheckedSpec } from "../language/checked-spec.ts";
import type { Condition, DesignFormulas } from "../properties/designs/design-formulas.ts";
import type { Run } from "../properties/run.ts";
import { listed } from "./actor-name.ts";
import type { Detail } from "./check-text.ts";
import { formulaPieces } from "./formula-text.ts";
import type { Line } from "./line.ts";
import { line } from "./line.ts";
import { number, paragraph, plural, wrap } from "./wrap.ts";

/** When the designs are safe, and when a property holds that says more than that; with -v, when each property does. */
export function formulaLines(formulas: DesignFormulas, runs: readonly Run[], width: number, detail: Detail): Line[] {
  const spec = runs[0]?.spec;
  if (spec === undefined) return [];
  const rows = rowsOf(spec, formulas, detail);
  const stated = rows.filter(({ pieces }) => pieces.length > 0);
  return [
    ...(formulas.notSearched === 0
      ? equivalences(stated, formulas, width)
      : restrictedTo(stated, formulas, runs, width)),
    ...openLines(rows, runs, width),
  ];
}

/** `pieces`: the formula; none where the condition is open. */
type Row = { readonly name: string; readonly condition: Condition; readonly pieces: readonly string[] };

function rowsOf(spec: CheckedSpec, { safe, properties }: DesignFormulas, detail: Detail): Row[] {
  const all = rowOf(spec, "safe", safe);
  const rows = properties.map(({ property, condition }) => rowOf(spec, property.name, condition));
  const more = rows.filter(({ condition, pieces }) => {
    if (detail === "verbose" || condition.kind === "undecided") return true;
    const isConstant = condition.formula.kind === "always" || condition.formula.kind === "never";
    return !isConstant && pieces.join() !== all.pieces.join();
  });
  return [all, ...more];
}

function rowOf(spec: CheckedSpec, name: string, condition: Condition): Row {
  return { name, condition, pieces: condition.kind === "formula" ? formulaPieces(spec, condition.formula) : [] };
}

/** `safe  <=>  K != L`: every point of the knobs was searched. */
function equivalences(rows: readonly Row[], { searched }: DesignFormulas, width: number): Line[] {
  const longest = Math.max(...rows.map(({ name }) => name.length));
  return rows.flatMap(({ name, condition, pieces }, index) => {
    const label = `  ${name.padEnd(longest)}  <=>  `;
    const notes = [...(index === 0 ? [`(all ${number(searched)} points searched)`] : []), ...doubts(condition)];
    const isNarrow = width - label.length < 30;
    const indent = " ".repeat(isNarrow ? 6 : label.length);
    const texts = filled(pieces, width - indent.length);
    const withNotes = noted(texts, notes, width - indent.length);
    if (isNarrow) return [line(label.trimEnd()), ...withNotes.map((text) => line(indent, text))];
    return withNotes.map((text, row) => line(row === 0 ? label : indent, text));
  });
}

/** Behind the last line where there is room, else on lines of their own. */
function noted(texts: readonly string[], notes: readonly string[], width: number): string[] {
  const last = texts.at(-1) ?? "";
  const behind = [last, notes.join(" ")].filter((text) => text !== "").join(" ".repeat(8));
  if (behind.length <= width) return [...texts.slice(0, -1), behind];
  return [...texts, ...wrap(notes.join(" "), width)];
}

/** `of the 12 designs: safe exactly when K != L; 36 points not searched`. */
function restrictedTo(
  rows: readonly Row[],
  { notSearched }: DesignFormulas,
  runs: readonly Run[],
  width: number,
): Line[] {
  const rest = notSearched === null ? "other points" : plural(notSearched, "point");
  return rows.flatMap(({ name, condition, pieces }, index) => {
    const isAll = index === 0 && name === "safe";
    const scope = index === 0 ? [`of the ${number(runs.length)} ${nounOf(runs)}:`] : [];
    const ending = [...doubts(condition), ...(index === 0 ? [`${rest} not searched`] : [])].join(" ");
    const claim = isAll ? claimOf(pieces, "safe", "all are safe", "none is safe") : propertyClaim(name, pieces);
    const whole = ending === "" ? [...scope, ...claim] : [...scope, ...withEnding(claim, ";"), ending];
    return filled(whole, width - 4).map((text, row) => line(row === 0 ? "  " : "    ", text));
  });
}

function propertyClaim(name: string, pieces: readonly string[]): string[] {
  return claimOf(pieces, `${name} holds`, `${name} holds in all`, `${name} holds in none`);
}

function claimOf(pieces: readonly string[], when: string, always: string, never: string): string[] {
  const [only] = pieces;
  if (only === "always") return [always];
  return only === "never" ? [never] : [`${when} exactly when`, ...pieces];
}

function withEnding(pieces: readonly string[], ending: string): string[] {
  return pieces.map((piece, index) => (index === pieces.length - 1 ? `${piece}${ending}` : piece));
}

function doubts(condition: Condition): string[] {
  return condition.kind === "formula" && !condition.proved ? ["(perhaps not the smallest)"] : [];
}

function openLines(rows: readonly Row[], runs: readonly Run[], width: number): Line[] {
  const open = rows.flatMap(({ name, condition }) =>
    condition.kind === "undecided" ? [{ name, points: condition.points }] : [],
  );
  const counts = [...new Set(open.map(({ points }) => points))];
  return counts.flatMap((count) => {
    const names = open.filter(({ points }) => points === count).map(({ name }) => name);
    const verb = count === 1 ? "is" : "are";
    const why = `${number(count)} of the ${number(runs.length)} ${nounOf(runs)} ${verb} undecided`;
    return paragraph(2, `no formula for ${listed(names)}: ${why}`, width);
  });
}

export function nounOf(runs: readonly Run[]): "designs" | "points" {
  return runs.some(({ design }) => design !== null) ? "designs" : "points";
}

/** Lines that end between pieces, and within one only where it is too long for a line. */
function filled(pieces: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const piece of pieces) {
    const current = lines.pop();
    const longer = current === undefined ? piece : `${current} ${piece}`;
    if (longer.length <= width) lines.push(longer);
    else lines.push(...(current === undefined ? [] : [current]), ...wrap(piece, width));
  }
  return lines;
}
