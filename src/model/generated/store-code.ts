import type { Target as Destination, Expression, Variable } from "../../language/checked-spec.ts";
import type { Type } from "../../language/types.ts";
import { INTEGER } from "../../language/types.ts";
import type { Leaf } from "../lowering/flatten.ts";
import { isScalar, leavesOf } from "../lowering/flatten.ts";
import type { Register } from "../lowering/flow-graph.ts";
import type { BodyContext, Path } from "./body-context.ts";
import { using } from "./body-context.ts";
import type { Code } from "./code.ts";
import { asNumber, constant, known } from "./code.ts";
import { defaultComposite, rawLeaf } from "./composite-code.ts";
import { convertValue } from "./convert-code.ts";
import type { Copied } from "./element-loops.ts";
import { copied, forEachElement, WRITTEN_OUT } from "./element-loops.ts";
import type { Environment, Value } from "./environment.ts";
import { compileScalar, numbersOf, scalar } from "./environment.ts";
import { temporary } from "./function-text.ts";
import type { Place } from "./place-code.ts";
import { placeOf, readAt, writeAt } from "./place-code.ts";

/** Stores as statements: into variables and registers, elements and fields of them. */

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

/** All of a value is read before anything is written, so that `p = { .a = p.b, .b = p.a }` swaps. */
function writeLeaves(environment: Environment, place: Place, value: Value, type: Type): string {
  const leaves = leavesOf(type, numbersOf(environment));
  const [only] = leaves;
  const [field] = place.fields;
  if (value.kind === "scalar" && only !== undefined && field !== undefined && isScalar(type))
    return writeAt(place, field, [], rawLeaf(value, only, 0, []));
  const setup = value.kind === "composite" ? value.setup.map((one) => `${one};`).join("") : "";
  const copy = copied(environment, value, leaves);
  return setup + copy.text + writtenLeaves(environment, place, leaves, copy);
}

/** Statements that write what was copied. */
export function writtenLeaves(
  environment: Environment,
  place: Place,
  leaves: readonly Leaf[],
  { leaf: read }: Copied,
  most: number = WRITTEN_OUT,
): string {
  const writes = leaves.map((leaf, number) => {
    const field = place.fields[number];
    if (field === undefined) return "";
    const write = (positions: readonly Code[]) => writeAt(place, field, positions, read(number, positions));
    return forEachElement(environment.text, leaf.sizes, write, most);
  });
  return writes.join("");
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
