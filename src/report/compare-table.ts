import type { Knob, KnobValue } from "../language/checked-spec.ts";
import type { Property } from "../language/property.ts";
import type { Run } from "../properties/run.ts";
import type { Verdict } from "../properties/verdict.ts";
import type { ComparedRow } from "./compare-rows.ts";
import { comparedRows } from "./compare-rows.ts";
import { knobValueOf, knobValueText } from "./knob-text.ts";
import type { Line, Segment } from "./line.ts";
import { EMPTY, toned } from "./line.ts";
import type { Column, Group } from "./table.ts";
import { tableLines, tableWidth } from "./table.ts";
import { verdictCell } from "./verdict-cell.ts";
import { isBuiltIn } from "./verdict-lines.ts";
import { number, wrap } from "./wrap.ts";

/** `knobs`: whether the table has a column for every knob that differs, or leaves them to the legend. */
export type Matrix = { readonly lines: readonly Line[]; readonly knobs: "shown" | "left out" };

const INDENT = 4;
const LEAST_INDENT = 2;

/**
 * Designs down, properties across. Where that is too wide, first without the knobs, then with designs across, then as
 * several tables.
 */
export function matrix(runs: readonly Run[], width: number): Matrix {
  const columns = comparedColumns(runs);
  const { rows, names, knobs: differing, judged, closing } = withNamesBelow(columns);
  const whole = oneTable([[...names, ...differing], judged, closing], width);
  if (whole !== null) return { lines: whole, knobs: "shown" };
  if (names.length === 0) return { lines: pointTables(differing, judged, closing, width), knobs: "shown" };
  const slim =
    oneTable([names, judged, closing], width) ??
    oneTable(transposed(rows, [...columns.judged, ...columns.closing]), width, judged.length);
  return { lines: slim ?? severalTables(names, judged, closing, width), knobs: "left out" };
}

/** What there is to show, one row after the other; no names where points are compared. */
export type ComparedColumns = {
  readonly rows: readonly ComparedRow[];
  readonly names: readonly NamedColumn[];
  readonly knobs: readonly NamedColumn[];
  readonly judged: readonly NamedColumn[];
  readonly closing: readonly NamedColumn[];
};

export function comparedColumns(runs: readonly Run[]): ComparedColumns {
  const knobs = differingKnobs(runs);
  const rows = comparedRows(runs, knobs);
  const alike = rows.map(({ first }) => first);
  return {
    rows,
    names: nameColumns(rows, knobs),
    knobs: knobColumns(rows, runs, knobs),
    judged: judgedColumns(runs, alike),
    closing: [statesColumn(alike), verdictColumn(alike)],
  };
}

/** Names that share a row and are long together stand below each other; there the other columns are empty. */
function withNamesBelow(columns: ComparedColumns): ComparedColumns {
  const lines = columns.names.flatMap(({ cells }) =>
    cells.map(({ tone, text }) => ({ tone, texts: wrap(text, NAMES) })),
  );
  const heights = lines.map(({ texts }) => texts.length);
  const spread = (column: NamedColumn): NamedColumn => {
    const cells = column.cells.flatMap((cell, row) => [
      cell,
      ...Array.from({ length: (heights[row] ?? 1) - 1 }, () => toned("plain", "")),
    ]);
    return { ...column, cells };
  };
  return {
    rows: columns.rows,
    names: columns.names.map((column) => {
      return { ...column, cells: lines.flatMap(({ tone, texts }) => texts.map((text) => toned(tone, text))) };
    }),
    knobs: columns.knobs.map(spread),
    judged: columns.judged.map(spread),
    closing: columns.closing.map(spread),
  };
}

/** As wide as a few of them. */
const NAMES = 24;

/** Null where it does not fit. */
function oneTable(groups: readonly Group[], width: number, ruled: number | null = null): Line[] | null {
  const free = width - tableWidth(groups);
  return free < LEAST_INDENT ? null : tableLines(free < INDENT ? LEAST_INDENT : INDENT, groups, ruled);
}

