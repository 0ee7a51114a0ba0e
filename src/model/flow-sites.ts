import type { Block, CheckedSpec, Expression, Statement } from "../language/checked-spec.ts";
import type { Span } from "../language/source.ts";
import type { ErrnoPart, TestPart } from "../language/tree-parts.ts";
import { innerBlocksOf, partsBelow } from "../language/tree-parts.ts";
import type { Type } from "../language/types.ts";

/**
 * Where error codes are born, changed, tested, dropped and returned to a task, in all text that runs but what only
 * looks on: ghost code, asserts, crash blocks, invariants, formulas. Numbers only: what is come across at a site, each
 * engine finds out by itself. With `values` = codes × causes, the facts of a site begin at `first`:
 *   raise    one
 *   change   first + the error that is changed, 0 where it is born here
 *   equal    first + the error tested, + values where it is equal; so for `in`
 *   switch   first + the error tested + values × the case that is taken, `cases.length` where none is
 *   drop, return   first + the error that the call returns
 */
export type FlowSite = SiteKind & Place & { readonly first: number };

type Place = {
  readonly span: Span;
  /** The function, task, event or variable in whose text it stands; `init`. */
  readonly owner: string;
};

type SiteKind =
  | { readonly kind: "raise" | "change"; readonly errno: Written }
  /** Which sides are tested, and not only named. */
  | { readonly kind: "equal"; readonly left: boolean; readonly right: boolean; readonly asked: readonly Written[] }
  | { readonly kind: "in"; readonly asked: readonly Written[] }
  | { readonly kind: "switch"; readonly cases: readonly SwitchCase[] }
  | { readonly kind: "drop"; readonly callee: string }
  | { readonly kind: "return"; readonly callee: string };

/** An error code as it is written; a knob's value is known at a point only. */
export type Written = Pick<ErrnoPart, "code" | "knob" | "cause">;

export type SwitchCase = { readonly asked: readonly Written[]; readonly isDefault: boolean };

export type FlowSites = {
  /** In the order of the text. */
  readonly all: readonly FlowSite[];
  readonly byExpression: ReadonlyMap<Expression, FlowSite>;
  /** Of `switch` and calls, by statement id. */
  readonly byStatement: ReadonlyMap<number, FlowSite>;
  /** Ids of the statements that only look on. */
  readonly silent: ReadonlySet<number>;
  readonly values: number;
  /** How many facts there can be. */
  readonly size: number;
};

/** `inProcess`: the body of a task, daemon or work itself. */
type Text = { readonly owner: string; readonly root: unknown; readonly inProcess: boolean };

/** A site without its number, and the part of the tree that it is. */
type Found = {
  readonly part: Expression | Statement;
  readonly size: number;
  readonly site: SiteKind & Place;
};

export function flowSites(spec: CheckedSpec): FlowSites {
  const values = spec.codes.length * spec.causes.length;
  const silent = silentStatements(spec);
  const without = new Set<unknown>([...silent, ...spec.variables]);
  const found = textsThatRun(spec, without)
    .flatMap((text) => sitesIn(text, without, values))
    .sort(byPlace(spec));
  const all: FlowSite[] = [];
  const byExpression = new Map<Expression, FlowSite>();
  const byStatement = new Map<number, FlowSite>();
  let size = 0;
  for (const one of found) {
    const site: FlowSite = { ...one.site, first: size };
    size += one.size;
    all.push(site);
    if (isStatement(one.part)) byStatement.set(one.part.id, site);
    else byExpression.set(one.part, site);
  }
  return { all, byExpression, byStatement, silent: new Set([...silent].map(({ id }) => id)), values, size };
}

function byPlace({ files }: CheckedSpec): (left: Found, right: Found) => number {
  return ({ site: { span: left } }, { site: { span: right } }) =>
    files.indexOf(left.file) - files.indexOf(right.file) || left.start - right.start || right.end - left.end;
}

function isStatement(part: Expression | Statement): part is Statement {
  return "labels" in part;
}

// ---------------------------------------------------------------------------------------------- texts

/** Each text once, however often it is called; functions that nothing but looking on calls are left out. */
function textsThatRun(spec: CheckedSpec, without: ReadonlySet<unknown>): readonly Text[] {
  const begun: Text[] = [
    ...spec.variables
      .filter(({ storage }) => storage !== "ghost")
      .map(({ name, initial }) => ({ owner: name, root: initial, inProcess: false })),
    ...(spec.init === null ? [] : [{ owner: "init", root: spec.init.block, inProcess: false }]),
    ...spec.actors
      .filter((actor) => actor.kind === "event" || actor.type.count > 0)
      .map((actor) => ({
        owner: actor.name,
        root: actor.kind === "event" ? [actor.guard, actor.body.block] : actor.body.block,
        inProcess: actor.kind !== "event",
      })),
  ];
  const reached = new Set<unknown>(partsBelow(begun, "followed", without));
  const called = spec.functions.filter((one) => reached.has(one));
  return [...begun, ...called.map(({ name, body }) => ({ owner: name, root: body.block, inProcess: false }))];
}

/** Asserts, stores to ghosts, and branches around such stores alone. */
function silentStatements(spec: CheckedSpec): ReadonlySet<Statement> {
  const bodies = [...spec.functions, ...spec.actors].map(({ body }) => body);
  const blocks = [...bodies, ...(spec.init === null ? [] : [spec.init])].map(({ block }) => block);
  return new Set(blocks.flatMap(statementsIn).filter(onlyLooksOn));
}

