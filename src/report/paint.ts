import { Chalk } from "chalk";

/** What a piece of text says, not how it looks. */
export type Tone = "plain" | "strong" | "faint" | "good" | "bad" | "doubtful";

export type Paint = (tone: Tone, text: string) => string;

/** 0 no colour, 1 sixteen colours, 2 and 3 more: the same looks for all but 0. */
export type ColorLevel = 0 | 1 | 2 | 3;

export function paintAt(level: ColorLevel): Paint {
  const chalk = new Chalk({ level });
  const looks: Readonly<Record<Tone, (text: string) => string>> = {
    plain: (text) => text,
    strong: chalk.bold,
    faint: chalk.dim,
    good: chalk.green,
    bad: chalk.red.bold,
    doubtful: chalk.yellow,
  };
  return (tone, text) => looks[tone](text);
}
