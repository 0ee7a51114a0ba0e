import { lineOf, textOf } from "../language/source.ts";
import type { ShownValue, Trace } from "../model/trace.ts";
import type { Parting, Side } from "../properties/parting.ts";
import { actorName } from "./actor-name.ts";
import type { Line } from "./line.ts";
import { EMPTY, lengthOf, line, toned } from "./line.ts";
import type { StepLine } from "./step-text.ts";
import { failureLines, joinedChanges, stepLines, toneLine, valueText, withLead } from "./step-text.ts";
import { shortName } from "./subject.ts";
import { columnLines, leftOf } from "./trace-columns.ts";
import { LANE_GAP } from "./trace-lanes.ts";
import { rowsOf } from "./trace-rows.ts";
import { paragraph, plural, shorten, wrap } from "./wrap.ts";

const MOST_VALUES = 6;

/** One design in the step in which it parts from another. */
export type Column = {
  readonly title: string;
  readonly side: Side;
  /** Of `Parting.values`, this design's. */
  readonly values: readonly ShownValue[];
  /** The knobs that the parting statement asks, as they are here: `RETRY_ON=EAGAIN`. */
  readonly knobs: readonly string[];
};

/** The steps that both designs take alike, in columns; none where they part in the initial state. */
export function commonLines(trace: Trace, { step }: Parting, width: number): Line[] {
  if (step === 0) return [];
  const common = { ...trace, steps: trace.steps.slice(0, step), crash: null, loop: null };
  return columnLines(common, width, "left out");
}

/** `They part in step 4, at demo.untorn:56:`, and below it the statement that does not do the same in both. */
export function partingLines({ statement, step }: Parting, width: number): Line[] {
  const what = `They part in ${step === 0 ? "the initial state" : `step ${step}`}`;
  if (statement === null) return paragraph(2, `${what}.`, width);
  const { span } = statement;
  return [
    ...paragraph(2, `${what}, at ${shortName(span.file.path)}:${lineOf(span)}:`, width),
    ...paragraph(4, textOf(span), width),
  ];
}

/** Side by side what each does in the step in which they part. */
export function sidesLines(trace: Trace, parting: Parting, columns: readonly [Column, Column], width: number): Line[] {
  const left = leftOf(trace);
  const room = Math.floor((width - left - LANE_GAP) / 2);
  const [first, second] = [headLines(columns[0], room), headLines(columns[1], room)];
  const heads = besides(first, second, room).map((row) => line(" ".repeat(left), ...row));
  const [one, other] = columns.map((column) => sideLines(trace, parting, column, room));
  const rows = besides(one ?? [], other ?? [], room).map((row, index) => {
    const number = index === 0 ? String(parting.step) : "";
    return line(number.padStart(left - 2).padEnd(left), ...row);
  });
  return [...heads, line(" ".repeat(left), "-".repeat(room), " ".repeat(LANE_GAP), "-".repeat(room)), ...rows];
}

/** The design, and below it the knobs that matter here. */
function headLines({ title, knobs }: Column, room: number): Line[] {
  return [line(toned("strong", shorten(title, room))), ...wrap(knobs.join(" "), room).map((each) => line(each))];
}

function besides(first: readonly Line[], second: readonly Line[], room: number): Line[] {
  return Array.from({ length: Math.max(first.length, second.length) }, (_, row) => {
    const [left, right] = [first[row] ?? EMPTY, second[row] ?? EMPTY];
    return [...left, toned("plain", " ".repeat(room - lengthOf(left) + LANE_GAP)), ...right];
  });
}

function sideLines(trace: Trace, { step, values }: Parting, { side, values: own }: Column, room: number): Line[] {
  const actor = trace.steps[step]?.actor ?? null;
  const { told, next } = side;
  const others = values.flatMap(({ name, owner }, index) => {
    const isTold = told?.changes.some((change) => change.name === name && change.owner === owner) ?? false;
    const of = owner === null || owner === actor ? "" : `${actorName(trace.actors, owner)}: `;
    return isTold ? [] : [toneLine("plain", `${of}${name} = ${valueText(own[index] ?? null)}`)];
  });
  const left = others.length - MOST_VALUES;
  const lines = [
    ...(told === null ? stoppedLines(trace, actor, side) : toldLines(trace, { ...side, told })),
    ...others.slice(0, MOST_VALUES),
    ...(left > 0 ? [toneLine("faint", `and ${plural(left, "more value")}`)] : []),
    ...(told === null || next === null ? [] : [toneLine("faint", `then at :${lineOf(next.span)} ${next.text}`)]),
  ];
  const extent = { offset: 0, next: null, end: room };
  return joinedChanges(lines, room)
    .flatMap((each) => wrapped(each, room))
    .flatMap((each) => rowsOf(each, extent, 0));
}

/** Half a line is not much: here statements and choices go on below rather than lose their end. */
function wrapped(stepLine: StepLine, room: number): StepLine[] {
  const { lead, text, keep, marker } = stepLine;
  if (keep === "end" || marker !== null || text.startsWith("^^^")) return [stepLine];
  const above = lead === null || text === "" ? [] : [{ ...stepLine, lead: null, text: `${lead}:` }];
  return [
    ...above,
    ...wrap(text === "" ? (lead ?? "") : text, room).map((each) => ({ ...stepLine, lead: null, text: each })),
  ];
}

function toldLines(trace: Trace, { told }: Side & { readonly told: NonNullable<Side["told"]> }): StepLine[] {
  const { actor } = told;
  const text = actor === null ? "initial state" : told.text;
  const lines = [...stepLines(trace, { ...told, text }), ...failureLines(trace, told)];
  return actor === null ? lines : withLead(actorName(trace.actors, actor), lines);
}

function stoppedLines(trace: Trace, actor: number | null, { next, stopped }: Side): StepLine[] {
  if (actor === null) return [toneLine("doubtful", "has no such initial state")];
  const text = stopped === "blocked" ? "cannot step" : "has no step with these choices";
  const stands = next === null ? [] : [toneLine("plain", `stands at :${lineOf(next.span)} ${next.text}`)];
  return [toneLine("doubtful", `${actorName(trace.actors, actor)}: ${text}`), ...stands];
}
