import { describe, expect, test } from "vitest";
import { interpret } from "../../src/model/interpreter/interpreter.ts";
import { replay } from "../../src/properties/replay.ts";
import { agreed } from "../engine/both.ts";
import { searched, specOf, traceOf, verdictOf } from "../spec-text.ts";

/** Graphs made by generated code, with and without dead variables, against those of the interpreter. */

/** `old` is dead but in `keeps`, which reads it; the events have parameters, one of them many and no fairness. */
const SPEC = `spec s "s"; const N = 2; type page = 0..N-1; bool dirty[page]; 0..3 n; mutex m; rwsem r; bool gate;
task writer[2] {
	0..3 old = 0;
	lock(r, SHARED);
	old = n;
	unlock(r);
	atomic { lock(m); if (n < 3) { n += 1; } }
	wait (!dirty[self]);
	unlock(m);
}
strong daemon mapper[1] { loop { pick (page p) { dirty[p] = !dirty[p]; } } }
unfair daemon idler[1] { loop { wait (gate); gate = false; } }
work cleaner[1](page p) { lock(r, EXCL); dirty[p] = false; unlock(r); }
fair event clean(page p) when (dirty[p] && done(0)) { dirty[p] = false; }
event open() when (!gate) { gate = true; }
`.replace(" && done(0)", "");

const FORMULAS = [
  "forall (writer w) eventually done(w)",
  "forall (page p) (dirty[p] leads_to !dirty[p])",
  "forall (page p) always eventually dirty[p]",
  "always eventually gate",
  "gate leads_to !gate",
  "forall (writer w) (w.old == 1 leads_to done(w))",
  "(eventually always (n == 2)) || (exists (writer w) always !done(w))",
  "forall (writer w) always (blocked(w) => eventually !blocked(w))",
  "always (enabled(open) => next gate)",
  "forall (page p) always (enabled(clean, p) => dirty[p])",
  "n == 3 leads_to false",
  "!(held(m)) until (held(m) || dirty[0])",
];

describe.each(FORMULAS)("%s", (formula) => {
  const spec = specOf(`${SPEC}liveness l: ${formula};`);

  test("both engines come to the same verdict by the same lasso, and a reduction to the same verdict", () => {
    const full = verdictOf(agreed(spec), "l");
    const reduced = verdictOf(searched(spec, { engine: "generated", reduce: true }), "l");
    expect(reduced.kind).toBe(full.kind);
    if (full.kind === "holds") expect(reduced).toEqual(full);
    if (full.kind !== "violated" || reduced.kind !== "violated") return;
    expect(reduced.counterexample?.lasso?.repairs).toEqual(full.counterexample?.lasso?.repairs);
  });
});

test("a local that a formula reads is not dead", () => {
  const text = `spec s "s"; bool x; task t { 0..1 seen = 0; seen = 1; x = true; x = false; }
liveness l: forall (t i) eventually always (i.seen == 1);`;
  const run = searched(specOf(text), { engine: "generated", reduce: true });
  expect(verdictOf(run, "l").kind).toBe("holds");
});

test("a loop that closes only after dead values have settled is told as the interpreter sees it", () => {
  const text = `spec s "s"; 0..2 n; daemon d[1] { 0..2 a = 2; loop { a = n; n = a; a = 0; n = 1; a = 2; n = 0; } }
liveness l: eventually (n == 2);`;
  const run = searched(specOf(text), { engine: "generated", reduce: true });
  const trace = traceOf(run, "l");
  expect(trace.lasso?.kind).toBe("livelock");
  expect(trace.steps.length - 1).toBeGreaterThan(trace.loop ?? Infinity);
});

describe("a saved lasso is replayed", () => {
  const spec = specOf(`spec s "s"; bool taken; 
daemon user[2] { loop { atomic { wait (!taken); taken = true; } inside: taken = false; } }
liveness l: forall (user u) always eventually at(u, inside);`);
  const run = searched(spec);
  const trace = traceOf(run, "l");
  const system = interpret(spec, run.knobs);
  const { start, steps } = trace.path;
  const loop = trace.loop ?? -1;

  test("as it was saved", () => {
    expect(replay(system, trace.property, { start, steps, loop })).toMatchObject({ kind: "replayed" });
  });

  test("not without its loop", () => {
    expect(replay(system, trace.property, { start, steps })).toEqual({ kind: "unbroken" });
  });

  test("nor with a loop that does not close", () => {
    expect(replay(system, trace.property, { start, steps: steps.slice(0, -1), loop })).toEqual({ kind: "unbroken" });
  });

  test("nor as stuck where something can step", () => {
    expect(replay(system, trace.property, { start, steps, loop: steps.length })).toEqual({ kind: "unbroken" });
  });

  test("nor with a loop that is not fair", () => {
    const fair = specOf(`spec s "s"; bool x; bool y; daemon a[1] { loop { x = !x; } } daemon b[1] { loop { y = true; } }
liveness l: eventually y;`);
    const own = interpret(fair, []);
    const [property] = fair.properties;
    if (property === undefined) throw new Error("no property");
    const round = { start: [], steps: [0, 0].map((actor) => ({ actor, choices: [] })), loop: 0 };
    expect(replay(own, property, round)).toEqual({ kind: "unbroken" });
    const unfair = specOf(`spec s "s"; bool x; bool y; daemon a[1] { loop { x = !x; } }
unfair daemon b[1] { loop { y = true; } } liveness l: eventually y;`);
    const [other] = unfair.properties;
    if (other === undefined) throw new Error("no property");
    expect(replay(interpret(unfair, []), other, round)).toMatchObject({ kind: "replayed" });
  });
});
