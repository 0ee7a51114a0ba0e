import type { Actor } from "../model/transition-system.ts";

/** `writer`, or `writer[1]` where the declaration has several instances; an event's name. */
export function actorName(actors: readonly Actor[], index: number): string {
  const actor = actors[index];
  if (actor === undefined) return "?";
  const alone = actors.filter(({ name }) => name === actor.name).length === 1;
  return actor.instance === null || alone ? actor.name : `${actor.name}[${actor.instance}]`;
}

/** As a list in a sentence: `a`, `a and b`, `a, b and c`. */
export function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} and ${last}`;
}
