import type { GeneratedType, QueueShape } from "./generated-type.ts";
import { typeText } from "./generated-type.ts";
import type { Part } from "./part.ts";
import { optional, part } from "./part.ts";
import { storePlace } from "./places.ts";
import type { Scope } from "./scope.ts";
import { local } from "./scope.ts";
import type { Made } from "./simple-statements.ts";
import { fitsStore, localTypes, made } from "./simple-statements.ts";
import { canMake } from "./values.ts";
import type { Named } from "./world.ts";
import { freshName, isRisky } from "./world.ts";

/** `push` and `pop`: where they wait, and in events and `init`, where a full or empty queue is an error. */

type Queue = { readonly text: Part; readonly type: QueueShape };

export function queueStatement(scope: Scope): Made | null {
  const { body, may, stepwise } = scope;
  if (body === "event" || body === "init") return unwaiting(scope);
  if (!stepwise || !may.block || !may.sleep) return null;
  return anyAccess(scope);
}

/** At the beginning of an `atomic`: the rest of it may not wait. */
export function queueFirst(scope: Scope): Part | null {
  const queue = queueIn(scope);
  if (queue === null) return null;
  return (scope.dice.chance(0.5) ? push(scope, queue) : pop(scope, queue)).text;
}

function anyAccess(scope: Scope): Made | null {
  const { dice } = scope;
  const queue = queueIn(scope);
  if (queue === null) return null;
  const isBool = queue.type.element.kind === "bool";
  return dice.weighted<() => Made>([
    [6, () => push(scope, queue)],
    [4, () => pop(scope, queue)],
    [2, () => declared(scope, queue)],
    [isBool ? 6 : 0, () => branch(scope, queue)],
    [isBool ? 2 : 0, () => rounds(scope, queue)],
  ])();
}

function queueIn(scope: Scope): Queue | null {
  const place = storePlace(scope, ({ kind }) => kind === "queue", 1);
  if (place === null || place.type.kind !== "queue") return null;
  scope.budget.usesOf.queues = true;
  if (place.root.storage === "shared") scope.budget.usesOf.volatile = true;
  return { text: place.text, type: place.type };
}

/** Where nothing waits, mostly behind a look at the length. */
function unwaiting(scope: Scope): Made | null {
  const { dice } = scope;
  const queue = queueIn(scope);
  if (queue === null) return null;
  const pushes = dice.chance(0.5);
  const access = pushes ? push(scope, queue) : pop(scope, queue);
  if (isRisky(scope)) return access;
  const room = pushes ? part`< ${queue.type.capacity}` : part`> 0`;
  return made(part`if (length(${queue.text}) ${room}) {\n${access.text}\n}`);
}

/** What has no value to push is popped. */
function push(scope: Scope, queue: Queue): Made {
  const { element } = queue.type;
  if (!canMake(scope, element)) return pop(scope, queue);
  return made(part`push(${queue.text}, ${scope.make.value(scope, element, 2)});`);
}

/** Drops the value, or stores it where it fits: in a ghost too, although taking it is a step. */
function pop(scope: Scope, { text, type }: Queue): Made {
  const { dice } = scope;
  const wanted = dice.chance(0.6) ? "ghost" : null;
  const fits = (target: GeneratedType, { storage }: Named) =>
    (wanted === null || storage === wanted) && fitsStore(scope, type.element, target);
  const place = dice.chance(0.8) ? storePlace(scope, fits, 2) : null;
  return made(part`${place === null ? "" : optional(part`${place.text} = `)}pop(${text});`);
}

function declared(scope: Scope, { text, type }: Queue): Made {
  const { dice, world } = scope;
  const fitting = localTypes(scope).filter((one) => fitsStore(scope, type.element, one));
  const target = fitting.length === 0 ? type.element : dice.of(fitting);
  const name = freshName(world, "v");
  return made(part`${typeText(target)} ${name} = pop(${text});`, [local(name, target)]);
}

function branch(scope: Scope, { text }: Queue): Made {
  const { dice, make } = scope;
  const inner = { ...scope, nesting: scope.nesting + 1 };
  const otherwise = dice.chance(0.6) ? part` else {\n${make.list(inner, 1)}}` : "";
  return made(part`if (${dice.of(["", "!", "!", "!!"])}pop(${text})) {\n${make.list(inner, 1)}}${otherwise}`);
}

function rounds(scope: Scope, { text }: Queue): Made {
  const { dice, make } = scope;
  const inner: Scope = { ...scope, once: false, nesting: scope.nesting + 1, loop: "break and continue" };
  return made(part`while (${dice.of(["", "!"])}pop(${text})) {\n${make.list(inner, 1)}}`);
}
