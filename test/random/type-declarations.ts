import type { GeneratedType } from "./generated-type.ts";
import {
  BOOL,
  cardinality,
  declared,
  ERRNO,
  holdsKind,
  isEnumerable,
  LOCKMODE,
  TASK,
  typeText,
} from "./generated-type.ts";
import { optional, part } from "./part.ts";
import type { World } from "./world.ts";
import { add, freshName, has, intText, times } from "./world.ts";

/** The types of a spec: those that are declared, and those that are written where they are used. */

export function addTypes(world: World): void {
  const { dice, scalars } = world;
  scalars.push(BOOL, ...ranges(world));
  if (dice.chance(0.25)) scalars.push(LOCKMODE);
  if (has(world, "enums")) times(dice.chance(0.2) ? 2 : 1, () => addEnum(world));
  if (has(world, "symmetric")) times(dice.chance(0.15) ? 2 : 1, () => addSymmetric(world));
  if (has(world, "instances")) addInstances(world);
  if (has(world, "optionals")) times(dice.between(1, 2), () => addOptional(world));
  if (has(world, "sets")) times(dice.between(1, 2), () => addSet(world));
  if (has(world, "structs")) times(dice.chance(0.35) ? 2 : 1, () => addStruct(world));
  if (has(world, "queues")) addQueues(world);
}

function addOptional({ dice, scalars }: World): void {
  const plain = scalars.filter(({ kind }) => kind !== "task" && kind !== "optional");
  scalars.push({ kind: "optional", element: dice.of(plain) });
}

function addQueues(world: World): void {
  const { dice } = world;
  times(dice.between(1, 2), () => addQueue(world));
  if (has(world, "structs") && dice.chance(0.5)) addStructOfQueue(world);
}

/** Behind the queues, so that none of them holds it. */
function addStructOfQueue(world: World): void {
  const { dice, structs, queues } = world;
  const name = freshName(world, "rec");
  const fields = [dice.of(queues), BOOL].map((type, position) => ({ name: `f${position}`, type }));
  add(world, part`struct ${name} { ${fields.map((field) => optional(part`${declared(field.type, field.name)}; `))}};`);
  structs.push({ kind: "struct", name, fields });
}

/** Few values, and twice among the types: there is no literal of it, so it must be picked or looped over often. */
function addSymmetric(world: World): void {
  const { dice, scalars } = world;
  const name = freshName(world, "blk");
  const size = dice.of([2, 2, 2, 3, 1]);
  add(world, part`type ${name} = symmetric ${intText(world, size)};`);
  const type: GeneratedType = { kind: "symmetric", name, size };
  scalars.push(type, type);
}

/** Over few values, since each of them doubles the states. */
function addSet(world: World): void {
  const { dice, scalars, sets } = world;
  const small = scalars.filter((type) => isEnumerable(type) && cardinality(type) <= 4);
  sets.push({ kind: "set", element: dice.of(small) });
}

function addQueue(world: World): void {
  const { dice, scalars, sets, structs, queues } = world;
  const small = scalars.filter((type) => type.kind !== "task" && cardinality(type) <= 4);
  const plain = structs.filter((type) => !holdsKind(type, "queue"));
  const element = dice.weighted<() => GeneratedType>([
    [4, () => BOOL],
    [6, () => dice.of(small)],
    [has(world, "errnos") ? 4 : 0, () => ERRNO],
    [plain.length > 0 ? 4 : 0, () => dice.of(plain)],
    [sets.length > 0 ? 1 : 0, () => dice.of(sets)],
  ])();
  const capacity = dice.of([1, 1, 2, 2, 3]);
  queues.push({ kind: "queue", element, capacity, text: intText(world, capacity) });
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
    const set = world.sets.length > 0 && dice.chance(0.25) ? dice.of(world.sets) : null;
    const type = inner !== undefined && dice.chance(0.55) ? inner : errno ? ERRNO : (set ?? dice.of(plain));
    return { name: `f${position}`, type: dice.chance(0.25) ? arrayOf(world, type) : type };
  });
  const lines = fields.map((field) => optional(part`${declared(field.type, field.name)}; `));
  add(world, part`struct ${name} { ${lines}};`);
  structs.push({ kind: "struct", name, fields });
}

/** One index: a size, a range, an enum, bool, lockmode or the instances of a task. Few elements, at times none. */
export function arrayOf(world: World, element: GeneratedType): GeneratedType {
  const index = indexType(world);
  const size = cardinality(index);
  const plain = index.kind === "range" && index.low === 0 && index.text.includes("..");
  const text = plain && world.dice.chance(0.6) ? intText(world, size) : typeText(index);
  return { kind: "array", element, index, size, text };
}

function indexType(world: World): GeneratedType {
  const { dice, processes } = world;
  const small = world.scalars.filter((type) => {
    const size = cardinality(type);
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
