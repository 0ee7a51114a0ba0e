import type { Expression, LockReference } from "../../language/checked-spec.ts";
import { cardinality } from "../../language/types.ts";
import type { LockFields } from "../lowering/state-layout.ts";
import type { Code } from "./code.ts";
import { asCondition, asNumber, constant, FALSE, known, numeric, truth } from "./code.ts";
import { linearIndex, shifted, storedValue } from "./composite-code.ts";
import type { Environment, Value } from "./environment.ts";
import { compileScalar } from "./environment.ts";
import { temporary } from "./function-text.ts";
import { readRaw } from "./word-space.ts";

/** Predicates on locks and tasks, and locals of other tasks, as text. */

type Of<K extends Expression["kind"]> = Extract<Expression, { kind: K }>;

export function predicateCode(
  expression: Of<"at" | "status" | "holds" | "held" | "enabled">,
  environment: Environment,
): Code {
  switch (expression.kind) {
    case "at":
      return perInstance(expression.instance, environment, (number) => {
        const points = controlOf(environment, number);
        return controlIn(environment, number, points.byLabel.get(expression.label.id) ?? []);
      });
    case "status":
      return perInstance(expression.instance, environment, (number) =>
        statusOf(expression.status, environment, number),
      );
    case "holds":
      return perInstance(expression.instance, environment, (number) =>
        holdsCode(environment, number, expression.lock, expression.mode),
      );
    case "held":
      return heldCode(environment, expression.lock, expression.mode);
    case "enabled":
      return enabledCode(expression, environment);
  }
}

/** One test per instance; a constant instance needs only its own. */
function perInstance(instance: Expression, environment: Environment, test: (number: number) => Code): Code {
  const first = instance.type.kind === "instance" ? instance.type.first : 0;
  const code = shifted(compileScalar(instance, environment), first);
  const fixed = known(code);
  if (fixed !== null) return test(fixed);
  const name = temporary(environment.text);
  const numbers = Array.from({ length: code.high - code.low + 1 }, (_, offset) => code.low + offset);
  const tests = numbers.map((number) => {
    const inner = test(number);
    return { fails: inner.fails, js: `${name}===${number}?${asNumber(inner)}:` };
  });
  const js = `(${name}=${asNumber(code)},${tests.map((one) => one.js).join("")}0)`;
  return numeric(js, 0, 1, code.fails || tests.some((one) => one.fails));
}

function processOf(environment: Environment, number: number) {
  for (const process of environment.target.layout.processes) {
    const instance = process.instances.find((candidate) => candidate.number === number);
    if (instance !== undefined) return { process: process.process, instance };
  }
  throw new Error("untorn defect: no such instance");
}

function controlOf(environment: Environment, number: number) {
  const points = environment.target.controls.get(processOf(environment, number).process.name);
  if (points === undefined) throw new Error("untorn defect: a task without control points");
  return points;
}

function controlIn(environment: Environment, number: number, values: readonly number[]): Code {
  if (values.length === 0) return FALSE;
  const { instance } = processOf(environment, number);
  const control = readRaw(environment.target.spaces, instance.control, constant(0));
  const [only] = values;
  if (values.length === 1 && only !== undefined) {
    const fixed = known(control);
    return fixed === null ? truth(`(${control.js}===${only})`, false) : constant(fixed === only ? 1 : 0);
  }
  const name = temporary(environment.text);
  return truth(`(${name}=${control.js},${values.map((value) => `${name}===${value}`).join("||")})`, false);
}

function statusOf(status: "done" | "blocked" | "may_sleep", environment: Environment, number: number): Code {
  const points = controlOf(environment, number);
  const done = controlIn(environment, number, [points.done]);
  if (status === "done") return done;
  if (status === "may_sleep") return controlIn(environment, number, points.sleepers);
  return truth(`(!${done.js}&&EN[${number}]===0)`, false);
}

/** Locals of another task: every instance has them in its own place. */
export function remoteValue(expression: Of<"remote">, environment: Environment): Value {
  const first = expression.instance.type.kind === "instance" ? expression.instance.type.first : 0;
  const code = shifted(compileScalar(expression.instance, environment), first);
  const fixed = known(code);
  if (fixed !== null) return remoteOf(expression, environment, fixed);
  const name = temporary(environment.text);
  const numbers = Array.from({ length: code.high - code.low + 1 }, (_, offset) => code.low + offset);
  const values = numbers.map((number) => ({ number, value: remoteOf(expression, environment, number) }));
  const chosen = (pick: (value: Value) => Code): Code => {
    const codes = values.map(({ number, value }) => ({ number, code: pick(value) }));
    const text = codes.map((one) => `${name}===${one.number}?${asNumber(one.code)}:`).join("");
    const [low, high] = [
      Math.min(0, ...codes.map((one) => one.code.low)),
      Math.max(0, ...codes.map((one) => one.code.high)),
    ];
    return { js: `(${text}0)`, low, high, boolean: false, fails: false };
  };
  const setup = `${name}=${asNumber(code)}`;
  const scalars = values.every(({ value }) => value.kind === "scalar");
  if (scalars) {
    const picked = chosen((value) => (value.kind === "scalar" ? value.code : FALSE));
    return { kind: "scalar", code: { ...picked, js: `(${setup},${picked.js})`, fails: code.fails } };
  }
  return {
    kind: "composite",
    setup: [setup],
    fails: code.fails,
    leaf: (leaf, indices) => chosen((value) => (value.kind === "composite" ? value.leaf(leaf, indices) : FALSE)),
  };
}

