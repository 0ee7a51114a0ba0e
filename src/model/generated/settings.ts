import type { KnobValue } from "../../language/checked-spec.ts";

/** One value per knob. */
export type Setting = readonly KnobValue[];

/** Text, or whatever was made, and the settings it is right for, by number. */
export type Variant<T> = { readonly settings: readonly number[]; readonly made: T };

/**
 * Makes something once for all settings that it cannot tell apart: those that agree in every knob it asked for while it was
 * made for one of them.
 */
export function variantsOf<T>(
  settings: readonly Setting[],
  make: (knobValue: (knob: number) => KnobValue) => T,
): Variant<T>[] {
  const variants: Variant<T>[] = [];
  let left = settings.map((_, number) => number);
  for (let [first] = left; first !== undefined; [first] = left) {
    const setting = settings[first] ?? [];
    const asked = new Set<number>();
    const made = make((knob) => {
      const value = setting[knob];
      if (value === undefined) throw new Error("untorn defect: a knob without a value");
      asked.add(knob);
      return value;
    });
    const alike = new Set(
      left.filter((number) => [...asked].every((knob) => settings[number]?.[knob] === setting[knob])),
    );
    variants.push({ settings: [...alike], made });
    left = left.filter((number) => !alike.has(number));
  }
  return variants;
}
