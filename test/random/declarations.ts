import type { GeneratedType } from "./generated-type.ts";
import { BOOL, beginsUnset, declared, ERRNO, holdsKind, LOCKMODE, literalsOf, typeText } from "./generated-type.ts";
import type { Part } from "./part.ts";
import { joined, part } from "./part.ts";
import type { Scope } from "./scope.ts";
import { unsetLocal } from "./scope.ts";
import { arrayOf } from "./type-declarations.ts";
import { canMake, errnoOrElse } from "./values.ts";
import type { GeneratedLock, GeneratedProcess, Named, World } from "./world.ts";
import { add, freshName, has, times } from "./world.ts";

/** Everything at top level but types, bodies and properties: constants, codes, knobs, variables, locks, works. */

// ---------------------------------------------------------------------------------------------- constants

export function addConstants(world: World): void {
  const { dice } = world;
  times(
    dice.weighted([
      [5, 0],
      [3, 1],
      [2, 2],
    ] as const),
    () => {
      const name = freshName(world, "N");
      if (dice.chance(0.25)) {
        add(world, part`const ${name} = ${dice.of(["true", "false", "!true || false"])};`);
        world.settings.push({ name, type: BOOL, storage: "constant" });
        return;
      }
      const value = dice.between(0, 3);
      add(world, part`const ${name} = ${dice.of([String(value), `${value + 1} - 1`, `7 * ${value} / 7`])};`);
      const type: GeneratedType = { kind: "range", low: value, high: value, text: `${value}..${value}` };
      world.settings.push({ name, type, storage: "constant" });
    },
  );
}

// ---------------------------------------------------------------------------------------------- codes and knobs

export function addCodes(world: World): void {
  const { dice } = world;
  if (!has(world, "errnos")) return;
  const codes = ["EAGAIN", "EBUSY", "EIO"].slice(0, dice.between(1, 3));
  world.codes.push(...codes);
  add(
    world,
    part`errno ${joined(
      codes.map((code) => part`${code}`),
      ", ",
    )};`,
  );
}

export function addKnobs(world: World): void {
  const { dice } = world;
  if (!has(world, "knobs")) return;
  times(dice.between(1, 3), () => {
    const name = freshName(world, "KNOB");
    if (world.codes.length > 0 && dice.chance(0.65)) return addCodeKnob(world, name);
    const types = world.scalars.filter(({ kind }) => kind === "bool" || kind === "range" || kind === "enum");
    const type = dice.chance(0.15) ? LOCKMODE : dice.of(types);
    const values = literalsOf(type);
    const some = values.filter(() => dice.chance(0.8));
    const domain = dice.chance(0.4) || some.length === 0 ? values : some;
    const braces = domain === values ? "" : ` in { ${domain.join(", ")} }`;
    add(world, part`knob ${typeText(type)} ${name}${braces} = ${dice.of(domain)} "what it means";`);
    world.settings.push({ name, type, storage: "knob" });
  });
}

function addCodeKnob(world: World, name: string): void {
  const { dice, codes } = world;
  const same = dice.chance(0.45);
  const domain = [...codes.filter(() => dice.chance(0.8)), ...(same ? ["same"] : [])];
  const values = domain.length === 0 ? [...codes] : domain;
  add(world, part`knob errno ${name} in { ${values.join(", ")} } = ${dice.of(values)};`);
  world.codeKnobs.push({ name, same, codes: values });
}

// ---------------------------------------------------------------------------------------------- variables and locks

/** Shared, durable and ghost variables; in a bigger spec more of them. */
export function addVariables(world: World, fixed: Scope): void {
  const { dice, temper } = world;
  const shared = temper.size === "small" ? dice.between(1, 2) : dice.between(1, 3);
  times(shared, () => addVariable(world, fixed, "shared"));
  if (has(world, "durables")) times(dice.between(1, 2), () => addVariable(world, fixed, "durable"));
  if (has(world, "ghosts")) times(dice.between(1, 2), () => addVariable(world, fixed, "ghost"));
  for (const type of world.queues) addVariable(world, fixed, "shared", type);
  const [queued] = world.structs.filter((type) => holdsKind(type, "queue"));
  if (queued !== undefined) addVariable(world, fixed, "shared", queued);
  if (world.sets.length > 0) addVariable(world, fixed, dice.of(["shared", "shared", "durable"]), dice.of(world.sets));
}

