import { lineOf } from "../language/source.ts";
import type { Change, LockAction, ShownChoice, ShownValue, Trace, TraceStep } from "../model/trace.ts";
import { actorName } from "./actor-name.ts";
import type { Tone } from "./paint.ts";

/** One line of a step, before it is given its place. */
export type StepLine = {
  /** The function or actor it stands for: before the text, or above it where both do not fit. */
  readonly lead: string | null;
  readonly text: string;
  readonly tone: Tone;
  /** What is kept where the line is too narrow: of a change, the values. */
  readonly keep: "start" | "end";
  /** In place of the text where there is no room for it: a change without the old value. */
  readonly brief: string | null;
  /** Stands behind the text: where an error code comes from. */
  readonly marker: string | null;
};

/**
 * What a step did: its statement, locks, choices and everything that changed. Nothing is said twice: the change of its
 * target stands for an assignment, the lock action for a lock statement.
 */
export function stepLines(trace: Trace, step: TraceStep): StepLine[] {
  const locks = step.lockActions.map((action) => plainLine(lockText(action)));
  const own = step.changes.filter((change) => isTarget(nameInColumn(trace, change, step.actor), step.text));
  const others = step.changes.filter((change) => !own.includes(change) && !isToldBySpawn(step, change));
  const told = step.text === "" || own.length > 0 || (locks.length > 0 && /^(lock|unlock|downgrade)\b/.test(step.text));
  return withLead(step.where, [
    ...(told ? [] : [plainLine(step.text)]),
    ...own.map((change) => changeLine(trace, change, step.actor)),
    ...locks,
    ...choiceLines(trace, step),
    ...others.map((change) => changeLine(trace, change, step.actor)),
  ]);
}

/** `spawn completion[1](0, -EIO)` says all of the work that it starts but where an error code comes from. */
function isToldBySpawn({ text, actor }: TraceStep, { owner, cause }: Change): boolean {
  return text.startsWith("spawn ") && owner !== null && owner !== actor && cause === null;
}

/** Whether a statement assigns to the named element or to what it is part of. */
function isTarget(name: string, statement: string): boolean {
  const target = /^([\w.[\]]+)\s*[-+]?=(?!=)/.exec(statement)?.[1];
  return target !== undefined && (name === target || name.startsWith(`${target}.`) || name.startsWith(`${target}[`));
}

/** What was chosen, on one line; the first choices of an event are its parameters. */
function choiceLines(trace: Trace, { actor, choices }: TraceStep): StepLine[] {
  if (choices.length === 0) return [];
  const event = actor !== null && trace.actors[actor]?.kind === "event";
  return [event ? toneLine("faint", `(${choicesText(choices)})`) : choiceLine(choices)];
}

export function choiceLine(choices: readonly ShownChoice[]): StepLine {
  return toneLine("faint", `choice: ${choicesText(choices)}`);
}

function choicesText(choices: readonly ShownChoice[]): string {
  return choices.map(({ text }) => text).join("; ");
}

/** Asserts that failed in the step; the one the trace is about stands out. */
export function failureLines(trace: Trace, step: TraceStep): StepLine[] {
  return step.failures.map(({ property, message, span }) =>
    property === trace.property.index
      ? toneLine("bad", `^^^^^^ ${brokenText(trace.property.name, message)}`)
      : toneLine("doubtful", `(fails too, :${lineOf(span)}: ${message})`),
  );
}

export function brokenText(name: string, message: string): string {
  return message === "" ? name : `${name}: ${message}`;
}

/** `actor`: in whose column it stands. */
export function changeLine(trace: Trace, change: Change, actor: number | null): StepLine {
  const text = changeText(trace, change, actor);
  const brief = change.owner === null && !change.ghost ? `${change.name} = ${valueText(change.after)}` : null;
  const marker = change.cause === null ? null : `<== cause ${change.cause}`;
  const tone = change.ghost ? "faint" : "plain";
  return { lead: null, text: change.ghost ? `ghost ${text}` : text, tone, keep: "end", brief, marker };
}

function changeText(trace: Trace, change: Change, actor: number | null): string {
  const { owner } = change;
  const name = nameInColumn(trace, change, actor);
  const after = valueText(change.after);
  if (owner === null) return `${name}: ${valueText(change.before)} -> ${after}`;
  // The change of a work itself.
  if (change.name === actorName(trace.actors, owner)) return owner === actor ? after : `${name}: ${after}`;
  return `${name} = ${after}`;
}

export function valueText(value: ShownValue): string {
  return value === null ? "none" : String(value);
}

/** A local stands in its task's column: the task's name before it says nothing there. */
function nameInColumn(trace: Trace, change: Change, actor: number | null): string {
  if (change.owner === null || change.owner !== actor) return change.name;
  const owner = trace.actors[change.owner];
  const prefixes = [`${owner?.name}[${owner?.instance}].`, `${actorName(trace.actors, change.owner)}.`];
  const prefix = prefixes.find((each) => change.name.startsWith(each)) ?? "";
  return change.name.slice(prefix.length);
}

function lockText({ action, lock, mode }: LockAction): string {
  return action === "lock" && mode !== null ? `lock ${lock} ${mode}` : `${action} ${lock}`;
}

/** Puts a name before what a step did, unless that begins with it. */
export function withLead(lead: string | null, lines: readonly StepLine[]): StepLine[] {
  if (lead === null) return [...lines];
  const [first = plainLine(""), ...rest] = lines;
  const whole = first.lead === null ? first.text : `${first.lead}: ${first.text}`;
  if (whole.startsWith(lead)) return [first, ...rest];
  return [{ ...first, lead: first.lead === null ? lead : `${lead}: ${first.lead}` }, ...rest];
}

/** Changes in a row on as few lines as they fit on; what has a marker or another tone stays alone. */
export function joinedChanges(lines: readonly StepLine[], room: number): StepLine[] {
  const joined: StepLine[] = [];
  for (const each of lines.map((one) => inRoom(one, room))) {
    const last = joined.at(-1);
    const together = last === undefined ? "" : `${last.text}, ${each.text}`;
    if (
      last !== undefined &&
      isJoinable(last) &&
      isJoinable(each) &&
      last.tone === each.tone &&
      together.length <= room
    ) {
      joined[joined.length - 1] = { ...last, text: together };
    } else {
      joined.push(each);
    }
  }
  return joined;
}

function inRoom(line: StepLine, room: number): StepLine {
  return line.lead === null && line.brief !== null && line.text.length > room ? { ...line, text: line.brief } : line;
}

function isJoinable({ keep, lead, marker }: StepLine): boolean {
  return keep === "end" && lead === null && marker === null;
}

function plainLine(text: string): StepLine {
  return toneLine("plain", text);
}

export function toneLine(tone: Tone, text: string): StepLine {
  return { lead: null, text, tone, keep: "start", brief: null, marker: null };
}
