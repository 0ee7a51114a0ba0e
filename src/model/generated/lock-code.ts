import type { Expression, LockReference, Trylock } from "../../language/checked-spec.ts";
import type { BodyContext, Path } from "./body-context.ts";
import { using } from "./body-context.ts";
import type { Code } from "./code.ts";
import { asCondition, asNumber, constant, known } from "./code.ts";
import type { Environment } from "./environment.ts";
import { compileScalar } from "./environment.ts";
import { flag, temporary } from "./function-text.ts";
import type { LockPlace } from "./predicate-code.ts";
import { heldBy, holderIndex, isGranted, lockPlace } from "./predicate-code.ts";
import { writeRaw } from "./word-space.ts";

/** Taking and giving back locks, as statements. */

export function prelude(place: LockPlace): string {
  return place.setup.map((one) => `${one};`).join("");
}

/** An rwsem's mode as text; null for locks without modes. */
export function modeCode(environment: Environment, mode: Expression | null, path: Path): Code | null {
  return mode === null ? null : using(path, compileScalar(mode, environment));
}

/** Takes a lock that can be had. */
export function taken(context: BodyContext, place: LockPlace, mode: Code | null): string {
  const { spaces } = context;
  const { fields, element } = place;
  const position = context.self === null ? -1 : fields.lockers.indexOf(context.self);
  if (fields.owner !== null) {
    const owner = fields.semaphore ? 1 : position + 1;
    return writeRaw(spaces, fields.owner, element, constant(owner));
  }
  if (fields.holders === null || fields.exclusive === null) return "";
  const bit = writeRaw(spaces, fields.holders, holderIndex(place, position, element), constant(1));
  return bit + writeRaw(spaces, fields.exclusive, element, mode ?? constant(1));
}

export function unlocked(context: BodyContext, environment: Environment, place: LockPlace): string {
  const { spaces } = context;
  const { fields, element } = place;
  if (fields.semaphore && fields.owner !== null) return writeRaw(spaces, fields.owner, element, constant(0));
  const held = context.self === null ? null : heldBy(environment, place, context.self);
  if (held === null || known(held) === 0) return "";
  if (fields.owner !== null) return `if(${asCondition(held)}){${writeRaw(spaces, fields.owner, element, constant(0))}}`;
  if (fields.holders === null || fields.exclusive === null) return "";
  const position = fields.lockers.indexOf(context.self ?? -1);
  const bit = writeRaw(spaces, fields.holders, holderIndex(place, position, element), constant(0));
  return `if(${asCondition(held)}){${bit}${writeRaw(spaces, fields.exclusive, element, constant(0))}}`;
}

export function downgraded(context: BodyContext, environment: Environment, place: LockPlace): string {
  const { fields, element } = place;
  if (context.self === null || fields.exclusive === null) return "";
  const held = heldBy(environment, place, context.self);
  return `if(${asCondition(held)}){${writeRaw(context.target.spaces, fields.exclusive, element, constant(0))}}`;
}

export type TryResult = { readonly text: string; readonly granted: string; readonly take: string };

/** `granted` is a variable; `take` is to be executed where it is true. */
export function tried(
  context: BodyContext,
  environment: Environment,
  trylock: Trylock | { lock: LockReference; mode: Expression | null },
  path: Path,
): TryResult {
  const mode = modeCode(environment, trylock.mode, path);
  const place = using(path, lockPlace(environment, trylock.lock));
  const granted = flag(environment.text);
  const modeName = mode === null || known(mode) !== null ? null : temporary(environment.text);
  const stableMode: Code | null =
    mode === null || modeName === null ? mode : { ...mode, js: modeName, boolean: false, fails: false };
  const evaluated = modeName === null || mode === null ? "" : `${modeName}=${asNumber(mode)};`;
  const test = asNumber(isGranted(environment, place, stableMode));
  return { text: `${evaluated}${prelude(place)}${granted}=${test};`, granted, take: taken(context, place, stableMode) };
}
