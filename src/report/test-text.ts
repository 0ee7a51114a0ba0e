import { lineOf, textOf } from "../language/source.ts";
import type { ExpectedLine } from "./expect-text.ts";
import { outcomeLines } from "./expect-text.ts";
import { jsonText } from "./json-text.ts";
import type { Line } from "./line.ts";
import { EMPTY, line, toned } from "./line.ts";
import type { Subject } from "./subject.ts";
import { plural } from "./wrap.ts";

/** One spec of a `test`, with every `expect` line judged. */
export type TestedSpec = {
  readonly subject: Subject;
  readonly lines: readonly ExpectedLine[];
  readonly searches: number;
  readonly states: number;
};

/** The lines of one spec; quiet: only those that did not come out. */
export function testedLines({ subject, lines }: TestedSpec, width: number, detail: "quiet" | "normal"): Line[] {
  if (lines.length === 0) {
    return [line(toned("strong", subject.path)), line("  ", toned("bad", "FAIL      "), "no 'expect' line")];
  }
  const shown = detail === "normal" ? lines : lines.filter(({ outcome }) => outcome.kind !== "fulfilled");
  return shown.length === 0
    ? []
    : [line(toned("strong", subject.path)), ...shown.flatMap((each) => outcomeLines(each, width))];
}

export function testTotalLines(tested: readonly TestedSpec[], parts: number): Line[] {
  const lines = tested.flatMap((each) => each.lines);
  const came = lines.filter(({ outcome }) => outcome.kind === "fulfilled").length;
  const searches = tested.reduce((sum, each) => sum + each.searches, 0);
  const states = tested.reduce((sum, each) => sum + each.states, 0);
  const without = tested.filter((each) => each.lines.length === 0).length;
  const skipped = parts === 0 ? "" : `, ${plural(parts, "part")} skipped`;
  const lacking = without === 0 ? "" : `; ${plural(without, "spec")} without 'expect' lines`;
  const good = came === lines.length && without === 0;
  const verdict = toned(good ? "good" : "bad", `${came} of ${plural(lines.length, "expectation")} came out`);
  const size = `${plural(tested.length, "spec")}${skipped}, ${plural(searches, "search").replace("searchs", "searches")}, ${plural(states, "state")}`;
  return [EMPTY, line(verdict, `${lacking}  (${size})`)];
}

/** `test --json`. */
export function testJson(tested: readonly TestedSpec[]): string {
  const specs = tested.map(({ subject, lines, searches, states }) => ({
    spec: { path: subject.path, sha256: subject.sha256 },
    searches,
    states,
    expectations: lines.map(({ expectation, outcome }) => ({
      line: lineOf(expectation.span),
      text: textOf(expectation.span),
      outcome: outcome.kind,
      mismatches: outcome.kind === "fulfilled" ? [] : outcome.mismatches.map(mismatchJson),
    })),
  }));
  const tool = { name: "untorn", version: tested[0]?.subject.version ?? "" };
  return jsonText({ schema: "untorn/test-1", tool, specs });
}

type Mismatched = Exclude<ExpectedLine["outcome"], { kind: "fulfilled" }>;

function mismatchJson({ run, property, verdict }: Mismatched["mismatches"][number]) {
  const steps = verdict.kind === "violated" ? verdict.steps : null;
  return { design: run.design, property: property.name, verdict: verdict.kind, steps };
}
