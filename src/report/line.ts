import type { Paint, Tone } from "./paint.ts";

/** Printed text before it is coloured. Lengths are counted on `text`, so colour never disturbs a column. */
export type Segment = { readonly text: string; readonly tone: Tone };
export type Line = readonly Segment[];

/** What is written on: width in characters, which characters may appear, and how tones look. */
export type Page = { readonly width: number; readonly charset: "ascii" | "any"; readonly paint: Paint };

/** The page of kernel mail: 72 columns, ASCII, no colour. */
export const MAIL: Page = { width: 72, charset: "ascii", paint: (_tone, text) => text };

export const EMPTY: Line = [];

export function toned(tone: Tone, text: string): Segment {
  return { text, tone };
}

export function line(...parts: readonly (string | Segment)[]): Line {
  return parts.map((part) => (typeof part === "string" ? toned("plain", part) : part));
}

export function lengthOf(segments: Line): number {
  return segments.reduce((sum, { text }) => sum + text.length, 0);
}

/** Lines as text, one newline after each, without trailing blanks. */
export function render(page: Page, lines: readonly Line[]): string {
  return lines.map((segments) => `${renderLine(page, segments)}\n`).join("");
}

function renderLine(page: Page, segments: Line): string {
  const clean = segments.map(({ text, tone }) => toned(tone, clear(page, text)));
  return withoutTrailingBlanks(clean)
    .map(({ text, tone }) => page.paint(tone, text))
    .join("");
}

function withoutTrailingBlanks(segments: Line): Line {
  const kept = [...segments];
  for (let last = kept.pop(); last !== undefined; last = kept.pop()) {
    const text = last.text.trimEnd();
    if (text !== "") return [...kept, toned(last.tone, text)];
  }
  return kept;
}

function clear(page: Page, text: string): string {
  const printable = withoutControls(text);
  return page.charset === "ascii" ? toAscii(printable) : printable;
}

/** What has no shape of its own: it acts on the terminal, turns the text around, or hides between letters. */
export const SHAPELESS = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** Such characters come from specs and file names. */
export function withoutControls(text: string): string {
  return text.replace(SHAPELESS, (character) => "?".repeat(character.length));
}

const ASCII_FORMS: ReadonlyMap<string, string> = new Map([
  ["\u2018", "'"],
  ["\u2019", "'"],
  ["\u201c", '"'],
  ["\u201d", '"'],
  ["\u2010", "-"],
  ["\u2011", "-"],
  ["\u2013", "-"],
  ["\u2014", "-"],
  ["\u2212", "-"],
  ["\u00a0", " "],
  ["\u2192", ">"],
  ["\u00d7", "x"],
  ["\u00df", "s"],
]);

/** One character for one, so that columns stay where they are. */
function toAscii(text: string): string {
  return text.replace(/[^ -~]/g, (character) => {
    const base = character.normalize("NFD").charAt(0);
    return ASCII_FORMS.get(character) ?? (/[ -~]/.test(base) ? base : "?");
  });
}
