import { cardinality } from "../../language/types.ts";
import type { Instruction, Operation } from "../lowering/flow-graph.ts";
import type { BodyContext, Path } from "./body-context.ts";
import { environmentOf, instructionAt, mark, using } from "./body-context.ts";
import { packing } from "./branch-words.ts";
import type { Code } from "./code.ts";
import { asCondition, asNumber, constant, known } from "./code.ts";
import { effectOf, isStraight } from "./effect-code.ts";
import type { Environment } from "./environment.ts";
import { compileScalar } from "./environment.ts";
import { flag, fresh } from "./function-text.ts";
import { modeCode, prelude, taken, tried } from "./lock-code.ts";
import { isGranted, lockPlace } from "./predicate-code.ts";
import type { QueueUse } from "./queue-code.ts";
import { popCondition, popEffect, pushUse } from "./queue-code.ts";
import { switchArms, switchText } from "./switch-code.ts";
import { guardText, leadsOn } from "./tree-code.ts";
import { readRaw, writeRaw } from "./word-space.ts";

/** The instructions of a machine, as cases of its `switch`. */

export const MAX_STATEMENTS = 10_000;
export const MAX_STATEMENTS_OF_ALL_BRANCHES = 1_000_000;

export type Machine = {
  readonly context: BodyContext;
  /** Text that ends a branch. */
  readonly leave: string;
};

export function endsAt(context: BodyContext, index: number): boolean {
  const { operation, rest } = instructionAt(context, index);
  return operation.kind === "done" || (rest === "always" && context.kind === "process");
}

/** On to another instruction, or to where the branch comes to rest. */
function goTo({ context }: Machine, index: number): string {
  return `n=${numberOf(context, index)};continue;`;
}

/** Where control rests, the number of its case is negative. */
function numberOf(context: BodyContext, index: number): number {
  return endsAt(context, index) ? -1 - index : index;
}

/** The end of a branch. */
export function restCase({ context, leave }: Machine, index: number): string {
  return `case ${-1 - index}:{${context.arrive(index)}OUT.push({C,V,W:${packing(context).pack}});${leave}}`;
}

/** What one instruction does, and where it leads. */
export function caseText(machine: Machine, index: number, path: Path): string {
  const { context } = machine;
  context.target.written();
  const instruction = instructionAt(context, index);
  const counted =
    instruction.statement === null
      ? ""
      : `${mark(context, instruction)}if(++M>${MAX_STATEMENTS_OF_ALL_BRANCHES})throw WIDE;if(K>=${MAX_STATEMENTS})bad();K++;`;
  const leading = leadsOn(context, instruction) ? "" : "L=0;";
  const { operation } = instruction;
  if (isStraight(operation)) {
    const effect = effectOf(context, instruction, operation, path);
    const noted = effect.path.asserts
      .map(({ property, flag: failed }) => `if(${failed})V=[...V,${property}];`)
      .join("");
    return `case ${index}:{${counted}${leading}${withoutBreach(effect.text)}${noted}${goTo(machine, operation.next)}}`;
  }
  return `case ${index}:{${counted}${branching(machine, instruction, operation, index, leading, path)}}`;
}

/** A machine tells what is broken with its outcomes. */
function withoutBreach(text: string): string {
  return text.replace(/breach\(\d+,[01]\);/g, "");
}

type Branching = Exclude<Operation, Parameters<typeof effectOf>[2]>;

function branching(
  machine: Machine,
  instruction: Instruction,
  operation: Branching,
  index: number,
  leading: string,
  path: Path,
): string {
  const { context, leave } = machine;
  const environment = environmentOf(context, instruction);
  switch (operation.kind) {
    case "branch": {
      const { condition, then, else: otherwise } = operation;
      if (condition.kind === "trylock") {
        const result = tried(context, environment, condition.trylock, path);
        const [yes, no] = condition.trylock.negated ? [otherwise, then] : [then, otherwise];
        return `${leading}${result.text}if(${result.granted}){${result.take}${goTo(machine, yes)}}else{${goTo(machine, no)}}`;
      }
      if (condition.kind === "pop") {
        const { use, text, test } = popCondition(environment, condition, path);
        const arms = `if(${test}){${goTo(machine, then)}}else{${goTo(machine, otherwise)}}`;
        return queueText(machine, leading, use, text + arms);
      }
      const test = compileScalar(condition.expression, environment);
      return `${leading}if(${asCondition(test)}){${goTo(machine, then)}}else{${goTo(machine, otherwise)}}`;
    }
    case "for": {
      const { round, variable, body, exit } = operation;
      const [roundField] = context.fields[round.index] ?? [];
      const [variableField] = context.fields[variable.index] ?? [];
      if (roundField === undefined || variableField === undefined)
        throw new Error("untorn defect: a loop without its variable");
      const size = cardinality(variable.type);
      const current = readRaw(context.spaces, roundField, constant(0));
      const ended = writeRaw(context.spaces, roundField, constant(0), constant(0));
      const begun = writeRaw(context.spaces, variableField, constant(0), { ...current, high: Math.max(0, size - 1) });
      return `${leading}if(${current.js}>=${size}){${ended}${goTo(machine, exit)}}else{${begun}${goTo(machine, body)}}`;
    }
    case "choose":
      return chooseCase(machine, environment, operation, index);
    case "pick":
      return pickCase(machine, environment, operation, index);
    case "wait": {
      const guard = guardText(context, compileScalar(operation.condition, environment), { ...path, leading: true });
      return `${leading}${guard.text}if(${guard.open}){${goTo(machine, operation.next)}}else{${leave}}`;
    }
    case "lock": {
      const mode = modeCode(environment, operation.mode, path);
      const place = using(path, lockPlace(environment, operation.lock));
      const granted = asCondition(isGranted(environment, place, mode));
      return `${leading}${prelude(place)}if(${granted}){${taken(context, place, mode)}${goTo(machine, operation.next)}}else{${leave}}`;
    }
    case "push": {
      const use = pushUse(environment, operation.queue, operation.value, path);
      return queueText(machine, leading, use, use.act + goTo(machine, operation.next));
    }
    case "pop": {
      const { use, text } = popEffect(environment, operation, path);
      return queueText(machine, leading, use, text + goTo(machine, operation.next));
    }
    case "switch":
      return (
        leading +
        switchText(switchArms(environment, operation, instruction.statement, path), (next) => goTo(machine, next))
      );
    case "error":
      return "bad();";
    case "done":
      return goTo(machine, index);
  }
}

