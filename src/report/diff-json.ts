import { lineOf } from "../language/source.ts";
import type { Parting, Side } from "../properties/parting.ts";
import type { Diff } from "./diff-text.ts";
import { changesJson, expectationsJson, resultOf } from "./json.ts";
import { jsonText } from "./json-text.ts";
import type { Subject } from "./subject.ts";

/** Both runs with the one property, and where they part; `first` and `second` are the designs in the order given. */
export function diffJson({ property, runs, walked, expected }: Diff, subject: Subject): string {
  const diff = {
    property: property.name,
    violating: walked === null ? null : runs[walked.by].design,
    parting: walked?.under.parting ? partingJson(walked.under.parting, walked.by) : null,
    stopped: walked?.under.stopped?.step ?? null,
    alsoBroken: walked?.under.alsoBroken ?? null,
  };
  const result = { ...resultOf(runs, subject, property), expectations: expectationsJson(expected), diff };
  return jsonText(result);
}

function partingJson({ step, violating, other, statement, values }: Parting, by: 0 | 1) {
  const [first, second] = by === 0 ? [violating, other] : [other, violating];
  return {
    step,
    line: statement === null ? null : lineOf(statement.span),
    file: statement === null ? null : statement.span.file.path,
    knobs: (statement?.knobs ?? []).map(({ name }) => name),
    first: sideJson(first),
    second: sideJson(second),
    values: Object.fromEntries(
      values.map(({ name, before, after }) => [name, by === 0 ? [before, after] : [after, before]]),
    ),
  };
}

function sideJson({ told, next, stopped }: Side) {
  return {
    text: told?.text ?? null,
    choices: told?.choices.map(({ text }) => text) ?? null,
    changes: told === null ? null : changesJson(told.changes),
    failures: told?.failures.map(({ message }) => message) ?? null,
    next: next === null ? null : { line: lineOf(next.span), text: next.text },
    stopped,
  };
}
