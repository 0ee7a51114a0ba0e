import { successors } from "../lowering/flow-graph.ts";
import type { BodyContext, Path } from "./body-context.ts";
import { instructionAt, newSegment } from "./body-context.ts";
import { packing } from "./branch-words.ts";
import { declarations } from "./function-text.ts";
import type { Machine } from "./machine-cases.ts";
import { caseText, endsAt, restCase } from "./machine-cases.ts";
import { emitArguments } from "./word-space.ts";

/**
 * A step as a small machine: `switch` on the instruction in a loop, and a stack of branches still to take. For steps
 * that loop without coming to rest, or have too many outcomes to write out. Outcomes wait in a list, since a step that
 * turns out too wide has none of them.
 *
 * Names: `n` instruction, `C` choices, `V` properties broken, `K` statements of this branch, `L` leading; `S` branches
 * still to take, `OUT` outcomes, `M` statements of all branches.
 */
const MAX_OUTCOMES = 65_536;

/** In one function. */
export function machineText(context: BodyContext, index: number, start: Path): string {
  const machine: Machine = { context, leave: "break run;" };
  const { inside, ends } = partsOf(context, index);
  const cases = [
    ...inside.map((at) => caseText(machine, at, insidePath(start))),
    ...ends.map((at) => restCase(machine, at)),
  ];
  return driverText(context, index, start, {
    declare: { all: "const ", branch: "let " },
    run: `run:for(;;){switch(n){${cases.join("")}}}`,
  });
}

const END = 2 ** 31 - 1;

export type SplitMachine = { readonly context: BodyContext; readonly text: string; readonly helpers: string };

/**
 * In several functions, where one would be too long for V8 to optimise. They share the words of the state and of the
 * body as arrays, and all that the machine knows as variables of the module: no step begins within another.
 */
export function splitMachine(
  make: () => BodyContext,
  name: string,
  index: number,
  start: Path,
  longest: number,
): SplitMachine {
  const context = make();
  const machine: Machine = { context, leave: `n=${END};return;` };
  const { inside, ends } = partsOf(context, index);
  const path = insidePath(start);
  const write = (number: number) => (into: Machine) =>
    number < 0 ? restCase(into, -1 - number) : caseText(into, number, path);
  const numbers = [...ends.map((at) => -1 - at), ...inside].sort((left, right) => left - right);
  const groups = grouped(numbers, (number) => write(number)(machine).length, longest);
  const functions = groups.map((group, position) => {
    const own: Machine = { ...machine, context: make() };
    const cases = group.map((number) => write(number)(own));
    const head = `function ${name}g${position}(){${declarations(own.context.text)}`;
    return `${head}for(;;)switch(n){${cases.join("")}default:return;}}\n`;
  });
  const dispatch = groups.map((group, position) => `if(n<=${group.at(-1)})${name}g${position}();`);
  const driver = make();
  const text = driverText(driver, index, start, {
    declare: { all: "", branch: "" },
    run: `while(n!==${END}){${dispatch.join("else ")}}`,
  });
  return { context: driver, text, helpers: functions.join("") };
}

/** Neighbours together, up to a length. */
function grouped(numbers: readonly number[], lengthOf: (number: number) => number, longest: number): number[][] {
  const groups: number[][] = [];
  let length = Infinity;
  for (const number of numbers) {
    const own = lengthOf(number);
    if (length + own > longest) {
      groups.push([]);
      length = 0;
    }
    groups.at(-1)?.push(number);
    length += own;
  }
  return groups;
}

function insidePath(start: Path): Path {
  return { choices: [], asserts: [], leading: start.leading, known: new Map(), segment: newSegment() };
}

type Driver = {
  /** How what belongs to the machine, and to a branch, is declared. */
  readonly declare: { readonly all: "const " | ""; readonly branch: "let " | "" };
  /** Follows a branch to its end. */
  readonly run: string;
};

function driverText(context: BodyContext, index: number, start: Path, { declare, run }: Driver): string {
  const { pack, unpack } = packing(context);
  const first = `{n:${index},C:[${start.choices.join(",")}],V:[],K:0,L:${start.leading ? 1 : 0},W:${pack}}`;
  return [
    `${declare.all}S=[${first}],OUT=[];${declare.branch}M=0;`,
    `try{while(S.length){const A=S.pop();${declare.branch}n=A.n,C=A.C,V=A.V,K=A.K,L=A.L;${unpack("A.W")}`,
    `try{${run}}`,
    `catch(e){if(e!==BAD)throw e;OUT.push({C,V:[...V,${context.ranges}],W:null});}`,
    `if(OUT.length>${MAX_OUTCOMES})throw WIDE;}`,
    `for(const A of OUT){${tellText(context, unpack)}}`,
    `}catch(e){if(e!==WIDE)throw e;${wideText(context)}}`,
  ].join("");
}

/** Reports one outcome: its broken properties, and its successor unless it ended in an error. */
function tellText(context: BodyContext, unpack: (from: string) => string): string {
  const when = context.kind === "crash" ? 0 : 1;
  const broken = `for(const v of A.V)breach(v,${when});`;
  if (context.kind === "crash") return `${broken}O++;`;
  const label = (next: boolean) => `if(TR)label(${context.actor},A.C,A.V,${next});`;
  const emitted = `emit(${emitArguments(context.target.state)});`;
  return `${broken}O++;if(A.W){${unpack("A.W")}${emitted}${label(true)}}else{${label(false)}}`;
}

function wideText(context: BodyContext): string {
  const when = context.kind === "crash" ? 0 : 1;
  const label = context.kind === "crash" ? "" : `if(TR)label(${context.actor},[],[${context.ranges}],false);`;
  return `O++;breach(${context.ranges},${when});${label}`;
}

/** Instructions that one step can pass through, and those where it can come to rest. */
function partsOf(
  context: BodyContext,
  start: number,
): { readonly inside: readonly number[]; readonly ends: readonly number[] } {
  const inside = new Set([start]);
  const ends = new Set<number>();
  const pending = [start];
  for (let index = pending.pop(); index !== undefined; index = pending.pop()) {
    for (const next of successors(instructionAt(context, index).operation)) {
      if (endsAt(context, next)) ends.add(next);
      else if (!inside.has(next)) {
        inside.add(next);
        pending.push(next);
      }
    }
  }
  const ordered = (numbers: ReadonlySet<number>) => [...numbers].sort((left, right) => left - right);
  return { inside: ordered(inside), ends: ordered(ends) };
}
