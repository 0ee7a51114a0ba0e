import type { Knob, KnobValue } from "../../../src/language/checked-spec.ts";
import type { Formula } from "../../../src/properties/designs/formula.ts";
import type { JudgedPoint } from "../../../src/properties/designs/grid.ts";
import type { SmallestFormula } from "../../../src/properties/designs/smallest-formula.ts";
import { smallestFormula } from "../../../src/properties/designs/smallest-formula.ts";
import { formulaText, literalText } from "../../../src/report/formula-text.ts";
import { FILE, spanOf, spec } from "../../report/drawn.ts";

// Knobs and points drawn by hand, for what is said about them.

const CODES = ["0", "EAGAIN", "EBUSY", "ENOTBLK", "ENOPROTOOPT", "EINVAL"];
const demo = spec({ codes: CODES });

export function boolKnob(index: number, name = String.fromCharCode(65 + index)): Knob {
  return knobOf(index, name, { kind: "bool" }, [false, true]);
}

export function codeKnob(index: number, name: string, ...codes: readonly string[]): Knob {
  return knobOf(
    index,
    name,
    { kind: "code" },
    codes.map((code) => CODES.indexOf(code)),
  );
}

export function intKnob(index: number, name: string, low: number, high: number): Knob {
  const domain = Array.from({ length: high - low + 1 }, (_, offset) => low + offset);
  return knobOf(index, name, { kind: "range", low, high }, domain);
}

function knobOf(index: number, name: string, type: Knob["type"], domain: readonly KnobValue[]): Knob {
  return { index, name, type, domain, initial: domain[0] ?? false, doc: null, span: spanOf(FILE, "line one") };
}

/** All combinations, the last knob changing fastest. */
export function allPoints(knobs: readonly Knob[]): (readonly KnobValue[])[] {
  return knobs.reduce<(readonly KnobValue[])[]>(
    (points, { domain }) => points.flatMap((point) => domain.map((value) => [...point, value])),
    [[]],
  );
}

export function judged(
  points: readonly (readonly KnobValue[])[],
  holds: (values: readonly KnobValue[], index: number) => boolean,
): JudgedPoint[] {
  return points.map((knobs, index) => ({ knobs, holds: holds(knobs, index) }));
}

export function smallest(knobs: readonly Knob[], points: readonly JudgedPoint[], work = 100_000_000): SmallestFormula {
  return smallestFormula(knobs, points, (literal) => literalText(demo, literal).length, { left: work });
}

export function textOf(formula: Formula): string {
  return formulaText(demo, formula);
}
