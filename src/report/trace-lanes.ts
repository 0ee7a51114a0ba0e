import type { Trace } from "../model/trace.ts";
import type { Actor } from "../model/transition-system.ts";
import { actorName } from "./actor-name.ts";

/** A column of a trace: one task or daemon, or several actors that share it and are named in each of their steps. */
export type Lane = { readonly title: string; readonly actors: readonly number[]; readonly shared: boolean };

/** Who gets a column, and who never takes a step. */
export type Lanes = { readonly lanes: readonly Lane[]; readonly idle: readonly string[] };

/** A lane that was given its place on the line. */
export type PlacedLane = Lane & { readonly offset: number; readonly width: number };

export const LANE_GAP = 3;
const LEAST_LANE = 12;
/** As narrow as the others may become for the last one's sake, unless that gets more than half of the line anyway. */
const NARROW_LANE = 16;

/** All events share the last column; where there are more tasks than columns, those with the fewest steps do too. */
export function lanesOf(trace: Trace, room: number): Lanes {
  const most = Math.max(1, Math.floor((room + LANE_GAP) / (LEAST_LANE + LANE_GAP)));
  const steps = stepCounts(trace);
  const active = trace.actors.filter(({ index }) => (steps.get(index) ?? 0) > 0);
  const processes = active.filter(({ kind }) => kind !== "event");
  const events = active.filter(({ kind }) => kind === "event");
  const idle = trace.actors.filter(({ kind, index }) => kind !== "event" && !steps.has(index));
  const fits = processes.length + Math.min(1, events.length) <= most;
  const own = fits ? processes : busiest(processes, steps, most - 1);
  const rest = fits ? events : active.filter((actor) => !own.includes(actor));
  const title = fits ? (events.length === 1 ? name(trace, events[0]) : "events") : "others";
  const ownLanes = own.map((actor) => ({ title: name(trace, actor), actors: [actor.index], shared: false }));
  const shared = { title, actors: rest.map(({ index }) => index), shared: rest.length > 1 };
  return {
    lanes: rest.length === 0 ? ownLanes : [...ownLanes, shared],
    idle: idle.map((actor) => name(trace, actor)),
  };
}

/**
 * Where the columns stand. Only one of them is written on in a line, so text may run on to the right; the last column
 * is the only one that its width binds, and it gets up to half of the line, or what narrow others leave.
 */
export function placeLanes(
  lanes: readonly Lane[],
  natural: readonly number[],
  left: number,
  room: number,
): PlacedLane[] {
  const free = room - LANE_GAP * (lanes.length - 1);
  const widths = natural.map((width) => Math.max(width, LEAST_LANE));
  const fits = widths.reduce((sum, width) => sum + width, 0) <= free;
  const given = fits ? widths : squeezed(widths, free);
  let offset = left;
  return lanes.map((lane, index) => {
    const placed = { ...lane, offset, width: given[index] ?? LEAST_LANE };
    offset += placed.width + LANE_GAP;
    return placed;
  });
}

function squeezed(widths: readonly number[], free: number): number[] {
  const others = widths.slice(0, -1);
  const least = Math.floor(free / widths.length);
  const most = Math.max(least, Math.floor(free / 2), free - NARROW_LANE * others.length);
  const last = others.length === 0 ? free : Math.min(widths.at(-1) ?? least, most);
  return [...shares(others, free - last), last];
}

/** The narrow ones get what they want, the others equal parts of what is left. */
function shares(wanted: readonly number[], free: number): number[] {
  const given = new Map<number, number>();
  let left = free;
  const byWidth = wanted.map((width, index) => ({ width, index })).sort((a, b) => a.width - b.width);
  byWidth.forEach(({ width, index }, position) => {
    const share = Math.min(width, Math.floor(left / (byWidth.length - position)));
    given.set(index, share);
    left -= share;
  });
  return wanted.map((_, index) => given.get(index) ?? 0);
}

function stepCounts(trace: Trace): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const { actor } of trace.steps) {
    if (actor !== null) counts.set(actor, (counts.get(actor) ?? 0) + 1);
  }
  return counts;
}

function busiest(actors: readonly Actor[], steps: ReadonlyMap<number, number>, count: number): Actor[] {
  const sorted = [...actors].sort((a, b) => (steps.get(b.index) ?? 0) - (steps.get(a.index) ?? 0) || a.index - b.index);
  const chosen = new Set(sorted.slice(0, count));
  return actors.filter((actor) => chosen.has(actor));
}

function name(trace: Trace, actor: Actor | undefined): string {
  return actor === undefined ? "" : actorName(trace.actors, actor.index);
}
