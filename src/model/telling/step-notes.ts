import type { CheckedSpec } from "../../language/checked-spec.ts";
import type { Span } from "../../language/source.ts";
import { textOf } from "../../language/source.ts";
import { LOCK_MODES } from "../../language/types.ts";
import type { ChoiceDetail, Note } from "../interpreter/machine.ts";
import type { Failure, LockAction, ShownChoice } from "../trace.ts";
import { shown } from "../value.ts";
import { lockName } from "./statement-text.ts";

/** The notes that the interpreter takes during a step, as a trace shows them. */

export function choicesOf(spec: CheckedSpec, notes: readonly Note[]): ShownChoice[] {
  return notes.flatMap((note) =>
    note.kind === "choice" ? [{ value: note.value, ...detailOf(spec, note.detail) }] : [],
  );
}

function detailOf(spec: CheckedSpec, detail: ChoiceDetail): Pick<ShownChoice, "text" | "span"> {
  const { span } = detail;
  switch (detail.kind) {
    case "branch":
      return { text: firstLine(span), span };
    case "otherwise":
      return { text: "else", span };
    case "value":
      return { text: `${detail.name} = ${shown(detail.value, detail.type, spec.codes) ?? "none"}`, span };
  }
}

/** The guard of a branch, or its first statement: the span of a compound one covers its head only. */
function firstLine(span: Span): string {
  const text = textOf(span);
  if (text.startsWith("when")) return text;
  const start = text === "{" ? span.end : span.start;
  const [statement = ""] = /^[^;{}]*/.exec(span.file.text.slice(start)) ?? [];
  return statement.replace(/\s+/g, " ").trim() || "nothing";
}

export function failuresOf(notes: readonly Note[]): Failure[] {
  return notes.flatMap((note) => {
    return note.kind === "failure" ? [{ property: note.property, message: note.message, span: note.span }] : [];
  });
}

export function lockActionsOf(spec: CheckedSpec, notes: readonly Note[]): LockAction[] {
  return notes.flatMap((note) => {
    if (note.kind !== "lock") return [];
    const mode = note.mode === null ? null : (LOCK_MODES[note.mode] ?? null);
    return [{ action: note.action, lock: lockName(spec, note.slot, note.element), mode }];
  });
}
