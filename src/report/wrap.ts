import type { Line } from "./line.ts";
import { line } from "./line.ts";

/** Cut to `width` characters, the last three being "..." where something is missing. */
export function shorten(text: string, width: number): string {
  if (text.length <= width) return text;
  return width <= 3 ? text.slice(0, Math.max(0, width)) : `${text.slice(0, width - 3).trimEnd()}...`;
}

/** The same with "..." in front: the end is what matters. */
export function shortenStart(text: string, width: number): string {
  if (text.length <= width) return text;
  return width <= 3 ? text.slice(0, Math.max(0, width)) : `...${text.slice(3 - width).replace(/^\.+/, "")}`;
}

/** Broken at blanks into lines of at most `width` characters, the first of at most `first`; a longer word is shortened. */
export function wrap(text: string, width: number, first: number = width): string[] {
  const lines: string[] = [];
  const room = (): number => (lines.length === 0 ? first : width);
  let current = "";
  for (const word of text.split(/\s+/).filter((each) => each !== "")) {
    const longer = current === "" ? word : `${current} ${word}`;
    if (longer.length > room() && current !== "") {
      lines.push(shorten(current, room()));
      current = word;
    } else {
      current = longer;
    }
  }
  return current === "" ? lines : [...lines, shorten(current, room())];
}

/** A paragraph behind a label: `label` stands on the first line, the others start below the text. */
export function labelled(label: string, text: string, width: number): Line[] {
  const lines = wrap(text, width - label.length);
  const blank = " ".repeat(label.length);
  return (lines.length === 0 ? [""] : lines).map((each, index) => line(index === 0 ? label : blank, each));
}

/** A paragraph with an indent. */
export function paragraph(indent: number, text: string, width: number): Line[] {
  return wrap(text, width - indent).map((each) => line(" ".repeat(indent), each));
}

/** A command line; longer ones go on after a backslash, never breaking a piece. */
export function commandLines(label: string, pieces: readonly string[], width: number): Line[] {
  const blank = " ".repeat(label.length);
  const lines: string[] = [];
  let current = label;
  for (const piece of pieces) {
    const started = current !== label && current !== `${blank}  `;
    const longer = started ? `${current} ${piece}` : `${current}${piece}`;
    if (started && longer.length > width - 2) {
      lines.push(`${current} \\`);
      current = `${blank}  ${piece}`;
    } else {
      current = longer;
    }
  }
  lines.push(current);
  return lines.map((each) => line(each));
}

export function plural(count: number, word: string): string {
  return `${number(count)} ${word}${count === 1 ? "" : "s"}`;
}

/** With a comma between thousands, whatever the locale. */
export function number(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ",");
}
