import type { Block, Expression, Statement } from "../language/checked-spec.ts";
import type { Type } from "../language/types.ts";
import { blockOf } from "./build.ts";
import type { Draft } from "./draft.ts";
import { newStatement } from "./draft.ts";

/** What a statement stands in: the type of `self`; null in events, whose locks are left alone. */
export type Place = { readonly draft: Draft; readonly self: Type | null };

/** Invisible, and so part of the step before: what it stands around is the same step as without it. */
export function onlyIf(
  draft: Draft,
  statement: Statement,
  condition: Expression,
  otherwise: Block | null = null,
): Statement {
  return {
    kind: "if",
    condition: { kind: "expression", expression: condition },
    then: blockOf({ ...statement, labels: [] }),
    else: otherwise,
    id: newStatement(draft),
    labels: statement.labels,
    doc: null,
    span: statement.span,
  };
}
