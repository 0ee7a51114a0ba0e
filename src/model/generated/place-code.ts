import type { Target as Destination } from "../../language/checked-spec.ts";
import type { Type } from "../../language/types.ts";
import { leavesOf } from "../lowering/flatten.ts";
import type { Field } from "../lowering/state-layout.ts";
import type { Code } from "./code.ts";
import { asNumber, known, numeric } from "./code.ts";
import { linearIndex, ordinalCode } from "./composite-code.ts";
import type { Environment } from "./environment.ts";
import { compileScalar, numbersOf } from "./environment.ts";
import { temporary } from "./function-text.ts";
import type { Spaces } from "./word-space.ts";
import { readRaw, writeRaw } from "./word-space.ts";

/** Places as text: variables and registers, elements and fields of them. */

/** Where a store goes: all leaves of the target's type, and the positions in the arrays around it. */
export type Place = {
  readonly spaces: Spaces;
  readonly fields: readonly Field[];
  readonly indices: readonly Code[];
  readonly setup: readonly string[];
  readonly fails: boolean;
};

type Root = { readonly spaces: Spaces; readonly fields: readonly Field[]; readonly type: Type };

function rootOf(environment: Environment, { root }: Destination): Root {
  const { locals, target } = environment;
  if (root.kind === "variable") {
    const { slot, type } = root.variable;
    return { spaces: target.spaces, fields: target.layout.variables[slot] ?? [], type };
  }
  if (locals.kind !== "registers") throw new Error("untorn defect: a store to an argument");
  const register = locals.frame.registers[root.local.slot];
  return { spaces: locals.spaces, fields: (register && locals.fields[register.index]) ?? [], type: root.local.type };
}

export function placeOf(environment: Environment, target: Destination): Place {
  const { spaces, fields, type } = rootOf(environment, target);
  let place: Place & { readonly type: Type } = { spaces, fields, type, indices: [], setup: [], fails: false };
  for (const step of target.path) {
    if (step.kind === "field") place = fieldPlace(environment, place, step.field);
    else place = elementPlace(environment, place, step);
  }
  return place;
}

type IndexStep = Extract<Destination["path"][number], { kind: "index" }>;

function elementPlace(environment: Environment, place: Place, step: IndexStep): Place & { readonly type: Type } {
  const code = ordinalCode(compileScalar(step.index, environment), step.index.type);
  const setup = [...place.setup];
  const index = plainly(environment, code, setup);
  const fails = place.fails || code.fails;
  return { ...place, setup, indices: [...place.indices, index], fails, type: step.array.element };
}

function fieldPlace<T extends Place & { readonly type: Type }>(
  environment: Environment,
  place: T,
  position: number,
): T {
  const numbers = numbersOf(environment);
  const { type } = place;
  const field = type.kind === "struct" ? type.fields[position] : undefined;
  if (type.kind !== "struct" || field === undefined) throw new Error("untorn defect: a field of no struct");
  const before = type.fields.slice(0, position).reduce((sum, one) => sum + leavesOf(one.type, numbers).length, 0);
  const fields = place.fields.slice(before, before + leavesOf(field.type, numbers).length);
  return { ...place, fields, type: field.type };
}

function plainly(environment: Environment, code: Code, setup: string[]): Code {
  if (known(code) !== null) return code;
  const name = temporary(environment.text);
  setup.push(`${name}=${asNumber(code)}`);
  return numeric(name, code.low, code.high, false);
}

/** One scalar of a place, at these positions in the arrays inside it. */
export function readAt(place: Place, field: Field, positions: readonly Code[]): Code {
  return readRaw(place.spaces, field, indexIn(place, field, positions));
}

export function writeAt(place: Place, field: Field, positions: readonly Code[], raw: Code): string {
  return writeRaw(place.spaces, field, indexIn(place, field, positions), raw);
}

function indexIn(place: Place, field: Field, positions: readonly Code[]): Code {
  return linearIndex(field.leaf.sizes, [...place.indices, ...positions]);
}
