import type { Mismatch, Outcome } from "../expectations.ts";
import type { Expectation } from "../language/expectation.ts";
import { lineOf, textOf } from "../language/source.ts";
import type { Line } from "./line.ts";
import { EMPTY, line, toned } from "./line.ts";
import { limitText } from "./model-text.ts";
import type { Tone } from "./paint.ts";
import { lengthText } from "./trace-text.ts";
import { plural, shorten, wrap } from "./wrap.ts";

/** Where the text of an `expect` line stands. */
const LEFT = 18;

/** An `expect` line with what came of it. */
export type ExpectedLine = { readonly expectation: Expectation; readonly outcome: Outcome };

/** Below a comparison: one line if everything came out, else the lines that did not. */
export function expectationLines(expected: readonly ExpectedLine[], width: number): Line[] {
  if (expected.length === 0) return [];
  const off = expected.filter(({ outcome }) => outcome.kind !== "fulfilled");
  const came = plural(expected.length, "'expect' line");
  if (off.length === 0) return [line("  ", toned("good", "as expected"), `: ${came}`), EMPTY];
  const heading = line("  ", toned("bad", "not as expected"), `: ${off.length} of ${came}`);
  return [heading, ...off.flatMap((each) => outcomeLines(each, width)), EMPTY];
}

/** `FAIL  :60  expect merged holds;` and below it what happened instead. */
export function outcomeLines({ expectation, outcome }: ExpectedLine, width: number): Line[] {
  const blank = " ".repeat(LEFT);
  const place = `:${lineOf(expectation.span)}`.padEnd(6);
  const [first = "", ...more] = wrap(textOf(expectation.span), width - LEFT - 2, width - LEFT);
  const { tone, word } = wordOf(outcome);
  const head = line("  ", toned(tone, word.padEnd(LEFT - 2 - place.length)), place, first);
  const rest = more.map((text) => line(`${blank}  ${text}`));
  if (outcome.kind === "fulfilled") return [head, ...rest];
  return [head, ...rest, line(blank, shorten(mismatchesText(outcome.mismatches, width - LEFT), width - LEFT))];
}

function wordOf({ kind }: Outcome): { readonly word: string; readonly tone: Tone } {
  switch (kind) {
    case "fulfilled":
      return { word: "ok", tone: "good" };
    case "undecided":
      return { word: "undecided", tone: "doubtful" };
    case "contradicted":
      return { word: "FAIL", tone: "bad" };
  }
}

/** As many as fit on one line; how many more there are. */
function mismatchesText(mismatches: readonly Mismatch[], width: number): string {
  const texts = mismatches.map(mismatchText);
  let shown = texts[0] ?? "";
  for (const [index, text] of texts.entries()) {
    if (index === 0) continue;
    const more = ` ... and ${texts.length - index} more`;
    if (shown.length + 2 + text.length + more.length > width) return shown + more;
    shown = `${shown}; ${text}`;
  }
  return shown;
}

function mismatchText({ run, property, verdict }: Mismatch): string {
  const design = run.design === null ? "" : `${run.design}: `;
  return `${design}${property.name} ${verdictText(verdict)}`;
}

function verdictText(verdict: Mismatch["verdict"]): string {
  switch (verdict.kind) {
    case "holds":
      return verdict.vacuous ? "holds (vacuous)" : "holds";
    case "violated":
      return `is violated in ${lengthText(verdict)}`;
    case "undecided":
      return `is undecided: ${limitText(verdict.limit)}`;
  }
}
