import { describe, expect, test } from "vitest";
import { counts, specOf, violations } from "../spec-text.ts";
import { agreedReduced } from "./both.ts";

// Works beyond what one rule says: many instances, wide parameters, locks, other works.

function searched(text: string, maxStates = 3000) {
  return agreedReduced(specOf(`spec s "x"; errno EIO; ${text}`), { maxStates });
}

describe("a work", () => {
  test("of 40 instances: the first idle one is taken, and one more is an error", () => {
    const run = searched(
      `0..40 n; work w[40](0..40 k) { wait (n == 41 - k); n = 0; } task t { for (1..40 i) { spawn w(i); } spawn w(0); }
invariant order: forall (w c) done(c) || c.k == c + 1; invariant all: exists (w c) done(c);`,
    );
    expect(counts(run)).toBe("states 41 transitions 40 depth 40");
    expect(violations(run)).toEqual(["all in 40", "ranges in 41"]);
  });

  test("whose body begins with nothing visible, with a loop, a choice, a call, a block", () => {
    searched(`0..3 n; work a[2](0..2 p) { 0..3 k; k = p; while (k < 3) { k += 1; } n = k; k = 0; n = k; }
work b[1](0..1 p) { loop { choose { when (p == 1) p = 0; } or { n = 1; break; } } } void f(0..3 v) { 0..3 l = v; n = l; } work c[1](0..3 p) { f(p); { 0..1 z; z = 1; n = z; } } work d[1]() { ; }
task t { spawn a(0); spawn b(1); spawn a(2); spawn c(3); spawn d(); } invariant i: n < 3 || exists (c w) !done(w);`);
  });

  test("that goes back to its beginning, blocks there for ever, or waits there", () => {
    searched(`0..3 n; work a[2](0..2 p) { again: if (p < 2) { p += 1; goto again; } n = p; choose { when (p == 2) { p = 0; goto again; } } or { p = 1; } }
work b[1](0..1 p) { again: choose { when (p == 0) n = 2; } p = 1; goto again; } work c[1](0..1 p) { again: wait (n == p + 1); n = 0; goto again; }
task t { spawn a(0); spawn b(1); spawn c(0); } invariant i: n != 3; invariant j: forall (b w) !blocked(w); invariant k: forall (c w) done(w) || may_sleep(w);`);
  });

  test("with structs, sets, queues and errors as parameters: all are their default when it is idle", () => {
    searched(
      `struct v { -2..3 x; set<0..40> s; queue<5..6, 2> q; errno e; }; v r; work w[2](v a, w? who, 7..9 h) { -1..1 k; 5..9 y; a.x += 1; r = a; a.s += { 3, 40 }; push(a.q, 6); y = 7; r = a; y = pop(a.q); k = y - 5; r.x = k; h = 9; r.x = 2; }
task t { v l = { .x = 1, .s = { 0, 33 }, .e = -EIO }; spawn w(l, none, 8); spawn w({ .s = { 1, 2 } }, 0, 7); }
invariant i: forall (w c) done(c) => c.a.x == 0 && size(c.a.s) == 0 && length(c.a.q) == 0 && c.a.e == 0 && c.h == 7 && c.y == 5 && c.k == 0; invariant j: forall (w c) c.y == 5; invariant k: forall (w c) !(33 in c.a.s);`,
    );
  });

  test("spawned by works, by events, by `init`, in atomics and in functions, with values that read others", () => {
    searched(`mutex m; 0..3 n; work w[2](0..2 p) { lock(m); n = p; if (p > 0) again(p - 1); unlock(m); } void again(0..2 p) { spawn w(p); }
work e[2](2..4 p, bool b) { choose { when (b) n = p - 2; } or { when (p == 3) n = 3; } } event ev(0..1 k) when (n == 1) { spawn e(4 - k, true); n = 0; } init { spawn e(2, false); }
task t { atomic { wait (n == 0); spawn w(2); spawn e(first(), n == 3); } } 2..4 first() { return e0().p + 1; } e e0() { return 0; }
invariant i: count (w c) (done(c)) > 0; invariant j: forall (e c) done(c) => c.p == 2; invariant k: forall (e c) !c.b || c.p == 4;`);
  });

  test("holds locks, waits for others in a circle, and ends with one held", () => {
    searched(`mutex l[2]; rwsem r; spinlock s; 0..3 n; work a[2](0..1 k) { lock(l[k]); lock(l[1 - k]); unlock(l[k]); }
work b[3](lockmode m) { lock(r, m); if (m == EXCL) { n = 1; downgrade(r); } lock(s); n = 2; unlock(s); unlock(r); }
task t { spawn a(0); spawn b(EXCL); spawn a(1); spawn b(SHARED); } daemon d { wait (n == 2); spawn b(SHARED); n = 0; }
invariant i: count (b x) (holds(x, r)) < 2; invariant j: !(exists (b x) blocked(x)); invariant k: !(exists (a x) may_sleep(x)); invariant z: forall (a x) !holds(x, l[1]);`);
  });

  test("of no instances, of no parameters, that never ends, that fails and asserts", () => {
    searched(`0..3 n; work none_[0](lockmode m) { n = 1; } work a[2](0..1 k) { assert one (k == 0) "no"; n = k; loop { } } work b[1]() { n = self; n = 2 / n; n = 1; }
task t { n = 2; spawn a(0); spawn a(1); spawn b(); spawn none_(EXCL); n = 3; } invariant i: n != 3;`);
  });

  test("whose labels and locals properties ask for", () => {
    searched(`0..3 n; work w[2](0..1 a) { inner: pick (0..2 v where v > a) { n = v; } at_: n = 0; } task t { spawn w(0); spawn w(1); }
invariant i: !(exists (w x) at(x, at_)); invariant j: forall (w x) at(x, inner) => x.a == 0; invariant k: forall (w x) done(x) == !(at(x, at_) || at(x, inner) || n > 0);`);
  });

  test("keeps nobody from being done, but a deadlock it makes where it is not idle", () => {
    expect(
      violations(searched("bool x; work w[1]() { wait (x); } task t { spawn w(); } daemon d { wait (x); }")),
    ).toEqual(["deadlock in 1"]);
    expect(
      violations(
        searched("bool x; work w[1]() { x = true; } task t { spawn w(); } daemon d { wait (!x); wait (!x); }"),
      ),
    ).toEqual([]);
  });

  test("takes symmetric values, and has none before", () => {
    searched(`0..3 n; type blk = symmetric 2; work w[2](blk b, blk? c) { blk l; n = b == c ? 1 : 2; l = b; n = l == b ? 0 : 1; }
task t { pick (blk v) { spawn w(v, none); spawn w(v, v); } } invariant i: forall (w x) n == 1 => done(x) || x.c != none; invariant j: forall (w x) !done(x) => x.b == x.b; invariant k: forall (w x) x.b == x.b;`);
  });
});

