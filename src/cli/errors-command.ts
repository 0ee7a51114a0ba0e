import { errorSites } from "../properties/error-sites.ts";
import { errorsLines } from "../report/errors-text.ts";
import { USAGE_ERROR } from "../report/exit-code.ts";
import { afterErrors } from "../report/next-steps.ts";
import { chosenPoint } from "./choose-point.ts";
import type { PointOptions } from "./options.ts";
import { constantsOf } from "./options.ts";
import { sayNext } from "./say-next.ts";
import type { Session } from "./session.ts";
import { readInput } from "./spec-input.ts";

/** The error codes of one design, from the text of the spec: nothing is searched. */
export async function errorsCommand(path: string, options: PointOptions, { terminal }: Session): Promise<number> {
  const input = readInput(path, options.root ?? null, constantsOf(options), terminal);
  if (input === null) return USAGE_ERROR;
  const { spec, subject } = input;
  const { design, knobs } = chosenPoint(spec, options);
  const sites = errorSites(spec, knobs);
  terminal.printLines(errorsLines(spec, { design, knobs, sites }, subject, terminal.width));
  sayNext(terminal, "text", options, (width) => afterErrors(spec, sites, subject, width));
  return 0;
}
