import type { Block, FunctionDeclaration, Statement } from "../checked-spec.ts";
import type { Diagnostic } from "../diagnostic.ts";
import type { Span } from "../source.ts";
import { cardinality } from "../types.ts";
import type { BodyKind } from "./context.ts";
import { fail, failSilently, recovering } from "./failure.ts";

/** What is one step from its beginning to its end. */
type Indivisible = "atomic" | "event" | "init";

type Walk = {
  readonly indivisible: Indivisible;
  /** Whether `push` and `pop` wait: in events and `init` they are an error instead. */
  readonly queuesWait: boolean;
  readonly diagnostics: Diagnostic[];
  /** Functions found to be without anything that blocks: they are called again and again. */
  readonly harmless: Set<FunctionDeclaration>;
  /** Where something was refused: a call is told once, whatever lies behind it. */
  readonly refused: Set<number>;
  /** Ids of the labels at which control stands before anything is done. */
  readonly entrances: Set<number>;
  /** What the first statement can wait for; null while that is not known, and where it cannot. */
  entrance: Blocking | null;
};

/** `first`: nothing was done yet. `call`: through which call it is reached. */
type Place = { readonly first: boolean; readonly call: Span | null };

/**
 * Refuses what could block in the middle, through calls too: half of an `atomic` would have happened. The first
 * statement of an `atomic` or `init` may block, for then nothing has; but control may not come back to it. Nobody could
 * wait for an event, whose condition is its `when`. `owner` is the kind of body the block stands in.
 */
export function refuseBlocking(
  diagnostics: Diagnostic[],
  block: Block,
  indivisible: Indivisible,
  owner: BodyKind,
): void {
  const queuesWait = owner !== "event" && owner !== "init";
  const walk: Walk = {
    indivisible,
    queuesWait,
    diagnostics,
    harmless: new Set(),
    refused: new Set(),
    entrances: new Set(),
    entrance: null,
  };
  walkBlock(walk, block, { first: indivisible !== "event", call: null });
  if (walk.refused.size > 0) failSilently();
}

function walkBlock(walk: Walk, block: Block, place: Place): void {
  for (const [position, statement] of block.statements.entries())
    walkStatement(walk, statement, { ...place, first: place.first && position === 0 });
}

function walkStatement(walk: Walk, statement: Statement, place: Place): void {
  if (place.first) for (const { id } of statement.labels) walk.entrances.add(id);
  const blocking = blockingOf(walk, statement);
  if (blocking !== null) enter(walk, statement, place, blocking);
  switch (statement.kind) {
    case "block":
    case "atomic":
      walkBlock(walk, statement.block, place);
      return;
    case "call":
    case "return-call":
      walkCall(walk, statement.function, { ...place, call: place.call ?? statement.span });
      return;
    case "goto":
      if (walk.entrance !== null && walk.entrances.has(statement.label.id))
        refuseReturn(walk, statement, place, walk.entrance);
      return;
    default:
      for (const inner of innerBlocks(statement)) walkBlock(walk, inner, { ...place, first: false });
  }
}

function walkCall(walk: Walk, callee: FunctionDeclaration, place: Place & { readonly call: Span }): void {
  const known = walk.harmless.has(callee) && !place.first;
  if (known || walk.refused.has(place.call.start)) return;
  const before = walk.refused.size;
  walkBlock(walk, callee.body.block, place);
  if (!place.first && walk.refused.size === before) walk.harmless.add(callee);
}

/** At a statement that can block. A `while` comes back to its own condition. */
function enter(walk: Walk, statement: Statement, place: Place, blocking: Blocking): void {
  if (!place.first) refuse(walk, statement, place, blocking);
  else if (statement.kind === "while") refuseReturn(walk, statement, place, blocking);
  else walk.entrance = blocking;
}

function refuse(walk: Walk, statement: Statement, place: Place, { what, instead }: Blocking): void {
  const here = nameOf(walk);
  if (walk.indivisible === "event")
    tell(walk, statement, place, `${here} cannot block, and ${what} can block`, instead);
  else
    tell(
      walk,
      statement,
      place,
      `${here} can block at its first statement only, and ${what} can block`,
      `move it to the front, or out of ${here}`,
    );
}

function refuseReturn(walk: Walk, statement: Statement, place: Place, { what }: Blocking): void {
  const message = `${nameOf(walk)} can block at its first statement only, and this comes back to ${what}, which can block`;
  const loops = statement.kind === "while";
  const around = loops ? "put the loop around the atomic" : "put the label before the atomic";
  tell(walk, statement, place, message, walk.indivisible === "atomic" ? around : null);
}

function nameOf({ indivisible }: Walk): string {
  return indivisible === "init" ? "'init'" : `an ${indivisible}`;
}

function tell(walk: Walk, statement: Statement, place: Place, message: string, hint: string | null): void {
  const span = place.call ?? statement.span;
  if (walk.refused.has(span.start)) return;
  walk.refused.add(span.start);
  recovering(walk.diagnostics, () => fail(span, "U0308", message, hint));
}

/** A statement that may wait, and what an event does instead. */
type Blocking = { readonly what: string; readonly instead: string };

/** Null where the statement never waits. */
function blockingOf({ queuesWait }: Walk, statement: Statement): Blocking | null {
  switch (statement.kind) {
    case "wait":
      return { what: "'wait'", instead: "say in its 'when' when it happens" };
    case "lock":
      return { what: "'lock'", instead: "use 'trylock'" };
    case "choose":
      return statement.branches.every((branch) => branch.guard !== null)
        ? { what: "a 'choose' with a 'when' on every branch", instead: "add a branch without 'when'" }
        : null;
    case "pick": {
      const mayBeEmpty = statement.where !== null || cardinality(statement.local.type) === 0;
      return statement.otherwise === null && mayBeEmpty
        ? { what: "a 'pick' without 'else'", instead: "add an 'else'" }
        : null;
    }
    case "push":
      return queuesWait ? queueOperation("push") : null;
    case "pop":
      return queuesWait ? queueOperation("pop") : null;
    case "if":
    case "while":
      return queuesWait && statement.condition.kind === "pop" ? queueOperation("pop") : null;
    default:
      return null;
  }
}

function queueOperation(name: "push" | "pop"): Blocking {
  return { what: `'${name}'`, instead: "look at its 'length' first" };
}

/** Blocks that run after the statement has decided something. */
function innerBlocks(statement: Statement): readonly Block[] {
  switch (statement.kind) {
    case "choose":
      return statement.branches.map((branch) => branch.block);
    case "switch":
      return statement.cases.map((one) => one.block);
    case "pick":
      return statement.otherwise === null ? [statement.block] : [statement.block, statement.otherwise];
    case "if":
      return statement.else === null ? [statement.then] : [statement.then, statement.else];
    case "while":
    case "for":
    case "loop":
      return [statement.body];
    default:
      return [];
  }
}
