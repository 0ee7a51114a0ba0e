import type { Point } from "../check.ts";
import { isAdmitted } from "../check.ts";
import { designPoint, designPoints, MOST_POINTS, pointCount, variedPoints } from "../compare.ts";
import type { CheckedSpec, Knob, KnobValue } from "../language/checked-spec.ts";
import { didYouMean } from "../language/checker/suggest.ts";
import { knobValueText } from "../report/knob-text.ts";
import type { CompareOptions, PointOptions, Setting } from "./options.ts";
import { unknown } from "./spec-input.ts";
import { UsageError } from "./usage-error.ts";

/** More combinations than this are not even counted against `assume`. */
const MOST_COMBINATIONS = 262_144;

/** `--design NAME` or the defaults, with the knobs of `-D` changed. */
export function chosenPoint(spec: CheckedSpec, { design, D = [] }: Pick<PointOptions, "design" | "D">): Point {
  const base = designPoint(spec, design ?? null);
  if (base === null) throw unknown("design", design ?? "", spec.designs);
  if (D.length === 0) return base;
  const knobs = D.reduce<readonly KnobValue[]>((values, setting) => {
    const knob = knobNamed(spec, setting.name);
    return values.with(knob.index, knobValue(spec, knob, setting));
  }, base.knobs);
  const point: Point = { design: null, knobs };
  if (!isAdmitted(spec, point)) throw new UsageError("an 'assume' of the spec excludes this setting of the knobs");
  return point;
}

/** The designs, or with `--vary` and `--all` the points of the knobs. */
export function comparedPoints(spec: CheckedSpec, options: CompareOptions): Point[] {
  const { design = [], D = [], vary, all } = options;
  if (all === true && vary !== undefined) throw new UsageError("--all and --vary exclude each other");
  if (all !== true && vary === undefined) return chosenDesigns(spec, design, D);
  if (design.length > 1) throw new UsageError("--vary goes around one --design");
  const [name] = design;
  const base = chosenPoint(spec, name === undefined ? { D } : { design: name, D });
  return pointsAround(spec, base, all === true ? spec.knobs : (vary ?? []).map((knob) => knobNamed(spec, knob)));
}

function chosenDesigns(spec: CheckedSpec, designs: readonly string[], settings: readonly Setting[]): Point[] {
  if (settings.length > 0) throw new UsageError("-D needs --vary here: designs are compared as they are");
  if (designs.length === 0) return designPoints(spec);
  return [...new Set(designs)].map((design) => chosenPoint(spec, { design, D: [] }));
}

function pointsAround(spec: CheckedSpec, base: Point, varied: readonly Knob[]): Point[] {
  const inOrder = spec.knobs.filter((knob) => varied.includes(knob));
  const combinations = pointCount(inOrder);
  const tooMany = (count: number): UsageError =>
    new UsageError(
      `${count} points of the knobs, at most ${MOST_POINTS} are compared`,
      "vary fewer knobs with --vary K1,K2",
    );
  if (combinations > MOST_COMBINATIONS) throw tooMany(combinations);
  const points = variedPoints(spec, base, inOrder);
  if (points.length > MOST_POINTS) throw tooMany(points.length);
  if (points.length === 0) throw new UsageError("the spec's 'assume' lines exclude all of these points");
  return points;
}

function knobNamed(spec: CheckedSpec, name: string): Knob {
  const knob = spec.knobs.find((each) => each.name === name);
  if (knob === undefined) throw unknown("knob", name, spec.knobs);
  return knob;
}

/** By its text; the minus of an error code may be written. */
function knobValue(spec: CheckedSpec, knob: Knob, { value }: Setting): KnobValue {
  const texts = knob.domain.map((each) => knobValueText(spec, knob, each));
  const position = texts.indexOf(knob.type.kind === "code" ? value.replace(/^-/, "") : value);
  const found = knob.domain[position];
  if (found !== undefined) return found;
  const hint = [didYouMean(value, texts), `known: ${texts.join(", ")}`].filter((part) => part !== null).join(" ");
  throw new UsageError(`'${value}' is no value of knob '${knob.name}'`, hint);
}
