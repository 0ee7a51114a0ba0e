import type { Run } from "../properties/run.ts";
import { listed } from "./actor-name.ts";
import { baseLines } from "./base-lines.ts";
import type { Detail } from "./check-text.ts";
import type { Growth, GrowthRow, GrowthTable } from "./growth.ts";
import type { Line, Segment } from "./line.ts";
import { EMPTY, line, MAIL, toned } from "./line.ts";
import { coverageText, instancesText, limitOf, limitText, modelLines, secondsText } from "./model-text.ts";
import type { Subject } from "./subject.ts";
import { shortName } from "./subject.ts";
import type { Column } from "./table.ts";
import { tableLines } from "./table.ts";
import { verdictCell } from "./verdict-cell.ts";
import { number, paragraph, plural, wrap } from "./wrap.ts";

const INDENT = 4;
/** Bars between the columns, and digits of the states. */
const GAPS = 15;

/** For the terminal. */
export function growthLines(growth: Growth, subject: Subject, width: number, detail: Detail): Line[] {
  const spec = growth.tables[0]?.base.spec;
  if (spec === undefined) return [];
  if (detail === "quiet") return growth.tables.flatMap(({ rows }) => rowLines(rows, width));
  const runs = runsOf(growth);
  const states = runs.reduce((sum, run) => sum + run.states, 0);
  const seconds = runs.reduce((sum, run) => sum + run.seconds, 0);
  const total = `${plural(states, "state")}, ${secondsText(seconds)}: ${coverageText(spec, limitOf(runs))}`;
  return [
    line(toned("strong", `untorn ${subject.version}   ${shortName(subject.path)}`), "   one more of each actor"),
    ...(spec.doc === null ? [] : paragraph(2, spec.doc, width)),
    EMPTY,
    ...bodyLines(growth, width),
    ...paragraph(2, total, width),
  ];
}

/** For mail: 72 columns, no timings; `pieces` is the command that gives it again. */
export function growthMailLines(growth: Growth, subject: Subject, pieces: readonly string[]): Line[] {
  const spec = growth.tables[0]?.base.spec;
  if (spec === undefined) return [];
  return [
    ...paragraph(2, spec.doc ?? shortName(subject.path), MAIL.width),
    EMPTY,
    ...paragraph(2, "Does what holds still hold with one more of each actor, one at a time?", MAIL.width),
    EMPTY,
    ...bodyLines(growth, MAIL.width),
    ...modelLines(spec, limitOf(runsOf(growth)), subject, pieces),
  ];
}

function runsOf({ tables }: Growth): Run[] {
  return tables.flatMap(({ base, rows }) => [base, ...rows.map(({ run }) => run)]);
}

function bodyLines({ tables, fixed, refused }: Growth, width: number): Line[] {
  const grown = tables.find(({ rows }) => rows.length > 0);
  const notes = [
    ...(grown === undefined ? [] : [`One more than ${instancesText(grown.base.spec)}.`]),
    ...(fixed.length === 0 ? [] : [`Their number is no constant, so it cannot grow: ${listed(fixed)}.`]),
    ...(refused.length === 0 ? [] : [`The spec cannot be read with ${listed(refused)}.`]),
  ];
  return [
    ...tables.flatMap((table) => [...tableSection(table, width), EMPTY]),
    ...notes.flatMap((note) => paragraph(2, note, width)),
    EMPTY,
  ];
}

function tableSection({ base, rows }: GrowthTable, width: number): Line[] {
  const limits = new Set(rows.flatMap(({ run }) => (run.limit === null ? [] : [run.limit])));
  return [
    ...baseLines(base, width),
    ...(rows.length === 0 ? paragraph(INDENT, "Nothing here can grow.", width) : [EMPTY, ...rowLines(rows, width)]),
    ...(limits.size === 0 ? [] : [EMPTY]),
    ...[...limits].flatMap((limit) => paragraph(INDENT, `not finished: ${limitText(limit)}`, width)),
  ];
}

/** Cells of several lines are several rows of the table. */
function rowLines(rows: readonly GrowthRow[], width: number): Line[] {
  const longest = Math.max(...rows.map((row) => settingOf(row).length));
  const columns: [Segment[], Segment[], Segment[]] = [[], [], []];
  for (const row of rows) {
    const results = resultsOf(row).flatMap(({ text, tone }) => {
      return wrap(text, Math.max(12, width - INDENT - longest - GAPS)).map((part) => toned(tone, part));
    });
    for (const [index, result] of results.entries()) {
      columns[0].push(toned("plain", index === 0 ? settingOf(row) : ""));
      columns[1].push(result);
      columns[2].push(toned("plain", index === 0 ? number(row.run.states) : ""));
    }
  }
  const column = (header: string, align: Column["align"], cells: readonly Segment[]): Column => {
    return { header: [header], align, cells };
  };
  const [settings, results, states] = columns;
  return tableLines(INDENT, [
    [column("with", "left", settings)],
    [column("what held", "left", results)],
    [column("states", "right", states)],
  ]);
}

function settingOf({ constant, value }: GrowthRow): string {
  return `${constant}=${value}`;
}

function resultsOf({ changes, run }: GrowthRow): Segment[] {
  const cells = changes
    .filter(({ verdict }) => verdict.kind !== "undecided")
    .map(({ property, verdict }) => {
      const { text, tone } = verdictCell(verdict);
      return toned(tone, `${property.name} ${text}`);
    });
  const isBroken = changes.some(({ verdict }) => verdict.kind === "violated");
  if (run.limit !== null) return [...cells, toned("doubtful", isBroken ? "others not finished" : "not finished")];
  return isBroken ? cells : [toned("good", "still holds"), ...cells];
}
