import type { CheckedSpec, Knob, KnobValue, SAME } from "../language/checked-spec.ts";
import type { LOCK_MODES } from "../language/types.ts";
import type { ShownValue } from "../model/trace.ts";
import type { Run } from "../properties/run.ts";

// Reports import types only; these types keep the two copies equal to the originals.
const MODES: typeof LOCK_MODES = ["SHARED", "EXCL"];
const SAME_CODE: typeof SAME = -1;

/** A knob's value as the spec writes it: `true`, `3`, `EXCL`, `EAGAIN`, `same`. */
export function knobValueText(spec: CheckedSpec, knob: Knob, value: KnobValue): string {
  return String(shownKnobValue(spec, knob, value));
}

/** The same for JSON, where bools and ints stay what they are. */
export function shownKnobValue(spec: CheckedSpec, knob: Knob, value: KnobValue): ShownValue {
  if (typeof value === "boolean") return value;
  switch (knob.type.kind) {
    case "code":
    case "errno":
      return value === SAME_CODE ? "same" : (spec.codes[value] ?? value);
    case "enum":
      return knob.type.members[value] ?? value;
    case "lockmode":
      return MODES[value] ?? value;
    default:
      return value;
  }
}

/** `KNOB=VALUE` for the given knobs. */
export function settingsText(run: Run, knobs: readonly Knob[]): string[] {
  return knobs.map((knob) => `${knob.name}=${knobValueText(run.spec, knob, knobValueOf(run, knob))}`);
}

export function knobValueOf(run: Run, knob: Knob): KnobValue {
  return run.knobs[knob.index] ?? knob.initial;
}

export function changedKnobs(run: Run): Knob[] {
  return run.spec.knobs.filter((knob) => knobValueOf(run, knob) !== knob.initial);
}
