import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Point, SearchOptions } from "../../src/check.ts";
import { checkPoint, checkPoints } from "../../src/check.ts";
import { designPoint, designPoints, variedPoints } from "../../src/compare.ts";
import type { CheckedSpec } from "../../src/language/checked-spec.ts";
import type { Run } from "../../src/properties/run.ts";
import { disagreements } from "../random/agreement.ts";
import { specAt, specOf } from "../spec-text.ts";

// Many designs in one search: of each it says what a search of that design alone says.

const OPTIONS: SearchOptions = {
  maxStates: null,
  maxDepth: null,
  shouldStop: () => null,
  onProgress: () => {},
  clock: () => 0,
};

function allPoints(spec: CheckedSpec): Point[] {
  const base = designPoint(spec, null);
  return base === null ? [] : variedPoints(spec, base, spec.knobs);
}

/** What the searches of single points have to say against the search of all. */
function differences(spec: CheckedSpec, points: readonly Point[], options = OPTIONS): string[] {
  const together = checkPoints(spec, points, options);
  expect(together).toHaveLength(points.length);
  return points.flatMap((point, index) => {
    const run = together[index];
    if (run === undefined) return ["no run"];
    const alone = checkPoint(spec, point, options);
    return disagreements(alone, run, "everything").map((one) => `${point.design ?? point.knobs.join(" ")}: ${one}`);
  });
}

/** All specs that are shipped and have designs. */
const WITH_DESIGNS = ["specs", "specs/scenarios", "specs/tutorial", "specs/peers"]
  .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
  .filter((path) => path.endsWith(".untorn"))
  .map((path) => ({ path, spec: specAt(path) }))
  .filter(({ spec }) => spec.designs.length > 1);

test.each(WITH_DESIGNS)(
  "$path: one search of all designs equals one search per design",
  ({ spec }) => expect(differences(spec, designPoints(spec))).toEqual([]),
  600_000,
);

test("there are specs with designs", () => {
  expect(WITH_DESIGNS.length).toBeGreaterThan(20);
});

// Knobs in every place where a step can ask for one, 3 x 2 x 2 x 3 = 36 points: more than a word of a set has bits.
const EVERYWHERE = `spec s;
errno EAGAIN, EBUSY;
knob 0..2 START in { 0, 1, 2 } = 0;
knob bool LOCKED = true;
knob lockmode MODE in { SHARED, EXCL } = SHARED;
knob errno CODE in { EAGAIN, EBUSY, same } = EAGAIN;
rwsem l;
mutex m, k;
0..3 n = START;
durable bool d;
bool seen[2];
errno step(bool fails) {
	if (fails)
		return -EAGAIN because one;
	return 0;
}
task a[1] {
	errno ret;
	lock(l, MODE);
	if (LOCKED)
		lock(m);
	lock(k);
	ret = step(n > START);
	if (ret != 0)
		ret = -CODE from ret;
	if (ret == -EAGAIN)
		seen[0] = true;
	unlock(k);
	if (LOCKED)
		unlock(m);
	unlock(l);
}
task b[1] {
	lock(k);
	if (LOCKED && START == 1)
		lock(m);
	d = true;
	if (LOCKED && START == 1)
		unlock(m);
	unlock(k);
	lock(l, SHARED);
	n = n;
	unlock(l);
}
event tick(0..1 by) when (n < 3 && by <= START) { n += 1; seen[by] = true; }
invariant low "n stays low": MODE == EXCL => n < 3;
invariant open "events are as they were": forall (a x) LOCKED && enabled(tick, 1) => START > 0 && !blocked(x);
crash lost "d is lost" { assert (!d || START < 2); }
liveness ends "all end": forall (a x) eventually done(x);
liveness ticks "it ticks": (n == START) leads_to (n > START);
`;

describe("with knobs in every place", () => {
  const spec = specOf(EVERYWHERE);
  const points = allPoints(spec);

  test("36 points are told apart as by 36 searches", () => {
    expect(points).toHaveLength(36);
    expect(differences(spec, points)).toEqual([]);
    expect(differences(spec, points, { ...OPTIONS, reduce: false })).toEqual([]);
  });

  test("properties are violated by some of them and hold in others", () => {
    const runs = checkPoints(spec, points, OPTIONS);
    const outcomes = spec.properties.map(({ name, index }) => `${name}: ${kinds(runs, index)}`);
    expect(outcomes).toEqual([
      "low: holds violated",
      "open: holds violated",
      "lost: holds violated",
      "ends: holds violated",
      "ticks: holds",
      "deadlock: holds violated",
      "locks: holds",
      "ranges: holds",
    ]);
  });

  test.each([1, 2, 5, 9])("a limit of %i on depth is met by each as if it were alone", (maxDepth) => {
    expect(differences(spec, points, { ...OPTIONS, maxDepth })).toEqual([]);
  });

  test.each([1, 7, 40, 200])("so is a limit of %i states, which is on each of them", (maxStates) => {
    expect(differences(spec, points, { ...OPTIONS, maxStates })).toEqual([]);
  });

  test("so is one that the last state of some of them is beyond", () => {
    const sizes = new Set(checkPoints(spec, points, OPTIONS).map(({ states }) => states));
    for (const states of [...sizes].slice(0, 4))
      expect(differences(spec, points, { ...OPTIONS, maxStates: states - 1 })).toEqual([]);
  });

  test("where memory is too small for all at once, fewer are searched at a time", () => {
    const most = Math.max(...points.map((point) => bytesOf(checkPoint(spec, point, OPTIONS))));
    const maxBytes = Math.ceil(most * 1.5);
    expect(differences(spec, points, { ...OPTIONS, maxBytes })).toEqual([]);
    expect(checkPoints(spec, points, { ...OPTIONS, maxBytes }).every(({ limit }) => limit === null)).toBe(true);
  });
});

