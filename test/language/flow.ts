import { expect, test } from "vitest";
import { positionAt } from "../../src/language/source.ts";
import { readText, searched, specOf } from "../spec-text.ts";

/** What every text below stands behind. */
const SURROUNDINGS = `spec surroundings "a little of everything";
errno EAGAIN, EBUSY;
knob bool FAST = true;
knob errno CODE in { EAGAIN, EBUSY } = EAGAIN;
knob errno KEPT in { EAGAIN, same } = EAGAIN;
type page = 0..1;
bool x, dirty[page];
page n;
errno last;
ghost bool seen;
ghost page past;
ghost errno old;
durable bool disk;
mutex m, ms[page];
rwsem r;
semaphore io;
errno failing() { return -EAGAIN because busy; }
task other { bool mine = x; }
`;

/**
 * One test per entry, entries being set apart by an empty line:
 *
 *     the rule, as the name of the test
 *     CODE words that the message or its hint contains
 *     no:  a text that is refused, «where the mistake is told»
 *     yes: its sibling that is legal
 */
export function forbidden(entries: string): void {
  for (const entry of entries.trim().split(/\n\s*\n/)) {
    const form = /^\s*(?<rule>.+)\n\s*(?<code>U\d{4}) (?<says>.+)\n\s*no:\s+(?<no>.+)\n\s*yes:\s+(?<yes>.+)$/;
    const { rule = "", code, says, no = "", yes = "" } = form.exec(entry)?.groups ?? {};
    test(rule || `not an entry: ${entry}`, () => {
      const { spec, marked, told } = mistakes(no);
      expect(marked).toBe(no);
      expect(told).toEqual([expect.stringContaining(`${code} `)]);
      expect(told[0]).toContain(says);
      expect(spec).toBeNull();
      expect(searched(specOf(SURROUNDINGS + yes), { maxStates: 200 }).states).toBeGreaterThan(0);
    });
  }
}

type Mistakes = {
  readonly spec: unknown;
  /** The text, with the places where mistakes were found in «». */
  readonly marked: string;
  /** "CODE message | hint", in order. */
  readonly told: readonly string[];
};

function mistakes(text: string): Mistakes {
  const plain = text.replaceAll(/[«»]/g, "");
  const { spec, diagnostics } = readText(SURROUNDINGS + plain);
  const marked = diagnostics.reduceRight((before, { span }) => {
    const [start, end] = [span.start - SURROUNDINGS.length, span.end - SURROUNDINGS.length];
    return `${before.slice(0, start)}«${before.slice(start, end)}»${before.slice(end)}`;
  }, plain);
  const told = diagnostics.map(({ code, message, hint }) => `${code} ${message}${hint === null ? "" : ` | ${hint}`}`);
  return { spec, marked, told };
}

/** All mistakes of a text that stands alone: "line:column code 'what is marked'". */
export function mistakesOf(text: string): string[] {
  return readText(text).diagnostics.map(({ span, code }) => {
    const { line, column } = positionAt(span.file, span.start);
    return `${line}:${column} ${code} '${text.slice(span.start, span.end)}'`;
  });
}
