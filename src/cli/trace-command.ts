import { traceMailLines } from "../report/check-mail.ts";
import { traceReportLines } from "../report/check-text.ts";
import { exitCodeOfVerdicts, USAGE_ERROR } from "../report/exit-code.ts";
import { resultJson } from "../report/json.ts";
import { mermaidText } from "../report/mermaid.ts";
import { afterTrace } from "../report/next-steps.ts";
import { chosenPoint } from "./choose-point.ts";
import type { TraceOptions } from "./options.ts";
import { constantsOf, detailOf, traceFormatOf } from "./options.ts";
import { sayNext } from "./say-next.ts";
import type { Session } from "./session.ts";
import { searched } from "./session.ts";
import { readInput, unknown } from "./spec-input.ts";
import { printReport } from "./terminal.ts";

/** The counterexample of one property; where there is none, it says so. */
export async function traceCommand(path: string, options: TraceOptions, session: Session): Promise<number> {
  const format = traceFormatOf(options);
  const input = readInput(path, options.root ?? null, constantsOf(options), session.terminal);
  if (input === null) return USAGE_ERROR;
  const { spec, subject } = input;
  const property = spec.properties.find(({ name }) => name === options.property);
  if (property === undefined) throw unknown("property", options.property, spec.properties);
  const runs = await searched(session, spec, [chosenPoint(spec, options)], options);
  const verdicts = runs.flatMap((run) => {
    const verdict = run.verdicts[property.index];
    if (verdict === undefined) return [];
    const { terminal } = session;
    const judged = { property, verdict };
    if (format === "mermaid") terminal.printText(mermaidText(judged));
    else
      printReport(terminal, format, {
        text: (width) => traceReportLines(run, judged, subject, width, detailOf(options)),
        mail: () => traceMailLines(run, judged, subject),
        json: () => resultJson([run], subject, property),
      });
    sayNext(terminal, format, options, (width) => afterTrace(run, judged, subject, width));
    return [verdict];
  });
  return exitCodeOfVerdicts(verdicts);
}
