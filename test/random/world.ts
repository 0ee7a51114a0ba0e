import type { Dice } from "./dice.ts";
import type { GeneratedType } from "./generated-type.ts";
import type { Part } from "./part.ts";
import { optional, part } from "./part.ts";

/** What a spec in the making has declared so far, and what it is to be like. */

/** Parts of the language that a spec has or has not: each spec has some of them, so that each is seen alone too. */
export const FEATURES = [
  "locks",
  "errnos",
  "ghosts",
  "durables",
  "events",
  "daemons",
  "functions",
  "knobs",
  "structs",
  "arrays",
  "optionals",
  "instances",
  "enums",
  "sets",
  "queues",
  "symmetric",
  "works",
  "oddRanges",
  "init",
  "invariants",
  "liveness",
  "asserts",
] as const;

export type Feature = (typeof FEATURES)[number];

/** How a spec is to be. */
export type Temper = {
  readonly size: "small" | "medium" | "large";
  /** How often a value may fall outside the range of its place, an index too, or a divisor be 0. */
  readonly risk: number;
  /** Locks are given back as they were taken, and nothing sleeps under a spinlock. */
  readonly tidy: boolean;
  /** How often an assertion is one that cannot fail. */
  readonly truth: number;
  /** How often a formula is one whose verdict hangs on fairness: that tasks come to an end, or are blocked no more. */
  readonly progress: number;
  readonly has: ReadonlySet<Feature>;
};

export type Storage = "local" | "fixed" | "shared" | "durable" | "ghost" | "constant" | "knob";

/**
 * Something with a name and a value. `fixed`: a local that keeps its value as long as it lives. `unset`: it is of a
 * symmetric type, or has one inside, and may have no value yet.
 */
export type Named = {
  readonly name: string;
  readonly type: GeneratedType;
  readonly storage: Storage;
  readonly unset?: boolean;
};

export type GeneratedLock = {
  readonly name: string;
  readonly kind: "mutex" | "spinlock" | "rwsem" | "semaphore";
  readonly indices: readonly GeneratedType[];
};

export type GeneratedProcess = {
  readonly name: string;
  readonly role: "task" | "daemon" | "work";
  readonly count: number;
  readonly fairness: "" | "strong " | "unfair ";
  /** How the count is written. */
  readonly countText: string;
  /** Of a work; they are among its outermost locals. */
  readonly parameters: Named[];
  readonly outermost: Named[];
  /** Filled while its body is made. */
  readonly labels: string[];
};

/** A work as those see it that spawn one. */
export type GeneratedPool = {
  readonly process: GeneratedProcess;
  /** A shared count of the instances that are busy; null where nobody counts them. */
  readonly busy: Named | null;
  /** How many may still be spawned without counting. */
  idle: number;
};

export type GeneratedEvent = { readonly name: string; readonly parameters: readonly GeneratedType[] };

/** What a body does that not every caller may do. */
export type Uses = {
  /** Shared variables, locks, locals of other tasks. */
  readonly volatile: boolean;
  readonly self: boolean;
  readonly ownedLocks: boolean;
  readonly ghostStores: boolean;
  /** Ghosts and causes where they decide something: for properties only. */
  readonly history: boolean;
  /** It can block, or loop as long as nobody else steps: not inside an `atomic`. */
  readonly stepwise: boolean;
  /** It pushes or pops: in an event that is an error where a task waits. */
  readonly queues: boolean;
  /** Only its first statement can block: it may begin an `atomic`. */
  readonly gate: boolean;
  readonly locks: readonly string[];
  /** Branches that one call may have. */
  readonly choices: number;
};

export type GeneratedFunction = {
  readonly name: string;
  readonly parameters: readonly GeneratedType[];
  readonly result: GeneratedType | "void";
  /** A single `return`: it may stand in expressions. */
  readonly isExpression: boolean;
  readonly uses: Uses;
};

export type GeneratedKnob = { readonly name: string; readonly same: boolean; readonly codes: readonly string[] };

export type World = {
  readonly dice: Dice;
  readonly temper: Temper;
  /** Texts of the declarations, in the order in which they must stand. */
  readonly declarations: Part[];
  /** Constants, and knobs that have values. */
  readonly settings: Named[];
  readonly codeKnobs: GeneratedKnob[];
  readonly scalars: GeneratedType[];
  readonly structs: GeneratedType[];
  readonly sets: GeneratedType[];
  readonly queues: GeneratedType[];
  readonly codes: string[];
  readonly variables: Named[];
  readonly locks: GeneratedLock[];
  readonly processes: GeneratedProcess[];
  readonly functions: GeneratedFunction[];
  readonly events: GeneratedEvent[];
  readonly pools: GeneratedPool[];
  /** What `init` gives values to. */
  readonly presets: Named[];
  /** Last number given to a name. */
  names: number;
};

export function newWorld(dice: Dice, temper: Temper): World {
  return {
    dice,
    temper,
    declarations: [],
    settings: [],
    codeKnobs: [],
    scalars: [],
    structs: [],
    sets: [],
    queues: [],
    codes: [],
    variables: [],
    locks: [],
    processes: [],
    functions: [],
    events: [],
    pools: [],
    presets: [],
    names: 0,
  };
}

export function has(world: World, feature: Feature): boolean {
  return world.temper.has.has(feature);
}

/** A declaration on a line of its own. */
export function add(world: World, text: Part): void {
  world.declarations.push(optional(part`${text}\n`));
}

export function times(count: number, make: (position: number) => void): void {
  for (let position = 0; position < count; position += 1) make(position);
}

/** How a small int is written: as such, or as a constant that has that value. */
export function intText(world: World, value: number): string {
  const equal = world.settings.filter(({ type, storage }) => {
    return storage === "constant" && type.kind === "range" && type.low === value;
  });
  return equal.length > 0 && world.dice.chance(0.7) ? world.dice.of(equal).name : String(value);
}

/** A name that nothing else has: no declaration hides another. */
export function freshName(world: World, beginning: string): string {
  world.names += 1;
  return `${beginning}${world.names}`;
}

/** Whether to leave a place unguarded. */
export function isRisky({ dice, temper }: Pick<World, "dice" | "temper">): boolean {
  return dice.chance(temper.risk);
}
