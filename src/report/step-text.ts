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
  /** Stands behind the text: where an error code comes from. */
  readonly marker: string | null;
};

/**
 * What a step did: its statement, locks, choices and everything that changed. Nothing is said twice: the change of its
 * target stands for an assignment, the lock action for a lock statement.
 */
export function stepLines(trace: Trace, step: TraceStep): StepLine[] {
  const locks = step.lockActions.map((action) => plainLine(lockText(action)));
  const own = step.changes.filter((change) => isTarget(nameInColumn(trace, change), step.text));
  const others = step.changes.filter((change) => !own.includes(change));
  const told = step.text === "" || own.length > 0 || (locks.length > 0 && /^(lock|unlock|downgrade)\b/.test(step.text));
  return withLead(step.where, [
    ...(told ? [] : [plainLine(step.text)]),
    ...own.map((change) => changeLine(trace, change)),
    ...locks,
    ...choiceLines(trace, step),
    ...others.map((change) => changeLine(trace, change)),
  ]);
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

export function changeLine(trace: Trace, change: Change): StepLine {
  const name = nameInColumn(trace, change);
  const after = valueText(change.after);
  const text = change.owner === null ? `${name}: ${valueText(change.before)} -> ${after}` : `${name} = ${after}`;
  const marker = change.cause === null ? null : `<== cause ${change.cause}`;
  const tone = change.ghost ? "faint" : "plain";
  return { lead: null, text: change.ghost ? `ghost ${text}` : text, tone, keep: "end", marker };
}

export function valueText(value: ShownValue): string {
  return value === null ? "none" : String(value);
}

/** A local stands in its task's column: the task's name before it says nothing there. */
function nameInColumn(trace: Trace, change: Change): string {
  if (change.owner === null) return change.name;
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

function plainLine(text: string): StepLine {
  return toneLine("plain", text);
}

export function toneLine(tone: Tone, text: string): StepLine {
  return { lead: null, text, tone, keep: "start", marker: null };
}
