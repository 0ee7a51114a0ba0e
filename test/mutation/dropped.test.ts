import { expect, test } from "vitest";
import type { CheckedSpec } from "../../src/language/checked-spec.ts";
import { textOf } from "../../src/language/source.ts";
import { mutateSpec } from "../../src/mutation/mutate-spec.ts";
import { searched, specAt, specOf, violations } from "../spec-text.ts";

// Small specs in which one thing is needed for a known property, with lengths worked out by hand. A dropped wait is still
// a step, a dropped lock is none.

/** For each thing dropped, what is violated then and in how many steps. */
function dropped(spec: CheckedSpec, design: string | null = null): string[] {
  const { spec: mutated, mutations } = mutateSpec(spec);
  return mutations.map(({ kind, span, knob }) => {
    const hidden = mutated.knobs.find(({ index }) => index === knob)?.name;
    const found = violations(searched(mutated, { design, knobs: [`${hidden}=false`] }));
    return `${kind} ${textOf(span)}: ${found.join(", ")}`.trimEnd();
  });
}

const droppedIn = (text: string): string[] => dropped(specOf(`spec a "x"; ${text}`));

test("a lock: two are inside after two steps, and what was not taken is not given back", () => {
  const text = `mutex m; 0..2 inside;
task t[2] { lock(m); inside += 1; inside -= 1; unlock(m); } invariant one: inside <= 1;`;
  expect(droppedIn(text)).toEqual(["lock lock(m): one in 2"]);
});

test("one lock of two: only those who go that way are unprotected", () => {
  const text = `mutex m; 0..2 inside;
task t { lock(m); inside += 1; inside -= 1; unlock(m); }
task u { lock(m); unlock(m); } invariant one: inside <= 1;`;
  expect(droppedIn(text)).toEqual(["lock lock(m):", "lock lock(m):"]);
});

test("a lock of an array of locks, whose element is asked where it is given back", () => {
  const text = `mutex m[2]; 0..2 inside[2];
task t[2] { for (0..1 i) { lock(m[i]); inside[i] += 1; inside[i] -= 1; unlock(m[i]); } }
invariant one: forall (0..1 i) inside[i] <= 1;`;
  expect(droppedIn(text)).toEqual([
    "lock lock(m[i]): one in 2",
    // The next round takes another element: the first one is never given back.
    "pair unlock(m[i]): deadlock in 6, locks in 6",
  ]);
});

test("a semaphore: it is given back only if somebody has taken it", () => {
  const text = `semaphore s; 0..2 inside;
task t[2] { lock(s); inside += 1; inside -= 1; unlock(s); } invariant one: inside <= 1;`;
  expect(droppedIn(text)).toEqual(["lock lock(s): one in 2"]);
});

test("a trylock: it succeeds and takes nothing", () => {
  const body = "inside += 1; inside -= 1; unlock(m);";
  const around = (text: string) => `mutex m; 0..2 inside; task t[2] { ${text} } invariant one: inside <= 1;`;
  expect(droppedIn(around(`if (trylock(m)) { ${body} }`))).toEqual(["trylock if (trylock(m)): one in 2"]);
  expect(droppedIn(around(`if (!trylock(m)) return; ${body}`))).toEqual(["trylock if (!trylock(m)): one in 2"]);
  expect(droppedIn(around(`bool got = trylock(m); if (got) { ${body} }`))).toEqual([
    "trylock bool got = trylock(m): one in 2",
  ]);
});

test("a downgrade: the reader that is waited for never gets in", () => {
  const text = `rwsem r; bool read;
task w { lock(r, EXCL); downgrade(r); wait (read); unlock(r); }
task t { lock(r, SHARED); read = true; unlock(r); }`;
  expect(droppedIn(text)).toEqual([
    "lock lock(r, EXCL):",
    "downgrade downgrade(r): deadlock in 1",
    "drain wait (read):",
    "lock lock(r, SHARED):",
  ]);
});

test("an unlock and the lock behind it: who is waited for meanwhile never gets in", () => {
  const text = `mutex m; bool ready;
task a { lock(m); unlock(m); wait (ready); lock(m); unlock(m); }
task b { lock(m); ready = true; unlock(m); }`;
  expect(droppedIn(text)).toEqual([
    "lock lock(m):",
    "pair unlock(m): deadlock in 1",
    "wait wait (ready):",
    "lock lock(m):",
    "lock lock(m):",
  ]);
});

test("a wait: it is a step as before, and the next one comes too early", () => {
  const text = "bool ready; task p { ready = true; } task c { wait (ready); assert seen (ready); }";
  expect(droppedIn(text)).toEqual(["wait wait (ready): seen in 2"]);
});

test("a wait for zero is a drain, and so is one while a lock is held", () => {
  const text = `mutex m; 0..1 flying = 1; bool ready;
task io { flying -= 1; ready = true; } task c { wait (flying == 0); assert drained (flying == 0); }
task d { lock(m); wait (ready); assert seen (ready); unlock(m); }`;
  expect(droppedIn(text)).toEqual([
    "drain wait (flying == 0): drained in 2",
    "lock lock(m):",
    "drain wait (ready): seen in 3",
  ]);
});

test("a wait that an atomic begins with: it never blocks", () => {
  const text = "bool ready; task p { ready = true; } task c { atomic { wait (ready); assert seen (ready); } }";
  expect(droppedIn(text)).toEqual(["wait wait (ready): seen in 1"]);
});

