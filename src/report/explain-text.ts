import type { CheckedSpec } from "../language/checked-spec.ts";
import type { ErrorSites } from "../properties/error-sites.ts";
import type { ErrnoFact } from "./errno-facts.ts";
import { errorSiteLines } from "./error-lines.ts";
import type { Explanation } from "./explanations/explanation.ts";
import type { Line } from "./line.ts";
import { EMPTY, line, toned } from "./line.ts";
import { paragraph, wrap } from "./wrap.ts";

/** A code of a diagnostic, and what it is about in a few words. */
export type ExplainedCode = { readonly code: string; readonly meaning: string; readonly isWarning: boolean };

/** What is wrong and why, a text that gets the diagnostic, and the text put right. */
export function codeLines(
  { code, meaning, isWarning }: ExplainedCode,
  { text, wrong, right }: Explanation,
  width: number,
): Line[] {
  return [
    ...headed(code, meaning, width),
    EMPTY,
    ...paragraph(2, text.join(" "), width),
    ...example(isWarning ? "Warned about" : "Refused", wrong),
    ...example("Instead", right),
  ];
}

/** What is explained, and what it is in a few words. */
function headed(name: string, meaning: string, width: number): Line[] {
  const lines = wrap(meaning, width - name.length - 2);
  return lines.map((each, index) =>
    index === 0 ? line(toned("strong", name), `  ${each}`) : line(" ".repeat(name.length + 2), each),
  );
}

/** Tabs reach to every eighth column of the text. */
function example(title: string, text: string | null): Line[] {
  if (text === null) return [];
  const shown = text.split("\n").map((each) => line(`      ${each.replaceAll("\t", " ".repeat(8))}`));
  return [EMPTY, line(`  ${title}:`), ...shown];
}

/** An error code of Linux: number, meaning, and whether a bio can end with it. */
export function errnoLines(name: string, fact: ErrnoFact | null, width: number): Line[] {
  if (fact === null) {
    return [
      line(toned("strong", name)),
      ...paragraph(2, "not in the table of Linux error codes: a name of the spec's own", width),
    ];
  }
  const { number, meaning, status } = fact;
  const image =
    status === null
      ? "No status of the block layer becomes this code: a bio never ends with it."
      : `A bio can end with it: it is what ${status} becomes. So it is not private to a file system.`;
  const kernelOnly = number >= 512 ? ["User space never sees it: a call that returns it is a defect."] : [];
  return [
    ...headed(name, `${number}, ${meaning}`, width),
    EMPTY,
    ...[image, ...kernelOnly].flatMap((text) => paragraph(2, text, width)),
  ];
}

/** Who raises, changes, tests or drops one code in a spec, under any of its designs. */
export function errnoInSpecLines(
  spec: CheckedSpec,
  name: string,
  sites: ErrorSites,
  path: string,
  width: number,
): Line[] {
  const found = errorSiteLines(spec, sites, width);
  const untested = sites.tested.length > 0 ? [] : [line("  tested   nowhere")];
  const none = `${path} does not ${spec.codes.includes(name) ? "raise, change or test" : "declare"} ${name}`;
  return [
    EMPTY,
    line(`In ${path}, under any of its designs:`),
    ...(found.length === 0 ? paragraph(2, none, width) : [...found, ...untested]),
  ];
}
