import { checkMailLines } from "../report/check-mail.ts";
import { checkLines } from "../report/check-text.ts";
import { exitCodeOfVerdicts, USAGE_ERROR, worstExitCode } from "../report/exit-code.ts";
import { gccLines } from "../report/gcc-lines.ts";
import { resultJson } from "../report/json.ts";
import { EMPTY } from "../report/line.ts";
import type { RunOfSubject } from "../report/next-steps.ts";
import { afterCheck } from "../report/next-steps.ts";
import { chosenPoint } from "./choose-point.ts";
import type { Format, PointOptions } from "./options.ts";
import { constantsOf, detailOf, formatOf } from "./options.ts";
import { sayNext } from "./say-next.ts";
import type { Session } from "./session.ts";
import { searched } from "./session.ts";
import type { Notices } from "./spec-input.ts";
import { readInput } from "./spec-input.ts";
import { printReport } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

/** Everything is read before anything is searched: an error in one file leaves all unchecked. */
export async function checkCommand(paths: readonly string[], options: PointOptions, session: Session): Promise<number> {
  const format = formatOf(options);
  if (format === "json" && paths.length > 1) throw new UsageError("--json takes one file");
  const constants = constantsOf(options);
  const notices = noticesOf(format, options);
  const inputs = paths.map((path) => readInput(path, options.root ?? null, constants, session.terminal, notices));
  const read = inputs.filter((input) => input !== null);
  if (read.length < inputs.length) return USAGE_ERROR;
  const planned = read.map((input) => ({ input, point: chosenPoint(input.spec, options) }));
  const checked: RunOfSubject[] = [];
  for (const [index, { input, point }] of planned.entries()) {
    for (const run of await searched(session, input.spec, [point], options)) {
      checked.push({ run, subject: input.subject });
      if (format === "gcc") {
        session.terminal.printLines(gccLines(run, input.subject.path));
        continue;
      }
      if (index > 0 && options.quiet !== true) session.terminal.printLines([EMPTY]);
      printReport(session.terminal, format, {
        text: (width) => checkLines(run, input.subject, width, detailOf(options)),
        mail: () => checkMailLines(run, input.subject),
        json: () => resultJson([run], input.subject, null),
      });
    }
  }
  sayNext(session.terminal, format, options, (width) => afterCheck(checked, width));
  return worstExitCode(checked.map(({ run }) => exitCodeOfVerdicts(run.verdicts)));
}

/** Editors are told of warnings too, one line each; who wants verdicts only, is not. */
function noticesOf(format: Format, { quiet }: PointOptions): Notices {
  if (format === "gcc") return "all, one line each";
  return quiet === true || format !== "text" ? "errors" : "all";
}