function statementsIn(block: Block): Statement[] {
  return block.statements.flatMap((statement) => [statement, ...innerBlocksOf(statement).flatMap(statementsIn)]);
}

function onlyLooksOn(statement: Statement): boolean {
  return statement.kind === "assert" || onlyStoresGhosts(statement);
}

/** An `if` around an assert stands for a decision: what would be done there is judged. */
function onlyStoresGhosts(statement: Statement): boolean {
  switch (statement.kind) {
    case "assign":
    case "update-set":
      return statement.target.root.kind === "variable" && statement.target.root.variable.storage === "ghost";
    case "if":
      return statement.condition.kind === "expression" && innerBlocksOf(statement).every(blockOnlyStoresGhosts);
    case "block":
    case "for":
    case "switch":
      return innerBlocksOf(statement).every(blockOnlyStoresGhosts);
    default:
      return false;
  }
}

function blockOnlyStoresGhosts({ statements }: Block): boolean {
  return statements.every((one) => one.kind === "empty" || one.kind === "break" || onlyStoresGhosts(one));
}

// ---------------------------------------------------------------------------------------------- sites

function sitesIn({ owner, root, inProcess }: Text, without: ReadonlySet<unknown>, values: number): Found[] {
  const parts = [...partsBelow(root, "left out", without)] as unknown as readonly (Expression | Statement)[];
  const tests = parts.filter(isTest);
  const named = new Set<unknown>(tests.flatMap(namedIn));
  return parts.flatMap((part): readonly Found[] => {
    const at = { span: part.span, owner };
    switch (part.kind) {
      case "errno":
        if (!("cause" in part) || named.has(part)) return [];
        return part.from === null
          ? [{ part, size: 1, site: { ...at, kind: "raise", errno: written(part) } }]
          : [{ part, size: values, site: { ...at, kind: "change", errno: written(part) } }];
      case "equal":
      case "in":
      case "switch":
        return testIn(part, at, values);
      case "call":
        return callIn(part, at, inProcess, values);
      default:
        return [];
    }
  });
}

function isTest(part: Expression | Statement): part is TestPart {
  return part.kind === "equal" || part.kind === "in" || part.kind === "switch";
}

function testIn(part: TestPart, at: Place, values: number): readonly Found[] {
  switch (part.kind) {
    case "equal": {
      const [left, right] = [isTested(part.left), isTested(part.right)];
      const asks = ![part.left, part.right].some(isZero);
      if (!asks || !(left || right)) return [];
      return [{ part, size: 2 * values, site: { ...at, kind: "equal", left, right, asked: askedBy(part) } }];
    }
    case "in": {
      const asks = part.alternatives.some((one) => one.kind === "value" && !isZero(one.value));
      if (!holdsErrno(part.value.type) || !asks) return [];
      return [{ part, size: 2 * values, site: { ...at, kind: "in", asked: askedBy(part) } }];
    }
    case "switch": {
      if (!holdsErrno(part.value.type)) return [];
      const cases = part.cases.map(({ alternatives, isDefault }) => ({
        asked: alternatives.flatMap(namedBy).map(written),
        isDefault,
      }));
      return [{ part, size: (cases.length + 1) * values, site: { ...at, kind: "switch", cases } }];
    }
  }
}

/** A whole statement: in the text of a task, daemon or work, what it returns is what the caller gets. */
function callIn(
  part: Extract<Expression | Statement, { kind: "call" }>,
  at: Place,
  inProcess: boolean,
  values: number,
): readonly Found[] {
  if (!isStatement(part) || !holdsErrno(part.function.result)) return [];
  const callee = part.function.name;
  if (part.target === null) return [{ part, size: values, site: { ...at, kind: "drop", callee } }];
  return inProcess ? [{ part, size: values, site: { ...at, kind: "return", callee } }] : [];
}

export function holdsErrno(type: Type): boolean {
  return type.kind === "errno" || (type.kind === "optional" && type.element.kind === "errno");
}

/** 0 or `none`: a test that asks for no code. */
function isZero(side: Expression): boolean {
  return side.kind === "literal" || (side.kind === "convert" && isZero(side.operand));
}

function isTested(side: Expression): boolean {
  return holdsErrno(side.type) && namedErrnos(side).length === 0;
}

/** `-CODE` as a side of a comparison is named there, and nothing is born. */
function namedErrnos(side: Expression): readonly ErrnoPart[] {
  switch (side.kind) {
    case "errno":
      return side.from === null ? [side] : [];
    case "convert":
      return namedErrnos(side.operand);
    case "conditional": {
      const arms = [side.then, side.else].map(namedErrnos);
      return arms.every((arm) => arm.length > 0) ? arms.flat() : [];
    }
    default:
      return [];
  }
}

function namedBy(alternative: Extract<TestPart, { kind: "in" }>["alternatives"][number]): readonly ErrnoPart[] {
  return alternative.kind === "value" ? namedErrnos(alternative.value) : [];
}

function namedIn(part: TestPart): readonly ErrnoPart[] {
  switch (part.kind) {
    case "equal":
      return [part.left, part.right].flatMap(namedErrnos);
    case "in":
      return part.alternatives.flatMap(namedBy);
    case "switch":
      return part.cases.flatMap(({ alternatives }) => alternatives.flatMap(namedBy));
  }
}

function askedBy(part: TestPart): readonly Written[] {
  return namedIn(part).map(written);
}

function written({ code, knob, cause }: ErrnoPart): Written {
  return { code, knob, cause };
}
