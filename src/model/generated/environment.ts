import type { CheckedSpec, Expression, KnobValue } from "../../language/checked-spec.ts";
import type { FlowSites } from "../flow-sites.ts";
import type { Numbers } from "../lowering/flatten.ts";
import type { Frame, Register } from "../lowering/flow-graph.ts";
import type { Field, InstanceLayout, StateLayout } from "../lowering/state-layout.ts";
import type { Code } from "./code.ts";
import type { FunctionText } from "./function-text.ts";
import type { Setting } from "./settings.ts";
import type { Space, Spaces } from "./word-space.ts";

/** What text is generated for: one spec and one or more points of its knobs. */
export type Target = {
  readonly spec: CheckedSpec;
  /** The points, and the words of a set of them: 0 where there is one, and no sets. */
  readonly settings: readonly Setting[];
  readonly designWords: number;
  /** Value of a knob in what is being made. */
  readonly knobValue: (knob: number) => KnobValue;
  readonly layout: StateLayout;
  readonly state: Space;
  /** For fields of the state only. */
  readonly spaces: Spaces;
  /** Rest points of each process by name: instruction index to the value of its control field. */
  readonly controls: ReadonlyMap<string, ControlPoints>;
  readonly works: ReadonlyMap<string, Work>;
  /** Called for each instruction that is written; throws where the generation is to end. */
  readonly written: () => void;
  /** Null: nobody asks what becomes of error codes. */
  readonly flow: FlowSites | null;
};

/** What `spawn` must know of a work. */
export type Work = {
  readonly instances: readonly InstanceLayout[];
  readonly parameters: readonly Register[];
  /** Values of the control field. */
  readonly idle: number;
  readonly start: number;
  /** Registers with a meaning before the first statement. */
  readonly kept: readonly Register[];
};

export type ControlPoints = {
  readonly byInstruction: ReadonlyMap<number, number>;
  /** -1: it never is. */
  readonly done: number;
  /** Control values by watched label id. */
  readonly byLabel: ReadonlyMap<number, readonly number[]>;
  /** Control values at which the next statement can sleep. */
  readonly sleepers: readonly number[];
};

/** Where an expression stands. */
export type Environment = {
  readonly target: Target;
  readonly text: FunctionText;
  /** Number among all instances that `self` is; null where there is none. */
  readonly self: number | null;
  readonly locals: Locals;
  /** Values of quantified variables, by number. */
  readonly bound: readonly Code[];
  /** Null too where what is evaluated only looks on. */
  readonly flow: FlowSites | null;
  /** The recursion over expressions, bound late so that files do not import each other in circles. */
  readonly compile: (expression: Expression, environment: Environment) => Value;
};

/** Where local variables live: packed registers of a frame, or the arguments of a function inside an expression. */
export type Locals =
  | {
      readonly kind: "registers";
      readonly frame: Frame;
      readonly spaces: Spaces;
      /** By register. */
      readonly fields: readonly (readonly Field[])[];
      /** Raw values that are known at generation time, by register: the variables of unrolled loops. */
      readonly known: ReadonlyMap<number, number>;
    }
  | { readonly kind: "arguments"; readonly values: readonly Value[] }
  | { readonly kind: "none" };

/** A value as text: a scalar, or for structs and arrays its leaves. */
export type Value = { readonly kind: "scalar"; readonly code: Code } | Composite;

/**
 * `setup` is evaluated first, in order (indices, checks). `leaf` gives the raw form of one scalar; `indices` are the
 * positions in the arrays on the way to it.
 */
export type Composite = {
  readonly kind: "composite";
  readonly setup: readonly string[];
  readonly fails: boolean;
  readonly leaf: (leaf: number, indices: readonly Code[]) => Code;
};

export function scalar(code: Code): Value {
  return { kind: "scalar", code };
}

/** The code of an expression that is a scalar. */
export function compileScalar(expression: Expression, environment: Environment): Code {
  const value = environment.compile(expression, environment);
  if (value.kind !== "scalar") throw new Error("untorn defect: a struct or array where a scalar is needed");
  return value.code;
}

export function numbersOf(environment: Environment): Numbers {
  const { codes, causes } = environment.target.spec;
  return { codes: codes.length, causes: causes.length };
}

export function registerOf(locals: Extract<Locals, { kind: "registers" }>, slot: number): Register {
  const register = locals.frame.registers[slot];
  if (register === undefined) throw new Error("untorn defect: a local without a register");
  return register;
}