function addVariable(
  world: World,
  fixed: Scope,
  storage: "shared" | "durable" | "ghost",
  wanted: GeneratedType | null = null,
): void {
  const { dice } = world;
  const name = freshName(world, storage.slice(0, 1));
  const type = wanted === null ? variableType(world, storage) : atTimesArray(world, wanted);
  const word = storage === "shared" ? "" : `${storage} `;
  const initial = type.kind !== "array" && canMake(fixed, type) && dice.chance(0.35) ? startOf(fixed, type) : "";
  add(world, part`${word}${declared(type, name)}${initial};`);
  const preset = isPreset(type) && dice.chance(0.55);
  const variable: Named = { name, type, storage, unset: beginsUnset(type) && !preset };
  world.variables.push(variable);
  if (preset) world.presets.push(variable);
}

/** Whether `init` can give it symmetric values: directly, or element by element. */
function isPreset(type: GeneratedType): boolean {
  return type.kind === "symmetric" || (type.kind === "array" && isPreset(type.element));
}

function atTimesArray(world: World, element: GeneratedType): GeneratedType {
  return has(world, "arrays") && world.dice.chance(0.3) ? arrayOf(world, element) : element;
}

/** An initial value is no place for a plain `0` of type errno. */
function startOf(fixed: Scope, type: GeneratedType): Part {
  return part` = ${type.kind === "errno" ? errnoOrElse(fixed, 0) : fixed.make.value(fixed, type, 1)}`;
}

function variableType(world: World, storage: Named["storage"]): GeneratedType {
  const { dice } = world;
  const element = elementType(world, storage);
  if (!has(world, "arrays") || dice.chance(0.5)) {
    const large = element.kind === "struct" || element.kind === "set";
    return large && has(world, "optionals") && dice.chance(0.2) ? { kind: "optional", element } : element;
  }
  const array = arrayOf(world, element);
  return dice.chance(0.25) && element.kind !== "struct" ? arrayOf(world, array) : array;
}

function elementType(world: World, storage: Named["storage"]): GeneratedType {
  const { dice, scalars, sets } = world;
  const structs = world.structs.filter((type) => storage !== "ghost" || !holdsKind(type, "queue"));
  if (has(world, "errnos") && dice.chance(0.25)) return ERRNO;
  if (structs.length > 0 && dice.chance(0.4)) return dice.of(structs);
  if (sets.length > 0 && dice.chance(0.2)) return dice.of(sets);
  return dice.of(scalars.filter(({ kind }) => kind !== "task" || storage !== "durable"));
}

export function addLocks(world: World): void {
  const { dice } = world;
  if (!has(world, "locks")) return;
  times(dice.between(1, 3), () => {
    const kind = dice.of(["mutex", "spinlock", "rwsem", "rwsem", "semaphore"] as const);
    const name = freshName(world, kind);
    const dimensions = dice.weighted([
      [6, 0],
      [3, 1],
      [0.6, 2],
    ] as const);
    const shapes = Array.from({ length: dimensions }, () => arrayOf(world, BOOL)).flatMap((type) => {
      return type.kind === "array" && type.size > 0 ? [type] : [];
    });
    add(world, part`${kind} ${name}${shapes.map(({ text }) => `[${text}]`).join("")};`);
    const lock: GeneratedLock = { name, kind, indices: shapes.map(({ index }) => index) };
    world.locks.push(lock);
  });
}

/** Locals that other tasks can see: each kind of value now and then. */
export function outermostLocals(world: World): Named[] {
  const { dice } = world;
  return Array.from(
    {
      length: dice.weighted([
        [3, 0],
        [5, 1],
        [2, 2],
      ] as const),
    },
    (): Named => {
      return unsetLocal(freshName(world, "w"), variableType(world, "local"));
    },
  );
}

// ---------------------------------------------------------------------------------------------- works

/** What is told of works before there are bodies: their parameters, and a count of those that are busy. */
export function addPool(world: World, process: GeneratedProcess): void {
  const { dice, scalars, sets, structs } = world;
  const { count, parameters, outermost } = process;
  const plain = scalars.filter(({ kind }) => kind !== "task");
  const errnos = has(world, "errnos") ? [ERRNO, ERRNO] : [];
  const types = [BOOL, ...plain, ...plain, ...errnos, ...sets, ...structs];
  const number = dice.weighted([
    [2, 0],
    [5, 1],
    [2, 2],
  ] as const);
  times(number, () => parameters.push({ name: freshName(world, "a"), type: dice.of(types), storage: "local" }));
  // Others may look at them before there are any.
  outermost.unshift(...parameters.map(({ name, type }) => unsetLocal(name, type)));
  const counts = count > 0 && dice.chance(0.6);
  const busy: Named = { name: freshName(world, "busy"), type: countTo(count), storage: "shared" };
  if (counts) add(world, part`${declared(busy.type, busy.name)};`);
  world.pools.push({ process, busy: counts ? busy : null, idle: count });
}

function countTo(high: number): GeneratedType {
  return { kind: "range", low: 0, high, text: `0..${high}` };
}
