import { cardinality } from "../../language/types.ts";
import type { Instruction, Operation } from "../lowering/flow-graph.ts";
import { successors } from "../lowering/flow-graph.ts";
import type { BodyContext, Path } from "./body-context.ts";
import { environmentAt, instructionAt, mark, newSegment, using } from "./body-context.ts";
import type { Code } from "./code.ts";
import { asCondition, asNumber, constant } from "./code.ts";
import { effectOf, isStraight } from "./effect-code.ts";
import type { Environment } from "./environment.ts";
import { compileScalar } from "./environment.ts";
import { flag, fresh } from "./function-text.ts";
import { modeCode, prelude, taken, tried } from "./lock-code.ts";
import { isGranted, lockPlace } from "./predicate-code.ts";
import { guardText, leadsOn } from "./tree-code.ts";
import type { Space } from "./word-space.ts";
import { readRaw, wordAt, writeRaw } from "./word-space.ts";

/**
 * A step as a small machine: `switch` on the instruction in a loop, and a stack of branches still to take. For steps
 * that loop without coming to rest, or have too many outcomes to write out. Outcomes wait in a list, since a step that
 * turns out too wide has none of them.
 */
const MAX_STATEMENTS = 10_000;
const MAX_OUTCOMES = 65_536;
const MAX_STATEMENTS_OF_ALL_BRANCHES = 1_000_000;

/** Local names: `n` instruction, `C` choices, `V` properties broken, `K` statements of this branch, `L` leading. */
export function machineText(context: BodyContext, index: number, start: Path): string {
  const reachable = insideStep(context, index);
  const path: Path = { choices: [], asserts: [], leading: start.leading, known: new Map(), segment: newSegment() };
  const cases = reachable.map((at) => `case ${at}:${caseText(context, at, path)}`);
  const { pack, unpack } = packing(context);
  const tooWide = `throw WIDE;`;
  return [
    `const S=[{n:${index},C:[${start.choices.join(",")}],V:[],K:0,L:${start.leading ? 1 : 0},W:${pack}}],OUT=[];let M=0;`,
    `try{while(S.length){const A=S.pop();let n=A.n,C=A.C,V=A.V,K=A.K,L=A.L;${unpack("A.W")}`,
    `try{run:for(;;){`,
    `if(OUT.length>${MAX_OUTCOMES})${tooWide}`,
    `switch(n){${cases.join("")}${restCases(context)}}}}`,
    `catch(e){if(e!==BAD)throw e;OUT.push({C,V:[...V,${context.ranges}],W:null});}}`,
    `if(OUT.length>${MAX_OUTCOMES})${tooWide}`,
    `for(const A of OUT){${tellText(context, unpack)}}`,
    `}catch(e){if(e!==WIDE)throw e;${wideText(context)}}`,
  ].join("");
}

/** Reports one outcome: its broken properties, and its successor unless it ended in an error. */
function tellText(context: BodyContext, unpack: (from: string) => string): string {
  const when = context.kind === "crash" ? 0 : 1;
  const broken = `for(const v of A.V)breach(v,${when});`;
  if (context.kind === "crash") return `${broken}O++;`;
  const { state } = context.target;
  const words = state.asLocals ? Array.from({ length: state.words }, (_, word) => `w${word}`).join(",") : "";
  const label = (next: boolean) => `if(TR)label(${context.actor},A.C,A.V,${next});`;
  return `${broken}O++;if(A.W){${unpack("A.W")}emit(${words});${label(true)}}else{${label(false)}}`;
}

function wideText(context: BodyContext): string {
  const when = context.kind === "crash" ? 0 : 1;
  const label = context.kind === "crash" ? "" : `if(TR)label(${context.actor},[],[${context.ranges}],false);`;
  return `O++;breach(${context.ranges},${when});${label}`;
}

/** Instructions that one step can pass through. */
function insideStep(context: BodyContext, start: number): readonly number[] {
  const found = new Set([start]);
  const pending = [start];
  for (let index = pending.pop(); index !== undefined; index = pending.pop()) {
    for (const next of successors(instructionAt(context, index).operation)) {
      if (found.has(next) || endsAt(context, next)) continue;
      found.add(next);
      pending.push(next);
    }
  }
  return [...found].sort((left, right) => left - right);
}

function endsAt(context: BodyContext, index: number): boolean {
  const { operation, rest } = instructionAt(context, index);
  return operation.kind === "done" || (rest === "always" && context.kind === "process");
}

type Packing = { readonly pack: string; readonly unpack: (from: string) => string };

/** All words of a branch as one array, and back. */
function packing(context: BodyContext): Packing {
  const spaces: readonly Space[] = [context.spaces.w, context.spaces.x];
  const words = spaces.flatMap((space) => Array.from({ length: space.words }, (_, word) => wordAt(space, word)));
  return {
    pack: `[${words.join(",")}]`,
    unpack: (from) => words.map((word, index) => `${word}=${from}[${index}];`).join(""),
  };
}

/** On to another instruction, or the end of the branch. */
function goTo(context: BodyContext, index: number): string {
  if (!endsAt(context, index)) return `n=${index};continue;`;
  return `${context.arrive(index)}OUT.push({C,V,W:${packing(context).pack}});break run;`;
}

