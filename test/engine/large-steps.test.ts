import { describe, expect, test } from "vitest";
import { generate } from "../../src/model/generated/generated-system.ts";
import type { Search } from "../spec-text.ts";
import { specOf, verdictOf } from "../spec-text.ts";
import { agreedReduced } from "./both.ts";

// Steps that loop or have many outcomes, and more of everything than fits into one word.

function searched(text: string, search: Search = {}) {
  return agreedReduced(specOf(text), search);
}

describe("a step of many statements", () => {
  const round = (rounds: number, more = "") => `spec s "x"; 0..9999 x;
task t { 0..9999 k; x = 1; while (k < ${rounds}) k += 1; ${more} x = k; } invariant never: x != ${rounds};`;

  test.each([2, 3000, 4998, 4999, 5000, 5001])("%i rounds of a loop", (rounds) => {
    const run = searched(round(rounds));
    expect(verdictOf(run, "ranges").kind).toBe(rounds < 5000 ? "holds" : "violated");
  });

  test.each([9_998, 9_999, 10_000])("%i statements in a row", (count) => {
    const statements = "k = !k; ".repeat(count);
    searched(`spec s "x"; bool x; task t { bool k; x = true; ${statements} x = k; } invariant never: !x;`);
  });

  test("that never ends, in one branch only", () => {
    searched(`spec s "x"; bool x; task t { 0..3 k; pick (0..3 v) { k = v; } x = true; while (k == 2) { } x = false; }`);
  });
});

describe("a step of many outcomes", () => {
  const bits = (count: number) => "choose { k = k * 2; } or { k = k * 2 + 1; } ".repeat(count);

  test.each([1, 5, 10, 12])("2 to the power of %i of them", (count) => {
    searched(
      `spec s "x"; 0..65535 x, k; task t { atomic { ${bits(count)} x = k; } k = 0; } invariant small: x < 1000;`,
    );
  });

  test.each([65_535, 65_536, 65_537])("%i of them: more than 65,536 are an error", { timeout: 300_000 }, (count) => {
    const run = searched(`spec s "x"; bool x; task t { x = true; pick (0..${count - 1} v) { } x = false; }`);
    expect(verdictOf(run, "ranges").kind).toBe(count > 65_536 ? "violated" : "holds");
  });

  test("more than 65,536 of them by choices after one another", { timeout: 300_000 }, () => {
    const run = searched(`spec s "x"; bool x; task t { x = true; ${"choose { } or { } ".repeat(17)} x = false; }`);
    expect(verdictOf(run, "ranges").kind).toBe("violated");
  });

  test("as many in an event, whose parameters are choices too", () => {
    searched(`spec s "x"; 0..255 x; bool y;
event e(0..15 a, bool b) when (b != y) { ${"choose { x = (x + a) % 256; } or { y = b; } or { when (a > 9) x = 0; } ".repeat(3)} }
invariant i: x < 40 || !y;`);
  });
});

describe("loops with choices in them", () => {
  test("nested, in one step", () => {
    searched(`spec s "x"; 0..31 x; task t { 0..31 s; 0..3 i; 0..3 j; x = 1;
while (i < 3) { j = 0; while (j < 2) { choose { s += 1; } or { } or { break; } j += 1; } i += 1; if (s > 4) break; }
x = s; } invariant few: x < 5;`);
  });

  test("over all values of a type, left early", () => {
    searched(`spec s "x"; 0..31 x; bool seen[4]; task t { 0..31 s; x = 1;
for (0..3 i) { for (bool b) { choose { s += 1; } or { if (b) continue; s += 2; } } if (s > 6) { break; } seen[i] = true; }
x = s; } invariant few: x < 9;`);
  });

  test("in an atomic block", () => {
    searched(`spec s "x"; 0..63 x; 0..3 y;
task t[2] { 0..7 k; atomic { wait (y < 3); y += 1; while (k < 5) { k += 1; choose { x += 1; } or { x = x / 2; continue; } if (x > 12) break; } } k = 0; x = y; }
invariant few: x < 9;`);
  });

  test("in a crash block", () => {
    searched(`spec s "x"; durable 0..7 disk[3]; bool done_;
task t { disk[0] = 3; disk[1] = 5; done_ = true; disk[2] = 7; }
crash c { 0..31 s; 0..3 i; while (i < 3) { choose { s += disk[i]; } or { disk[i] = 0; } i += 1; }
  pick (0..2 p where disk[p] > 0) { s += p; } else { s = 0; } assert sum (s < 10) "too much"; }
crash other { for (0..2 i) { if (disk[i] > 6) { loop { disk[i] -= 1; if (disk[i] == 2) break; } } } assert (disk[2] <= 2); }`);
  });

  test("in functions that call each other", () => {
    searched(`spec s "x"; 0..63 x; errno EIO;
errno try_(0..3 n) { 0..3 i; while (i < n) { choose { return -EIO because early; } or { i += 1; } } return 0; }
0..63 both(0..3 n) { errno a = try_(n); errno b = try_(n); if (a == -EIO && b == -EIO) return 9; return n; }
task t[2] { 0..63 r; pick (0..3 n) { r = both(n); } x = r; r = both(2); x += r; } invariant few: x < 12;`);
  });
});

