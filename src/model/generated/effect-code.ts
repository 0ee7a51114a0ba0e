import type { Type } from "../../language/types.ts";
import type { FlowSite } from "../flow-sites.ts";
import type { Instruction, Operation, Register } from "../lowering/flow-graph.ts";
import type { BodyContext, Path } from "./body-context.ts";
import { environmentAt, environmentOf, forgetting, forgettingTarget, using } from "./body-context.ts";
import type { Code } from "./code.ts";
import { constant, known, truth } from "./code.ts";
import { convertValue } from "./convert-code.ts";
import type { Environment, Value } from "./environment.ts";
import { compileScalar, scalar } from "./environment.ts";
import { metText } from "./flow-code.ts";
import { flag } from "./function-text.ts";
import { downgraded, prelude, tried, unlocked } from "./lock-code.ts";
import { lockPlace } from "./predicate-code.ts";
import { updateSet } from "./set-update.ts";
import { spawnText } from "./spawn-code.ts";
import { stable } from "./stable-value.ts";
import { storeAt, storeRegister, updateAt } from "./store-code.ts";
import type { Space } from "./word-space.ts";
import { initialBits, readRaw as readField, settingBits, writeRaw } from "./word-space.ts";

/** What instructions with a single successor do, as statements. */

export type Effect = { readonly text: string; readonly path: Path };

type Straight = Extract<
  Operation,
  {
    kind:
      | "skip"
      | "enter"
      | "assign"
      | "call"
      | "return"
      | "store-returned"
      | "trylock"
      | "set-round"
      | "assert"
      | "update-set"
      | "spawn"
      | "unlock"
      | "downgrade";
  }
>;

export function isStraight(operation: Operation): operation is Straight {
  switch (operation.kind) {
    case "branch":
    case "for":
    case "choose":
    case "pick":
    case "wait":
    case "lock":
    case "push":
    case "pop":
    case "switch":
    case "error":
    case "done":
      return false;
    default:
      return true;
  }
}

export function effectOf(context: BodyContext, instruction: Instruction, operation: Straight, path: Path): Effect {
  const environment = environmentOf(context, instruction, path.known);
  switch (operation.kind) {
    case "skip":
      return { text: "", path };
    case "enter":
      return { text: cleared(context, operation.cleared), path: forgetting(path, operation.cleared) };
    case "assign":
      return assignEffect(context, environment, operation, path);
    case "update-set": {
      const text = updateSet(environment, operation, path);
      return { text, path };
    }
    case "spawn":
      return { text: spawnText(environment, operation, path), path };
    case "call":
      return callEffect(context, environment, operation, path);
    case "return":
      return returnEffect(context, environment, operation, path);
    case "store-returned": {
      const { register, target } = operation;
      const value = registerValue(context, instruction, register, path);
      return {
        text: storeAt(environment, target, value, register.type, path),
        path: forgettingTarget(environment, target, path),
      };
    }
    case "trylock":
      return trylockEffect(context, environment, operation, path);
    case "set-round":
      return roundEffect(context, operation, path);
    case "assert":
      return assertEffect(context, environment, operation, path);
    case "unlock":
    case "downgrade": {
      const place = lockPlace(environment, operation.lock);
      using(path, place);
      const release =
        operation.kind === "unlock" ? unlocked(context, environment, place) : downgraded(context, environment, place);
      return { text: prelude(place) + release, path };
    }
  }
}

// ---------------------------------------------------------------------------------------------- stores

function assignEffect(
  context: BodyContext,
  environment: Environment,
  operation: Extract<Operation, { kind: "assign" }>,
  path: Path,
): Effect {
  const { place, operator, value } = operation;
  if (place.kind === "register") {
    const { register } = place;
    const stored = value === null ? null : environment.compile(value, environment);
    const text = storeRegister(context, environment, register, stored, path);
    return { text, path: forgetting(path, [register]) };
  }
  const { target } = place;
  if (value === null) throw new Error("untorn defect: an assignment without a value");
  if (operator === "=") {
    const text = storeAt(environment, target, environment.compile(value, environment), target.type, path);
    return { text, path: forgettingTarget(environment, target, path) };
  }
  return {
    text: updateAt(environment, target, operator, value, path),
    path: forgettingTarget(environment, target, path),
  };
}

// ---------------------------------------------------------------------------------------------- registers

function registerValue(context: BodyContext, instruction: Instruction, register: Register, path: Path): Value {
  const environment = environmentAt(context, { ...instruction.frame, registers: [register] }, path.known);
  return environment.compile(
    {
      kind: "local",
      local: { slot: 0, name: "", type: register.type, counter: false, span: NOWHERE },
      type: register.type,
      span: NOWHERE,
    },
    environment,
  );
}

const NOWHERE = { file: { path: "", text: "" }, start: 0, end: 0 };

