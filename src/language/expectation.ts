import type { Span } from "./source.ts";

/** What an `expect` line says; properties by their index. */
export type ExpectedVerdict =
  | { readonly kind: "holds"; readonly properties: readonly number[] | "every" }
  | { readonly kind: "vacuous"; readonly property: number }
  | {
      readonly kind: "violates";
      readonly only: boolean;
      readonly violations: readonly { readonly property: number; readonly steps: number | null }[];
    };

export type Expectation = {
  /** A design's name, "all", or null for the defaults. */
  readonly design: string | null;
  /** Constants it is to be checked with, beside those given. */
  readonly constants: readonly { readonly name: string; readonly value: number | boolean }[];
  readonly verdict: ExpectedVerdict;
  readonly span: Span;
};