const CODES = "errno EAGAIN, EBUSY; bool x;";
const EITHER = "errno ret; choose { ret = -EAGAIN; } or { ret = -EBUSY; } x = true;";

test("a test of a code between &&: the other code is taken for it", () => {
  const text = `${CODES} task t { ${EITHER} bool first = true;
if (ret == -EAGAIN && first) assert right (ret == -EAGAIN); }`;
  expect(droppedIn(text)).toEqual(["test ret == -EAGAIN: right in 1", "flag first:"]);
});

test("a test of a code between ||: it is handled no more", () => {
  const text = `${CODES} bool handled; task t { ${EITHER}
if (ret == -EAGAIN || ret == -EBUSY) handled = true; assert all (handled); }`;
  expect(droppedIn(text)).toEqual(["test ret == -EAGAIN: all in 2", "test ret == -EBUSY: all in 2"]);
});

test("a test of a code by itself: as though the code had never come", () => {
  const around = (test: string, then: string) =>
    droppedIn(
      `${CODES} bool handled; task t { ${EITHER} if (${test}) ${then}; assert all (handled || ret == -EBUSY); }`,
    );
  expect(around("ret == -EAGAIN", "handled = true")).toEqual(["test ret == -EAGAIN: all in 2"]);
  expect(around("!(ret == -EAGAIN)", "x = false; else handled = true")).toEqual(["test (ret == -EAGAIN): all in 3"]);
});

test("no test of success: an error is taken for one", () => {
  const text = `${CODES} task t { errno ret = -EAGAIN; x = true; if (ret == 0) assert fine (ret == 0); }`;
  expect(droppedIn(text)).toEqual(["test ret == 0: fine in 1"]);
});

test("a flag beside a test of a code: the second pass is one too many", () => {
  const text = `${CODES} 0..1 passes; task t { bool again = true; errno ret;
retry: ret = -EAGAIN; if (ret == -EAGAIN && again) { again = false; passes += 1; goto retry; } }`;
  expect(droppedIn(text)).toEqual(["test ret == -EAGAIN:", "flag again: ranges in 2"]);
});

test("two durable stores: the record is on disk before what it speaks of", () => {
  const text = `durable 0..1 data, record; task t { data = 1; record = 1; }
crash whole { assert (record == 0 || data == 1); }`;
  expect(droppedIn(text)).toEqual(["order data = 1: whole in 1"]);
});

test("a durable store behind a wait: before it, one step earlier than without it", () => {
  const text = `durable 0..1 record; bool flushed; daemon disk { flushed = true; }
task t { wait (flushed); record = 1; } invariant after: record == 1 => flushed;`;
  expect(droppedIn(text)).toEqual(["wait wait (flushed): after in 2", "order wait (flushed): after in 1"]);
});

test("stores within one atomic have no order that could matter, nor have those of an event", () => {
  const text = `durable 0..1 data, record; task t { atomic { data = 1; record = 1; } }
event e() when (data == 0) { data = 1; record = 1; } crash whole { assert (record == 0 || data == 1); }`;
  expect(droppedIn(text)).toEqual([]);
});

test("init, guards of events, asserts, ghosts and properties are never dropped", () => {
  const text = `errno EAGAIN; errno last; ghost bool seen; bool up;
init { if (last == 0) up = true; }
event fails() when (last == 0) { last = -EAGAIN; }
task t { errno mine = last; assert fine (mine == 0 || mine == -EAGAIN); seen = mine == -EAGAIN; }
invariant sound: last == 0 || last == -EAGAIN;`;
  expect(droppedIn(text)).toEqual([]);
});

test("what cannot be dropped without one step more is told", () => {
  const text = `spec a "x"; errno EAGAIN; mutex m, n; semaphore s; bool x;
work w[1]() { lock(m); unlock(m); }
task t { atomic { lock(m); x = true; } unlock(m); spawn w(); while (trylock(n)) unlock(n);
here: lock(s); errno ret = -EAGAIN; switch (ret) { case -EAGAIN: x = false; } }
invariant there: forall (t a) !at(a, here) || x;`;
  expect(mutateSpec(specOf(text)).leftOut.map(({ kind, why }) => `${kind}: ${why}`)).toEqual([
    "lock: first of a work",
    "lock: first in atomic",
    "trylock: in a while",
    "lock: named by at()",
    "test: in a switch",
  ]);
});

test("the demonstration: what its lock, drain, tests, pass flag and unlock are needed for", () => {
  const demo = specAt("specs/retry-demo.untorn");
  expect(dropped(demo, "posted")).toMatchInlineSnapshot(`
    [
      "test ret != 0:",
      "lock lock(iolock, how): right_cause in 2",
      "drain wait (in_flight == 0): right_cause in 3",
      "test ret == -HW_REFUSED: right_cause in 3",
      "flag mode == HW: right_cause in 3, writer_returns in 10",
      "pair unlock(iolock): right_cause in 3, cow_is_exclusive in 2",
    ]
  `);
  expect(dropped(demo, "merged")).toMatchInlineSnapshot(`
    [
      "test ret != 0:",
      "lock lock(iolock, how):",
      "drain wait (in_flight == 0):",
      "test ret == -HW_REFUSED: right_cause in 3",
      "flag mode == HW:",
      "pair unlock(iolock): cow_is_exclusive in 2",
    ]
  `);
});
