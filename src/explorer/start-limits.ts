/** `init` and the prologues may leave more initial states than fit anywhere: limits are asked for while they are made. */

export const STARTS_BETWEEN_QUESTIONS = 4096;

/** Once a limit refuses states, so many initial ones are made in all, to see which properties break there. */
export const MOST_PACKED_STARTS = 2 ** 20;
