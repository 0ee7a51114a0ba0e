import { cardinality } from "../../language/types.ts";
import type { Instruction, Operation } from "../lowering/flow-graph.ts";
import type { BodyContext, Path } from "./body-context.ts";
import {
  environmentOf,
  failed,
  forgetting,
  instructionAt,
  mark,
  newSegment,
  successor,
  using,
} from "./body-context.ts";
import type { Code } from "./code.ts";
import { asCondition, asNumber, constant, known } from "./code.ts";
import { isWay } from "./control-points.ts";
import { effectOf, isStraight } from "./effect-code.ts";
import type { Environment } from "./environment.ts";
import { compileScalar } from "./environment.ts";
import { flag, fresh, LONGEST_TEXT, saved } from "./function-text.ts";
import { modeCode, prelude, taken, tried } from "./lock-code.ts";
import { isGranted, lockPlace } from "./predicate-code.ts";
import type { QueueUse } from "./queue-code.ts";
import { popCondition, popEffect, pushUse } from "./queue-code.ts";
import { switchArms, switchText } from "./switch-code.ts";
import { readRaw, writeRaw } from "./word-space.ts";

/**
 * A step written out as a tree: what follows a branch stands in each of its arms. Right for almost every step; those
 * that loop, or would grow too large, get a machine (machine-code.ts) instead.
 */
export class TooLarge extends Error {}

const MAX_INSTRUCTIONS = 1500;
const MAX_OUTCOMES = 65_536;

/** What is written so far; `text`: characters of it that the function will have in any case. */
type Growth = { instructions: number; outcomes: number; text: number };

/** Text that executes the instruction at `index` and all behind it up to rest points. */
export function treeText(context: BodyContext, index: number, start: Path): string {
  const growth: Growth = { instructions: 0, outcomes: 0, text: 0 };
  return protectedText(context, start, (path) => execute({ context, growth, width: 1 }, index, path, 0));
}

type Tree = { readonly context: BodyContext; readonly growth: Growth; readonly width: number };

/** A catch around text that may throw before its next choice. */
function protectedText(context: BodyContext, path: Path, write: (path: Path) => string): string {
  const segment = newSegment();
  const text = write({ ...path, segment });
  if (!segment.fails) return text;
  // What failed before the error is told with it; the variables may say so still of another branch.
  const cleared = segment.asserts.map(({ flag: failedHere }) => `${failedHere}=0;`).join("");
  const told = { ...path, asserts: [...path.asserts, ...segment.asserts] };
  return `${cleared}try{${text}}catch(e){if(e!==BAD)throw e;${failed(context, told)}}`;
}

/** What follows once control has reached an instruction: a rest point, or more of the step. */
function follow(tree: Tree, index: number, path: Path, depth: number): string {
  const { context } = tree;
  const instruction = instructionAt(context, index);
  if (instruction.operation.kind === "done" || (instruction.rest === "always" && context.kind === "process")) {
    return arriveAt(tree, index, path);
  }
  return execute(tree, index, path, depth);
}

function arriveAt(tree: Tree, index: number, path: Path): string {
  tree.growth.outcomes += tree.width;
  if (tree.growth.outcomes > MAX_OUTCOMES) throw new TooLarge();
  return grown(tree, tree.context.arrive(index) + successor(tree.context, path));
}

/** A tree that turns out too long for one function is given up then, not when it is whole. */
function grown({ growth }: Tree, text: string): string {
  growth.text += text.length;
  if (growth.text > LONGEST_TEXT) throw new TooLarge();
  return text;
}

function execute(tree: Tree, index: number, before: Path, depth: number): string {
  const { context, growth } = tree;
  growth.instructions += 1;
  context.target.written();
  if (growth.instructions > MAX_INSTRUCTIONS || depth > MAX_INSTRUCTIONS / 2) throw new TooLarge();
  const instruction = instructionAt(context, index);
  const path = { ...before, leading: before.leading && leadsOn(context, instruction) };
  const { operation } = instruction;
  if (isStraight(operation)) {
    const effect = effectOf(context, instruction, operation, path);
    return grown(tree, mark(context, instruction) + effect.text) + follow(tree, operation.next, effect.path, depth + 1);
  }
  return mark(context, instruction) + branching(tree, instruction, operation, index, before, path, depth);
}

/** What is no statement, and the way into something indivisible, leaves the step at its beginning. */
export function leadsOn(context: BodyContext, instruction: Instruction): boolean {
  const { operation, statement } = instruction;
  if (statement === null) return true;
  if (!isWay(instruction) || !("next" in operation)) return false;
  return instructionAt(context, operation.next).atomic;
}

type Branching = Exclude<Operation, Parameters<typeof effectOf>[2]>;

