import type { CheckedSpec } from "../language/checked-spec.ts";
import type { Span } from "../language/source.ts";

/** One thing of a protocol that can be left out, or put in another order: what becomes a hidden knob. */
export type MutationKind =
  | "lock"
  | "trylock"
  | "downgrade"
  /** An `unlock` and the `lock` that takes the same lock again: kept from the one to the other. */
  | "pair"
  | "wait"
  /** A wait while a lock is held, or for something to be zero. */
  | "drain"
  /** A comparison of an error code. */
  | "test"
  /** A local flag beside a test of a code. */
  | "flag"
  /** Two neighbours of which one is durable: the other one first. */
  | "order";

export type Mutation = {
  /** Number of the hidden knob: true where it is kept. */
  readonly knob: number;
  readonly kind: MutationKind;
  /** The `///` name of the statement. */
  readonly name: string | null;
  /** What is dropped. */
  readonly span: Span;
  /** The statements that it is part of: the design reaches it where it reaches them all. */
  readonly statements: readonly Span[];
  /** Of a pair, where the lock is taken again; of an order, the statement that comes first now. */
  readonly others: readonly { readonly name: string | null; readonly span: Span }[];
  /** A pair of a rwsem whose second half may want more than is held. */
  readonly weaker: boolean;
};

/** Why something cannot be made a knob without a step more or less where it is kept. */
export type Obstacle = "first in atomic" | "first of a work" | "named by at()" | "in a while" | "in a switch";

export type LeftOut = { readonly kind: MutationKind; readonly span: Span; readonly why: Obstacle };

/** A spec whose hidden knobs come behind its own; all of them true, it is the spec that it was made from. */
export type MutatedSpec = {
  readonly spec: CheckedSpec;
  /** In text order. */
  readonly mutations: readonly Mutation[];
  readonly leftOut: readonly LeftOut[];
};
