import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { PeerCase } from "../../bench/cases.ts";
import { designsOf, FULL, QUICK, STARTED, XFS_DESIGNS } from "../../bench/cases.ts";
import type { Cost } from "../../bench/measure.ts";
import { hashBits, parsePan } from "../../bench/pan.ts";
import type { Pair, Results } from "../../bench/results.ts";
import { resultsText } from "../../bench/results.ts";
import { countText, figureText, spread, spreadText } from "../../bench/statistics.ts";
import type { UntornRun } from "../../bench/untorn.ts";
import { expectCounts, parseUntorn } from "../../bench/untorn.ts";
import { unfulfilled } from "../spec-text.ts";

const panOutput = `
State-vector 48 byte, depth reached 76394, errors: 0
  1119560 states, stored
  2745337 states, matched
  3864897 transitions (= stored+matched)
        0 atomic steps
  128.000	memory used for hash table (-w24)
        2	total actual memory usage
`;

const peer: PeerCase = {
  name: "peterson",
  constants: { N: 4 },
  states: 1000,
  transitions: 3000,
  goal: { ratio: 2.5, bytesPerState: 24 },
};

function untornRun(cpuSeconds: number, bytesPerState: number | null): UntornRun {
  const cost = { cpuSeconds: cpuSeconds + 0.1, wallSeconds: 1, peakBytes: 60_000_000 };
  return { states: 1000, transitions: 3000, depth: 9, cpuSeconds, bytesPerState, cost };
}

function pairOf(pan: number, untorn: number, bytes: number | null): Pair {
  const cost = { cpuSeconds: pan, wallSeconds: pan, peakBytes: 200_000 };
  const counts = { states: 1000, transitions: 3001, depth: 9, truncated: false, errors: 0, allocatedBytes: 100_000 };
  return { pan: { ...counts, cost }, untorn: untornRun(untorn, bytes) };
}

function startOf(wallSeconds: number): Cost {
  return { cpuSeconds: 0.1, wallSeconds, peakBytes: 60_000_000 };
}

function resultsOf(pairs: readonly Pair[], started: number): Results {
  const reduced = pairOf(1, 1, null);
  return {
    scope: "full",
    date: "2025-01-01",
    machine: ["2 cores"],
    rounds: pairs.length,
    peers: [{ peer, pairs, buildCpuSeconds: 1, reduced }],
    liveness: [
      {
        measured: { peer, formula: "a leads_to b", define: "LIVE", goal: { timesSafety: 2, bytesPerState: 60 } },
        rounds: [
          {
            pan: { safety: pairOf(3, 1, 20).pan, liveness: pairOf(5, 1, 20).pan },
            untorn: { safety: untornRun(1, 20), liveness: untornRun(2.5, 41) },
          },
        ],
      },
    ],
    xfs: [],
    designs: [],
    start: { untorn: [{ spec: "small.untorn", costs: [startOf(started)] }], node: [startOf(0.06)] },
  };
}

function rowsOf(text: string, first: string): string[] {
  return text.split("\n").filter((line) => line.startsWith(`| ${first} |`));
}

test("pan's report is read, and whether it saw everything", () => {
  const counts = { states: 1_119_560, transitions: 3_864_897, depth: 76_394, errors: 0, allocatedBytes: 2 ** 21 };
  expect(parsePan(panOutput)).toEqual({ ...counts, truncated: false });
  expect(parsePan(`error: max search depth too small\n${panOutput}`).truncated).toBe(true);
  expect(parsePan(panOutput.replace("stored+matched", "visited+matched"))).toEqual({ ...counts, truncated: false });
  expect(() => parsePan("pan: out of memory")).toThrow("pan does not say");
});

test("pan's hash table has at least three slots a state", () => {
  expect([1, 1_119_560, 1_860_497, 2_631_962].map(hashBits)).toEqual([16, 22, 23, 23]);
});

test("untorn's report is read; one that is incomplete or says no CPU time is refused", () => {
  const run = { complete: true, states: 1, transitions: 2, depth: 3, cpuSeconds: 0.5, bytesPerState: null };
  const { complete, ...counts } = run;
  expect(parseUntorn(JSON.stringify({ runs: [run] }))).toEqual(counts);
  expect(() => parseUntorn(JSON.stringify({ runs: [{ ...run, cpuSeconds: null }] }))).toThrow("runs[0].cpuSeconds");
  expect(() => parseUntorn(JSON.stringify({ runs: [{ ...run, complete: !complete, limit: "time" }] }))).toThrow("time");
});

