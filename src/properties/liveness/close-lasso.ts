import type { Path } from "../../explorer/state-graph.ts";
import type { Interpreter } from "../../model/interpreter/interpreter.ts";
import type { State } from "../../model/interpreter/state.ts";
import { walkPath } from "../walk-path.ts";

const MOST_ROUNDS = 1024;

/**
 * A lasso of the reduced graph as one of the interpreter, which keeps the values of dead variables: the first round of
 * the loop may begin with other ones than it ends with. The same steps go on for ever all the same, so states repeat; the
 * loop begins with the first state that comes again.
 */
export function closeLasso(system: Interpreter, path: Path, loop: number): Path & { readonly loop: number } {
  const round = path.steps.slice(loop);
  if (round.length === 0) return { ...path, loop };
  for (let rounds = 1; rounds <= MOST_ROUNDS; rounds *= 2) {
    const more = Array.from({ length: rounds }, () => round).flat();
    const steps = [...path.steps, ...more];
    const walk = walkPath(system, { start: path.start, steps });
    if (walk.stopped !== null) throw new Error("untorn defect: a loop that the interpreter cannot go round");
    const closed = firstRepetition(system, walk.states, loop, round.length);
    if (closed !== null) return { start: path.start, steps: steps.slice(0, closed.end), loop: closed.begin };
  }
  throw new Error("untorn defect: a loop whose states do not repeat");
}

type Repetition = { readonly begin: number; readonly end: number };

/** The first state from `loop` on that was there some whole rounds before. */
function firstRepetition(
  system: Interpreter,
  states: readonly State[],
  loop: number,
  length: number,
): Repetition | null {
  const seen = new Map<string, number>();
  for (let at = loop; at < states.length; at += 1) {
    const state = states[at];
    if (state === undefined) continue;
    const key = `${(at - loop) % length} ${system.key(state)}`;
    const begin = seen.get(key);
    if (begin !== undefined) return { begin, end: at };
    seen.set(key, at);
  }
  return null;
}
