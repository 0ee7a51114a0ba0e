import type { Run } from "../properties/run.ts";
import { baseLines } from "./base-lines.ts";
import type { Detail } from "./check-text.ts";
import type { Line, Segment } from "./line.ts";
import { EMPTY, line, MAIL, toned } from "./line.ts";
import { coverageText, limitOf, limitText, modelLines, secondsText } from "./model-text.ts";
import type { Necessity, NecessityRow, NecessityTable } from "./necessity.ts";
import { droppedText, placesText, placeText } from "./necessity.ts";
import type { Subject } from "./subject.ts";
import { shortName } from "./subject.ts";
import type { Column } from "./table.ts";
import { tableLines } from "./table.ts";
import { verdictCell } from "./verdict-cell.ts";
import { paragraph, plural, wrap } from "./wrap.ts";

const INDENT = 4;
const KINDS = "downgrade".length;
/** Blanks and bars between the columns. */
const GAPS = 5;
const LEAST_BREAKS = 20;

/** For the terminal. */
export function necessityLines(necessity: Necessity, subject: Subject, width: number, detail: Detail): Line[] {
  const runs = runsOf(necessity);
  const spec = necessity.tables[0]?.base.spec;
  if (spec === undefined) return [];
  if (detail === "quiet") return necessity.tables.flatMap((table) => rowLines(table, width));
  const states = runs.reduce((sum, run) => sum + run.states, 0);
  const seconds = runs.reduce((sum, run) => sum + run.seconds, 0);
  const total = `${plural(states, "state")}, ${secondsText(seconds)}: ${coverageText(spec, limitOf(runs))}`;
  return [
    line(toned("strong", `untorn ${subject.version}   ${shortName(subject.path)}`), "   one thing dropped at a time"),
    ...(spec.doc === null ? [] : paragraph(2, spec.doc, width)),
    EMPTY,
    ...bodyLines(necessity, width),
    ...paragraph(2, total, width),
  ];
}

/** For mail: 72 columns, no timings; `pieces` is the command that gives it again. */
export function necessityMailLines(necessity: Necessity, subject: Subject, pieces: readonly string[]): Line[] {
  const spec = necessity.tables[0]?.base.spec;
  if (spec === undefined) return [];
  return [
    ...paragraph(2, spec.doc ?? shortName(subject.path), MAIL.width),
    EMPTY,
    ...paragraph(2, "What each part of the protocol is needed for: one thing dropped at a time.", MAIL.width),
    EMPTY,
    ...bodyLines(necessity, MAIL.width),
    ...modelLines(spec, limitOf(runsOf(necessity)), subject, pieces),
  ];
}

function runsOf({ tables }: Necessity) {
  return tables.flatMap(({ base, rows }) => [base, ...rows.map(({ run }) => run)]);
}

function bodyLines({ tables, leftOut }: Necessity, width: number): Line[] {
  const left = leftOut.map(({ kind, span, why }) => `${kind} ${placeText(span)} (${why})`);
  return [
    ...tables.flatMap((table) => [...tableSection(table, width), EMPTY]),
    ...(left.length === 0 ? [] : [...paragraph(2, `Not tried, for want of a form: ${left.join(", ")}.`, width), EMPTY]),
  ];
}

/** What the design does, then one row for each thing dropped, then what the rows do not say. */
function tableSection(table: NecessityTable, width: number): Line[] {
  const { base, rows, unreached } = table;
  return [
    ...baseLines(base, width),
    ...(rows.length === 0 ? [] : [EMPTY, ...rowLines(table, width)]),
    ...noteLines(table, width),
    ...(unreached.length === 0 ? [] : [EMPTY, ...paragraph(INDENT, unreachedText(table), width)]),
    ...(rows.length === 0 && unreached.length === 0 ? paragraph(INDENT, "There is nothing to drop.", width) : []),
    ...(base.limit === null ? [] : [EMPTY, ...paragraph(INDENT, `Nothing dropped: ${limitText(base.limit)}`, width)]),
  ];
}

/** Cells of several lines are several rows of the table. */
function rowLines({ base, rows }: NecessityTable, width: number): Line[] {
  const cells = rows.map((row) => ({ ...row, broken: breaksOf(row, base) }));
  const longest = Math.max(...cells.flatMap(({ broken }) => broken.map(({ text }) => text.length)));
  const right = Math.min(longest, Math.max(LEAST_BREAKS, Math.floor(width * 0.4)));
  const left = Math.max(LEAST_BREAKS / 2, width - INDENT - KINDS - GAPS - right);
  const columns: [Segment[], Segment[], Segment[]] = [[], [], []];
  for (const { mutation, broken } of cells) {
    const what = wrap(droppedText(mutation), left);
    const breaks = broken.flatMap(({ text, tone }) => wrap(text, right).map((part) => toned(tone, part)));
    for (let row = 0; row < Math.max(what.length, breaks.length); row += 1) {
      columns[0].push(toned("plain", row === 0 ? mutation.kind : ""));
      columns[1].push(toned("plain", what[row] ?? ""));
      columns[2].push(breaks[row] ?? toned("plain", ""));
    }
  }
  const column = (header: string, cells: readonly Segment[]): Column => ({ header: [header], align: "left", cells });
  const groups = [[column("", columns[0]), column("dropped", columns[1])], [column("breaks", columns[2])]];
  return tableLines(INDENT, groups);
}

function breaksOf({ changes, run }: NecessityRow, base: Run): Segment[] {
  const decided = changes.filter(({ verdict }) => verdict.kind !== "undecided");
  const cells = decided.map(({ property, verdict }) => {
    const { text, tone } = verdictCell(verdict);
    return toned(tone, `${property.name} ${text}`);
  });
  const isBroken = decided.some(({ verdict }) => verdict.kind === "violated");
  if (run.limit !== null || base.limit !== null) {
    return [...cells, toned("doubtful", isBroken ? "others undecided" : "undecided")];
  }
  if (isBroken) return cells;
  return [toned("doubtful", isSameSize(run, base) ? "nothing changes" : "nothing breaks"), ...cells];
}

/** As many states and steps, and none of them farther away: dropping it has opened no way, as far as counts can tell. */
function isSameSize(run: Run, base: Run): boolean {
  return run.states === base.states && run.transitions === base.transitions && run.depth === base.depth;
}

function noteLines({ base, rows }: NecessityTable, width: number): Line[] {
  const changes = rows.flatMap((row) => row.changes);
  const limits = new Set(rows.flatMap(({ run }) => (run.limit === null ? [] : [run.limit])));
  const vacuous = changes.some(({ verdict }) => verdict.kind === "holds" && verdict.vacuous);
  const same = rows.some((row) => breaksOf(row, base).some(({ text }) => text === "nothing changes"));
  const notes = [
    ...(same ? ["nothing changes: as many states and steps without it, and none farther away"] : []),
    ...(vacuous ? ["vacuous: it still holds, but nothing puts it to the test any more"] : []),
    ...[...limits].map((limit) => `undecided: ${limitText(limit)}`),
  ];
  return notes.length === 0 ? [] : [EMPTY, ...notes.flatMap((note) => paragraph(INDENT, note, width))];
}

function unreachedText({ base, rows, unreached }: NecessityTable): string {
  const never = base.limit === null ? "Never reached" : "Not reached so far";
  const count = `${unreached.length} of ${unreached.length + rows.length}`;
  return `${never}, ${count}: ${placesText(unreached.map(({ span }) => span))}.`;
}
