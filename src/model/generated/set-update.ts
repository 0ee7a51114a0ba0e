import type { Expression } from "../../language/checked-spec.ts";
import type { Type } from "../../language/types.ts";
import { leavesOf, plainScalar, SET_WORD } from "../lowering/flatten.ts";
import type { Operation } from "../lowering/flow-graph.ts";
import type { Field } from "../lowering/state-layout.ts";
import type { Path } from "./body-context.ts";
import { using } from "./body-context.ts";
import type { Code } from "./code.ts";
import { asNumber, constant, known } from "./code.ts";
import { shifted } from "./composite-code.ts";
import { forEachElement } from "./element-loops.ts";
import type { Environment } from "./environment.ts";
import { numbersOf } from "./environment.ts";
import type { Place } from "./place-code.ts";
import { placeOf, readAt, writeAt } from "./place-code.ts";
import { elementsOfLiteral, setWord, shapeOf } from "./set-value.ts";

/** `s += e` and `s -= e` as statements. The right side is evaluated first. */
export function updateSet(
  environment: Environment,
  { target, operator, value }: Extract<Operation, { kind: "update-set" }>,
  path: Path,
): string {
  if (value.kind === "set")
    return updateElements(environment, target.type, operator, value, () => placeOf(environment, target), path);
  const other = environment.compile(value, environment);
  if (other.kind === "scalar") throw new Error("untorn defect: a set that is a scalar");
  const place = placeOf(environment, target);
  using(path, { fails: other.fails || place.fails });
  const words = leavesOf(target.type, numbersOf(environment)).map((leaf, number) => {
    const field = place.fields[number];
    if (field === undefined) return "";
    return forEachElement(environment.text, leaf.sizes, (positions) =>
      joined(place, field, positions, operator, other.leaf(number, positions)),
    );
  });
  return [...other.setup, ...place.setup].map((one) => `${one};`).join("") + words.join("");
}

/** One word of both: the target's word reads no other word, so they can be written one by one. */
function joined(place: Place, field: Field, positions: readonly Code[], operator: "+=" | "-=", word: Code): string {
  if (known(word) === 0) return "";
  const old = readAt(place, field, positions);
  const text = operator === "+=" ? `${asNumber(old)}|${asNumber(word)}` : `${asNumber(old)}&~${asNumber(word)}`;
  return writeAt(place, field, positions, setWord(text, field.bits));
}

/** Values that are written down one by one: one bit each. */
function updateElements(
  environment: Environment,
  type: Type,
  operator: "+=" | "-=",
  value: Extract<Expression, { kind: "set" }>,
  makePlace: () => Place,
  path: Path,
): string {
  const { setup, fails, positions } = elementsOfLiteral(value, environment);
  const place = makePlace();
  using(path, { fails: fails || place.fails });
  const bit = constant(operator === "+=" ? 1 : 0);
  const writes = positions.map((position) => writeBit(place, type, position, bit));
  return [...setup, ...place.setup].map((one) => `${one};`).join("") + writes.join("");
}

function writeBit(place: Place, type: Type, position: Code, bit: Code): string {
  const { words, bits } = shapeOf(type);
  const limit = words * SET_WORD;
  const [first, second] = place.fields;
  const full = words > 0 ? first : undefined;
  const rest = words > 0 ? second : first;
  const inFull = () => (full === undefined ? "" : writeAt(place, bitsOf(full, limit), [position], bit));
  const inRest = () => (rest === undefined ? "" : writeAt(place, bitsOf(rest, bits), [shifted(position, -limit)], bit));
  if (bits === 0 || position.high < limit) return inFull();
  if (position.low >= limit) return inRest();
  return `if(${position.js}<${limit}){${inFull()}}else{${inRest()}}`;
}

/** The same words as a field of single bits, `bits` of them for one set. */
function bitsOf(field: Field, bits: number): Field {
  const { sizes } = field.leaf;
  const around = field.bits === SET_WORD ? sizes.slice(0, -1) : sizes;
  return {
    ...field,
    leaf: { sizes: [...around, bits], scalar: plainScalar(2) },
    bits: 1,
    perWord: field.perWord * field.bits,
    elements: field.elements * field.bits,
  };
}
