import type { Block, Body, Statement } from "../language/checked-spec.ts";
import { innerBlocksOf } from "../language/tree-parts.ts";

/** By statement of one body: what control may come to next, in the same body. Conditions are not looked at. */
export type Flow = ReadonlyMap<Statement, readonly Statement[]>;

type Around = {
  readonly edges: Map<Statement, readonly Statement[]>;
  readonly labels: ReadonlyMap<number, Statement>;
  /** Null: out of the body. */
  readonly breaks: Statement | null;
  readonly continues: Statement | null;
};

export function flowOf(body: Body): Flow {
  const edges = new Map<Statement, readonly Statement[]>();
  entryOf(body.block, null, { edges, labels: new Map(labelled(body.block)), breaks: null, continues: null });
  return edges;
}

function labelled(block: Block): [number, Statement][] {
  return block.statements.flatMap((statement) => [
    ...statement.labels.map(({ id }): [number, Statement] => [id, statement]),
    ...innerBlocksOf(statement).flatMap(labelled),
  ]);
}

/** The first statement of a block, or what comes after it; its statements are linked on the way. */
function entryOf(block: Block, after: Statement | null, around: Around): Statement | null {
  return block.statements.reduceRight<Statement | null>((next, statement) => {
    const targets = nextOf(statement, next, around).filter((target) => target !== null);
    around.edges.set(statement, targets);
    return statement;
  }, after);
}

function nextOf(statement: Statement, next: Statement | null, around: Around): (Statement | null)[] {
  switch (statement.kind) {
    case "break":
      return [around.breaks];
    case "continue":
      return [around.continues];
    case "goto":
      return [around.labels.get(statement.label.id) ?? null];
    case "return":
    case "return-call":
      return [];
    case "while":
    case "for":
      return [entryOf(statement.body, statement, { ...around, breaks: next, continues: statement }), next];
    case "loop":
      return [entryOf(statement.body, statement, { ...around, breaks: next, continues: statement })];
    case "switch": {
      const inside = { ...around, breaks: next };
      return [...statement.cases.map(({ block }) => entryOf(block, next, inside)), next];
    }
    default:
      return [...innerBlocksOf(statement).map((block) => entryOf(block, next, around)), next];
  }
}
