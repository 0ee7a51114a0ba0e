import type { Trace, TraceStep } from "../model/trace.ts";
import { actorName } from "./actor-name.ts";
import type { Line } from "./line.ts";
import { EMPTY, line } from "./line.ts";
import { LOOP_STARTS, loopStartsBefore } from "./loop-lines.ts";
import type { StepLine } from "./step-text.ts";
import { brokenText, failureLines, joinedChanges, stepLines, toneLine, withLead } from "./step-text.ts";
import type { Lanes, PlacedLane } from "./trace-lanes.ts";
import { lanesOf, placeLanes } from "./trace-lanes.ts";
import { rowsOf } from "./trace-rows.ts";
import { labelled } from "./wrap.ts";

const INDENT = 2;

/** The steps of a trace, one column per task, its title above; at the end what is wrong there. */
export function columnLines(trace: Trace, width: number, end: "told" | "left out" = "told"): Line[] {
  const left = leftOf(trace);
  const { lanes } = lanesOf(trace, width - left);
  const moves = [...movesOf(trace, lanes), ...(end === "told" ? endMove(trace, lanes) : [])];
  const natural = lanes.map((lane, index) =>
    Math.max(
      lane.title.length,
      ...moves.filter((move) => move.lane === index).flatMap(({ lines }) => lines.map(naturalWidth)),
    ),
  );
  const placed = placeLanes(lanes, natural, left, width - left);
  const head = lanes.length === 0 ? [] : headLines(placed);
  const body = moves.flatMap((move) => moveLines(move, placed, left, width));
  return [...head, ...body];
}

/** Where the first column begins: behind the numbers of the steps. */
export function leftOf(trace: Trace): number {
  return INDENT + String(trace.steps.length - 1).length + 2;
}

/** Who never moves. */
export function idleLines(trace: Trace, width: number): Line[] {
  const left = leftOf(trace);
  const { idle } = lanesOf(trace, width - left);
  return idle.length === 0 ? [] : [EMPTY, ...labelled(`${" ".repeat(left)}idle: `, idle.join(", "), width)];
}

/** A step with its lines, or lines without a step of their own; `lane` is null for what happens before any task moves. */
type Move = { readonly number: number | null; readonly lane: number | null; readonly lines: readonly StepLine[] };

function movesOf(trace: Trace, lanes: Lanes["lanes"]): Move[] {
  const places = new Map<number, string | null>();
  return trace.steps.flatMap((step, number) => {
    const { actor } = step;
    if (actor === null) return startMove(trace, step);
    const where = places.get(actor) === step.where ? null : step.where;
    places.set(actor, step.where);
    const lane = lanes.findIndex(({ actors }) => actors.includes(actor));
    const lines = [...stepLines(trace, { ...step, where }), ...failureLines(trace, step)];
    return [
      ...loopMark(trace, number),
      { number, lane, lines: lanes[lane]?.shared === true ? withLead(actorName(trace.actors, actor), lines) : lines },
    ];
  });
}

function loopMark(trace: Trace, number: number): Move[] {
  return loopStartsBefore(trace, number)
    ? [{ number: null, lane: null, lines: [toneLine("strong", LOOP_STARTS)] }]
    : [];
}

/** The initial state is worth a line only where it was chosen or where something broke. */
function startMove(trace: Trace, step: TraceStep): Move[] {
  if (step.choices.length === 0 && step.failures.length === 0) return [];
  const lines = [...stepLines(trace, { ...step, text: "initial state" }), ...failureLines(trace, step)];
  return [{ number: 0, lane: null, lines }];
}

/** What is wrong with the last state, below the step that led there or in the column of the one task it concerns. */
function endMove(trace: Trace, lanes: Lanes["lanes"]): Move[] {
  const { property, end, steps, crash } = trace;
  const last = steps.at(-1);
  const told = last?.failures.some((failure) => failure.property === property.index) ?? false;
  if (told || crash !== null || trace.loop !== null) return [];
  const actor = end.actors.length === 1 ? (end.actors[0] ?? null) : (last?.actor ?? null);
  const lane = lanes.findIndex(({ actors }) => actor !== null && actors.includes(actor));
  const text = `^^^^^^ ${brokenText(property.name, end.message)}`;
  return [{ number: null, lane: lane === -1 ? null : lane, lines: [toneLine("bad", text)] }];
}

/** What a line would like to have; sentences can be broken. */
function naturalWidth({ lead, text }: StepLine): number {
  if (text.startsWith("^^^")) return Math.min(text.length, 30);
  return lead === null ? text.length : lead.length + 2 + text.length;
}

/** Long titles go on below, broken behind `_` and before `[`, or where there is no room. */
function headLines(lanes: readonly PlacedLane[]): Line[] {
  const titles = lanes.map(({ title, width }) => titleLines(title, width));
  const height = Math.max(...titles.map(({ length }) => length));
  const row = (cell: (lane: PlacedLane, index: number) => string): Line =>
    line(lanes.reduce((sum, lane, index) => sum.padEnd(lane.offset) + cell(lane, index), ""));
  const names = Array.from({ length: height }, (_, number) => row((_lane, index) => titles[index]?.[number] ?? ""));
  return [...names, row(({ width }) => "-".repeat(width))];
}

function titleLines(title: string, width: number): string[] {
  const lines: string[] = [];
  const parts = title.match(/\[[^_[]*_*|[^_[]+_*|_+/g) ?? [];
  for (const part of parts.flatMap((each) => pieces(each, width))) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + part.length <= width) lines[lines.length - 1] = last + part;
    else lines.push(part);
  }
  return lines;
}

function pieces(text: string, width: number): string[] {
  return Array.from({ length: Math.ceil(text.length / width) }, (_, index) =>
    text.slice(index * width, (index + 1) * width),
  );
}

function moveLines({ number, lane, lines }: Move, lanes: readonly PlacedLane[], left: number, width: number): Line[] {
  const offset = lane === null ? left : (lanes[lane]?.offset ?? left);
  const next = lane === null ? null : (lanes[lane + 1]?.offset ?? null);
  const label = (number === null ? "" : String(number)).padStart(left - 2);
  return joinedChanges(lines, width - offset)
    .flatMap((each) => rowsOf(each, { offset, next, end: width }, left))
    .map((row, index) => (index === 0 ? numbered(label, row) : row));
}

/** Rows begin with blanks that reach at least to the first column. */
function numbered(label: string, [blanks, ...rest]: Line): Line {
  return line(label + (blanks?.text ?? "").slice(label.length), ...rest);
}