function caseText(context: BodyContext, index: number, path: Path): string {
  const instruction = instructionAt(context, index);
  const counted =
    instruction.statement === null
      ? ""
      : `${mark(instruction)}if(++M>${MAX_STATEMENTS_OF_ALL_BRANCHES})throw WIDE;if(K>=${MAX_STATEMENTS})bad();K++;`;
  const leading = leadsOn(context, instruction) ? "" : "L=0;";
  const { operation } = instruction;
  if (isStraight(operation)) {
    const effect = effectOf(context, instruction, operation, path);
    const noted = effect.path.asserts
      .map(({ property, flag: failed }) => `if(${failed})V=[...V,${property}];`)
      .join("");
    return `{${counted}${leading}${withoutBreach(effect.text)}${noted}${goTo(context, operation.next)}}`;
  }
  return `{${counted}${branching(context, instruction, operation, index, leading, path)}}`;
}

/** A machine tells what is broken with its outcomes. */
function withoutBreach(text: string): string {
  return text.replace(/breach\(\d+,[01]\);/g, "");
}

type Branching = Exclude<Operation, Parameters<typeof effectOf>[2]>;

function branching(
  context: BodyContext,
  instruction: Instruction,
  operation: Branching,
  index: number,
  leading: string,
  path: Path,
): string {
  const environment = environmentAt(context, instruction.frame);
  switch (operation.kind) {
    case "branch": {
      const { condition, then, else: otherwise } = operation;
      if (condition.kind === "trylock") {
        const result = tried(context, environment, condition.trylock, path);
        const [yes, no] = condition.trylock.negated ? [otherwise, then] : [then, otherwise];
        return `${leading}${result.text}if(${result.granted}){${result.take}${goTo(context, yes)}}else{${goTo(context, no)}}`;
      }
      const test = compileScalar(condition.expression, environment);
      return `${leading}if(${asCondition(test)}){${goTo(context, then)}}else{${goTo(context, otherwise)}}`;
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
      return `${leading}if(${current.js}>=${size}){${ended}${goTo(context, exit)}}else{${begun}${goTo(context, body)}}`;
    }
    case "choose":
      return chooseCase(context, environment, operation, index);
    case "pick":
      return pickCase(context, environment, operation, index);
    case "wait": {
      const guard = guardText(context, compileScalar(operation.condition, environment), { ...path, leading: true });
      return `${leading}${guard.text}if(${guard.open}){${goTo(context, operation.next)}}else break run;`;
    }
    case "lock": {
      const mode = modeCode(environment, operation.mode, path);
      const place = using(path, lockPlace(environment, operation.lock));
      const granted = asCondition(isGranted(environment, place, mode));
      return `${leading}${prelude(place)}if(${granted}){${taken(context, place, mode)}${goTo(context, operation.next)}}else break run;`;
    }
    case "error":
      return "bad();";
    case "done":
      return goTo(context, index);
  }
}

// ---------------------------------------------------------------------------------------------- choices

/** A guard that counts its own errors: of the state while leading, of the outcomes later. */
function askText(context: BodyContext, guard: Code): { readonly text: string; readonly open: string } {
  const open = flag(context.text);
  if (!guard.fails) return { text: `${open}=${asNumber(guard)};`, open };
  const caught = `catch(e){if(e!==BAD)throw e;if(L)breach(${context.ranges},0);else GF=1;}`;
  return { text: `${open}=0;try{if(${asCondition(guard)})${open}=1;}${caught}`, open };
}

function chooseCase(
  context: BodyContext,
  environment: Environment,
  operation: Extract<Operation, { kind: "choose" }>,
  index: number,
): string {
  const guards = operation.branches.map(({ guard }) =>
    askText(context, guard === null ? constant(1) : compileScalar(guard, environment)),
  );
  const branches = operation.branches.map(({ next }, value) => ({ next, value, open: guards[value]?.open ?? "1" }));
  const { pack } = packing(context);
  const pushes = [...branches]
    .reverse()
    .map(({ next, value, open }) => `if(${open})S.push(${branchText(context, next, String(value), pack)});`);
  const asked = guards.map((guard) => guard.text).join("");
  const none = guards.map((guard) => guard.open).join("||");
  return `GF=0;${asked}${notedGuards(context)}if(!(${none})){${blockedText(context, index)}}${pushes.join("")}break run;`;
}

function notedGuards(context: BodyContext): string {
  return `if(GF)V=[...V,${context.ranges}];`;
}

/** A branch for the stack. One that is at rest already goes through the instruction `rest` of its own. */
function branchText(context: BodyContext, next: number, choice: string, pack: string): string {
  const at = endsAt(context, next) ? -1 - next : next;
  return `{n:${at},C:[...C,${choice}],V,K,L:0,W:${pack}}`;
}

function blockedText(context: BodyContext, index: number): string {
  const first = context.kind === "crash" ? `breach(${context.ranges},0);` : "";
  const later =
    context.kind === "process" ? `${context.arrive(index)}OUT.push({C,V,W:${packing(context).pack}});` : "bad();";
  return `if(L){${first}}else{${later}}break run;`;
}

function pickCase(
  context: BodyContext,
  environment: Environment,
  operation: Extract<Operation, { kind: "pick" }>,
  index: number,
): string {
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
      ? blockedText(context, index)
      : `S.push(${branchText(context, otherwise, String(size), pack)});break run;`;
  return `GF=0;${loop}${notedGuards(context)}if(!${found}.length){${none}}${pushes}break run;`;
}

/** Cases for branches that are pushed at rest. */
function restCases(context: BodyContext): string {
  return context.graph.instructions
    .map((_, index) => index)
    .filter((index) => endsAt(context, index))
    .map((index) => `case ${-1 - index}:{${goTo(context, index)}}`)
    .join("");
}
