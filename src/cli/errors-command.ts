import { errorsLines } from "../report/errors-text.ts";
import { INCOMPLETE, USAGE_ERROR } from "../report/exit-code.ts";
import { resultJson } from "../report/json.ts";
import { afterErrors } from "../report/next-steps.ts";
import { chosenPoint } from "./choose-point.ts";
import type { PointOptions } from "./options.ts";
import { constantsOf, formatOf } from "./options.ts";
import { sayNext } from "./say-next.ts";
import type { Session } from "./session.ts";
import { searched } from "./session.ts";
import { readInput } from "./spec-input.ts";
import { printReport } from "./terminal.ts";

/** What becomes of the error codes of one design: where they are born, changed, tested, dropped, and who gets them. */
export async function errorsCommand(path: string, options: PointOptions, session: Session): Promise<number> {
  const format = formatOf(options) === "json" ? "json" : "text";
  const { terminal } = session;
  const input = readInput(path, options.root ?? null, constantsOf(options), terminal);
  if (input === null) return USAGE_ERROR;
  const { spec, subject } = input;
  const [run] = await searched(session, spec, [chosenPoint(spec, options)], options, { flow: true });
  if (run === undefined || run.errorFlow === null) throw new Error("untorn defect: a search without its error flow");
  const { errorFlow } = run;
  printReport(terminal, format, {
    text: (width) => errorsLines(run, errorFlow, subject, width),
    mail: () => [],
    json: () => resultJson([run], subject, null),
  });
  sayNext(terminal, format, options, (width) => afterErrors(run, errorFlow, subject, width));
  return run.limit === null ? 0 : INCOMPLETE;
}
