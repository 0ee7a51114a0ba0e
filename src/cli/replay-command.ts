import { interpret } from "../model/interpreter/interpreter.ts";
import type { Trace } from "../model/trace.ts";
import type { Replay } from "../properties/replay.ts";
import { replay } from "../properties/replay.ts";
import type { Run } from "../properties/run.ts";
import type { Verdict } from "../properties/verdict.ts";
import { exitCodeOfVerdicts, USAGE_ERROR } from "../report/exit-code.ts";
import { resultJson } from "../report/json.ts";
import { mermaidText } from "../report/mermaid.ts";
import { replayLines, replayMailLines } from "../report/replay-text.ts";
import type { ReplayOptions } from "./options.ts";
import { detailOf, traceFormatOf } from "./options.ts";
import { readJsonFile } from "./read-json-file.ts";
import { checkAsSaved, savedPath, savedPoint, savedProperty } from "./resolve-saved.ts";
import { readSavedSpec } from "./saved-spec.ts";
import type { SavedTrace } from "./saved-trace.ts";
import { readSavedTrace } from "./saved-trace.ts";
import type { Session } from "./session.ts";
import { printReport } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

/**
 * Walks a saved trace on the interpreter, step by step, and shows it. Refused where the spec's files are not the ones it
 * was made from, where a step cannot be taken, or where one does not do what the file says.
 */
export async function replayCommand(path: string, options: ReplayOptions, { terminal }: Session): Promise<number> {
  const format = traceFormatOf(options);
  const { name: file, text } = await readJsonFile(path);
  const saved = readSavedTrace(file, text, { property: options.property ?? null, design: options.design ?? null });
  const input = readSavedSpec(file, saved, options, terminal);
  if (input === null) return USAGE_ERROR;
  const { spec, subject } = input;
  const point = savedPoint(file, spec, saved);
  const property = savedProperty(file, spec, saved);
  const result = replay(interpret(spec, point.knobs), property, savedPath(file, spec, saved));
  const trace = replayedTrace(file, saved, result);
  checkAsSaved(file, saved, trace);
  const verdict = verdictOf(saved, trace);
  const run: Run = {
    ...saved.search,
    ...point,
    spec,
    verdicts: spec.properties.map((one) => (one === property ? verdict : { kind: "undecided", limit: "unsupported" })),
    seconds: 0,
    cpuSeconds: 0,
    bytesPerState: null,
    statementsReached: 0,
    unreached: [],
    errorFlow: null,
  };
  const judged = { property, verdict };
  if (format === "mermaid") terminal.printText(mermaidText(judged));
  else
    printReport(terminal, format, {
      text: (width) => replayLines(run, judged, subject, file, width, detailOf(options)),
      mail: () => replayMailLines(run, judged, subject),
      json: () => resultJson([run], subject, property),
    });
  return exitCodeOfVerdicts([verdict]);
}

function replayedTrace(file: string, { steps, property }: SavedTrace, result: Replay): Trace {
  switch (result.kind) {
    case "replayed":
      return result.trace;
    case "impossible": {
      const { task = null, choices = [] } = steps[result.step] ?? {};
      const who = task === null ? "no initial state" : `no step of '${task}' there`;
      throw new UsageError(
        `${file}: step ${result.step}: the spec has ${who} with the choices [${choices.join(", ")}]`,
      );
    }
    case "unbroken":
      throw new UsageError(`${file}: '${property}' is not violated where the trace ends`);
  }
}

function verdictOf({ shortest }: SavedTrace, counterexample: Trace): Verdict {
  return { kind: "violated", steps: counterexample.steps.length - 1, shortest, counterexample, limit: null };
}
