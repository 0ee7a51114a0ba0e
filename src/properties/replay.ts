import type { Path } from "../explorer/state-graph.ts";
import type { Property } from "../language/property.ts";
import type { Interpreter } from "../model/interpreter/interpreter.ts";
import { violatedIn } from "../model/interpreter/interpreter.ts";
import type { Trace } from "../model/trace.ts";
import { buildTrace } from "./build-trace.ts";
import { inspector } from "./inspect.ts";
import { checkLasso } from "./liveness/check-lasso.ts";
import { lassoFacts } from "./liveness/lasso-facts.ts";
import type { Walk } from "./walk-path.ts";
import { walkPath } from "./walk-path.ts";

export type Replay =
  | { readonly kind: "replayed"; readonly trace: Trace }
  /** The interpreter has no such step; 0 stands for the initial state. */
  | { readonly kind: "impossible"; readonly step: number }
  /** The steps can be taken, and the property is not violated where they end, or where they go on for ever. */
  | { readonly kind: "unbroken" };

/** A path that nobody vouches for, walked on the interpreter: a trace only if it breaks the property at its end. */
export function replay(system: Interpreter, property: Property, path: Path): Replay {
  const walk = walkPath(system, path);
  if (walk.stopped !== null) return { kind: "impossible", step: walk.stopped };
  if (!isBrokenBy(system, property, path, walk)) return { kind: "unbroken" };
  const loop = loopOf(property, path);
  if (loop === null) return { kind: "replayed", trace: buildTrace(system, property, { ...path, loop }) };
  return { kind: "replayed", trace: buildTrace(system, property, path, lassoFacts(system, property, path, loop)) };
}

/** Whether a walk to the end of its path breaks the property there; a liveness property, by a fair loop. */
export function isBrokenBy(system: Interpreter, property: Property, path: Path, { states, outcomes }: Walk): boolean {
  const [state, outcome] = [states.at(-1), outcomes.at(-1)];
  if (state === undefined || outcome === undefined) return false;
  if (property.kind === "liveness") {
    const loop = loopOf(property, path);
    return loop !== null && checkLasso(system, property, path, loop).kind === "fair breach";
  }
  if (violatedIn(outcome.machine.notes).includes(property.index)) return true;
  return outcome.kind !== "error" && inspector(system).inspect(state, system.steps(state)).includes(property.index);
}

/** Only a liveness property is broken by going on for ever. */
function loopOf({ kind }: Property, { loop = null, steps }: Path): number | null {
  return kind === "liveness" && loop !== null && loop <= steps.length ? loop : null;
}
