import type { Trace, TraceStep } from "../model/trace.ts";
import { actorName } from "./actor-name.ts";
import { brokenText, changeLine, choiceLine, failureLines, stepLines } from "./step-text.ts";
import { stepCount } from "./trace-text.ts";
import type { Judged } from "./verdict-lines.ts";

/**
 * A counterexample as a Mermaid sequence diagram: one participant per task and event that moves, one note per step.
 * Nothing of the spec can end a line or begin another statement: `encoded` leaves only letters, digits and a few signs
 * as they are. Where there is no counterexample, the diagram says so.
 */
export function mermaidText({ property, verdict }: Judged): string {
  const trace = verdict.kind === "violated" ? verdict.counterexample : null;
  if (trace !== null) return traceMermaidText(trace);
  const said = verdict.kind === "holds" ? "holds" : `${verdict.kind}, no trace`;
  return lines([`participant p0 as ${encoded(property.name)}`, `Note over p0: ${encoded(said)}`]);
}

function traceMermaidText(trace: Trace): string {
  const { property, loop } = trace;
  const moving = [...new Set(trace.steps.flatMap(({ actor }) => (actor === null ? [] : [actor])))].sort(
    (a, b) => a - b,
  );
  const all = moving.length === 0 ? [0] : moving;
  const ends = all.length === 1 ? [all[0]] : [all[0], all.at(-1)];
  const across = `Note over ${ends.map((actor) => `p${actor}`).join(",")}`;
  const body = trace.steps.flatMap((step, number) => {
    const note = noteOf(trace, step, number, across);
    return number === (loop ?? -1) + 1 && loop !== null ? [`loop ${encoded("for ever")}`, ...note] : note;
  });
  return lines([
    `title ${encoded(`${property.name}: violated in ${stepCount(trace)} steps`)}`,
    ...all.map((actor) => `participant p${actor} as ${encoded(actorName(trace.actors, actor))}`),
    ...body,
    ...(loop === null ? [] : ["end"]),
    ...endNote(trace, across),
  ]);
}

function lines(statements: readonly string[]): string {
  return ["sequenceDiagram", ...statements.map((statement) => `  ${statement}`)].map((each) => `${each}\n`).join("");
}

function noteOf(trace: Trace, step: TraceStep, number: number, across: string): string[] {
  if (step.actor === null && step.choices.length === 0 && step.failures.length === 0) return [];
  const shown = step.actor === null ? { ...step, text: "initial state" } : step;
  const texts = [...stepLines(trace, shown), ...failureLines(trace, step)].map(({ lead, text, marker }) => {
    const whole = lead === null ? text : `${lead}: ${text}`;
    return marker === null ? whole : `${whole} ${marker}`;
  });
  const over = step.actor === null ? across : `Note over p${step.actor}`;
  const [first = "", ...more] = texts;
  return [`${over}: ${notes([`${number} ${first}`, ...more])}`];
}

/** What is wrong with the last state, or what power failure made of it; failed asserts stand in their step. */
function endNote(trace: Trace, across: string): string[] {
  const { property, crash, end, steps } = trace;
  if (crash !== null) {
    const texts = [
      ...(crash.choices.length === 0 ? [] : [choiceLine(crash.choices).text]),
      ...crash.changes.map((change) => changeLine(trace, change, null).text),
      brokenText(property.name, crash.failure.message),
    ];
    return [`${across}: ${notes(["power fails", ...texts])}`];
  }
  const told = steps.at(-1)?.failures.some((failure) => failure.property === property.index) ?? false;
  return told ? [] : [`${across}: ${notes([brokenText(property.name, end.message)])}`];
}

/** `wrap:` in front would be an instruction. */
function notes(texts: readonly string[]): string {
  return texts
    .map(encoded)
    .join("<br/>")
    .replace(/^((?:no)?wrap):/, "$1#58;");
}

/** Mermaid's own form for a character that means something to it: `#59;` for a semicolon. */
function encoded(text: string): string {
  return [...text]
    .map((character) =>
      /^[A-Za-z0-9 _.,()[\]=+*/:!?^-]$/.test(character) ? character : `#${character.codePointAt(0)};`,
    )
    .join("");
}
