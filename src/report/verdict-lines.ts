import type { Property } from "../language/property.ts";
import { lineOf } from "../language/source.ts";
import type { Run } from "../properties/run.ts";
import type { Verdict } from "../properties/verdict.ts";
import type { Line } from "./line.ts";
import { lengthOf, line, toned } from "./line.ts";
import { fairnessText } from "./loop-lines.ts";
import { limitText } from "./model-text.ts";
import type { Tone } from "./paint.ts";
import { shortName } from "./subject.ts";
import { brokenAt, lengthText } from "./trace-text.ts";
import { shorten } from "./wrap.ts";

export type Judged = { readonly property: Property; readonly verdict: Verdict };

export function judgedProperties(run: Run): Judged[] {
  return run.spec.properties.flatMap((property) => {
    const verdict = run.verdicts[property.index];
    return verdict === undefined ? [] : [{ property, verdict }];
  });
}

export function isBuiltIn({ kind }: Property): boolean {
  return kind === "deadlock" || kind === "locks" || kind === "ranges";
}

/** One line per verdict; built-in properties that came out the same share one. */
export function verdictLines(judged: readonly Judged[], all: readonly Judged[], width: number): Line[] {
  const own = judged.filter(({ property }) => !isBuiltIn(property));
  const builtIn = judged.filter(({ property }) => isBuiltIn(property));
  const violated = builtIn.filter(({ verdict }) => verdict.kind === "violated");
  const rows = [
    ...own.map(rowOf),
    ...shared(builtIn.filter(({ verdict }) => verdict.kind === "holds")),
    ...shared(builtIn.filter(({ verdict }) => verdict.kind === "undecided")),
    ...violated.map(rowOf),
  ];
  const names = Math.max(
    ...all.filter(({ property }) => !isBuiltIn(property)).map(({ property }) => property.name.length),
    8,
  );
  const words = all.some(({ verdict }) => verdict.kind === "undecided") ? 9 : 8;
  return rows.flatMap(({ tone, word, kind, name, rest }) => {
    const head = `${" ".repeat(words - word.length + 2)}${kind.padEnd(11)}${name}`;
    const gap = " ".repeat(Math.max(3, names + 3 - name.length));
    const row = line("  ", toned(tone, word), head);
    if (lengthOf(row) + gap.length + rest.length <= width) return [[...row, ...line(gap, rest)]];
    return [row, line(" ".repeat(words + 4), shorten(rest, width - words - 4))];
  });
}

type Row = {
  readonly tone: Tone;
  readonly word: string;
  readonly kind: string;
  readonly name: string;
  readonly rest: string;
};

function rowOf({ property, verdict }: Judged): Row {
  return {
    ...wordOf(verdict),
    kind: isBuiltIn(property) ? "built in" : property.kind,
    name: property.name,
    rest: remark(property, verdict),
  };
}

function shared(judged: readonly Judged[]): Row[] {
  const [first] = judged;
  if (first === undefined) return [];
  return [{ ...rowOf(first), name: judged.map(({ property }) => property.name).join(", "), rest: "" }];
}

function wordOf(verdict: Verdict): { readonly word: string; readonly tone: Tone } {
  switch (verdict.kind) {
    case "holds":
      return { word: "holds", tone: "good" };
    case "violated":
      return { word: "VIOLATED", tone: "bad" };
    case "undecided":
      return { word: "undecided", tone: "doubtful" };
  }
}

function remark(property: Property, verdict: Verdict): string {
  switch (verdict.kind) {
    case "holds":
      if (verdict.vacuous) return vacuousText(property);
      return verdict.fairness === undefined ? "" : fairnessText(verdict.fairness);
    case "violated": {
      const place = verdict.counterexample === null ? property.span : brokenAt(verdict.counterexample);
      const at = place === null ? "" : `   ${shortName(place.file.path)}:${lineOf(place)}`;
      return `${lengthText(verdict)}${at}`;
    }
    case "undecided":
      return verdict.limit === "unsupported" ? limitText(verdict.limit) : "";
  }
}

function vacuousText({ kind }: Property): string {
  switch (kind) {
    case "invariant":
      return "vacuous: its left side is never true";
    case "crash":
      return "vacuous: none of its asserts is executed";
    case "liveness":
      return "vacuous: its trigger never happens";
    default:
      return "vacuous: never executed";
  }
}
