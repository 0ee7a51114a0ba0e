import type { Line, Segment } from "./line.ts";
import { line, toned } from "./line.ts";
import type { StepLine } from "./step-text.ts";
import { shorten, shortenStart, wrap } from "./wrap.ts";

/** Where a lane's text may stand: from `offset` to `end`; markers begin at `next`, the column after it, if they can. */
export type Extent = { readonly offset: number; readonly next: number | null; readonly end: number };

const CARETS = "^^^^^^ ";
const LEAST_SENTENCE = 30;

/** The rows of one line of a step. Nothing is wider than `end`: statements are shortened, sentences go on below. */
export function rowsOf(stepLine: StepLine, extent: Extent, left: number): Line[] {
  return stepLine.text.startsWith(CARETS)
    ? sentenceRows(stepLine, extent, left)
    : statementRows(stepLine, extent, left);
}

function statementRows(stepLine: StepLine, extent: Extent, left: number): Line[] {
  const { lead, text, tone, keep, marker } = stepLine;
  const { offset, end } = extent;
  const room = end - offset;
  const whole = lead === null ? text : text === "" ? lead : `${lead}: ${text}`;
  if (lead !== null && text !== "" && whole.length > room) {
    const above = line(" ".repeat(offset), toned("plain", shorten(`${lead}:`, room)));
    return [above, ...statementRows({ ...stepLine, lead: null }, extent, left)];
  }
  const shown = toned(tone, keep === "start" ? shorten(whole, room) : shortenStart(whole, room));
  return marker === null ? [line(" ".repeat(offset), shown)] : markedRows(shown, marker, extent, left);
}

/** The marker stands behind the text, in the next column if it can; below where there is no room. */
function markedRows(shown: Segment, marker: string, { offset, next, end }: Extent, left: number): Line[] {
  const row = line(" ".repeat(offset), shown);
  const after = offset + shown.text.length;
  const place = next !== null && after + 2 <= next ? next : after + 3;
  const flag = toned("doubtful", shorten(marker, end - left));
  if (place + flag.text.length <= end) return [[...row, toned("plain", " ".repeat(place - after)), flag]];
  return [row, line(" ".repeat(Math.max(left, Math.min(offset, end - flag.text.length))), flag)];
}

/** A sentence that the column is too narrow for stands below the carets, from the left edge. */
function sentenceRows({ text, tone }: StepLine, { offset, end }: Extent, left: number): Line[] {
  const sentence = text.slice(CARETS.length);
  const behind = offset + CARETS.length;
  const row = (place: number, part: string): Line => line(" ".repeat(place), toned(tone, part));
  if (behind + sentence.length <= end) return [row(offset, text)];
  if (end - behind < LEAST_SENTENCE) {
    return [row(offset, CARETS.trim()), ...wrap(sentence, end - left).map((part) => row(left, part))];
  }
  return wrap(sentence, end - behind).map((part, index) =>
    index === 0 ? row(offset, CARETS + part) : row(behind, part),
  );
}
