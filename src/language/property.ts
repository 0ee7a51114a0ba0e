import type { Span } from "./source.ts";

/** What is decided of a spec: in order of declaration, the built-in ones last. */
export type Property = {
  readonly index: number;
  readonly name: string;
  readonly kind: "assert" | "invariant" | "crash" | "liveness" | "deadlock" | "locks" | "ranges";
  readonly doc: string | null;
  /** Null for the built-in ones. */
  readonly span: Span | null;
};
