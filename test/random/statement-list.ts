import { visibleTest } from "./conditions.ts";
import {
  atomic,
  block,
  branch,
  choose,
  empty,
  endlessLoop,
  forLoop,
  jump,
  pick,
  whileLoop,
} from "./control-statements.ts";
import { lockStatement } from "./lock-statements.ts";
import type { Part } from "./part.ts";
import { part, statement, statements } from "./part.ts";
import { queueStatement } from "./queue-statements.ts";
import type { Label, Scope } from "./scope.ts";
import { withLocals } from "./scope.ts";
import type { Made } from "./simple-statements.ts";
import { assertion, assign, call, declare, made, visibleStatement } from "./simple-statements.ts";
import { spawnStatement } from "./spawn-statement.ts";
import { switchStatement } from "./switch-statement.ts";
import type { World } from "./world.ts";
import { freshName } from "./world.ts";

/** Statements one after the other, with the labels between them. */

export function makeList(scope: Scope, count: number): Part {
  const lines: Part[] = [];
  const planned = plannedLabels(scope, count);
  const returns = [...planned.values()].some(({ backwards }) => backwards);
  let current = scope;
  for (let position = 0; position < count; position += 1) {
    const label = planned.get(position);
    const ahead = [...planned].filter(([at]) => at > position).map(([, one]) => one);
    const passed = [...planned].filter(([at]) => at <= position).map(([, one]): Label => ({ ...one, passed: true }));
    const here: Scope = { ...current, once: current.once && !returns, labels: [...scope.labels, ...ahead, ...passed] };
    const one = label?.backwards === true ? made(visibleStatement(here)) : oneStatement(here);
    lines.push(statement(part`${label === undefined ? "" : `${label.name}: `}${one.text}`));
    if (one.declares.length > 0) current = withLocals(current, ...one.declares, ...one.declares);
  }
  const last = planned.get(count);
  if (last !== undefined) lines.push(statement(part`${last.name}:`));
  return statements(lines);
}

/** Position to label; one at the end stands before the closing brace. */
function plannedLabels(scope: Scope, count: number): ReadonlyMap<number, Label> {
  const { dice, world, body } = scope;
  const labels = new Map<number, Label>();
  if (body === "property") return labels;
  const likely = scope.stepwise ? (scope.nesting === 0 ? 0.5 : 0.1) : 0.06;
  if (dice.chance(likely)) {
    const backwards = scope.stepwise && count > 0 && dice.chance(0.6);
    const at = backwards ? dice.below(Math.min(count, 3)) : dice.between(0, count);
    if (backwards) scope.budget.usesOf.stepwise = true;
    labels.set(at, newLabel(scope, world, backwards));
  }
  if (scope.nesting === 0 && dice.chance(likely / 2) && !labels.has(count)) {
    labels.set(count, newLabel(scope, world, false));
  }
  return labels;
}

function newLabel({ labelsOfBody }: Scope, world: World, backwards: boolean): Label {
  const name = freshName(world, "l");
  labelsOfBody.push(name);
  return { name, passed: false, backwards };
}

type Kind = readonly [weight: number, make: () => Made | null];

/** One statement of any kind that may stand here. */
export function oneStatement(scope: Scope): Made {
  const { dice } = scope;
  const table = scope.nesting >= 3 ? simpleKinds(scope) : [...simpleKinds(scope), ...compoundKinds(scope)];
  for (let attempt = 0; attempt < 6; attempt += 1) {
    const one = dice.weighted(table)();
    if (one !== null) return one;
  }
  return assign(scope) ?? empty();
}

function simpleKinds(scope: Scope): Kind[] {
  const { temper, body, may } = scope;
  const has = (feature: Parameters<typeof temper.has.has>[0]) => (temper.has.has(feature) ? 1 : 0);
  const asserting = body === "crash" ? 4 : 1.8 * has("asserts");
  const waiting = may.block && may.sleep && scope.stepwise ? 2 : 0;
  const outside = scope.nesting === 0 ? 1 : 0.5;
  const spawning = body === "process" ? 3 : 6;
  return [
    [8, () => assign(scope, scope.dice.chance(0.5) ? "shared" : null)],
    [1.6 * has("ghosts"), () => assign(scope, "ghost")],
    [1.6 * has("durables"), () => assign(scope, "durable")],
    [1.6, () => assign(scope, "local")],
    [scope.nesting <= 2 ? 1.8 : 0.3, () => declare(scope)],
    [3.5 * has("functions"), () => call(scope)],
    [asserting, () => assertion(scope)],
    [waiting, () => wait(scope)],
    [1.6, () => jump(scope)],
    [0.25, () => empty()],
    [4 * outside * has("queues"), () => queueStatement(scope)],
    [spawning * outside * has("works"), () => spawnStatement(scope)],
    [has("locks") * (scope.nesting >= 3 && temper.tidy ? 0 : 4), () => lockStatement(scope)],
  ];
}

function wait(scope: Scope): Made {
  scope.budget.usesOf.stepwise = true;
  return made(part`wait (${visibleTest(scope) ?? scope.make.condition(scope, 2)});`);
}

function compoundKinds(scope: Scope): Kind[] {
  const choosing = scope.budget.choices > 0 ? 1 : 0;
  return [
    [2.5, () => branch(scope)],
    [0.7, () => whileLoop(scope)],
    [0.8, () => forLoop(scope)],
    [0.6, () => endlessLoop(scope)],
    [scope.stepwise ? 2 : 0.3, () => atomic(scope)],
    [1.8 * choosing, () => choose(scope)],
    [1.5 * choosing, () => pick(scope)],
    [0.6, () => block(scope)],
    [1.2, () => switchStatement(scope)],
  ];
}
