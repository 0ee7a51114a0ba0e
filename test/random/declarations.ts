import type { GeneratedType } from "./generated-type.ts";
import { BOOL, declared, ERRNO, LOCKMODE, literalsOf, TASK, typeText } from "./generated-type.ts";
import type { Part } from "./part.ts";
import { joined, optional, part } from "./part.ts";
import type { Scope } from "./scope.ts";
import { canMake, errnoOrElse } from "./values.ts";
import type { Feature, GeneratedLock, Named, World } from "./world.ts";
import { freshName } from "./world.ts";

/** Everything at top level but bodies and properties: constants, types, codes, knobs, variables, locks. */

function has(world: World, feature: Feature): boolean {
  return world.temper.has.has(feature);
}

function add(world: World, text: Part): void {
  world.declarations.push(optional(part`${text}\n`));
}

function times(count: number, make: (position: number) => void): void {
  for (let position = 0; position < count; position += 1) make(position);
}

// ---------------------------------------------------------------------------------------------- constants and types

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

/** How a small int is written: as such, or as a constant that has that value. */
export function intText(world: World, value: number): string {
  const equal = world.settings.filter(({ type, storage }) => {
    return storage === "constant" && type.kind === "range" && type.low === value;
  });
  return equal.length > 0 && world.dice.chance(0.7) ? world.dice.of(equal).name : String(value);
}

export function addTypes(world: World): void {
  const { dice, scalars } = world;
  scalars.push(BOOL, ...ranges(world));
  if (dice.chance(0.25)) scalars.push(LOCKMODE);
  if (has(world, "enums")) times(dice.chance(0.2) ? 2 : 1, () => addEnum(world));
  if (has(world, "instances")) addInstances(world);
  if (has(world, "optionals")) {
    const plain = scalars.filter(({ kind }) => kind !== "task");
    times(dice.between(1, 2), () => scalars.push({ kind: "optional", element: dice.of(plain) }));
  }
  if (has(world, "structs")) times(dice.chance(0.35) ? 2 : 1, () => addStruct(world));
}

function addInstances({ dice, scalars, processes }: World): void {
  for (const { name, count } of processes) {
    if (count > 0 && dice.chance(0.7)) scalars.push({ kind: "instance", name, count });
  }
  if (dice.chance(0.4)) scalars.push(TASK);
}

function addEnum(world: World): void {
  const { dice, scalars } = world;
  const name = freshName(world, "kind");
  const count = dice.weighted([
    [0.5, 1],
    [4, 2],
    [4, 3],
  ] as const);
  const members = Array.from({ length: count }, () => freshName(world, "M"));
  add(world, part`enum ${name} { ${members.map((member) => optional(part`${member}, `))}}`);
  scalars.push({ kind: "enum", name, members });
}

function ranges(world: World): GeneratedType[] {
  const { dice } = world;
  const odd = has(world, "oddRanges");
  return Array.from({ length: dice.between(1, 2) }, (): GeneratedType => {
    const low = odd ? dice.of([0, -1, -2, 1, 2, -3]) : 0;
    const high = Math.max(
      low,
      low +
        dice.weighted([
          [0.4, 0],
          [5, 1],
          [5, 2],
          [2, 3],
          [0.3, 6],
        ] as const),
    );
    const bounds = `${low < 0 ? low : intText(world, low)}..${high < 0 ? high : intText(world, high)}`;
    if (dice.chance(0.5)) return { kind: "range", low, high, text: bounds };
    const name = freshName(world, "num");
    add(world, part`type ${name} = ${bounds};`);
    return { kind: "range", low, high, text: name };
  });
}

function addStruct(world: World): void {
  const { dice, structs, scalars } = world;
  const name = freshName(world, "rec");
  const fields = Array.from({ length: dice.between(1, 3) }, (_, position) => {
    const errno = has(world, "errnos") && dice.chance(0.15);
    const plain = scalars.filter(({ kind }) => kind !== "task");
    const [inner] = structs;
    const type = inner !== undefined && dice.chance(0.55) ? inner : errno ? ERRNO : dice.of(plain);
    return { name: `f${position}`, type: dice.chance(0.25) ? arrayOf(world, type) : type };
  });
  const lines = fields.map((field) => optional(part`${declared(field.type, field.name)}; `));
  add(world, part`struct ${name} { ${lines}};`);
  structs.push({ kind: "struct", name, fields });
}

/** One index: a size, a range, an enum, bool, lockmode or the instances of a task. Few elements, at times none. */
export function arrayOf(world: World, element: GeneratedType): GeneratedType {
  const index = indexType(world);
  const size = index.kind === "range" ? Math.max(0, index.high - index.low + 1) : literalsOf(index).length;
  const plain = index.kind === "range" && index.low === 0 && index.text.includes("..");
  const text = plain && world.dice.chance(0.6) ? intText(world, size) : typeText(index);
  return { kind: "array", element, index, size, text };
}

function indexType(world: World): GeneratedType {
  const { dice, processes } = world;
  const small = world.scalars.filter((type) => {
    const size = literalsOf(type).length;
    return type.kind !== "task" && type.kind !== "optional" && size >= 1 && size <= 3;
  });
  const instances = processes.map(({ name, count }): GeneratedType => ({ kind: "instance", name, count }));
  return dice.weighted<() => GeneratedType>([
    [3, () => ({ kind: "range", low: 0, high: 1, text: "0..1" })],
    [0.3, () => ({ kind: "range", low: 0, high: -1, text: "0..-1" })],
    [2, () => dice.of(small)],
    [instances.length, () => dice.of(instances)],
  ])();
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
    if (world.codes.length > 0 && dice.chance(0.4)) return addCodeKnob(world, name);
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
  const same = dice.chance(0.5);
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
}

function addVariable(world: World, fixed: Scope, storage: "shared" | "durable" | "ghost"): void {
  const { dice } = world;
  const name = freshName(world, storage.slice(0, 1));
  const type = variableType(world, storage);
  const word = storage === "shared" ? "" : `${storage} `;
  const initial = type.kind !== "array" && canMake(fixed, type) && dice.chance(0.35) ? startOf(fixed, type) : "";
  add(world, part`${word}${declared(type, name)}${initial};`);
  world.variables.push({ name, type, storage });
}

/** An initial value is no place for a plain `0` of type errno. */
function startOf(fixed: Scope, type: GeneratedType): Part {
  return part` = ${type.kind === "errno" ? errnoOrElse(fixed, 0) : fixed.make.value(fixed, type, 1)}`;
}

function variableType(world: World, storage: Named["storage"]): GeneratedType {
  const { dice, scalars, structs } = world;
  const plain = scalars.filter(({ kind }) => kind !== "task" || storage !== "durable");
  const errno = has(world, "errnos") && dice.chance(0.25);
  const struct = structs.length > 0 && dice.chance(0.4);
  const element = errno ? ERRNO : struct ? dice.of(structs) : dice.of(plain);
  if (!has(world, "arrays") || dice.chance(0.5)) {
    const wrap = has(world, "optionals") && element.kind === "struct" && dice.chance(0.2);
    return wrap ? { kind: "optional", element } : element;
  }
  const array = arrayOf(world, element);
  return dice.chance(0.25) && element.kind !== "struct" ? arrayOf(world, array) : array;
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
      const type = variableType(world, "local");
      return { name: freshName(world, "w"), type, storage: "local" };
    },
  );
}