function branching(
  tree: Tree,
  instruction: Instruction,
  operation: Branching,
  index: number,
  before: Path,
  path: Path,
  depth: number,
): string {
  const { context } = tree;
  const environment = environmentOf(context, instruction, path.known);
  switch (operation.kind) {
    case "branch":
      return branchText(tree, environment, operation, path, depth);
    case "for":
      return forText(tree, operation, path, depth);
    case "choose":
      return chooseText(tree, environment, operation, index, before, depth);
    case "pick":
      return pickText(tree, environment, operation, index, before, depth);
    case "wait": {
      const guard = guardText(context, compileScalar(operation.condition, environment), before);
      return `${guard.text}if(${guard.open}){${follow(tree, operation.next, path, depth + 1)}}`;
    }
    case "lock": {
      const mode = modeCode(environment, operation.mode, path);
      const place = using(path, lockPlace(environment, operation.lock));
      const granted = isGranted(environment, place, mode);
      const body = taken(context, place, mode) + follow(tree, operation.next, path, depth + 1);
      return `${prelude(place)}if(${asCondition(granted)}){${body}}`;
    }
    case "push": {
      const use = pushUse(environment, operation.queue, operation.value, path);
      return queueText(context, use, path, use.act + follow(tree, operation.next, path, depth + 1));
    }
    case "pop": {
      const { use, text, path: after } = popEffect(environment, operation, path);
      return queueText(context, use, path, text + follow(tree, operation.next, after, depth + 1));
    }
    case "switch":
      return switchText(switchArms(environment, operation, instruction.statement, path), (next) =>
        follow(tree, next, path, depth + 1),
      );
    case "error":
      path.segment.fails = true;
      return "bad();";
    case "done":
      return arriveAt(tree, index, path);
  }
}

/** What can be done now, or else waits; where nothing can wait, that is an error. */
function queueText(context: BodyContext, use: QueueUse, path: Path, text: string): string {
  if (context.kind === "process") return `${use.begin}if(${use.open}){${text}}`;
  path.segment.fails = true;
  return `${use.begin}if(!(${use.open}))bad();${text}`;
}

function branchText(
  tree: Tree,
  environment: Environment,
  operation: Extract<Operation, { kind: "branch" }>,
  path: Path,
  depth: number,
): string {
  const { condition, then, else: otherwise } = operation;
  if (condition.kind === "trylock") {
    const { trylock } = condition;
    const result = tried(tree.context, environment, trylock, path);
    const [yes, no] = trylock.negated ? [otherwise, then] : [then, otherwise];
    const granted = result.take + follow(tree, yes, path, depth + 1);
    return `${result.text}if(${result.granted}){${granted}}else{${follow(tree, no, path, depth + 1)}}`;
  }
  if (condition.kind === "pop") {
    const { use, text, test } = popCondition(environment, condition, path);
    const [yes, no] = [then, otherwise].map((next) => follow(tree, next, path, depth + 1));
    return queueText(tree.context, use, path, `${text}if(${test}){${yes}}else{${no}}`);
  }
  const test = using(path, compileScalar(condition.expression, environment));
  const decided = known(test);
  if (decided !== null) return follow(tree, decided === 0 ? otherwise : then, path, depth + 1);
  return `if(${asCondition(test)}){${follow(tree, then, path, depth + 1)}}else{${follow(tree, otherwise, path, depth + 1)}}`;
}

/** Rounds that are known are written out one after the other. */
function forText(tree: Tree, operation: Extract<Operation, { kind: "for" }>, path: Path, depth: number): string {
  const { context } = tree;
  const { round, variable, body, exit } = operation;
  const size = cardinality(variable.type);
  const [roundField] = context.fields[round.index] ?? [];
  const [variableField] = context.fields[variable.index] ?? [];
  if (roundField === undefined || variableField === undefined)
    throw new Error("untorn defect: a loop without its variable");
  const ended = writeRaw(context.spaces, roundField, constant(0), constant(0));
  const begun = (raw: Code) => writeRaw(context.spaces, variableField, constant(0), raw);
  const fixed = path.known.get(round.index);
  if (fixed !== undefined) {
    if (fixed >= size) return ended + follow(tree, exit, forgetting(path, [round, variable]), depth + 1);
    const inside = { ...path, known: new Map(path.known).set(variable.index, fixed) };
    return begun(constant(fixed)) + follow(tree, body, inside, depth + 1);
  }
  const current = readRaw(context.spaces, roundField, constant(0));
  const inside = forgetting(path, [variable]);
  const inner = begun({ ...current, high: Math.max(0, size - 1) }) + follow(tree, body, inside, depth + 1);
  return `if(${current.js}>=${size}){${ended}${follow(tree, exit, inside, depth + 1)}}else{${inner}}`;
}

// ---------------------------------------------------------------------------------------------- choices

type Guard = { readonly text: string; readonly open: string };

/** Decides a guard into a variable. An error closes it, and is told: of the state where it decides about the step. */
export function guardText(context: BodyContext, guard: Code, path: Path): Guard {
  if (known(guard) === 1) return { text: "", open: "1" };
  const open = flag(context.text);
  if (!guard.fails) return { text: `${open}=${asNumber(guard)};`, open };
  const caught = `catch(e){if(e!==BAD)throw e;${guardFailed(context, path)}}`;
  return { text: `${open}=0;try{if(${asCondition(guard)})${open}=1;}${caught}`, open };
}