export function cleared(context: BodyContext, registers: readonly Register[]): string {
  const fields = registers.flatMap((register) => context.fields[register.index] ?? []);
  const inSpace = (space: Space) =>
    settingBits(space, initialBits(fields.filter((field) => field.space === space.name)));
  return inSpace(context.spaces.w) + inSpace(context.spaces.x);
}

function callEffect(
  context: BodyContext,
  environment: Environment,
  operation: Extract<Operation, { kind: "call" }>,
  path: Path,
): Effect {
  const { args, callee } = operation;
  const values = args.map((argument) => environment.compile(argument, environment));
  const stores = values.map((value, position) => {
    const register = callee.registers[position];
    return register === undefined ? "" : storeRegister(context, environment, register, value, path);
  });
  const others = callee.registers.slice(args.length);
  return { text: stores.join("") + cleared(context, others), path: forgetting(path, callee.registers) };
}

function returnEffect(
  context: BodyContext,
  environment: Environment,
  operation: Extract<Operation, { kind: "return" }>,
  path: Path,
): Effect {
  const { value, into, conversions, call } = operation;
  if (value === null) return { text: "", path };
  const compiled = environment.compile(value, environment);
  const converted = conversions.reduce(
    (current, { from, to }) => convertValue(environment, current, from, to),
    compiled,
  );
  const site = call === null ? undefined : environment.flow?.byStatement.get(call);
  if (site !== undefined)
    return returnedError(context, environment, into, site, converted, conversions.at(-1)?.to ?? value.type, path);
  if (into !== null) {
    return { text: storeRegister(context, environment, into, converted, path), path: forgetting(path, [into]) };
  }
  // Nobody wants the result, but evaluating it may be an error.
  using(path, { fails: converted.kind === "scalar" ? converted.code.fails : converted.fails });
  const parts = converted.kind === "scalar" ? (converted.code.fails ? [converted.code.js] : []) : converted.setup;
  return { text: parts.map((one) => `${one};`).join(""), path };
}

/** An errno that is noted when it is returned. */
function returnedError(
  context: BodyContext,
  environment: Environment,
  into: Register | null,
  { first }: FlowSite,
  returned: Value,
  type: Type,
  path: Path,
): Effect {
  const { setup, value } = using(path, stable(environment, returned));
  if (value.kind === "composite") throw new Error("untorn defect: an error that is none");
  const begin = [...setup, metText(environment, String(first), { code: value.code, type })]
    .map((one) => `${one};`)
    .join("");
  if (into === null) return { text: begin, path };
  return { text: begin + storeRegister(context, environment, into, value, path), path: forgetting(path, [into]) };
}

function roundEffect(context: BodyContext, operation: Extract<Operation, { kind: "set-round" }>, path: Path): Effect {
  const { round, value } = operation;
  const [field] = context.fields[round.index] ?? [];
  if (field === undefined) throw new Error("untorn defect: a round without a field");
  const before = path.known.get(round.index);
  const after = value === "first" ? 0 : before === undefined ? null : before + 1;
  if (after !== null) {
    const text = writeRaw(context.spaces, field, constant(0), constant(after));
    return { text, path: { ...path, known: new Map(path.known).set(round.index, after) } };
  }
  const current = readField(context.spaces, field, constant(0));
  const next: Code = { ...current, js: `(${current.js}+1)`, low: 1, high: current.high + 1 };
  return { text: writeRaw(context.spaces, field, constant(0), next), path };
}

function assertEffect(
  context: BodyContext,
  environment: Environment,
  operation: Extract<Operation, { kind: "assert" }>,
  path: Path,
): Effect {
  const property = context.crash ?? operation.property;
  const condition = using(path, compileScalar(operation.condition, environment));
  if (known(condition) === 1) return { text: "", path };
  const failedHere = flag(environment.text);
  path.segment.asserts.push({ property, flag: failedHere });
  const text = `${failedHere}=0;if(!${condition.js}){${failedHere}=1;breach(${property},${context.kind === "crash" ? 0 : 1});}`;
  return { text, path: { ...path, asserts: [...path.asserts, { property, flag: failedHere }] } };
}

function trylockEffect(
  context: BodyContext,
  environment: Environment,
  operation: Extract<Operation, { kind: "trylock" }>,
  path: Path,
): Effect {
  const { trylock, target } = operation;
  const result = tried(context, environment, trylock, path);
  const text = `${result.text}if(${result.granted}){${result.take}}`;
  if (target === null) return { text, path };
  const value = truth(trylock.negated ? `!${result.granted}` : `(${result.granted}===1)`, false);
  const stored = storeAt(environment, target, scalar(value), { kind: "bool" }, path);
  return { text: text + stored, path: forgettingTarget(environment, target, path) };
}
