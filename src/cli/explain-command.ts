import type { CheckedSpec } from "../language/checked-spec.ts";
import { didYouMean } from "../language/checker/suggest.ts";
import { checkerCodes } from "../language/checker-codes.ts";
import { grammarCodes } from "../language/grammar-codes.ts";
import { warningCodes } from "../language/warnings/warning-codes.ts";
import type { ErrorSites } from "../properties/error-sites.ts";
import { errorSites } from "../properties/error-sites.ts";
import { errnoFact, errnoNames } from "../report/errno-facts.ts";
import { USAGE_ERROR } from "../report/exit-code.ts";
import { codeLines, errnoInSpecLines, errnoLines } from "../report/explain-text.ts";
import { explanations } from "../report/explanations.ts";
import type { CommonOptions } from "./options.ts";
import { constantsOf } from "./options.ts";
import type { Session } from "./session.ts";
import { readInput } from "./spec-input.ts";
import { UsageError } from "./usage-error.ts";

const MEANINGS: ReadonlyMap<string, string> = new Map(
  Object.entries({ ...grammarCodes, ...checkerCodes, ...warningCodes }),
);

/** What a diagnostic or an error code means; an error code in a spec too, where one is given. */
export async function explainCommand(
  code: string,
  path: string | undefined,
  options: CommonOptions,
  { terminal }: Session,
): Promise<number> {
  const name = code.replace(/^-/, "").toUpperCase();
  const meaning = MEANINGS.get(name);
  if (meaning !== undefined) {
    const explanation = explanations.get(name);
    if (explanation === undefined) throw new Error(`untorn defect: ${name} is not explained`);
    terminal.printLines(
      codeLines({ code: name, meaning, isWarning: name in warningCodes }, explanation, terminal.width),
    );
    return 0;
  }
  if (path === undefined) {
    const fact = errnoFact(name);
    if (fact === null) throw unknownCode(code, name);
    terminal.printLines(errnoLines(name, fact, terminal.width));
    return 0;
  }
  const input = readInput(path, options.root ?? null, constantsOf(options), terminal);
  if (input === null) return USAGE_ERROR;
  if (errnoFact(name) === null && !input.spec.codes.includes(name))
    throw unknownCode(code, name, input.spec.codes.slice(1));
  terminal.printLines(errnoLines(name, errnoFact(name), terminal.width));
  terminal.printLines(errnoInSpecLines(input.spec, name, sitesOf(input.spec, name), path, terminal.width));
  return 0;
}

function unknownCode(code: string, name: string, own: readonly string[] = []): UsageError {
  const near = didYouMean(name, [...own, ...MEANINGS.keys(), ...errnoNames()]);
  const hint = "untorn explains codes of its diagnostics, U0103, and error codes of Linux, EBUSY";
  return new UsageError(`unknown code '${code}'`, near === null ? hint : `${near} ${hint}`);
}

/**
 * At every value of the knobs: a knob raises and tests what it may stand for. Whatever changes or drops any error may
 * swallow this one.
 */
function sitesOf(spec: CheckedSpec, name: string): ErrorSites {
  const code = spec.codes.indexOf(name);
  const most = Math.max(1, ...spec.knobs.map(({ domain }) => domain.length));
  const points = Array.from({ length: most }, (_, position) =>
    spec.knobs.map(({ domain, initial }) => domain[position] ?? initial),
  );
  const all = points.map((knobs) => errorSites(spec, knobs));
  const once = <T extends { readonly span: object }>(sites: readonly T[]): T[] => [
    ...new Map(sites.map((site) => [site.span, site] as const)).values(),
  ];
  return {
    raised: once(all.flatMap(({ raised }) => raised.filter((site) => site.code === code))),
    changed: once(all.flatMap(({ changed }) => changed)),
    tested: once(all.flatMap(({ tested }) => tested.filter(({ codes }) => codes.includes(code)))),
    dropped: once(all.flatMap(({ dropped }) => dropped)),
  };
}
