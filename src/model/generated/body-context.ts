import type { Target as Destination } from "../../language/checked-spec.ts";
import type { FlowSites } from "../flow-sites.ts";
import type { FlowGraph, Frame, Instruction, Register } from "../lowering/flow-graph.ts";
import type { Field } from "../lowering/state-layout.ts";
import type { Environment, Target } from "./environment.ts";
import { compileExpression } from "./expression-code.ts";
import type { FunctionText } from "./function-text.ts";
import { noted } from "./noted-code.ts";
import type { Spaces } from "./word-space.ts";
import { emitArguments } from "./word-space.ts";

/** One body for which a function is generated: an instance of a process, an event, `init` or a crash block. */
export type BodyContext = {
  readonly target: Target;
  readonly graph: FlowGraph;
  readonly text: FunctionText;
  readonly kind: "process" | "event" | "init" | "crash";
  /** Index among the actors. */
  readonly actor: number;
  /** Number among all instances; null for events, `init` and crash blocks. */
  readonly self: number | null;
  /** Registers live in the state, or in words of their own if they last for one step only. */
  readonly spaces: Spaces;
  readonly fields: readonly (readonly Field[])[];
  /** What must hold its default before the first statement, in the words that last for one step. */
  readonly ownFields: readonly Field[];
  /** Text that ends a step of this body at a rest point: control and dead bits set. */
  readonly arrive: (instruction: number) => string;
  /** In a crash block, the property that every assert on its way belongs to; null elsewhere. */
  readonly crash: number | null;
  /** Index of the property `ranges`. */
  readonly ranges: number;
  /** Null where nothing is noted of error codes. */
  readonly flow: FlowSites | null;
};

/** What is known on the way to an instruction, within one step. */
export type Path = {
  /** Text of each choice made. */
  readonly choices: readonly string[];
  /** Asserts on the way: property, and the variable that says whether it failed. */
  readonly asserts: readonly { readonly property: number; readonly flag: string }[];
  /** Nothing but the way into an atomic was executed yet. */
  readonly leading: boolean;
  /** Raw values of registers that are known: rounds of unrolled loops. */
  readonly known: ReadonlyMap<number, number>;
  /** Of the text since the last choice: that something in it may throw, and its asserts. */
  readonly segment: Segment;
};

export type Segment = { fails: boolean; readonly asserts: { readonly property: number; readonly flag: string }[] };

export function newSegment(): Segment {
  return { fails: false, asserts: [] };
}

export function instructionAt(context: BodyContext, index: number): Instruction {
  const instruction = context.graph.instructions[index];
  if (instruction === undefined) throw new Error("untorn defect: no such instruction");
  return instruction;
}

export function environmentAt(
  context: BodyContext,
  frame: Frame,
  known: ReadonlyMap<number, number> = new Map(),
): Environment {
  const { target, text, self, spaces, fields, flow } = context;
  return {
    target,
    text,
    self,
    locals: { kind: "registers", frame, spaces, fields, known },
    bound: [],
    flow,
    compile: compileExpression,
  };
}

/** The same for the expressions of an instruction. */
export function environmentOf(
  context: BodyContext,
  { frame, statement }: Instruction,
  known: ReadonlyMap<number, number> = new Map(),
): Environment {
  const silent = statement !== null && context.flow?.silent.has(statement) === true;
  return environmentAt(silent ? { ...context, flow: null } : context, frame, known);
}

/** Registers that are written are known no more. */
export function forgetting(path: Path, registers: readonly Register[]): Path {
  if (!registers.some((register) => path.known.has(register.index))) return path;
  const known = new Map(path.known);
  for (const register of registers) known.delete(register.index);
  return { ...path, known };
}

export function forgettingTarget(environment: Environment, target: Destination, path: Path): Path {
  if (target.root.kind !== "local" || environment.locals.kind !== "registers") return path;
  const register = environment.locals.frame.registers[target.root.local.slot];
  return register === undefined ? path : forgetting(path, [register]);
}

/** Marks a statement as reached. */
export function mark({ target }: BodyContext, instruction: Instruction): string {
  return instruction.statement === null ? "" : noted(target.designWords, "R", instruction.statement);
}

/** Code that may throw makes its segment need a catch. */
export function using<T extends { readonly fails: boolean }>(path: Path, code: T): T {
  if (code.fails) path.segment.fails = true;
  return code;
}

/** Ends a step in an error: the actor could step, but there is no successor. */
export function failed(context: BodyContext, path: Path): string {
  if (context.kind === "crash") return `O++;breach(${context.ranges},0);`;
  return `O++;breach(${context.ranges},1);if(TR)label(${context.actor},[${path.choices.join(",")}],${violations(context, path, true)},false);`;
}

/** Text of a list of properties broken on the way. */
export function violations(context: BodyContext, path: Path, error: boolean): string {
  const parts = path.asserts.map(({ property, flag }) => `...(${flag}?[${property}]:[])`);
  return `[${[...parts, ...(error ? [String(context.ranges)] : [])].join(",")}]`;
}

/** A successor: the words as they are now. */
export function successor(context: BodyContext, path: Path): string {
  if (context.kind === "crash") return "O++;";
  return `O++;emit(${emitArguments(context.target.state)});if(TR)label(${context.actor},[${path.choices.join(",")}],${violations(context, path, false)},true);`;
}
