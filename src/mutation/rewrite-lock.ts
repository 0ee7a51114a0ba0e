import type { Block, Expression, LockReference, Statement } from "../language/checked-spec.ts";
import { partsBelow } from "../language/tree-parts.ts";
import { and, blockOf, boolAs, holdsNow, knobExpression, not, or } from "./build.ts";
import { newLabel, newStatement } from "./draft.ts";
import type { Place } from "./place.ts";
import { onlyIf } from "./place.ts";

type Of<K extends Statement["kind"]> = Extract<Statement, { kind: K }>;

/** What a statement does with a lock, under the knobs of its own and those of the pairs and locks that it ends. */
export function rewriteLock(place: Place, statement: Statement): Statement {
  switch (statement.kind) {
    case "lock": {
      const condition = takingCondition(place, statement, statement.lock);
      return condition === null ? statement : onlyIf(place.draft, statement, condition);
    }
    case "trylock": {
      const condition = takingCondition(place, statement, statement.trylock.lock);
      return condition === null ? statement : onlyIf(place.draft, statement, condition, successOf(place, statement));
    }
    case "if":
      return triedIf(place, statement);
    case "unlock":
      return rewriteUnlock(place, statement);
    case "downgrade":
      return rewriteDowngrade(place, statement);
    default:
      return statement;
  }
}

/** Dropped, or held already because a pair was. */
function takingCondition({ draft, self }: Place, { id, span }: Statement, lock: LockReference): Expression | null {
  const knob = draft.own.get(id);
  if (knob === undefined || self === null) return null;
  const own = knobExpression(knob, span);
  const pairs = draft.endsPairs.get(id) ?? [];
  if (pairs.length === 0 || !isAskedUnseen(lock)) return own;
  return and(own, or(allKept(pairs, span), not(holdsNow(lock, self, "any mode"))));
}

function allKept(knobs: readonly number[], span: Expression["span"]): Expression {
  const [first, ...others] = knobs.map((knob) => knobExpression(knob, span));
  if (first === undefined) throw new Error("untorn defect: a condition without knobs");
  return and(first, ...others);
}

/** To ask which element of an array is held must not make a step. */
function isAskedUnseen({ indices }: LockReference): boolean {
  const shared = new Set<unknown>(["variable", "remote"]);
  return ![...partsBelow(indices)].some(({ kind }) => shared.has(kind));
}

/** What a trylock that succeeds leaves behind, but for the lock. */
function successOf({ draft }: Place, { trylock, target, span }: Of<"trylock">): Block | null {
  if (target === null) return null;
  const value = boolAs(!trylock.negated, target.type, span);
  return blockOf({
    kind: "assign",
    target,
    operator: "=",
    value,
    id: newStatement(draft),
    labels: [],
    doc: null,
    span,
  });
}

/**
 * `if (trylock(l)) A else B` becomes `{ if (KEPT) { if (trylock(l)) ; else { B goto end; } } A end: ; }`, so that neither A
 * nor B stands there twice.
 */
function triedIf(place: Place, statement: Of<"if">): Statement {
  const { draft } = place;
  const { condition, span } = statement;
  if (condition.kind !== "trylock") return statement;
  const kept = takingCondition(place, statement, condition.trylock.lock);
  if (kept === null) return statement;
  const { negated } = condition.trylock;
  const success = negated ? statement.else : statement.then;
  const failure = negated ? statement.then : statement.else;
  const label = newLabel(draft);
  const made = (
    kind: Pick<Of<"goto">, "kind" | "label"> | Pick<Of<"empty">, "kind"> | Pick<Of<"block">, "kind" | "block">,
  ) => ({ ...kind, id: newStatement(draft), labels: [], doc: null, span }) satisfies Statement;
  const away: Block = {
    statements: [...(failure?.statements ?? []), made({ kind: "goto", label })],
    locals: failure?.locals ?? [],
  };
  const tried: Statement = { ...statement, then: negated ? away : blockOf(), else: negated ? null : away };
  const after = success === null ? [] : [made({ kind: "block", block: success })];
  const end: Statement = { ...made({ kind: "empty" }), labels: [label] };
  return {
    ...made({ kind: "block", block: blockOf({ ...onlyIf(draft, tried, kept), labels: [] }, ...after, end) }),
    labels: statement.labels,
  };
}

/** Not where the lock was not taken, or is kept. */
function rewriteUnlock({ draft, self }: Place, statement: Of<"unlock">): Statement {
  const { id, lock, span } = statement;
  if (self === null || draft.pinned.has(id)) return statement;
  const pair = draft.pairs.get(id);
  const takes = draft.takes.get(lock.lock.slot) ?? [];
  const kept = pair === undefined ? [] : [knobExpression(pair, span)];
  if (takes.length === 0 || !isAskedUnseen(lock)) {
    const [condition] = kept;
    return condition === undefined ? statement : onlyIf(draft, statement, condition);
  }
  const held = holdsNow(lock, self, "any mode");
  if (lock.lock.kind !== "semaphore") {
    return onlyIf(draft, statement, and(or(allKept(takes, span), held), ...kept));
  }
  // Others may give a semaphore back meanwhile: it is asked in the same step.
  const inside = onlyIf(draft, { ...statement, id: newStatement(draft), labels: [] }, held);
  const asked: Statement = {
    kind: "atomic",
    block: blockOf(inside),
    id: newStatement(draft),
    labels: [],
    doc: null,
    span,
  };
  return onlyIf(draft, statement, allKept(takes, span), blockOf(asked));
}

function rewriteDowngrade({ draft, self }: Place, statement: Of<"downgrade">): Statement {
  const { id, lock, span } = statement;
  const knob = draft.own.get(id);
  if (knob === undefined || self === null) return statement;
  const own = knobExpression(knob, span);
  const others = [draft.takes, draft.keeps].flatMap((knobs) => knobs.get(lock.lock.slot) ?? []);
  if (others.length === 0 || !isAskedUnseen(lock)) return onlyIf(draft, statement, own);
  return onlyIf(draft, statement, and(own, or(allKept(others, span), holdsNow(lock, self, "exclusively"))));
}
