import type { Verdict } from "../properties/verdict.ts";
import type { Segment } from "./line.ts";
import { toned } from "./line.ts";

/** A verdict in a cell of a table: `FAIL@7` has a shortest trace of 7 steps, `LOOP@7` a loop entered after 7. */
export function verdictCell(verdict: Verdict | undefined): Segment {
  switch (verdict?.kind) {
    case "violated": {
      const { counterexample, steps, shortest } = verdict;
      const loop = counterexample?.loop ?? null;
      return toned("bad", loop === null ? `FAIL@${steps}${shortest ? "" : "?"}` : `LOOP@${loop}`);
    }
    case "holds":
      return verdict.vacuous ? toned("doubtful", "vacuous") : toned("good", "ok");
    default:
      return toned("doubtful", "?");
  }
}