/** A column that can also stand as a row, under its own name. */
export type NamedColumn = Column & { readonly name: string };

/** Knobs down, designs across; null where none differs, or where it does not fit. */
export function knobMatrix(runs: readonly Run[], width: number): Line[] | null {
  const knobs = differingKnobs(runs);
  if (knobs.length === 0) return null;
  const across = runs.map(
    (run): Column => ({
      header: [run.design ?? "(defaults)"],
      align: "left",
      cells: knobs.map((knob) => toned("plain", knobValueText(run.spec, knob, knobValueOf(run, knob)))),
    }),
  );
  const names: Column = { header: [""], align: "left", cells: knobs.map(({ name }) => toned("plain", name)) };
  return oneTable([[names], across], width);
}

/** The knobs that are not the same in all runs. */
export function differingKnobs(runs: readonly Run[]): Knob[] {
  const [first] = runs;
  if (first === undefined) return [];
  return first.spec.knobs.filter((knob) => runs.some((run) => knobValueOf(run, knob) !== knobValueOf(first, knob)));
}

function safety(run: Run): "SAFE" | "unsafe" | "undecided" {
  if (run.verdicts.some(({ kind }) => kind === "violated")) return "unsafe";
  return run.verdicts.some(({ kind }) => kind === "undecided") ? "undecided" : "SAFE";
}

function nameColumns(rows: readonly ComparedRow[], knobs: readonly Knob[]): NamedColumn[] {
  if (rows.every(({ first }) => first.design === null) && knobs.length > 0) return [];
  const cells = rows.map((row) => toned("strong", namesOf(row).join(", ")));
  return [{ name: "design", header: ["design"], align: "left", cells }];
}

function namesOf({ runs }: ComparedRow): string[] {
  return runs.map(({ design }) => design ?? "(defaults)");
}

function knobColumns(rows: readonly ComparedRow[], runs: readonly Run[], knobs: readonly Knob[]): NamedColumn[] {
  return knobs.map((knob) => {
    const occurring = new Set(runs.map((run) => knobValueOf(run, knob))).size;
    const cells = rows.map(({ first, values }) =>
      toned("plain", valuesText(first, knob, values.get(knob) ?? [], occurring)),
    );
    return { name: knob.name, header: [knob.name], align: "left", cells };
  });
}

/** `any`: all the values that were compared. */
function valuesText({ spec }: Run, knob: Knob, values: readonly KnobValue[], occurring: number): string {
  if (values.length === occurring) return ANY;
  return values.map((value) => knobValueText(spec, knob, value)).join("/");
}

const ANY = "any";

/** One column per property; the built-in ones share one, and have none where they hold everywhere. */
function judgedColumns(runs: readonly Run[], alike: readonly Run[]): NamedColumn[] {
  const properties = runs[0]?.spec.properties ?? [];
  const own = properties.filter((property) => !isBuiltIn(property) || isBroken(runs, property));
  const columns = own.map(({ name, index }) =>
    column(
      name,
      headerOf(name),
      alike.map((run) => cellOf([run.verdicts[index]])),
    ),
  );
  const rest = properties.filter((property) => !own.includes(property));
  if (rest.every((property) => holdsEverywhere(runs, property))) return columns;
  const shared = alike.map((run) => cellOf(rest.map(({ index }) => run.verdicts[index])));
  return [...columns, column(rest.map(({ name }) => name).join(", "), ["built", "in"], shared)];
}

/** The built-in properties that the table leaves out because they hold in every run. */
export function unshownProperties(runs: readonly Run[]): Property[] {
  const builtIn = (runs[0]?.spec.properties ?? []).filter(isBuiltIn);
  const rest = builtIn.filter((property) => !isBroken(runs, property));
  return rest.every((property) => holdsEverywhere(runs, property)) ? rest : [];
}

