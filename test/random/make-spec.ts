import type { Base } from "./bodies.ts";
import { addFunction, emptyScope, processBody } from "./bodies.ts";
import { makeCondition } from "./conditions.ts";
import { addCodes, addConstants, addKnobs, addLocks, addPool, addVariables, outermostLocals } from "./declarations.ts";
import type { Dice } from "./dice.ts";
import { liveness } from "./formulas.ts";
import { invariant } from "./invariants.ts";
import type { Part } from "./part.ts";
import { optional, part, textOf } from "./part.ts";
import { crashBody, eventBody, eventParameters, initBody } from "./single-step-bodies.ts";
import { makeList } from "./statement-list.ts";
import { addTypes } from "./type-declarations.ts";
import { makeInt, makeValue } from "./values.ts";
import type { Feature, GeneratedProcess, Temper, World } from "./world.ts";
import { FEATURES, freshName, intText, newWorld } from "./world.ts";

/** A random spec, well-typed by construction: grammar-directed, with a scope that knows what may stand where. */
export function makeSpec(dice: Dice, temper: Temper): Part {
  const world = newWorld(dice, temper);
  const base: Base = {
    world,
    dice,
    temper: world.temper,
    make: { value: makeValue, int: makeInt, condition: makeCondition, list: makeList },
  };
  addConstants(world);
  declareProcesses(world);
  addTypes(world);
  addCodes(world);
  addKnobs(world);
  addVariables(world, { ...emptyScope({ ...base, temper: { ...world.temper, risk: 0 } }, "fixed", "fixed") });
  addLocks(world);
  for (const process of world.processes) {
    if (process.role === "work") addPool(world, process);
    process.outermost.push(...outermostLocals(world));
  }
  addBodies(base);
  const text = part`spec random "made at random";\n${world.declarations}`;
  return part`${text}${missingCauses(textOf(text))}`;
}

/** What costs time in every state; large specs, which have most of the states, have it less often. */
const DEAR: ReadonlySet<Feature> = new Set(["events", "durables", "invariants", "liveness", "arrays", "structs"]);

/** Sizes and features: each spec has some. */
export function anyTemper(dice: Dice): Temper {
  const size = dice.weighted([
    [55, "small"],
    [38, "medium"],
    [7, "large"],
  ] as const);
  const likely = (feature: Feature): number => {
    if (size === "large") return DEAR.has(feature) ? 0.28 : 0.45;
    return feature === "invariants" ? 0.7 : feature === "liveness" ? 0.4 : 0.5;
  };
  return {
    size,
    risk: dice.weighted([
      [11, 0],
      [5, 0.04],
      [4, 0.15],
    ]),
    tidy: dice.chance(0.65),
    truth: dice.weighted([
      [3, 0.2],
      [3, 0.9],
    ]),
    progress: 0,
    has: new Set(FEATURES.filter((feature) => dice.chance(likely(feature)))),
  };
}

/** A temper of specs with formulas that have few states more often than not. */
export function formulaTemper(dice: Dice): Temper {
  const some = FEATURES.filter((feature) => dice.chance(SPARSE.has(feature) ? 0.06 : 0.25));
  return {
    size: "small",
    risk: dice.chance(0.1) ? 0.04 : 0,
    tidy: dice.chance(0.8),
    truth: dice.chance(0.5) ? 0.9 : 0.2,
    progress: 0.6,
    has: new Set([...some, "liveness", ...(dice.chance(0.5) ? (["daemons"] as const) : [])]),
  };
}

/** What many states come of. */
const SPARSE: ReadonlySet<Feature> = new Set(["works", "queues", "sets", "arrays", "structs", "symmetric", "init"]);

function declareProcesses(world: World): void {
  const { dice, temper } = world;
  const declare = (role: GeneratedProcess["role"], count: number) => {
    const name = freshName(world, role);
    const countText = intText(world, count);
    const fairness = dice.weighted([
      [4, ""],
      // Where formulas are about progress it matters more often.
      [temper.progress > 0 ? 3 : 1, "strong "],
      [1, "unfair "],
    ] as const);
    world.processes.push({ name, role, count, fairness, countText, parameters: [], outermost: [], labels: [] });
  };
  // With a daemon one task fewer, so that the size of a spec does not hang on that.
  const withDaemon = temper.has.has("daemons");
  const counts = {
    small: withDaemon ? [[1], [2], [1, 1]] : [[2], [1, 1], [3], [2, 1]],
    medium: withDaemon ? [[2], [1, 1], [1, 1], [2, 1]] : [[2, 1], [1, 2], [1, 1, 1], [3]],
    large: withDaemon
      ? [[2, 2], [3, 1], [2, 1, 1], [4]]
      : [
          [3, 2],
          [2, 2, 1],
          [3, 1, 1],
          [2, 1, 2],
        ],
  }[temper.size];
  for (const count of dice.of(counts)) declare("task", count);
  if (temper.has.has("daemons")) declare("daemon", 1);
  if (temper.has.has("works")) declare("work", dice.of([1, 1, 2]));
  if (dice.chance(0.08)) declare(dice.of(["task", "daemon", "work"]), 0);
}

/** Functions first, since the others call them; the order of tasks and events is any. */
function addBodies(base: Base): void {
  const { world, dice } = base;
  const { has } = world.temper;
  const add = (text: Part) => world.declarations.push(optional(text));
  if (has.has("functions")) for (let count = dice.between(1, 4); count > 0; count -= 1) addFunction(base);
  const actors = world.processes.map((process) => () => processBody(base, process));
  const events = has.has("events") ? dice.between(1, 2) : 0;
  for (let count = 0; count < events; count += 1) {
    const parameters = eventParameters(world);
    const event = { name: freshName(world, "event"), parameters: parameters.map(({ type }) => type) };
    world.events.push(event);
    actors.push(() => eventBody(base, event, parameters));
  }
  for (const make of dice.shuffled(actors)) add(make());
  if (has.has("init") || world.presets.length > 0) add(initBody(base));
  addProperties(base);
}

function addProperties(base: Base): void {
  const { world, dice } = base;
  const { has } = world.temper;
  const addSome = (most: number, make: (base: Base) => Part) => {
    for (let count = dice.between(1, most); count > 0; count -= 1) world.declarations.push(optional(make(base)));
  };
  if (has.has("durables") && dice.chance(0.85)) addSome(2, crashBody);
  if (has.has("invariants")) addSome(4, invariant);
  if (has.has("liveness")) addSome(2, liveness);
}

/** Every cause that is asked for is born somewhere: in a function that nobody calls, if nowhere else. */
function missingCauses(text: string): Part[] {
  const asked = new Set([...text.matchAll(/\bcause_\d\b/g)].map(([name]) => name));
  const missing = [...asked].filter((name) => !new RegExp(`because ${name}\\b`).test(text));
  return missing.map((name) => optional(part`errno born_${name}() { return -EAGAIN because ${name}; }\n`));
}