function guardFailed(context: BodyContext, path: Path): string {
  if (context.kind === "crash" || path.leading) return `breach(${context.ranges},0);`;
  return `GF=1;breach(${context.ranges},1);`;
}

/** Errors in guards that do not belong to the state: told with every successor. */
function withGuardFailures(
  context: BodyContext,
  path: Path,
  mayFail: boolean,
): { readonly before: string; readonly after: string; readonly path: Path } {
  if (!mayFail || path.leading || context.kind === "crash") return { before: "", after: "", path };
  const noted = flag(context.text);
  return {
    before: "GF=0;",
    after: `${noted}=GF;`,
    path: { ...path, asserts: [...path.asserts, { property: context.ranges, flag: noted }] },
  };
}

function chooseText(
  tree: Tree,
  environment: Environment,
  operation: Extract<Operation, { kind: "choose" }>,
  index: number,
  before: Path,
  depth: number,
): string {
  const { context } = tree;
  const codes = operation.branches.map(({ guard }) =>
    guard === null ? constant(1) : compileScalar(guard, environment),
  );
  const noting = withGuardFailures(
    context,
    before,
    codes.some((code) => code.fails),
  );
  const guards = codes.map((code) => guardText(context, code, before));
  const words = [saved(context.text, context.spaces.w), saved(context.text, context.spaces.x)];
  const restore = words.map((one) => one.restore).join("");
  const arms = operation.branches.map(({ next }, value) => {
    const path: Path = { ...noting.path, choices: [...before.choices, String(value)], leading: false };
    const body = protectedText(context, path, (inner) => follow(tree, next, inner, depth + 1));
    return `if(${guards[value]?.open}){${value === 0 ? "" : restore}${body}}`;
  });
  const tests = guards.map((guard) => guard.open);
  const none = tests.includes("1") ? "" : `if(!(${tests.join("||")})){${blockedText(tree, index, noting.path)}}`;
  // All guards are decided before the first arm changes the words they read.
  const decided = guards.map((guard) => guard.text).join("");
  return `{${words.map((one) => one.save).join("")}${noting.before}${decided}${noting.after}${none}${arms.join("")}}`;
}

/** No branch is open: the task waits where it is; in front of everything else it does not even begin. */
function blockedText(tree: Tree, index: number, path: Path): string {
  const { context } = tree;
  if (path.leading) return context.kind === "crash" ? `breach(${context.ranges},0);` : "";
  if (context.kind !== "process") return failed(context, path);
  return arriveAt(tree, index, path);
}

function pickText(
  tree: Tree,
  environment: Environment,
  operation: Extract<Operation, { kind: "pick" }>,
  index: number,
  before: Path,
  depth: number,
): string {
  const { context } = tree;
  const { register, where, next, otherwise } = operation;
  const size = cardinality(register.type);
  const [field] = context.fields[register.index] ?? [];
  if (field === undefined) throw new Error("untorn defect: a pick without its variable");
  const name = fresh(context.text, "c");
  const raw: Code = { js: name, low: 0, high: Math.max(0, size - 1), boolean: false, fails: false };
  const code = where === null ? constant(1) : compileScalar(where, environment);
  const noting = withGuardFailures(context, before, code.fails);
  const guard = guardText(context, code, before);
  const any = flag(context.text);
  const words = [saved(context.text, context.spaces.w), saved(context.text, context.spaces.x)];
  const restore = words.map((one) => one.restore).join("");
  const set = writeRaw(context.spaces, field, constant(0), raw);
  const path: Path = { ...forgetting(noting.path, [register]), choices: [...before.choices, name], leading: false };
  const wide: Tree = { ...tree, width: tree.width * Math.max(1, size) };
  const body = protectedText(context, path, (inner) => follow(wide, next, inner, depth + 1));
  const head = `for(let ${name}=0;${name}<${size};${name}++){${restore}${set}`;
  // Errors in `where` are told with every successor, so they are looked for first.
  const looking = noting.before === "" ? "" : `${noting.before}${head}${guard.text}}${noting.after}${restore}`;
  const asking = noting.before === "" ? guard.text : quiet(guard.text);
  const loop = `${any}=0;${head}${asking}if(${guard.open}){${any}=1;${body}}}`;
  const elsePath: Path = { ...noting.path, choices: [...before.choices, String(size)], leading: false };
  const none = (): string =>
    otherwise === null
      ? blockedText(tree, index, noting.path)
      : protectedText(context, elsePath, (inner) => follow(tree, otherwise, inner, depth + 1));
  const end = where === null && size > 0 ? "" : `if(!${any}){${restore}${none()}}`;
  return `{${words.map((one) => one.save).join("")}${looking}${loop}${end}}`;
}

/** The same guard again: its errors are told already. */
function quiet(text: string): string {
  return text.replace(/GF=1;breach\(\d+,1\);/g, "");
}
