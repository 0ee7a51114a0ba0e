import type { Line } from "./line.ts";
import { line, toned } from "./line.ts";
import { commandLines } from "./wrap.ts";

const LABEL = "next: ";

/** What to type next, the last line of what a command prints: what follows `untorn`, in pieces that belong together. */
export function nextLines(pieces: readonly string[], width: number): Line[] {
  const lines = commandLines(LABEL, ["untorn", ...pieces], width);
  return lines.map((each, index) => (index === 0 ? withFaintLabel(each) : each));
}

function withFaintLabel(first: Line): Line {
  const text = first.map((segment) => segment.text).join("");
  return line(toned("faint", LABEL), text.slice(LABEL.length));
}