describe("a switch", () => {
  test("on ints, enums, errors, bools, optionals and knobs; in loops and functions", () => {
    searched(`errno EBUSY; knob 0..3 K = 2; knob errno R in { EIO, EBUSY } = EIO; knob bool B = true; enum m { A, C } m? o; 0..9 n; errno r;
errno f(0..3 v) { switch (v) { case 0: return 0; case 1: return -EIO because here; case 2..3: return -EBUSY; } }
task t { pick (0..3 v) { r = f(v); } switch (r) { case -R: n = 1; break; case 0: n = 3; break; default: n = 4; } switch (n) { case 2: n = 5; break; case 1: case 3: n = 6; break; default: n = 7; }
 choose { o = A; } or { o = C; } or { } switch (o) { case none: n = 0; break; case A: loop { switch (n) { case 5: break; default: n = 5; continue; } break; } n = 8; break; default: n = 9; } switch (B) { case true: n = 1; break; case false: n = 2; } }`);
  });

  test("with 200 cases, on a value that is read once", () => {
    const cases = Array.from({ length: 200 }, (_, value) => `case ${value}: x = ${(value * 7) % 200}; break;`);
    const run = searched(
      `0..255 x; task t { switch (x) { ${cases.join(" ")} default: x = 1; } } task u { pick (0..255 v) { x = v; } } invariant i: x < 199;`,
    );
    expect(violations(run)).toContain("i in 1");
  });

  test("in one step that loops", () => {
    searched(`0..9 n; set<0..9> s; queue<0..9, 3> q; work w[3](0..9 a) { n = a; } init { push(q, 4); push(q, 2); }
task t { atomic { n = pop(q); 0..9 i; while (i < 6) { i += 1; switch (i) { case 1: s += i; break; case 2..4: if (i in s) continue; s += { i, i + 1 }; break; case 5: s -= 3; break; default: choose { s += 9; } or { spawn w(i); } } } } n = size(s); }
event e() when (length(q) == 1 && size(s) > 2) { 0..3 k; while (k < 2) { push(q, k); k += 1; } s -= { 1, 9 }; while (k > 0) { if (size(s) in { 2, 3 }) pop(q); k -= 1; } }
invariant i: n < 6; invariant j: !(9 in s) || n < 4;`);
  });
});
