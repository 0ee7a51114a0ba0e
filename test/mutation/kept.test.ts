import { readdirSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Point, SearchOptions } from "../../src/check.ts";
import { checkPoint } from "../../src/check.ts";
import { designPoints } from "../../src/compare.ts";
import type { CheckedSpec } from "../../src/language/checked-spec.ts";
import { mutateSpec } from "../../src/mutation/mutate-spec.ts";
import type { Run } from "../../src/properties/run.ts";
import type { Engine } from "../random/engines.ts";
import { ENGINES, ORACLE } from "../random/engines.ts";
import { knobsAt, randomSpecs, read } from "../random/spec-arbitrary.ts";
import { specAt } from "../spec-text.ts";

// With every hidden knob at its default, a mutated spec is the spec itself: no step more, no state less. That the engines
// agree otherwise is held elsewhere: the oracle, and the one that is used.

const SEARCH_TIME = 600_000;
const BOTH: readonly Engine[] = [ORACLE, ...ENGINES.slice(-1)];

type Limits = Pick<SearchOptions, "maxStates" | "maxDepth">;

function facts(spec: CheckedSpec, point: Point, limits: Limits, { options }: Engine) {
  const silent = { shouldStop: () => null, onProgress: () => {}, clock: () => 0 };
  const { states, transitions, depth, limit, verdicts } = checkPoint(spec, point, { ...options, ...limits, ...silent });
  return { states, transitions, depth, limit, verdicts: verdicts.map(judged) };
}

/** The way of a trace too, but not what it is told like: a statement may stand in one `if` more. */
function judged(verdict: Run["verdicts"][number]) {
  if (verdict.kind !== "violated") return verdict;
  const { kind, steps, counterexample } = verdict;
  return { kind, steps, path: counterexample?.path, loop: counterexample?.loop };
}

/** How many mutations there are. */
function expectKept(spec: CheckedSpec, point: Point, limits: Limits, engines: readonly Engine[]): number {
  const { spec: mutated, mutations } = mutateSpec(spec);
  const kept = { ...point, knobs: [...point.knobs, ...mutations.map(() => true)] };
  for (const engine of engines) {
    expect(facts(mutated, kept, limits, engine)).toEqual(facts(spec, point, limits, engine));
  }
  return mutations.length;
}

const untornFiles = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => (name.endsWith(".untorn") ? [`${folder}/${name}`] : []));

const SMALL = ["specs/retry-demo.untorn", ...["specs/tutorial", "specs/peers", "test/semantics"].flatMap(untornFiles)];
const LARGE = ["specs/xfs-atomic-write.untorn", ...untornFiles("specs/scenarios")];

test.each(SMALL)("%s, with nothing dropped: as it is, in every design", (path) => {
  const spec = specAt(path);
  for (const point of designPoints(spec)) {
    expectKept(spec, point, { maxStates: 300, maxDepth: null }, BOTH);
  }
});

test.each(LARGE)("%s, with nothing dropped: as it is, in its first and its last design", (path) => {
  const spec = specAt(path);
  const points = designPoints(spec);
  for (const point of [...points.slice(0, 1), ...points.slice(1).slice(-1)]) {
    expectKept(spec, point, { maxStates: 1000, maxDepth: null }, ENGINES.slice(-1));
  }
});

test("200 random specs, with nothing dropped, are as they are", { timeout: SEARCH_TIME }, () => {
  const specs = fc.sample(randomSpecs(300), { numRuns: 200, seed: 77 });
  const counts = specs.map(({ text, point, maxStates, maxDepth }) => {
    const spec = specOf(text);
    const place = { design: null, knobs: knobsAt(spec, point) };
    return expectKept(spec, place, { maxStates, maxDepth }, BOTH);
  });
  expect(counts.filter((count) => count > 0).length).toBeGreaterThan(100);
});

test("with one thing dropped, both engines agree on random specs", { timeout: SEARCH_TIME }, () => {
  const specs = fc.sample(randomSpecs(300), { numRuns: 40, seed: 78 });
  const kinds = new Set<string>();
  for (const { text, point, maxStates, maxDepth } of specs) {
    const spec = specOf(text);
    const { spec: mutated, mutations } = mutateSpec(spec);
    for (const dropped of mutations.slice(0, 3)) {
      const place = { design: null, knobs: [...knobsAt(spec, point), ...mutations.map((each) => each !== dropped)] };
      const [oracle, other] = [ORACLE, ...ENGINES.slice(0, 1)].map((engine) =>
        facts(mutated, place, { maxStates, maxDepth }, engine),
      );
      expect(other).toEqual(oracle);
      kinds.add(dropped.kind);
    }
  }
  expect([...kinds]).toEqual(expect.arrayContaining(["lock", "trylock", "pair", "wait", "drain", "test", "order"]));
});

function specOf(text: string): CheckedSpec {
  const { spec } = read(text);
  if (spec === null) throw new Error(text);
  return spec;
}