function holdsEverywhere(runs: readonly Run[], { index }: Property): boolean {
  return runs.every(({ verdicts }) => verdicts[index]?.kind === "holds");
}

function column(name: string, header: readonly string[], cells: readonly Segment[]): NamedColumn {
  // As wide as FAIL@n, so that columns stand evenly.
  const even = header.map((text, index) => (index === 0 ? text.padEnd(6) : text));
  return { name, header: even, align: "left", cells };
}

/** `no_trample` on two lines: `no` and `trample`. */
function headerOf(name: string): string[] {
  const words = name.split("_").filter((word) => word !== "");
  const width = Math.max(6, ...words.map(({ length }) => length));
  return wrap(words.join(" "), width);
}

function isBroken(runs: readonly Run[], { index }: Property): boolean {
  return runs.some(({ verdicts }) => verdicts[index]?.kind === "violated");
}

function cellOf(verdicts: readonly (Verdict | undefined)[]): Segment {
  const known = verdicts.filter((verdict) => verdict !== undefined);
  const [first] = known;
  const same = known.every(({ kind }) => kind === first?.kind);
  const verdict = same ? first : known.find(({ kind }) => kind === "undecided");
  return verdictCell(verdict);
}

function statesColumn(runs: readonly Run[]): NamedColumn {
  return {
    name: "states",
    header: ["states"],
    align: "right",
    cells: runs.map(({ states }) => toned("plain", number(states))),
  };
}

function verdictColumn(runs: readonly Run[]): NamedColumn {
  const cells = runs.map((run) => {
    const verdict = safety(run);
    return toned(verdict === "SAFE" ? "good" : verdict === "unsafe" ? "bad" : "doubtful", verdict);
  });
  return { name: "verdict", header: ["verdict"], align: "left", cells };
}

/** The columns after the names become rows; names that share one stand below each other. */
function transposed(rows: readonly ComparedRow[], columns: readonly NamedColumn[]): Group[] {
  const labels = columns.map(({ name }) => toned("plain", name));
  const across = rows.map((row, index): Column => {
    const names = namesOf(row);
    return {
      header: names.map((name, position) => `${name}${position < names.length - 1 ? "," : ""}`.padEnd(6)),
      align: "left",
      cells: columns.map(({ cells }) => cells[index] ?? toned("plain", "")),
    };
  });
  return [[{ header: [""], align: "left", cells: labels }], across];
}

/** Where a verdict has no room beside the knobs, points have numbers: first what each is, then what is said of it. */
function pointTables(knobs: Group, judged: Group, closing: Group, width: number): Line[] {
  const isRoomy = [...judged, ...closing].every((each) => tableWidth([knobs, [each]]) <= width - INDENT);
  if (isRoomy) return severalTables(knobs, judged, closing, width);
  const cells = knobs[0]?.cells.map((_, row) => toned("strong", number(row + 1))) ?? [];
  const names: Group = [{ header: ["#"], align: "right", cells }];
  const said = oneTable([names, judged, closing], width) ?? severalTables(names, judged, closing, width);
  return [
    ...(oneTable([names, knobs], width) ?? severalTables(names, knobs.slice(0, -1), knobs.slice(-1), width)),
    EMPTY,
    ...said,
  ];
}

/** As many judged columns in each table as fit, at least one; the closing columns stand in the last. */
function severalTables(names: Group, judged: Group, closing: Group, width: number): Line[] {
  const room = width - INDENT;
  const tables: Group[][] = [];
  let current: Column[] = [];
  for (const each of judged) {
    if (current.length > 0 && tableWidth([names, [...current, each]]) > room) {
      tables.push([names, current]);
      current = [];
    }
    current = [...current, each];
  }
  const last = [names, current, closing];
  if (tableWidth(last) <= room) tables.push(last);
  else tables.push([names, current], [names, closing]);
  return tables.flatMap((groups, index) => [...(index === 0 ? [] : [EMPTY]), ...tableLines(INDENT, groups)]);
}
