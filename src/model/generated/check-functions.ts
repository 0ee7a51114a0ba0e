import type { Lock } from "../../language/checked-spec.ts";
import type { Instruction } from "../lowering/flow-graph.ts";
import type { BodyContext } from "./body-context.ts";
import { environmentAt, instructionAt, newSegment } from "./body-context.ts";
import { asCondition, asNumber, constant, known } from "./code.ts";
import { canSleep, isWay } from "./control-points.ts";
import { effectOf, isStraight } from "./effect-code.ts";
import type { Environment } from "./environment.ts";
import { modeCode, prelude } from "./lock-code.ts";
import { heldBy, holderBit, isExclusive, isGranted, type LockPlace, lockPlace } from "./predicate-code.ts";
import { START_PATH } from "./step-functions.ts";
import { readRaw } from "./word-space.ts";

/**
 * What is checked of a process in a state, before its step: the discipline of locks, and for whom it waits. Null where
 * there is nothing to check at this rest point.
 */
export function checkText(stepping: BodyContext, index: number, locks: number): string | null {
  const context = { ...stepping, flow: null };
  const begin = instructionAt(context, index);
  if (begin.operation.kind === "done") return endText(context, locks);
  let instruction = begin;
  let way = "";
  while (passes(context, begin, instruction)) {
    const { operation } = instruction;
    if (!isStraight(operation) || !("next" in operation)) break;
    way += effectOf(context, instruction, operation, { ...START_PATH, segment: newSegment() }).text;
    instruction = instructionAt(context, operation.next);
  }
  const check = leafText(context, instruction, locks);
  // What errs here errs in the step too, and is told there.
  return check === "" ? null : `try{${way}${check}}catch(e){if(e!==BAD)throw e;}`;
}

/** Into an atomic, and inside it through what is only the way in. */
function passes(context: BodyContext, begin: Instruction, instruction: Instruction): boolean {
  const { operation } = instruction;
  if (instruction === begin) return operation.kind === "enter" && instructionAt(context, operation.next).atomic;
  return instruction.atomic && isWay(instruction);
}

function broken(locks: number): string {
  return `breach(${locks},0);`;
}

/** Ends while holding a lock. */
function endText(context: BodyContext, locks: number): string | null {
  const held = heldOf(context, () => true);
  return held.length === 0 ? null : `if(${held.join("||")})${broken(locks)}`;
}

/** One test per lock that this process may hold. */
function heldOf(context: BodyContext, wanted: (lock: Lock) => boolean): string[] {
  const { spec, layout } = context.target;
  const self = context.self ?? -1;
  const [frame] = context.graph.frames;
  if (frame === undefined) return [];
  const environment = environmentAt(context, frame);
  return spec.locks
    .filter((lock) => lock.kind !== "semaphore" && wanted(lock))
    .flatMap((lock) => {
      const fields = layout.locks[lock.slot];
      if (fields === undefined || !fields.lockers.includes(self)) return [];
      return Array.from({ length: lock.count }, (_, element) => {
        const place: LockPlace = { fields, element: constant(element), setup: [], fails: false };
        return asCondition(heldBy(environment, place, self));
      });
    });
}

function leafText(context: BodyContext, instruction: Instruction, locks: number): string {
  const environment = environmentAt(context, instruction.frame);
  const spinlocks = canSleep(instruction) ? heldOf(context, (lock) => lock.kind === "spinlock") : [];
  const sleeping = spinlocks.length === 0 ? "" : `if(${spinlocks.join("||")}){${broken(locks)}}`;
  return sleeping + useText(context, environment, instruction, locks);
}

function useText(context: BodyContext, environment: Environment, instruction: Instruction, locks: number): string {
  const { operation } = instruction;
  const self = context.self ?? -1;
  switch (operation.kind) {
    case "unlock": {
      const place = lockPlace(environment, operation.lock);
      const held = place.fields.semaphore ? takenText(context, place) : asCondition(heldBy(environment, place, self));
      return `${prelude(place)}if(!${held})${broken(locks)}`;
    }
    case "downgrade": {
      const place = lockPlace(environment, operation.lock);
      const held = asCondition(heldBy(environment, place, self));
      return `${prelude(place)}if(!(${held}&&${asCondition(isExclusive(environment, place))}))${broken(locks)}`;
    }
    case "lock":
      return lockText(context, environment, operation, locks);
    case "trylock":
      return tryText(environment, operation.trylock, self, locks);
    case "branch":
      return operation.condition.kind === "trylock"
        ? tryText(environment, operation.condition.trylock, self, locks)
        : "";
    default:
      return "";
  }
}

function takenText(context: BodyContext, place: LockPlace): string {
  return place.fields.owner === null ? "0" : `${readRaw(context.target.spaces, place.fields.owner, place.element).js}`;
}

/** Taken twice; and, where it cannot be had, who stands in the way. */
function lockText(
  context: BodyContext,
  environment: Environment,
  operation: Extract<Instruction["operation"], { kind: "lock" }>,
  locks: number,
): string {
  const path = { ...START_PATH, segment: newSegment() };
  const mode = modeCode(environment, operation.mode, path);
  const place = lockPlace(environment, operation.lock);
  if (place.fields.semaphore) return "";
  const self = context.self ?? -1;
  const twice = `if(${asCondition(heldBy(environment, place, self))})${broken(locks)}`;
  const granted = asCondition(isGranted(environment, place, mode));
  return `${prelude(place)}${twice}if(!${granted}){WAIT[WN++]=${self};${blockersText(environment, context, place, mode === null ? "1" : asNumber(mode), self)}}`;
}

/** Sets the bits of the holders that are incompatible with `mode` in row `self` of the matrix of waiting. */
function blockersText(
  environment: Environment,
  context: BodyContext,
  place: LockPlace,
  mode: string,
  self: number,
): string {
  const row = self * Math.ceil(context.target.spec.instances / 32);
  const set = (number: string) => `BW[${row}+(${number}>>5)]|=1<<(${number}&31);`;
  const { fields } = place;
  if (fields.owner !== null) {
    const owner = readRaw(context.target.spaces, fields.owner, place.element).js;
    return `{const h=[${fields.lockers.join(",")}][${owner}-1];${set("h")}}`;
  }
  const bits = fields.lockers.map((number, position) => {
    const bit = holderBit(environment, place, position);
    return known(bit) === 0 ? "" : `if(${bit.js}){${set(String(number))}}`;
  });
  return `if(${mode}||${asNumber(isExclusive(environment, place))}){${bits.join("")}}`;
}

function tryText(
  environment: Environment,
  trylock: Extract<Instruction["operation"], { kind: "trylock" }>["trylock"],
  self: number,
  locks: number,
): string {
  const path = { ...START_PATH, segment: newSegment() };
  const mode = modeCode(environment, trylock.mode, path);
  const place = lockPlace(environment, trylock.lock);
  if (place.fields.semaphore) return "";
  const held = asCondition(heldBy(environment, place, self));
  return `${prelude(place)}if(${held}&&${asCondition(isGranted(environment, place, mode))})${broken(locks)}`;
}
