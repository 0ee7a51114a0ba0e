import type { Span } from "../language/source.ts";
import { positionAt } from "../language/source.ts";
import type { Line } from "./line.ts";
import { line, toned, withoutControls } from "./line.ts";
import type { Tone } from "./paint.ts";
import { wrap } from "./wrap.ts";

const TAB = 8;
const GUTTER = 8;

/** What is shown of a source line, where the carets start in it, and how many they are. */
type View = { readonly text: string; readonly offset: number; readonly carets: number };

/** The line a span starts in, and below it carets up to the end of the span or of the line; `note` stands behind them. */
export function excerptLines(span: Span, note: string | null, tone: Tone, width: number): Line[] {
  const room = Math.max(20, width - GUTTER);
  const view = windowed(sourceLine(span), room);
  const gutter = toned("faint", `${String(positionAt(span.file, span.start).line).padStart(5)} | `);
  const below = toned("faint", `${" ".repeat(5)} | `);
  const carets = line(below, " ".repeat(view.offset), toned(tone, "^".repeat(view.carets)));
  const shown = line(gutter, view.text);
  if (note === null) return [shown, carets];
  if (view.offset + view.carets + 1 + note.length <= room) return [shown, [...carets, toned("plain", ` ${note}`)]];
  return [shown, carets, ...wrap(note, room).map((each) => line(below, each))];
}

/** The source line in three parts: before, in and after the span; tabs expanded. */
type Parts = { readonly before: string; readonly marked: string; readonly after: string };

function sourceLine({ file, start, end }: Span): Parts {
  const first = start - (positionAt(file, start).column - 1);
  const newline = file.text.indexOf("\n", start);
  const last = newline === -1 ? file.text.length : newline;
  const stop = Math.min(end, last);
  const before = expanded(file.text.slice(first, start), 0);
  const marked = expanded(file.text.slice(start, stop), before.length);
  const after = expanded(file.text.slice(Math.max(start, stop), last).trimEnd(), before.length + marked.length);
  return { before, marked, after };
}

/** Tabs as blanks up to the next multiple of eight, so that the caret is right wherever it is shown. */
function expanded(text: string, column: number): string {
  let shown = "";
  for (const character of text) {
    shown += character === "\t" ? " ".repeat(TAB - ((column + shown.length) % TAB)) : withoutControls(character);
  }
  return shown;
}

/** Of a line that is too long, a part around the start of the carets. */
function windowed({ before, marked, after }: Parts, room: number): View {
  const whole = before + marked + after;
  const carets = Math.max(1, marked.trimEnd().length);
  if (whole.length <= room) return { text: whole, offset: before.length, carets };
  const skipped = Math.max(0, Math.min(before.length - Math.floor(room / 2), whole.length - room + 3));
  const head = skipped === 0 ? "" : "...";
  const offset = before.length - skipped + head.length;
  const rest = whole.slice(skipped);
  const left = room - head.length;
  const text = rest.length <= left ? rest : `${rest.slice(0, left - 3)}...`;
  return { text: head + text, offset, carets: Math.max(1, Math.min(carets, room - 3 - offset)) };
}