function remoteOf(expression: Of<"remote">, environment: Environment, number: number): Value {
  const { instance } = processOf(environment, number);
  const { spaces, layout } = environment.target;
  const graph = layout.processes.find((process) => process.instances.includes(instance))?.graph;
  const register = graph?.registers.find((candidate) => candidate.outermost === expression.slot);
  if (register === undefined) throw new Error("untorn defect: no such outermost local");
  return storedValue(spaces, instance.registers[register.index] ?? [], expression.type);
}

// ---------------------------------------------------------------------------------------------- locks

export type LockPlace = {
  readonly fields: LockFields;
  readonly element: Code;
  readonly setup: readonly string[];
  readonly fails: boolean;
};

/** Which element; the text of `element` has no effects once `setup` was evaluated. */
export function lockPlace(environment: Environment, reference: LockReference): LockPlace {
  const fields = environment.target.layout.locks[reference.lock.slot];
  if (fields === undefined) throw new Error("untorn defect: no such lock");
  const indices = reference.indices.map((index) => {
    const code = compileScalar(index, environment);
    return index.type.kind === "range" ? shifted(code, -index.type.low) : code;
  });
  const element = linearIndex(reference.lock.indices.map(cardinality), indices);
  const fails = indices.some((index) => index.fails);
  if (known(element) !== null && !fails) return { fields, element, setup: [], fails: false };
  const name = temporary(environment.text);
  return {
    fields,
    element: numeric(name, element.low, element.high, false),
    setup: [`${name}=${asNumber(element)}`],
    fails,
  };
}

/** Raw bit of a holder in an rwsem's row of bits. */
export function holderBit(environment: Environment, place: LockPlace, position: number): Code {
  const { fields, element } = place;
  if (fields.holders === null) return FALSE;
  return readRaw(environment.target.spaces, fields.holders, holderIndex(place, position, element));
}

export function holderIndex(place: LockPlace, position: number, element: Code): Code {
  return linearIndex([element.high + 1, place.fields.lockers.length], [element, constant(position)]);
}

/** Whether an instance holds a lock, in any mode. */
export function heldBy(environment: Environment, place: LockPlace, number: number): Code {
  const { fields, element } = place;
  const position = fields.lockers.indexOf(number);
  if (position === -1) return FALSE;
  if (fields.owner !== null) {
    const owner = readRaw(environment.target.spaces, fields.owner, element);
    return truth(`(${owner.js}===${position + 1})`, false);
  }
  return holderBit(environment, place, position);
}

export function isExclusive(environment: Environment, place: LockPlace): Code {
  const { fields, element } = place;
  return fields.exclusive === null ? FALSE : readRaw(environment.target.spaces, fields.exclusive, element);
}

/** Whether anyone holds a lock. */
export function isTaken(environment: Environment, place: LockPlace): Code {
  const { fields, element } = place;
  if (fields.owner !== null)
    return truth(`(${readRaw(environment.target.spaces, fields.owner, element).js}!==0)`, false);
  const bits = fields.lockers.map((_, position) => holderBit(environment, place, position).js);
  return bits.length === 0 ? FALSE : truth(`((${bits.join("|")})!==0)`, false);
}

/** Whether a lock can be had now; `mode` is null except for an rwsem. */
export function isGranted(environment: Environment, place: LockPlace, mode: Code | null): Code {
  const taken = isTaken(environment, place);
  if (mode === null || place.fields.holders === null) return truth(`!${taken.js}`, false);
  const exclusive = isExclusive(environment, place);
  const fixed = known(mode);
  if (fixed === 1) return truth(`!${taken.js}`, false);
  if (fixed === 0) return truth(`!${exclusive.js}`, false);
  return truth(`(${asCondition(mode)}?!${taken.js}:!${exclusive.js})`, mode.fails);
}

function holdsCode(environment: Environment, number: number, reference: LockReference, mode: Expression | null): Code {
  const place = lockPlace(environment, reference);
  const held = heldBy(environment, place, number);
  const wanted = mode === null ? null : compileScalar(mode, environment);
  return withMode(environment, place, held, wanted);
}

function heldCode(environment: Environment, reference: LockReference, mode: Expression | null): Code {
  const place = lockPlace(environment, reference);
  const wanted = mode === null ? null : compileScalar(mode, environment);
  return withMode(environment, place, isTaken(environment, place), wanted);
}

function withMode(environment: Environment, place: LockPlace, held: Code, mode: Code | null): Code {
  const exclusive = isExclusive(environment, place);
  const test = mode === null ? asCondition(held) : `${asCondition(held)}&&${asNumber(exclusive)}===${asNumber(mode)}`;
  const js = place.setup.length === 0 ? `(${test})` : `(${place.setup.join(",")},${test})`;
  return truth(js, place.fails || mode?.fails === true);
}

/** What the expansion of this state noted of its events: `EV` by event, then by parameters. */
function enabledCode(expression: Of<"enabled">, environment: Environment): Code {
  const { spec } = environment.target;
  const position = spec.actors.findIndex((actor) => actor.kind === "event" && actor.name === expression.event);
  const event = spec.actors[position];
  if (event?.kind !== "event") throw new Error("untorn defect: no such event");
  if (expression.args === null) return truth(`(EA[${position}]!==0)`, false);
  const sizes = event.body.locals.slice(0, event.body.parameters).map(({ type }) => cardinality(type));
  const indices = expression.args.map((argument) => {
    const code = compileScalar(argument, environment);
    return argument.type.kind === "range" ? shifted(code, -argument.type.low) : code;
  });
  const index = linearIndex(sizes, indices);
  return truth(
    `(EV[${position}][${asNumber(index)}]!==0)`,
    indices.some((one) => one.fails),
  );
}
