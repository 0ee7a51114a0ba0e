import { USAGE_ERROR } from "../report/exit-code.ts";
import type { Line, Page } from "../report/line.ts";
import { MAIL, render } from "../report/line.ts";
import type { ColorLevel } from "../report/paint.ts";
import { paintAt } from "../report/paint.ts";

export type ColorChoice = "auto" | "always" | "never";

type Stream = Pick<NodeJS.WriteStream, "isTTY" | "columns">;
type Environment = Readonly<Record<string, string | undefined>>;

const DEFAULT_WIDTH = 80;
const LEAST_WIDTH = 40;
const MOST_WIDTH = 200;

/** The one decision about colour: `--color`, FORCE_COLOR, NO_COLOR, TERM=dumb, and whether it is a terminal. */
export function colorLevel(choice: ColorChoice, environment: Environment, stream: Stream): ColorLevel {
  if (choice === "never") return 0;
  if (choice === "always") return 1;
  const { FORCE_COLOR: forced, NO_COLOR: refused, TERM: terminal } = environment;
  if (forced !== undefined) return forced === "0" || forced === "false" ? 0 : 1;
  if (refused !== undefined && refused !== "") return 0;
  return terminal !== "dumb" && stream.isTTY === true ? 1 : 0;
}

/** Of the terminal, else COLUMNS, else 80. */
export function pageWidth(environment: Environment, stream: Stream): number {
  const own = stream.isTTY === true && stream.columns > 0 ? stream.columns : Number(environment.COLUMNS ?? "");
  const width = Number.isInteger(own) && own > 0 ? own : DEFAULT_WIDTH;
  return Math.min(Math.max(width, LEAST_WIDTH), MOST_WIDTH);
}

/** Where a command writes: results on standard output, all else on standard error. */
export type Terminal = {
  readonly width: number;
  readonly printText: (text: string) => void;
  readonly printLines: (lines: readonly Line[]) => void;
  readonly printMail: (lines: readonly Line[]) => void;
  /** `makeLines` is given the page that standard error is. */
  readonly complain: (makeLines: (page: Page) => readonly Line[]) => void;
  /** Empties the screen where there is one. */
  readonly clear: (() => void) | null;
  /** Draws over the line it drew before; null takes it away. */
  readonly showProgress: ((text: string | null) => void) | null;
};

export function openTerminal(color: ColorChoice, progress: boolean): Terminal {
  const { stdout, stderr, env } = process;
  const page = pageOf(color, stdout);
  const errorPage = pageOf(color, stderr);
  return {
    width: page.width,
    printText: (text) => stdout.write(text),
    printLines: (lines) => stdout.write(render(page, lines)),
    printMail: (lines) => stdout.write(render(MAIL, lines)),
    complain: (makeLines) => stderr.write(render(errorPage, makeLines(errorPage))),
    clear: stdout.isTTY === true && env.TERM !== "dumb" ? () => stdout.write("\u001b[2J\u001b[H") : null,
    showProgress:
      progress && stderr.isTTY === true && env.TERM !== "dumb"
        ? (text) => stderr.write(text === null ? "\r\u001b[K" : `\r\u001b[K${text}`)
        : null,
  };
}

function pageOf(color: ColorChoice, stream: Stream): Page {
  return {
    width: pageWidth(process.env, stream),
    charset: "any",
    paint: paintAt(colorLevel(color, process.env, stream)),
  };
}

/** A reader that has seen enough, as `head` has, is no mistake; a full disk is none of ours. */
export function endOnClosedOutput(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (problem: NodeJS.ErrnoException) => {
      if (problem.code !== "EPIPE" && stream === process.stdout) {
        process.stderr.write(`untorn: error: cannot write: ${problem.code ?? problem.message}\n`);
        process.exit(USAGE_ERROR);
      }
      process.exit();
    });
  }
}

/** A result in each of its forms; only the one that is printed is made. */
export type Report = {
  readonly text: (width: number) => readonly Line[];
  readonly mail: () => readonly Line[];
  readonly json: () => string;
};

export function printReport(terminal: Terminal, format: "text" | "mail" | "json", report: Report): void {
  switch (format) {
    case "text":
      terminal.printLines(report.text(terminal.width));
      break;
    case "mail":
      terminal.printMail(report.mail());
      break;
    case "json":
      terminal.printText(report.json());
      break;
  }
}
