import type { Body, CheckedSpec, Condition, Expression, Statement } from "../language/checked-spec.ts";
import { walkWithLocks } from "../language/warnings/locks-held.ts";
import { dividedBodies, protocolBodies, statementsIn } from "./bodies.ts";
import type { TestSite } from "./code-tests.ts";
import { testSites } from "./code-tests.ts";
import { durableNeighbours } from "./durable-order.ts";
import type { LeftOut, MutationKind, Obstacle } from "./mutation.ts";
import type { Pinned } from "./pinned.ts";
import { retakesOf, takenBy } from "./retakes.ts";

/** A place where something can be dropped. `statement` is the first one where there are two. */
export type Site = { readonly statement: Statement } & (
  | { readonly kind: "lock" | "trylock" | "downgrade" | "wait" | "drain" }
  | { readonly kind: "pair"; readonly retakes: readonly Statement[] }
  | TestSite
  | { readonly kind: "order"; readonly second: Statement }
);

export type Found = { readonly sites: readonly Site[]; readonly leftOut: readonly LeftOut[] };

/** Everything of a protocol that can be dropped, in text order. */
export function sitesOf(spec: CheckedSpec, pinned: Pinned): Found {
  const drains = drainsOf(spec);
  const processes = new Set(protocolBodies(spec, "processes"));
  const divided = dividedBodies(spec);
  const all = protocolBodies(spec, "all").flatMap((body) => {
    const tests = statementsIn(body.block).flatMap(sitesOfTests);
    const locks = processes.has(body) ? sitesOfLocks(body, drains) : [];
    return [...tests, ...locks, ...(divided.has(body) ? sitesOfOrder(body) : [])];
  });
  const left = protocolBodies(spec, "all").flatMap(({ block }) => statementsIn(block).flatMap(errnoSwitch));
  const obstacles = all.map((site) => ({ site, why: obstacleOf(site, pinned) }));
  const inOrder = textOrder(spec);
  return {
    sites: obstacles
      .flatMap(({ site, why }) => (why === null ? [site] : []))
      .sort((a, b) => inOrder(placeOf(a), placeOf(b))),
    leftOut: [...left, ...obstacles.flatMap(({ site, why }) => (why === null ? [] : [leftOutFor(site, why)]))].sort(
      (a, b) => inOrder(a.span, b.span),
    ),
  };
}

function placeOf(site: Site): Statement["span"] {
  return site.kind === "test" || site.kind === "flag" ? site.expression.span : site.statement.span;
}

function textOrder(spec: CheckedSpec): (a: Statement["span"], b: Statement["span"]) => number {
  return (a, b) => spec.files.indexOf(a.file) - spec.files.indexOf(b.file) || a.start - b.start;
}

function leftOutFor(site: Site, why: Obstacle): LeftOut {
  return { kind: site.kind, span: placeOf(site), why };
}

/** What only changes an expression can be dropped everywhere; the rest stands in an `if` on its knob. */
function obstacleOf(site: Site, pinned: Pinned): Obstacle | null {
  const { statement } = site;
  switch (site.kind) {
    case "wait":
    case "drain":
    case "test":
    case "flag":
      return null;
    case "trylock":
      return statement.kind === "while" ? "in a while" : (pinned.get(statement.id) ?? null);
    case "order":
      return pinned.get(statement.id) ?? pinned.get(site.second.id) ?? null;
    default:
      return pinned.get(statement.id) ?? null;
  }
}

function sitesOfLocks(body: Body, drains: ReadonlySet<Statement>): Site[] {
  return statementsIn(body.block).flatMap((statement): Site[] => {
    switch (statement.kind) {
      case "lock":
      case "trylock":
      case "downgrade":
        return [{ kind: statement.kind, statement }];
      case "if":
      case "while":
        return takenBy(statement) === null ? [] : [{ kind: "trylock", statement }];
      case "wait":
        return [{ kind: drains.has(statement) ? "drain" : "wait", statement }];
      case "unlock":
        return pairOf(statement, body);
      default:
        return [];
    }
  });
}

/** A semaphore has no owner who could keep it. */
function pairOf(statement: Extract<Statement, { kind: "unlock" }>, body: Body): Site[] {
  const retakes = statement.lock.lock.kind === "semaphore" ? [] : retakesOf(statement, body);
  return retakes.length === 0 ? [] : [{ kind: "pair", statement, retakes }];
}

function sitesOfOrder(body: Body): Site[] {
  return durableNeighbours(body.block).map(({ first, second }) => ({ kind: "order", statement: first, second }));
}

function sitesOfTests(statement: Statement): Site[] {
  const condition = conditionOf(statement);
  return condition === null ? [] : testSites(condition).map((site) => ({ ...site, statement }));
}

/** What decides, or is kept for a decision. */
export function conditionOf(statement: Statement): Expression | null {
  switch (statement.kind) {
    case "if":
    case "while":
      return expressionOf(statement.condition);
    case "assign":
      return statement.target.type.kind === "bool" && !isGhost(statement) ? statement.value : null;
    case "declare":
      return statement.local.type.kind === "bool" ? statement.value : null;
    default:
      return null;
  }
}

function isGhost({ target: { root } }: Extract<Statement, { kind: "assign" }>): boolean {
  return root.kind === "variable" && root.variable.storage === "ghost";
}

function expressionOf(condition: Condition): Expression | null {
  return condition.kind === "expression" ? condition.expression : null;
}

function errnoSwitch(statement: Statement): LeftOut[] {
  if (statement.kind !== "switch" || statement.value.type.kind !== "errno") return [];
  return [{ kind: "test" satisfies MutationKind, span: statement.span, why: "in a switch" }];
}

/** Waits while a lock may be held, and waits for something to be zero. */
function drainsOf(spec: CheckedSpec): ReadonlySet<Statement> {
  const drains = new Set<Statement>();
  for (const actor of spec.actors) {
    if (actor.kind === "event") continue;
    walkWithLocks(actor.body, (statement, held) => {
      const inside = statement.kind === "atomic" ? statementsIn(statement.block) : [statement];
      for (const one of inside) if (one.kind === "wait" && (held.size > 0 || isForZero(one.condition))) drains.add(one);
    });
  }
  return drains;
}

function isForZero(condition: Expression): boolean {
  if (condition.kind !== "equal" || condition.negated) return false;
  const right = condition.right.kind === "convert" ? condition.right.operand : condition.right;
  return right.kind === "literal" && right.value === 0;
}
