import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { LivenessCase } from "./cases.ts";
import { caseTitle } from "./cases.ts";
import type { Measure } from "./measure.ts";
import type { PanRun } from "./pan.ts";
import { buildPan } from "./pan.ts";
import type { UntornRun } from "./untorn.ts";
import { expectCounts, type Untorn } from "./untorn.ts";

/** What both tools take without the formula and with it, one run right after the other. */
export type LivenessRound = {
  readonly pan: { readonly safety: PanRun; readonly liveness: PanRun };
  readonly untorn: { readonly safety: UntornRun; readonly liveness: UntornRun };
};

export type LivenessResult = { readonly measured: LivenessCase; readonly rounds: readonly LivenessRound[] };

/** Of a case: `round` runs all four. */
export type LivenessBench = { readonly measured: LivenessCase; readonly round: () => LivenessRound };

export function livenessBench(
  measure: Measure,
  untorn: Untorn,
  root: string,
  work: string,
  measured: LivenessCase,
): LivenessBench {
  const { peer, formula, define } = measured;
  const spec = join(work, `${peer.name}-${define}.untorn`);
  const text = readFileSync(join(root, "specs", "peers", `${peer.name}.untorn`), "utf8");
  writeFileSync(spec, `${text}\nliveness ${define.toLowerCase()}: ${formula};\n`);
  const pan = {
    safety: buildPan(measure, root, work, peer, "full"),
    liveness: buildPan(measure, root, work, peer, { ltl: define }),
  };
  const round = (): LivenessRound => {
    const safety = { pan: pan.safety.run(), untorn: untorn.peer(peer, "full") };
    const liveness = { pan: pan.liveness.run(), untorn: untorn.liveness(peer, spec) };
    expectCounts(peer, `untorn with ${caseTitle(peer)} and a formula`, liveness.untorn);
    return {
      pan: { safety: safety.pan, liveness: liveness.pan },
      untorn: { safety: safety.untorn, liveness: liveness.untorn },
    };
  };
  return { measured, round };
}