function queueText({ context, leave }: Machine, leading: string, { begin, open }: QueueUse, text: string): string {
  const closed = context.kind === "process" ? leave : "bad();";
  return `${leading}${begin}if(!(${open})){${closed}}${text}`;
}

// ---------------------------------------------------------------------------------------------- choices

/** A guard that counts its own errors: of the state while leading, of the outcomes later. */
function askText(context: BodyContext, guard: Code): { readonly text: string; readonly open: string } {
  if (known(guard) === 1) return { text: "", open: "1" };
  const open = flag(context.text);
  if (!guard.fails) return { text: `${open}=${asNumber(guard)};`, open };
  const caught = `catch(e){if(e!==BAD)throw e;if(L)breach(${context.ranges},0);else GF=1;}`;
  return { text: `${open}=0;try{if(${asCondition(guard)})${open}=1;}${caught}`, open };
}

function chooseCase(
  machine: Machine,
  environment: Environment,
  operation: Extract<Operation, { kind: "choose" }>,
  index: number,
): string {
  const { context, leave } = machine;
  const guards = operation.branches.map(({ guard }) =>
    askText(context, guard === null ? constant(1) : compileScalar(guard, environment)),
  );
  const go = fresh(context.text, "g");
  // The branches share one copy of the words, which nothing changes.
  const words = `const ${go}w=${packing(context).pack},${go}=(n,c)=>S.push({n,C:[...C,c],V,K,L:0,W:${go}w});`;
  const pushes = operation.branches.map(({ next }, value) => {
    const { open = "1" } = guards[value] ?? {};
    return `${open === "1" ? "" : `if(${open})`}${go}(${numberOf(context, next)},${value});`;
  });
  const asked = guards.map((guard) => guard.text).join("");
  const open = guards.map((guard) => guard.open);
  const none = open.includes("1") ? "" : `if(!(${open.join("||")})){${blockedText(machine, index)}}`;
  return `GF=0;${asked}${notedGuards(context)}${none}${words}${pushes.reverse().join("")}${leave}`;
}

function notedGuards(context: BodyContext): string {
  return `if(GF)V=[...V,${context.ranges}];`;
}

/** A branch for the stack. */
function branchText(context: BodyContext, next: number, choice: string, pack: string): string {
  return `{n:${numberOf(context, next)},C:[...C,${choice}],V,K,L:0,W:${pack}}`;
}

function blockedText({ context, leave }: Machine, index: number): string {
  const first = context.kind === "crash" ? `breach(${context.ranges},0);` : "";
  const later =
    context.kind === "process" ? `${context.arrive(index)}OUT.push({C,V,W:${packing(context).pack}});` : "bad();";
  return `if(L){${first}}else{${later}}${leave}`;
}

function pickCase(
  machine: Machine,
  environment: Environment,
  operation: Extract<Operation, { kind: "pick" }>,
  index: number,
): string {
  const { context, leave } = machine;
  const { register, where, next, otherwise } = operation;
  const [field] = context.fields[register.index] ?? [];
  if (field === undefined) throw new Error("untorn defect: a pick without its variable");
  const size = cardinality(register.type);
  const name = fresh(context.text, "c");
  const raw: Code = { js: name, low: 0, high: Math.max(0, size - 1), boolean: false, fails: false };
  const set = writeRaw(context.spaces, field, constant(0), raw);
  const clear = writeRaw(context.spaces, field, constant(0), constant(field.leaf.scalar.initial));
  const guard = askText(context, where === null ? constant(1) : compileScalar(where, environment));
  const { pack } = packing(context);
  const push = `S.push(${branchText(context, next, name, pack)})`;
  const found = fresh(context.text, "d");
  const loop = `const ${found}=[];for(let ${name}=${size - 1};${name}>=0;${name}--){${set}${guard.text}if(${guard.open})${found}.push([${name},${pack}]);}${clear}`;
  const pushes = `for(const [${name},w] of ${found})${push.replace(`W:${pack}`, "W:w")};`;
  const none =
    otherwise === null
      ? blockedText(machine, index)
      : `S.push(${branchText(context, otherwise, String(size), pack)});${leave}`;
  return `GF=0;${loop}${notedGuards(context)}if(!${found}.length){${none}}${pushes}${leave}`;
}
