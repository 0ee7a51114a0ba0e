import { expect, test } from "vitest";
import { counts, searched, specAt, violations } from "./spec-text.ts";

/** Of Spin, Rumur and TLC on the same protocols, step for step, without reductions. */
const table = [
  { peer: "peterson", size: { N: 3 }, states: 12_498, transitions: 33_369 },
  { peer: "phil", size: { N: 8 }, states: 103_681, transitions: 687_760 },
  { peer: "german", size: { N: 3 }, states: 58_077, transitions: 235_764 },
  { peer: "rwretry", size: { K: 3, M: 1, P: 1, R: 1 }, states: 128_185, transitions: 500_653 },
] as const;

const SEARCH_TIME = 600_000;

for (const { peer, size, states, transitions } of table) {
  const sizes = Object.entries(size).map(([name, value]) => `${name}=${value}`);
  test(`${peer} with ${sizes.join(" ")} has the states and transitions that three other tools count`, {
    timeout: SEARCH_TIME,
  }, () => {
    const run = searched(specAt(`specs/peers/${peer}.untorn`, new Map(Object.entries(size))));
    expect(counts(run)).toBe(`states ${states} transitions ${transitions} depth ${run.depth}`);
    expect(run.limit).toBeNull();
    expect(violations(run)).toEqual([]);
    expect(run.verdicts).toEqual(run.verdicts.map(() => ({ kind: "holds", vacuous: false })));
  });
}
