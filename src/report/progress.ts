import type { Progress } from "../check.ts";
import { number, shorten } from "./wrap.ts";

/** How far a search is; `rate` in states a second, `bytes` of the whole process. */
export type ShownProgress = Progress & { readonly rate: number; readonly bytes: number };

/** The line that is drawn over itself while a search runs. What matters most stands first: a narrow terminal cuts the rest. */
export function progressText(label: string, progress: ShownProgress, width: number): string {
  const { states, depth, frontier, stage, rate, bytes } = progress;
  const what = stage === "traces" ? "traces of what is violated, " : "";
  const text = `${label}: ${what}${number(states)} states, depth ${depth}, frontier ${number(frontier)}`;
  return shorten(`${text}, ${number(Math.round(rate))} states/s, ${number(Math.round(bytes / 2 ** 20))} MB`, width - 1);
}
