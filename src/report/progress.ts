import type { Progress } from "../check.ts";
import { number, shorten } from "./wrap.ts";

/** The line that is drawn over itself while a search runs. */
export function progressText(label: string, { states, depth, frontier, stage }: Progress, width: number): string {
  const what = stage === "traces" ? "traces of what is violated, " : "";
  const text = `${label}: ${what}${number(states)} states, depth ${depth}, frontier ${number(frontier)}`;
  return shorten(text, width - 1);
}
