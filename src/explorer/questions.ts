import type { Limit } from "./state-graph.ts";

/** When a search asks whether to go on. */

export const STATES_BETWEEN_QUESTIONS = 1024;

/** `init` and the prologues may leave more initial states than fit anywhere: limits are asked for while they are made. */
export const STARTS_BETWEEN_QUESTIONS = 4096;

/** Once a limit refuses states, so many initial ones are made in all, to see which properties break there. */
export const MOST_PACKED_STARTS = 2 ** 20;

const SUCCESSORS_BETWEEN_QUESTIONS = 2 ** 18;

/** Thrown out of the expansion of a state that would have too many successors for the limit. */
class StoppedInside extends Error {
  readonly limit: Limit;

  constructor(limit: Limit) {
    super(`a search stopped inside of a state: ${limit}`);
    this.limit = limit;
  }
}

/** Choices in a loop give one state any number of successors, so these are counted too; by batches, at no cost to speak of. */
export class SuccessorQuestions {
  readonly #shouldStop: () => Limit | null;
  #unasked = 0;

  constructor(shouldStop: () => Limit | null) {
    this.#shouldStop = shouldStop;
  }

  /** So many successors more; throws where a limit is met. */
  count(successors: number): void {
    this.#unasked += successors;
    if (this.#unasked < SUCCESSORS_BETWEEN_QUESTIONS) return;
    this.#unasked = 0;
    const stop = this.#shouldStop();
    if (stop !== null) throw new StoppedInside(stop);
  }
}

/** The limit that stopped `expand` inside of a state; null where none did. */
export function limitInside(expand: () => void): Limit | null {
  try {
    expand();
    return null;
  } catch (problem) {
    if (problem instanceof StoppedInside) return problem.limit;
    throw problem;
  }
}
