import type { Block, Body, Condition, Statement } from "../checked-spec.ts";

/** The locks that may be held, by their slots; an array of locks counts as one. Null: control does not get there. */
export type MayHold = ReadonlySet<number> | null;

const NO_LOCKS: ReadonlySet<number> = new Set();

type LoopStatement = Extract<Statement, { kind: "while" | "for" | "loop" }>;

/** What one walk through a body has learned; walked again until nothing is new. */
type Walk = {
  /** Called for every statement outside `atomic`, each time it is reached. */
  visit: (statement: Statement, held: ReadonlySet<number>) => void;
  /** At labels that a `goto` leads to, and at loops, by the number of the label or statement. */
  readonly atLabels: Map<number, ReadonlySet<number>>;
  readonly atLoops: Map<number, ReadonlySet<number>>;
  readonly callers: ReadonlySet<Body>;
  breaks: MayHold;
  continues: MayHold;
  returns: MayHold;
  changed: boolean;
};

/**
 * Tells which locks a task may hold before each statement of its body and of the functions it calls, on any path. Too
 * many rather than too few: an array of locks is held until all are given back, which is never known here.
 */
export function walkWithLocks(body: Body, visit: Walk["visit"]): void {
  walkBody(body, NO_LOCKS, visit, new Set());
}

function walkBody(body: Body, entry: ReadonlySet<number>, visit: Walk["visit"], callers: ReadonlySet<Body>): MayHold {
  const atLabels = new Map<number, ReadonlySet<number>>();
  const atLoops = new Map<number, ReadonlySet<number>>();
  for (;;) {
    const inner = new Set([...callers, body]);
    const walk: Walk = {
      visit,
      atLabels,
      atLoops,
      callers: inner,
      breaks: null,
      continues: null,
      returns: null,
      changed: false,
    };
    const end = walkBlock(walk, body.block, entry);
    if (!walk.changed) return joined(end, walk.returns);
  }
}

function joined(left: MayHold, right: MayHold): MayHold {
  if (left === null || right === null) return left ?? right;
  return new Set([...left, ...right]);
}

function walkBlock(walk: Walk, block: Block, entry: MayHold): MayHold {
  let held = entry;
  for (const statement of block.statements) {
    for (const { id } of statement.labels) held = joined(held, walk.atLabels.get(id) ?? null);
    if (held !== null) held = walkStatement(walk, statement, held);
  }
  return held;
}

function walkStatement(walk: Walk, statement: Statement, held: ReadonlySet<number>): MayHold {
  walk.visit(statement, held);
  switch (statement.kind) {
    case "lock":
      return new Set([...held, statement.lock.lock.slot]);
    case "trylock":
      return new Set([...held, statement.trylock.lock.lock.slot]);
    case "unlock":
      return statement.lock.lock.count > 1
        ? held
        : new Set([...held].filter((slot) => slot !== statement.lock.lock.slot));
    case "call":
      return walkCall(walk, statement.function.body, held);
    case "return-call":
      walk.returns = joined(walk.returns, walkCall(walk, statement.function.body, held));
      return null;
    case "return":
      walk.returns = joined(walk.returns, held);
      return null;
    case "break":
      walk.breaks = joined(walk.breaks, held);
      return null;
    case "continue":
      walk.continues = joined(walk.continues, held);
      return null;
    case "goto":
      noteHeld(walk, walk.atLabels, statement.label.id, held);
      return null;
    default:
      return walkInner(walk, statement, held);
  }
}

function walkInner(walk: Walk, statement: Statement, held: ReadonlySet<number>): MayHold {
  switch (statement.kind) {
    case "block":
      return walkBlock(walk, statement.block, held);
    case "atomic": {
      const { visit } = walk;
      walk.visit = () => undefined;
      const end = walkBlock(walk, statement.block, held);
      walk.visit = visit;
      return end;
    }
    case "if": {
      const entry = withTried(statement.condition, held);
      const otherwise = statement.else === null ? entry : walkBlock(walk, statement.else, entry);
      return joined(walkBlock(walk, statement.then, entry), otherwise);
    }
    case "while":
      return walkLoop(walk, statement, withTried(statement.condition, held), "may end");
    case "for":
      return walkLoop(walk, statement, held, "may end");
    case "loop":
      return walkLoop(walk, statement, held, "never ends");
    case "choose":
      return statement.branches.map(({ block }) => walkBlock(walk, block, held)).reduce(joined, null);
    case "pick":
      return joined(
        walkBlock(walk, statement.block, held),
        statement.otherwise === null ? null : walkBlock(walk, statement.otherwise, held),
      );
    case "switch": {
      const before = walk.breaks;
      walk.breaks = null;
      const ends = statement.cases.map(({ block }) => walkBlock(walk, block, held)).reduce(joined, null);
      const end = joined(joined(ends, walk.breaks), statement.cases.some(({ isDefault }) => isDefault) ? null : held);
      walk.breaks = before;
      return end;
    }
    default:
      return held;
  }
}

/** The body is walked once a walk: nested loops would be walked too often otherwise. */
function walkLoop(
  walk: Walk,
  { id, body }: LoopStatement,
  entry: ReadonlySet<number>,
  kind: "may end" | "never ends",
): MayHold {
  const { breaks, continues } = walk;
  walk.breaks = null;
  walk.continues = null;
  const held = joined(entry, walk.atLoops.get(id) ?? null) ?? entry;
  const again = joined(joined(walkBlock(walk, body, held), walk.continues), held) ?? held;
  if (again.size > held.size) noteHeld(walk, walk.atLoops, id, again);
  const ends = joined(walk.breaks, kind === "may end" ? again : null);
  walk.breaks = breaks;
  walk.continues = continues;
  return ends;
}

/** A function's locks are those of its caller; the language has no recursion, a mistaken one was told. */
function walkCall(walk: Walk, body: Body, held: ReadonlySet<number>): MayHold {
  return walk.callers.has(body) ? held : walkBody(body, held, walk.visit, walk.callers);
}

function withTried(condition: Condition, held: ReadonlySet<number>): ReadonlySet<number> {
  return condition.kind === "trylock" ? new Set([...held, condition.trylock.lock.lock.slot]) : held;
}

/** What may be held at a place grows until it does not: then the walk is over. */
function noteHeld(walk: Walk, places: Map<number, ReadonlySet<number>>, id: number, held: ReadonlySet<number>): void {
  const known = places.get(id);
  const all = joined(known ?? null, held) ?? held;
  if (known !== undefined && all.size === known.size) return;
  places.set(id, all);
  walk.changed = true;
}
