import type { Line } from "../report/line.ts";
import type { CommonOptions, Format } from "./options.ts";
import type { Terminal } from "./terminal.ts";

/** Ends a text with what to type next, unless few words are wanted or the command goes on by itself. */
export function sayNext(
  terminal: Terminal,
  format: Format | "mermaid" | "markdown",
  { quiet, watch }: Pick<CommonOptions, "quiet" | "watch">,
  makeLines: (width: number) => readonly Line[],
): void {
  if (format !== "text" || quiet === true || watch === true) return;
  terminal.printLines(makeLines(terminal.width));
}
