import type { Point, SearchOptions } from "./check.ts";
import { checkPoints, isAdmitted } from "./check.ts";
import type { CheckedSpec, Knob, KnobValue } from "./language/checked-spec.ts";
import type { Run } from "./properties/run.ts";

/** More points than this are not compared. */
export const MOST_POINTS = 4096;

/** The point of a design, or of the defaults for null; null where there is no such design. */
export function designPoint(spec: CheckedSpec, name: string | null): Point | null {
  if (name === null) return { design: null, knobs: spec.knobs.map(({ initial }) => initial) };
  const design = spec.designs.find((each) => each.name === name);
  return design === undefined ? null : { design: name, knobs: design.values };
}

/** Every design in order of declaration; the defaults where a spec has none. */
export function designPoints(spec: CheckedSpec): Point[] {
  if (spec.designs.length === 0) return [{ design: null, knobs: spec.knobs.map(({ initial }) => initial) }];
  return spec.designs.map(({ name, values }) => ({ design: name, knobs: values }));
}

/** How many points `variedPoints` would make before `assume` takes some away. */
export function pointCount(varied: readonly Knob[]): number {
  return varied.reduce((product, { domain }) => product * domain.length, 1);
}

/** All values of the given knobs that `assume` allows, the last knob changing fastest, the others as in `base`. */
export function variedPoints(spec: CheckedSpec, base: Point, varied: readonly Knob[]): Point[] {
  const settings = varied.reduce<readonly (readonly KnobValue[])[]>(
    (points, knob) =>
      points.flatMap((point) =>
        knob.domain.map((value) => point.map((old, index) => (index === knob.index ? value : old))),
      ),
    [base.knobs],
  );
  return settings.map((knobs) => ({ design: null, knobs })).filter((point) => isAdmitted(spec, point));
}

/** What a search of each point alone says, in order. */
export function compare(spec: CheckedSpec, points: readonly Point[], options: SearchOptions): Run[] {
  return checkPoints(spec, points, options);
}
