import type { Progress } from "../check.ts";
import { number, shorten } from "./wrap.ts";

/** How far a search is; `rate` in states a second, `bytes` of the whole process. */
export type ShownProgress = Progress & { readonly rate: number; readonly bytes: number };

/** The line that is drawn over itself while a search runs. A narrow terminal goes without the label, then without the end. */
export function progressText(label: string, progress: ShownProgress, width: number): string {
  const { states, depth, frontier, stage, rate, bytes } = progress;
  const what = stage === "traces" ? "traces of what is violated, " : "";
  const far = `${what}${number(states)} states, depth ${depth}, frontier ${number(frontier)}`;
  const text = `${far}, ${number(Math.round(rate))}/s, ${number(Math.round(bytes / 2 ** 20))} MB`;
  const labelled = `${label}: ${text}`;
  return shorten(labelled.length < width ? labelled : text, width - 1);
}