function kinds(runs: readonly Run[], index: number): string {
  return [...new Set(runs.map(({ verdicts }) => verdicts[index]?.kind ?? "none"))].sort().join(" ");
}

function bytesOf({ bytesPerState, states }: Run): number {
  return (bytesPerState ?? 0) * states;
}

test("a violation in a state is told, though a step out of its level was found to violate the same before", () => {
  const spec = specOf(`spec s;
knob bool K = false;
0..2 x;
0..3 n;
bool b;
task t[1] { choose { x = 1; } or { x = 2; } n = 3 + x; }
event e() when (x > 0 && 4 / (2 - x) > 3) { b = K; }
`);
  expect(differences(spec, allPoints(spec))).toEqual([]);
  // A search for the trace would find the nearer one.
  const steps = checkPoints(spec, allPoints(spec), { ...OPTIONS, traces: "left out" }).map(({ verdicts }) => {
    const ranges = verdicts[spec.properties.findIndex(({ kind }) => kind === "ranges")];
    return ranges?.kind === "violated" ? ranges.steps : null;
  });
  expect(steps).toEqual([1, 1]);
});

test("which events and tasks can step is asked for each design, also in states that all of them reach", () => {
  const spec = specOf(`spec s;
knob bool ON = false;
0..2 n;
bool b;
task t[1] { n = 1; n = 2; wait (ON || n == 0); b = b; }
event e() when (ON) { n = n; }
invariant closed "the event is never enabled": !enabled(e);
invariant free "the task is never blocked": forall (t x) !blocked(x);
`);
  expect(differences(spec, allPoints(spec))).toEqual([]);
  const kindsOf = checkPoints(spec, allPoints(spec), OPTIONS).map(({ verdicts }) =>
    verdicts.slice(0, 2).map(({ kind }) => kind),
  );
  expect(kindsOf).toEqual([
    ["holds", "violated"],
    ["violated", "holds"],
  ]);
});

test("what a formula asks of a knob differs in states that all designs reach", () => {
  const spec = specOf(`spec s;
knob bool K = false;
0..2 n;
task t[1] { n = 1; n = 2; }
liveness low "n stays low": always (n < 2 || K);
`);
  expect(differences(spec, allPoints(spec))).toEqual([]);
  const kindOf = checkPoints(spec, allPoints(spec), OPTIONS).map(({ verdicts }) => verdicts[0]?.kind);
  expect(kindOf).toEqual(["violated", "holds"]);
});

test("more initial states than the limit allows are not made for all designs together", () => {
  const spec = specOf(`spec s;
knob bool K = false;
0..50000 n;
bool done_with_it;
init { pick (0..50000 x) { n = x; } }
task t[1] { if (K) done_with_it = true; n = n; }
invariant small "n is small": n < 9;
`);
  const options = { ...OPTIONS, maxStates: 20 };
  const runs = checkPoints(spec, allPoints(spec), options);
  expect(runs.map(({ states, limit }) => [states, limit])).toEqual([
    [20, "states"],
    [20, "states"],
  ]);
  expect(differences(spec, allPoints(spec), options)).toEqual([]);
});

// Under LONG the task counts far; without it is soon at its end.
const UNEVEN = `spec s;
knob bool LONG = false;
0..30000 n;
task t[1] { while (LONG && n < 30000) n += 1; }
invariant small "it stays small": n < 20;
invariant never "it is never so large": n != 30000;
`;

test("a search that is stopped says 'undecided' only of designs that were not finished", () => {
  const spec = specOf(UNEVEN);
  let asked = 0;
  const shouldStop = () => {
    asked += 1;
    return asked > 3 ? ("time" as const) : null;
  };
  const runs = checkPoints(spec, allPoints(spec), { ...OPTIONS, shouldStop });
  const told = runs.map(({ knobs, limit, verdicts }) => [
    knobs[0],
    limit,
    ...verdicts.slice(0, 2).map(({ kind }) => kind),
  ]);
  expect(told).toEqual([
    [false, null, "holds", "holds"],
    [true, "time", "violated", "undecided"],
  ]);
});

test("traces that nobody asks for are left out, and nothing else", () => {
  const spec = specAt("specs/retry-demo.untorn");
  const points = designPoints(spec);
  const whole = checkPoints(spec, points, OPTIONS);
  const bare = checkPoints(spec, points, { ...OPTIONS, traces: "left out" });
  const judged = (runs: readonly Run[]) =>
    runs.map(({ verdicts, states }) => [
      states,
      ...verdicts.map((one) => (one.kind === "violated" ? one.steps : one.kind)),
    ]);
  expect(judged(bare)).toEqual(judged(whole));
  expect(bare[0]?.verdicts.find(({ kind }) => kind === "violated")).toMatchObject({
    counterexample: null,
    limit: null,
  });
});