test("nothing is compared when counts differ", () => {
  expect(() => expectCounts(peer, "pan", { states: 1000, transitions: 3000 })).not.toThrow();
  expect(() => expectCounts(peer, "pan", { states: 1001, transitions: 3000 })).toThrow(
    "peterson N=4: pan counts 1001 states and 3000 transitions, expected 1000 states and 3000 transitions",
  );
  expect(() => expectCounts(peer, "untorn", { states: 1000, transitions: 2999 })).toThrow("nothing is compared");
});

test("the counts expected are those that the specs state", () => {
  for (const { name, states, transitions } of [...FULL, ...QUICK]) {
    const spec = readFileSync(`specs/peers/${name}.untorn`, "utf8");
    expect(spec).toContain(countText(states));
    expect(spec).toContain(countText(transitions));
    expect(readFileSync(`bench/peers/promela/${name}.pml`, "utf8")).toContain("active [");
  }
  for (const spec of STARTED) expect(unfulfilled(readFileSync(spec, "utf8"), spec, "generated")).toEqual([]);
});

test("every design of the XFS spec is measured", () => {
  expect(designsOf(readFileSync(XFS_DESIGNS, "utf8"))).toEqual(expect.arrayContaining(["rfc", "seed", "merged"]));
  expect(designsOf('design a "A" { }\n// design b\ndesign c { X = 1; }')).toEqual(["a", "c"]);
});

test("a spread is the median between the ends", () => {
  expect(spread([3, 1, 2])).toEqual({ median: 2, least: 1, most: 3 });
  expect(spread([4, 1, 2, 3])).toEqual({ median: 2.5, least: 1, most: 4 });
  expect(spreadText(spread([1.5, 1.44, 1.612]))).toBe("1.50 (1.44–1.61)");
  expect(spreadText(spread([2]))).toBe("2.00");
});

test("figures have three digits", () => {
  expect([0, 0.0314, 0.123, 1.523, 74.62, 205.4, 12345].map(figureText)).toEqual([
    "0.00",
    "0.0314",
    "0.123",
    "1.52",
    "74.6",
    "205",
    "12345",
  ]);
});

test("ratios are told pair by pair, with the goal beside them", () => {
  const text = resultsText(resultsOf([pairOf(3, 1, 20), pairOf(8, 2, 20), pairOf(4, 2, 20)], 0.15));
  const [speed, whole, memory] = rowsOf(text, "peterson N=4");
  const goal = "at least 2.5: reached";
  expect(speed).toBe(`| peterson N=4 | 1,000 | 4.00 (3.00–8.00) | 2.00 (1.00–2.00) | 3.00 (2.00–4.00) | ${goal} |`);
  expect(whole).toBe("| peterson N=4 | 2.10 (1.10–2.10) | 2.73 (1.90–3.81) | 1.00 |");
  expect(memory).toBe("| peterson N=4 | 250 | 500 | 20.0 | at most 24: reached | 60000 | 200 | 100 |");
  expect(text).toContain("| 0.150 | under 0.2: reached | 0.100 |");
});

test("what a formula costs is told beside the same search without it, by both tools", () => {
  const text = resultsText(resultsOf([pairOf(3, 1, 20)], 0.15));
  const [pan] = rowsOf(text, "pan, peterson N=4, `a leads_to b`");
  expect(pan).toBe("| pan, peterson N=4, `a leads_to b` | 3.00 | 5.00 | 1.67 |  | 100.0 |  |");
  const [untorn] = rowsOf(text, "untorn, peterson N=4, `a leads_to b`");
  expect(untorn).toContain("| 1.00 | 2.50 | 2.50 | at most 2: missed | 41.0 | at most 60: reached |");
});

test("a missed goal is told, and figures that are not", () => {
  const text = resultsText(resultsOf([pairOf(2, 1, null)], 0.25));
  expect(text).toContain("at least 2.5: missed");
  expect(text).toContain("not told | at most 24: not told");
  expect(text).toContain("under 0.2: missed");
});
