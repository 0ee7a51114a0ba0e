import { completionScript } from "../report/completions.ts";
import { manPage } from "../report/man-page.ts";
import { compareCommand } from "./compare-command.ts";
import { errorsCommand } from "./errors-command.ts";
import { explainCommand } from "./explain-command.ts";
import { fmtCommand } from "./fmt-command.ts";
import { initCommand } from "./init-command.ts";
import { replayCommand } from "./replay-command.ts";
import { testCommand } from "./test-command.ts";
import { traceCommand } from "./trace-command.ts";

/** All that is not for `check`: a part of the program that is loaded when one of them is asked for. */
export const otherCommands = {
  compareCommand,
  errorsCommand,
  explainCommand,
  fmtCommand,
  initCommand,
  replayCommand,
  testCommand,
  traceCommand,
  completionScript,
  manPage,
};
