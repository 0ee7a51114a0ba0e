import { expect, test } from "vitest";
import { counts, searched, specAt, violations } from "./spec-text.ts";

/** Of Spin, Rumur and TLC on the same protocols, step for step, without reductions; rwretry 2222 was counted here only. */
const table = [
  { peer: "peterson", size: { N: 3 }, states: 12_498, transitions: 33_369, engines: ["interpreter", "generated"] },
  { peer: "peterson", size: { N: 4 }, states: 1_119_560, transitions: 3_864_896, engines: ["generated"] },
  { peer: "phil", size: { N: 8 }, states: 103_681, transitions: 687_760, engines: ["interpreter", "generated"] },
  { peer: "phil", size: { N: 10 }, states: 1_860_497, transitions: 15_426_860, engines: ["generated"] },
  { peer: "german", size: { N: 3 }, states: 58_077, transitions: 235_764, engines: ["interpreter", "generated"] },
  { peer: "german", size: { N: 4 }, states: 1_105_353, transitions: 5_921_856, engines: ["generated"] },
  { peer: "rwretry", size: { K: 3 }, states: 128_185, transitions: 500_653, engines: ["generated"] },
  {
    peer: "rwretry",
    size: { K: 2, M: 2, P: 2, R: 2 },
    states: 254_160,
    transitions: 1_098_592,
    engines: ["generated"],
  },
  { peer: "rwretry", size: { K: 3, P: 2 }, states: 2_631_962, transitions: 11_221_588, engines: ["generated"] },
] as const;

const SEARCH_TIME = 600_000;

for (const { peer, size, states, transitions, engines } of table) {
  const sizes = Object.entries(size).map(([name, value]) => `${name}=${value}`);
  for (const engine of engines) {
    test(`${peer} with ${sizes.join(" ")} has the states and transitions of other tools, by the ${engine} engine`, {
      timeout: SEARCH_TIME,
    }, () => {
      const spec = specAt(`specs/peers/${peer}.untorn`, new Map(Object.entries(size)));
      const run = searched(spec, { engine, reduce: false });
      expect(counts(run)).toBe(`states ${states} transitions ${transitions} depth ${run.depth}`);
      expect(run.limit).toBeNull();
      expect(violations(run)).toEqual([]);
      expect(run.verdicts).toEqual(run.verdicts.map(() => ({ kind: "holds", vacuous: false })));
    });
  }
}
