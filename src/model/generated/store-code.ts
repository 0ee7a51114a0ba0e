import type { Target as Destination, Expression, Variable } from "../../language/checked-spec.ts";
import type { Type } from "../../language/types.ts";
import { INTEGER } from "../../language/types.ts";
import { leavesOf } from "../lowering/flatten.ts";
import type { Register } from "../lowering/flow-graph.ts";
import type { Field } from "../lowering/state-layout.ts";
import type { BodyContext, Path } from "./body-context.ts";
import { using } from "./body-context.ts";
import type { Code } from "./code.ts";
import { asNumber, constant, known, numeric } from "./code.ts";
import { defaultComposite, linearIndex, positionsOf, rawLeaf } from "./composite-code.ts";
import { convertValue } from "./convert-code.ts";
import type { Environment, Value } from "./environment.ts";
import { compileScalar, numbersOf, scalar } from "./environment.ts";
import { ordinalCode } from "./expression-code.ts";
import { temporary } from "./function-text.ts";
import type { Spaces } from "./word-space.ts";
import { readRaw as readField, writeRaw } from "./word-space.ts";

/** Stores as statements: into variables and registers, elements and fields of them. */

/** Where a store goes: all leaves of the target's type, and the positions in the arrays around it. */
type Place = {
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

function placeOf(environment: Environment, target: Destination): Place {
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

function readPlace(place: Place): Code {
  const [field] = place.fields;
  if (field === undefined) return constant(0);
  const raw = readAt(place, field, []);
  const { low, optional } = field.leaf.scalar;
  return optional
    ? raw
    : {
        ...raw,
        js: low === 0 ? raw.js : `(${raw.js}${low < 0 ? low : `+${low}`})`,
        low: raw.low + low,
        high: raw.high + low,
      };
}

function readAt(place: Place, field: Field, positions: readonly Code[]): Code {
  return readField(place.spaces, field, linearIndex(field.leaf.sizes, [...place.indices, ...positions]));
}

/** A value of the target's type, or one that converts to it. */
export function storeAt(environment: Environment, target: Destination, value: Value, from: Type, path: Path): string {
  const converted = convertValue(environment, value, from, target.type);
  const place = placeOf(environment, target);
  const fails = converted.kind === "scalar" ? converted.code.fails : converted.fails;
  using(path, { fails: fails || place.fails });
  // The right side first, then the indices of the target.
  const evaluated = place.setup.length === 0 ? { text: "", value: converted } : evaluate(environment, converted);
  return (
    evaluated.text +
    place.setup.map((one) => `${one};`).join("") +
    writeLeaves(environment, place, evaluated.value, target.type)
  );
}

function evaluate(environment: Environment, value: Value): { readonly text: string; readonly value: Value } {
  if (value.kind === "composite")
    return { text: value.setup.map((one) => `${one};`).join(""), value: { ...value, setup: [] } };
  const { code } = value;
  if (known(code) !== null) return { text: "", value };
  const name = temporary(environment.text);
  return { text: `${name}=${asNumber(code)};`, value: scalar({ ...code, js: name, boolean: false, fails: false }) };
}

const COPIED_AT_ONCE = 64;

/** Small values are read whole before anything is written, so that `p = { .a = p.b, .b = p.a }` swaps. */
function writeLeaves(environment: Environment, place: Place, value: Value, type: Type): string {
  const numbers = numbersOf(environment);
  const setup = value.kind === "composite" ? value.setup.map((one) => `${one};`).join("") : "";
  const writes = leavesOf(type, numbers).flatMap((leaf, number) => {
    const field = place.fields[number];
    if (field === undefined) return [];
    return positionsOf(leaf.sizes).map((positions) => ({
      field,
      index: linearIndex(field.leaf.sizes, [...place.indices, ...positions]),
      raw: rawLeaf(value, leaf, number, positions),
    }));
  });
  if (value.kind === "scalar" || writes.length > COPIED_AT_ONCE) {
    return setup + writes.map(({ field, index, raw }) => writeRaw(place.spaces, field, index, raw)).join("");
  }
  const read = writes.map((write) => {
    if (known(write.raw) !== null) return { ...write, text: "" };
    const name = temporary(environment.text);
    return { ...write, raw: { ...write.raw, js: name, boolean: false }, text: `${name}=${asNumber(write.raw)};` };
  });
  const reads = read.map(({ text }) => text).join("");
  return setup + reads + read.map(({ field, index, raw }) => writeRaw(place.spaces, field, index, raw)).join("");
}

/** `x += e`: the right side first, then the place. */
export function updateAt(
  environment: Environment,
  target: Destination,
  operator: "+=" | "-=",
  value: Expression,
  path: Path,
): string {
  const by = compileScalar(value, environment);
  const place = placeOf(environment, target);
  const numbers = numbersOf(environment);
  const [leaf] = leavesOf(target.type, numbers);
  const [field] = place.fields;
  if (leaf === undefined || field === undefined) return "";
  const current = readPlace(place);
  const plain = target.type.kind === "optional" ? target.type.element : target.type;
  const old = convertValue(environment, scalar(current), target.type, plain);
  if (old.kind !== "scalar") throw new Error("untorn defect: arithmetic on a struct");
  const addend = temporary(environment.text);
  const sign = operator === "+=" ? "+" : "-";
  const [low, high] =
    sign === "+" ? [old.code.low + by.low, old.code.high + by.high] : [old.code.low - by.high, old.code.high - by.low];
  const fixed = known(by);
  const right = fixed === null ? addend : fixed < 0 ? `(${fixed})` : String(fixed);
  const sum: Code = {
    js: `(${asNumber(old.code)}${sign}${right})`,
    low,
    high,
    boolean: false,
    fails: by.fails || old.code.fails,
  };
  const converted = convertValue(environment, scalar(sum), INTEGER, target.type);
  using(path, { fails: place.fails || by.fails || (converted.kind === "scalar" && converted.code.fails) });
  const evaluated = fixed === null ? `${addend}=${asNumber(by)};` : "";
  return (
    evaluated + place.setup.map((one) => `${one};`).join("") + writeLeaves(environment, place, converted, target.type)
  );
}

/** Null stores the default. */
export function storeRegister(
  context: BodyContext,
  environment: Environment,
  register: Register,
  value: Value | null,
  path: Path,
): string {
  const stored = value ?? defaultComposite(register.type, numbersOf(environment));
  using(path, { fails: stored.kind === "scalar" ? stored.code.fails : stored.fails });
  const place: Place = {
    spaces: context.spaces,
    fields: context.fields[register.index] ?? [],
    indices: [],
    setup: [],
    fails: false,
  };
  return writeLeaves(environment, place, stored, register.type);
}

/** Gives a variable its initial value. */
export function storeVariable(environment: Environment, variable: Variable, initial: Expression, path: Path): string {
  const target: Destination = {
    root: { kind: "variable", variable },
    path: [],
    type: variable.type,
    span: variable.span,
  };
  return storeAt(environment, target, environment.compile(initial, environment), initial.type, path);
}
