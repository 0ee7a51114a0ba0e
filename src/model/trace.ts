import type { Property } from "../language/property.ts";
import type { Span } from "../language/source.ts";
import type { LassoFacts } from "./fair-run.ts";
import type { Actor, Choices } from "./transition-system.ts";

/**
 * A value as JSON shows it: bool, int, name of an enum member or mode, "-CODE", null for `none`; of a set "{0, 2}", of a
 * queue "[a, b]", the oldest first.
 */
export type ShownValue = number | boolean | string | null;

/**
 * One element that a step changed, named as the user would write it: `dirty[0]`, `b[0].live`; a local of the actor that
 * stepped as `mode`, of a work that it started as `completion[1].p`. A work itself changes between "idle" and "running".
 */
export type Change = {
  readonly name: string;
  /** Actor index of the work, or whose local it is; null for shared variables. */
  readonly owner: number | null;
  readonly ghost: boolean;
  readonly before: ShownValue;
  readonly after: ShownValue;
  /** Of an errno that became non-zero. */
  readonly cause: string | null;
};

/** A choice made on the way: `text` says what (a branch's first line, `p = 1`). */
export type ShownChoice = { readonly value: number; readonly text: string; readonly span: Span };

/** `lock`, `unlock` or `downgrade` that a step carried out. */
export type LockAction = {
  readonly action: "lock" | "unlock" | "downgrade";
  readonly lock: string;
  /** Null for locks without modes. */
  readonly mode: "SHARED" | "EXCL" | null;
};

/** An assert that failed or an error that ended a step; `message` is what the spec or the rule says. */
export type Failure = { readonly property: number; readonly message: string; readonly span: Span };

export type TraceStep = {
  /** Null in step 0, which makes the initial state. */
  readonly actor: number | null;
  /** Of the visible statement the step begins with; of `init` or the spec line in step 0. */
  readonly span: Span;
  /** The `///` name of the innermost function that has one, or null. */
  readonly where: string | null;
  /** The statement as executed: its `///` text, or its source with indices and modes as values. */
  readonly text: string;
  readonly choices: readonly ShownChoice[];
  readonly lockActions: readonly LockAction[];
  readonly changes: readonly Change[];
  readonly failures: readonly Failure[];
};

/** What power failure did at the end of the trace: choices of the crash block, and its failed assert. */
export type CrashEnd = {
  readonly choices: readonly ShownChoice[];
  readonly changes: readonly Change[];
  readonly failure: Failure;
};

export type HeldLock = {
  readonly lock: string;
  readonly mode: "SHARED" | "EXCL" | null;
  readonly holder: number | null;
};

/** Something that is not over where a trace ends. */
export type InFlight =
  /** A durable struct that a step filled in: `bios[0]`, and those of its elements that are not their default. */
  | {
      readonly kind: "io";
      readonly name: string;
      readonly fields: readonly { readonly name: string; readonly value: ShownValue }[];
      /** The step since which it is so, and its actor; null: since the initial state. */
      readonly step: number;
      readonly actor: number | null;
    }
  /** A work that runs. */
  | { readonly kind: "work"; readonly actor: number; readonly step: number };

/** One link of the way of an error code through a trace, from where it was born to where it was taken. */
export type ErrorLink = {
  readonly kind: "born" | "changed" | "stored" | "decision" | "asked";
  readonly step: number;
  readonly span: Span;
  /** The code from here on: "-EAGAIN". */
  readonly code: string;
  readonly cause: string | null;
  /** Of `born` and `changed`: the knob whose value the code is. */
  readonly knob: string | null;
  /** Of `stored`: what it was stored in. */
  readonly into: { readonly name: string; readonly storage: "local" | "shared" | "ghost" | "durable" } | null;
  /** The nearest `///` name around it, else the function or task: `D3`, `flush()`, `writer`; of `asked` the property. */
  readonly name: string;
};

/** That one task read or wrote one shared element. */
export type Access = {
  readonly actor: number;
  readonly step: number;
  readonly how: "read" | "written";
  readonly span: Span;
  /** As in ErrorLink. */
  readonly name: string;
  /** What the task held then: `iolock SHARED`. */
  readonly locks: readonly string[];
};

/** Two accesses that no lock keeps apart; `element` is what both are to. */
export type UnorderedPair = { readonly element: string; readonly first: Access; readonly second: Access };

/**
 * A counterexample, replayed on the interpreter. `steps[0]` is the initial state; a trace of n steps has n + 1 entries.
 * Everything needed to replay it is in `path`.
 */
export type Trace = {
  readonly property: Property;
  readonly actors: readonly Actor[];
  readonly steps: readonly TraceStep[];
  /** What is wrong at the end, where it is no failed assert: the deadlocked or offending actors, the broken invariant. */
  readonly end: { readonly message: string; readonly span: Span | null; readonly actors: readonly number[] };
  readonly crash: CrashEnd | null;
  readonly heldAtEnd: readonly HeldLock[];
  readonly inFlight: readonly InFlight[];
  /** Oldest first; empty where the property is about no error code. */
  readonly errorChain: readonly ErrorLink[];
  readonly unordered: UnorderedPair | null;
  /** Index of the step that the last state goes back to; null for finite traces. */
  readonly loop: number | null;
  /** Of a lasso. */
  readonly lasso?: LassoFacts;
  readonly path: {
    readonly start: Choices;
    readonly steps: readonly { readonly actor: number; readonly choices: Choices }[];
    readonly crash: Choices | null;
  };
};
