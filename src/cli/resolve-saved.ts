import { isDeepStrictEqual } from "node:util";
import type { Point } from "../check.ts";
import { isAdmitted } from "../check.ts";
import type { Path } from "../explorer/state-graph.ts";
import type { CheckedSpec, Knob, KnobValue } from "../language/checked-spec.ts";
import type { Property } from "../language/property.ts";
import { actorsOf } from "../model/actors.ts";
import type { Trace } from "../model/trace.ts";
import { crashJson, stepsJson } from "../report/json.ts";
import { shownKnobValue } from "../report/knob-text.ts";
import type { Scalar } from "./json-part.ts";
import type { SavedTrace } from "./saved-trace.ts";
import { UsageError } from "./usage-error.ts";

/** What a saved trace names, in a spec whose files are the ones it was made from; and whether it says the same. */

/** With the spec read under the constants of the file. */
export function checkConstants(file: string, spec: CheckedSpec, { constants, set }: SavedTrace): void {
  const now = spec.constants.map(({ name, value }) => [name, value] as const);
  const unknown = set.find(([name]) => now.every(([known]) => known !== name));
  if (unknown !== undefined) throw new UsageError(`${file}: set: the spec has no constant '${unknown[0]}'`);
  if (!isDeepStrictEqual(new Map(now), new Map(constants))) {
    throw new UsageError(`${file}: constants: the spec has ${shown(now)}`);
  }
}

function shown(constants: readonly (readonly [string, number | boolean])[]): string {
  const texts = constants.map(([name, value]) => `${name}=${value}`);
  return texts.length === 0 ? "none" : texts.join(", ");
}

export function savedPoint(file: string, spec: CheckedSpec, { design, knobs }: SavedTrace): Point {
  const values = new Map(knobs);
  const unknown = [...values.keys()].find((name) => spec.knobs.every((knob) => knob.name !== name));
  if (unknown !== undefined) throw new UsageError(`${file}: knobs: the spec has no knob '${unknown}'`);
  const point = { design, knobs: spec.knobs.map((knob) => savedValue(file, spec, knob, values.get(knob.name))) };
  const declared = design === null ? null : spec.designs.find(({ name }) => name === design);
  if (declared === undefined) throw new UsageError(`${file}: the spec has no design '${design}'`);
  if (declared !== null && !isDeepStrictEqual(declared.values, point.knobs)) {
    throw new UsageError(`${file}: the knobs are not those of the design '${design}'`);
  }
  if (!isAdmitted(spec, point)) throw new UsageError(`${file}: an 'assume' of the spec excludes these knobs`);
  return point;
}

function savedValue(file: string, spec: CheckedSpec, knob: Knob, value: Scalar | undefined): KnobValue {
  if (value === undefined) throw new UsageError(`${file}: knobs: the knob '${knob.name}' is missing`);
  const found = knob.domain.find((each) => shownKnobValue(spec, knob, each) === value);
  if (found === undefined)
    throw new UsageError(`${file}: knobs: ${JSON.stringify(value)} is no value of '${knob.name}'`);
  return found;
}

export function savedProperty(file: string, spec: CheckedSpec, { property }: SavedTrace): Property {
  const found = spec.properties.find(({ name }) => name === property);
  if (found === undefined) throw new UsageError(`${file}: the spec has no property '${property}'`);
  return found;
}

export function savedPath(file: string, spec: CheckedSpec, { steps, loop }: SavedTrace): Path {
  const actors = actorsOf(spec);
  const [start, ...rest] = steps;
  return {
    loop,
    start: start?.choices ?? [],
    steps: rest.map(({ step, task, instance, choices }) => {
      const actor = actors.findIndex((one) => one.name === task && one.instance === instance);
      const who = instance === null ? `'${task}'` : `'${task}[${instance}]'`;
      if (actor === -1) throw new UsageError(`${file}: step ${step}: the spec has no ${who}`);
      return { actor, choices };
    }),
  };
}

/** A replay that differs from what the file says, in any step, was not what the file says it is. */
export function checkAsSaved(file: string, saved: SavedTrace, trace: Trace): void {
  for (const [index, now] of stepsJson(trace).entries()) {
    for (const [key, value] of Object.entries(now)) {
      const then = saved.steps[index]?.[key as keyof SavedTrace["steps"][number]];
      if (!isDeepStrictEqual(then, value)) throw differs(file, `step ${index}: ${key}`, then, value);
    }
  }
  if (saved.loop !== trace.loop) throw differs(file, "loop", saved.loop, trace.loop);
  const crash = crashJson(trace);
  if (!isDeepStrictEqual(saved.crash, crash)) throw differs(file, "crash", saved.crash, crash);
}

function differs(file: string, where: string, then: unknown, now: unknown): UsageError {
  return new UsageError(
    `${file}: ${where}: the replay gives ${JSON.stringify(now)}`,
    `the file has ${JSON.stringify(then)}`,
  );
}
