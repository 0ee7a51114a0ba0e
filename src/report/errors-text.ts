import type { CheckedSpec, KnobValue } from "../language/checked-spec.ts";
import type { ErrorSites, RaisedError, TestedError } from "../properties/error-sites.ts";
import { errorSiteLines, placeText } from "./error-lines.ts";
import type { Line } from "./line.ts";
import { EMPTY, line, toned } from "./line.ts";
import type { Subject } from "./subject.ts";
import { shortName } from "./subject.ts";
import { labelled, paragraph } from "./wrap.ts";

/** The error codes of one design: where they come from, what changes and tests them, and which causes share one. */
export function errorsLines(
  spec: CheckedSpec,
  {
    design,
    sites,
  }: { readonly design: string | null; readonly knobs: readonly KnobValue[]; readonly sites: ErrorSites },
  subject: Subject,
  width: number,
): Line[] {
  const title = `error codes of ${shortName(subject.path)}, ${design === null ? "defaults of the knobs" : `design ${design}`}`;
  const found = errorSiteLines(spec, sites, width);
  const body = found.length === 0 ? [line("  none: no error code is raised, changed, tested or dropped")] : found;
  return [...paragraph(0, title, width), EMPTY, ...body, EMPTY, ...sharedLines(spec, sites, width)];
}

/** What a test cannot tell apart: causes that are raised with the code it asks for. */
function sharedLines(spec: CheckedSpec, { raised, changed, tested }: ErrorSites, width: number): Line[] {
  const shared = tested.flatMap((test) => {
    const causes = causesBehind(test, raised);
    const any = changed.some(({ code }) => code !== null && test.codes.includes(code));
    return causes.length > 1 || (any && causes.length > 0) ? [{ test, causes, any }] : [];
  });
  if (shared.length === 0) return [line("  No test asks for a code that has two causes.")];
  return shared.flatMap(({ test, causes, any }) => {
    const names = [
      ...causes.map((cause) => `${spec.causes[cause]}`),
      ...(any ? ["every error that is changed to it"] : []),
    ];
    const asked = test.codes.map((code) => `-${spec.codes[code]}`).join(", ");
    const text = `the test at ${placeText(spec, test.span)} for ${asked} takes these causes for one: ${names.join(", ")}`;
    return labelled("  ", text, width).map((each) => each.map((segment) => toned("doubtful", segment.text)));
  });
}

function causesBehind({ codes }: TestedError, raised: readonly RaisedError[]): number[] {
  return [...new Set(raised.filter(({ code }) => codes.includes(code)).map(({ cause }) => cause))];
}