describe("more than 31", () => {
  test("instances, each before, in or behind its step", () => {
    const spec =
      specOf(`spec s "x"; 0..40 n; bool last; task t[40] { atomic { wait (n == self); n += 1; } last = true; }
invariant order: forall (t w) done(w) => n > w; invariant not_last: !done(t_last()) || n < 40; t t_last() { return 39; }`);
    agreedReduced(spec, { maxStates: 4000 });
  });

  test("instances that wait for each other in a circle of locks", () => {
    searched(
      `spec s "x"; mutex m[35]; 0..35 n;
task t[35] { wait (n == self); atomic { lock(m[self]); n += 1; } wait (n == 35); lock(m[(self + 1) % 35]); }`,
      { maxStates: 300 },
    );
  });

  test("holders of one rwsem", () => {
    const run = searched(
      `spec s "x"; rwsem r; 0..34 n;
task t[34] { atomic { wait (n == self); n += 1; } lock(r, SHARED); wait (n == 34); if (self == 33) { unlock(r); lock(r, EXCL); downgrade(r); } unlock(r); }
invariant free: n < 34 || !held(r, EXCL); invariant some: !(forall (t w) holds(w, r, SHARED));`,
      { maxStates: 2500 },
    );
    expect(run.states).toBe(2500);
  });
});

describe("locks", () => {
  test("semaphores, released by tasks and events, in arrays", () => {
    searched(`spec s "x"; semaphore io[2]; bool taken[2]; 0..3 n; event free(0..1 i) when (taken[i] && n < 3) { unlock(io[i]); taken[i] = false; n += 1; }
task t[2] { bool got; atomic { lock(io[self]); taken[self] = true; } got = trylock(io[1 - self]); if (!got) { unlock(io[self]); } else { n = 0; } }
invariant i: !(held(io[0]) && held(io[1]) && n == 2);`);
  });

  test("rwsems with holders, upgrades, downgrades and trylocks of every mode", () => {
    searched(`spec s "x"; rwsem r[2]; spinlock sp; bool x;
task t[3] { lockmode m; pick (lockmode v) { m = v; } lock(r[0], m); if (trylock(r[1], EXCL)) { x = !x; downgrade(r[1]); unlock(r[1]); }
 if (m == EXCL) { downgrade(r[0]); } unlock(r[0]); }
invariant alone: forall (t a, t b) a != b && holds(a, r[0], EXCL) => !holds(b, r[0]); invariant both: !(held(r[0], SHARED) && held(r[1], EXCL));`);
  });
});

describe("states of at least 8,000 bits", () => {
  const bitsOf = (text: string) => {
    const spec = specOf(text);
    return generate(spec, [], false).words * 32;
  };

  test.each([
    [
      "a large array of small ranges",
      "0..5 a[3000]; 0..2999 at_;",
      "a[at_] = (a[at_] + 1) % 6; at_ = (at_ + 611) % 3000;",
      60,
    ],
    [
      "an array of arrays",
      "bool a[100][90]; 0..99 i; 0..89 j;",
      "a[i][j] = !a[i][j]; i = (i + 37) % 100; j = (j + 7) % 90;",
      60,
    ],
    [
      "structs in arrays",
      "struct s { 0..1000 v; bool w; }; s a[800]; 0..799 i;",
      "s h = a[i]; h.v += i; h.w = !h.w; a[(i + 1) % 800] = h; i = (i + 1) % 800;",
      40,
    ],
    [
      "numbers of 32 bits",
      "0..2147483647 a[260]; -2147483648..2147483647 b[10]; 0..259 i;",
      "a[i] = 2147483647 - i; b[i % 10] = -2147483648 + i; i = (i + 1) % 260;",
      60,
    ],
  ])("%s", (_, declarations, body, most) => {
    const text = `spec s "x"; ${declarations} bool flip; task t[2] { loop { atomic { ${body} } flip = !flip; } }
invariant never: !flip || ${declarations.includes("at_") ? "at_ < 2500" : "i < 20"};`;
    expect(bitsOf(text)).toBeGreaterThanOrEqual(8000);
    const run = searched(text, { maxStates: most });
    expect(run.states).toBe(most);
  });
});
