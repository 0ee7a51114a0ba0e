import { describe, expect, test } from "vitest";
import { generate } from "../../src/model/generated/generated-system.ts";
import { counts, specOf, violations } from "../spec-text.ts";
import { agreedReduced } from "./both.ts";

// Sets and queues of every width: in a part of a word, in whole words, in many; alone, in structs and in arrays.

function searched(text: string, maxStates = 600) {
  return agreedReduced(specOf(`spec s "x"; ${text}`), { maxStates });
}

describe("a set", () => {
  /** Every value goes in, in order, then every third one comes out; some are asked for. */
  test.each([1, 2, 7, 31, 32, 33, 63, 64, 65, 300])("of %i values, filled and thinned out", (values) => {
    const run = searched(
      `set<1..${values}> s; task t { for (1..${values} i) s += i; for (1..${values} i) { if (i % 3 == 0) s -= i; }
  for (1..${values} i) { if (i % 16 == 3) { assert rest ((i in s) == (i % 3 != 0)); } } }
invariant small: size(s) < ${values}; invariant last: !(${values} in s);`,
      5000,
    );
    const steps = values + Math.floor(values / 3) + Math.floor((values + 13) / 16);
    expect(counts(run)).toBe(`states ${steps + 1} transitions ${steps} depth ${steps}`);
    expect(violations(run)).toEqual([`small in ${values}`, `last in ${values}`]);
  });

  test.each([
    ["-20..11", "-20", "11", 600],
    ["-20..12", "-20", "12", 600],
    ["0..4095", "31", "4095", 30],
    ["0..4094", "32", "4094", 30],
  ])("of %s: computed values, unions, differences and copies", (range, low, high, most) => {
    searched(
      `type v = ${range}; set<v> s, u; set<v> w[3]; v n; 0..2 i; bool same;
task t[2] { loop { s += n; u = s; u -= { n, ${low} }; w[i] += u; w[(i + 1) % 3] += { ${high}, n }; w[i] -= s;
  if (n in s) { u += n; } n = n == ${high} ? ${low} : ${high} - n > 40 ? n + 37 : n + 1; i = (i + 1) % 3; same = w[i] == w[(i + 2) % 3]; s -= w[i]; } }
invariant few: size(s) < 4; invariant a: !(${high} in w[0]) || !(${low} in s); invariant b: !same || w[1] == u; invariant c: size(u) + size(w[2]) < 6;`,
      most,
    );
  });

  test("of optional values, bools, enums, modes and instances", () => {
    searched(`enum m { A, B, C } set<m?> s; m? v; set<bool> b; set<lockmode> l; set<task> ts; set<t> own; set<u> no; bool x;
task t[3] { pick (m w) { v = w; } s += v; v = none; if (v in s) x = true; s += none; x = none in s; b += x; l += EXCL; ts += self; own += self; s -= { A }; }
task u[0] { no += self; } invariant i: size(ts) == size(own); invariant j: size(s) < 3; invariant k: size(b) + size(l) < 3; invariant n: size(no) == 0;`);
  });

  test("in structs, in arrays of them, in optionals, passed and returned", () => {
    searched(`struct st { set<0..6> p; 0..3 k; set<0..40> q; set<0..2>? o; }; set<0..9> a[5]; st z[3]; 0..4 i; 0..2 j;
set<0..40> more(set<0..40> given, 0..40 e) { given += { e, 40 }; return given; } st first() { return z[0]; }
task t[2] { loop { a[i] += 2 * i; i = (i + 3) % 5; a[i] += a[(i + 1) % 5]; z[j].p += i; z[j].q = more(z[j].q, i); z[(j + 1) % 3] = z[j];
  j = (j + 1) % 3; z[j].q -= z[(j + 2) % 3].q; z[j] = { .k = 2, .q = { 1, 40 }, .o = { i % 3 } }; z[1] = first(); } }
invariant o: forall (0..4 e) size(a[e]) < 5; invariant p: z[0] != z[1] || z[1].k == 0; invariant q: z[2].o == none || z[2].o == z[1].o;`);
  });

  test("in a crash block and in a loop that is one step", () => {
    searched(`durable set<0..40> d; durable 0..40 m; set<0..9> s;
task t { pick (0..40 v where v > 36) { d += v; m = v; } d += { 1, m };
  atomic { 0..9 i; while (i < 6) { i += 1; if (i in { 2, 4 }) continue; s += { i, (i + 5) % 10 }; choose { s -= 3; } or { } } } }
crash c { set<0..40> l = d; l -= { m }; pick (0..40 v where v in l) { l -= v; } else { } assert sm (size(l) < 1); d = l; } invariant i: size(s) < 7;`);
  });
});

describe("a queue", () => {
  /** Bits of an element, places, and bits before it in the state. */
  const shapes = [1, 3, 4, 7, 11, 16, 17, 31, 32].flatMap((bits) =>
    [1, 2, 5, 40].map((places, index) => [bits, places, (bits * 5 + index * 13) % 40] as const),
  );

  /** First in, first out: `out` is what `in_` was, so that the two differ by what is on the way. */
  test.each(shapes)("of %i-bit elements with %i places, behind %i bits", (bits, places, filler) => {
    const highest = Math.min(2 ** bits, 2 ** 31) - 1;
    const before = filler === 0 ? "" : `bool before[${filler}];`;
    const run =
      searched(`${before} queue<0..${highest}, ${places}> q; bool behind[5]; 0..${highest} in_, out; 0..${places} most;
task p { loop atomic { push(q, in_); in_ = in_ == ${highest} ? 0 : ${highest} - in_ < 9999 ? in_ + 1 : in_ + 9999; } }
daemon c { loop { atomic { 0..${highest} v = pop(q); assert order (v == out) "not the oldest"; out = out == ${highest} ? 0 : ${highest} - out < 9999 ? out + 1 : out + 9999; } most = length(q); } }
invariant whole: length(q) == 0 => in_ == out; invariant rest: !(exists (0..4 i) behind[i]); invariant few: most < ${Math.min(places, 3)} || out < 2;`);
    expect(violations(run).filter((each) => !each.startsWith("few"))).toEqual([]);
  });

  test("of structs, across words, with errors that compare by their code", () => {
    searched(`struct e { 0..9 a; bool b; errno r; }; errno EIO; queue<e, 40> q; e got; 0..9 n;
task p { loop { atomic { push(q, { .a = n, .b = n > 4, .r = -EIO because one }); n = (n + 3) % 10; } push(q, { .a = 9 - n, .r = -EIO because two }); } }
daemon c { loop { got = pop(q); if ({ .a = 3, .b = false, .r = -EIO } in q) n = 1; } }
invariant i: length(q) < 6 || got.a != 3;`);
  });

  test("of optional errors, in structs too: none, 0 and errors are told apart, causes are not", () => {
    searched(`errno EIO, EBUSY; queue<errno?, 3> q, p; errno r; errno? o; bool a; struct z { errno? e; errno? f[2]; }; z y1, y2;
task t { push(q, -EIO because one); push(p, -EIO because two); a = q == p; a = false; push(q, none); push(p, r); a = q != p; a = -EIO in q;
  a = none in p; o = pop(q); y1.e = o; y1.f[1] = r; y2.e = -EIO because three; a = y1 == y2; y2.f[1] = r; a = y1 == y2; y2.e = -EBUSY; a = y1 == y2; a = none in q; o = pop(q); o = pop(p); r = o; o = pop(q); }
invariant i: cause(r) == none; invariant j: !a;`);
  });

  test("of structs with sets, arrays and optionals in them", () => {
    searched(`struct s { set<0..4> m; 0..2 a[2]; bool? b; set<0..60> w; }; queue<s, 7> q; s l;
task p[2] { s my; my.m += self; my.a[self] = 2; my.w += { 31, 60 - self }; push(q, my); my.b = true; my.m += { 3, 4 }; push(q, my); }
task c { l = pop(q); l = pop(q); pop(q); pop(q); l.m -= l.m; }
invariant i: size(l.m) < 3; invariant j: l.b == none || length(q) > 0; invariant k: !(60 in l.w) || length(q) > 2;`);
  });

  test("in arrays, of one and two dimensions and of structs, at computed places", () => {
    searched(`queue<0..9, 3> q[4]; queue<-2..4, 5> r[2][3]; struct h { bool f; queue<0..300, 9> q; queue<bool, 2> b; }; h s[3];
0..3 i; 0..9 v; queue<0..9, 3> save; bool same;
task p[2] { loop { push(q[i], v); push(r[i % 2][v % 3], v % 5); push(s[i % 3].q, v * 30); v = (v + 3) % 10; i = (i + 1) % 4; if (length(s[v % 3].b) < 2) { push(s[v % 3].b, v > 4); } } }
daemon c { loop { pick (0..3 k where length(q[k]) > 1) { v = pop(q[k]); save = q[k]; s[v % 3] = s[k % 3]; same = save == q[(k + 1) % 4]; if (length(r[1][v % 3]) > 0) { v = pop(r[1][v % 3]); } if (length(s[0].q) > 1) pop(s[0].q); } } }
invariant o: forall (0..3 k) length(q[k]) < 3; invariant p: !(7 in q[2]) || length(save) != 2; invariant u: !same || v != 4; invariant w: !(270 in s[1].q);`);
  });

  test.each([
    ["0..9", 3, 4],
    ["0..300", 5, 3],
    ["bool", 2, 40],
  ])("of %s with %i places, %i of them: filled and emptied, each as it was", (element, places, queues) => {
    const value = element === "bool" ? "i % 2 == 0" : "i + 1";
    const zero = element === "bool" ? "false" : "0";
    const run = searched(`queue<${element}, ${places}> q[${queues}], one; ${element} last; bool has;
task t { for (0..${queues - 1} i) { for (1..${places} k) { push(q[i], ${value}); push(one, ${value}); } } }
task u { for (0..${queues - 1} i) { for (1..${places} k) { last = pop(one); has = ${zero} in one || ${zero} in q[i]; } } wait (length(one) == 0 && length(q[${queues - 1}]) == ${places});
  for (0..${queues - 1} i) { for (1..${places} k) { last = pop(q[i]); } has = q[i] == one; } }
invariant nothing: length(one) > 0 || !(${zero} in one); invariant empty: length(q[0]) > 0 || !(${zero} in q[0]); invariant same: q[0] == q[1] || length(q[0]) > 0 || length(q[1]) > 0;`);
    expect(violations(run)).toEqual([]);
  });

  test("that is popped into an index of its own, compared and copied through functions", () => {
    searched(`queue<0..3, 2> q, p, r; 0..3 x; 0..3 a[4]; queue<0..3, 2> f(queue<0..3, 2> y, 0..3 k) { queue<0..3, 2> z = y; push(z, k); return z; }
task t { q = f(p, 3); p = x > 1 ? q : r; r = f(q, 1); x = length(r); p = x > 1 ? r : q; a[length(p)] = pop(p); a[a[1]] = pop(p); r = p; x = q == r ? 3 : 1; push(q, length(q)); }
invariant i: a[1] != 3; invariant j: a[0] == 0; invariant k: a[3] != 1;`);
  });

  test("full and empty: tasks wait, events and `init` err, conditions take what they ask", () => {
    searched(`queue<bool, 2> q; 0..3 n; bool b; init { push(q, true); push(q, false); }
event e() when (n == 2) { push(q, b); n = 3; } event f() when (n == 1) { pop(q); }
task p { push(q, true); } task c { if (pop(q)) n += 1; while (!!pop(q)) n += 1; if (!pop(q)) { b = pop(q); } }
invariant i: n < 3; invariant j: !(exists (c w) blocked(w)); invariant k: forall (p w) may_sleep(w) || done(w);`);
  });

  test("under locks: a spinlock must not be held where one may sleep", () => {
    searched(`queue<0..3, 1> q; spinlock s; mutex m; 0..3 x; task t[2] { lock(s); push(q, 1); x = pop(q); unlock(s); lock(m); pop(q); unlock(m); }
invariant i: !may_sleep(w_(0)) || !blocked(w_(1)); t w_(0..1 k) { return k; }`);
  });

  test("in an atomic, in a loop that is one step, and local to a task", () => {
    searched(`queue<0..9, 3> q; 0..9 n; set<0..9> s;
task t[2] { queue<0..3, 3> l; atomic { push(q, n); n = (n + 1) % 9; } atomic { n = pop(q); 0..9 i; while (i < 3) { i += 1; if (length(l) < 2) { g(i); } else { choose { } or { break; } } } }
  push(l, 2); n = length(l); n = pop(l); l = l; } void g(0..9 i) { s += i; }
invariant i: n < 4 || size(s) < 2;`);
  });
});

test("what is swapped in one assignment is read before it is written, however large", () => {
  const run =
    searched(`struct s { queue<0..3, 3> a; queue<0..3, 3> b; set<0..99> c, d; 0..3 e[90]; 0..3 f[90]; }; s v; 0..3 x;
task t { push(v.a, 1); push(v.b, 2); push(v.b, 3); v.c += 77; v.e[5] = 2; v.f[89] = 3; v = { .a = v.b, .b = v.a, .c = v.d, .d = v.c, .e = v.f, .f = v.e };
  assert queues (length(v.a) == 2 && length(v.b) == 1 && 3 in v.a && 1 in v.b); assert sets (size(v.c) == 0 && 77 in v.d);
  assert arrays (v.e[89] == 3 && v.e[5] == 0 && v.f[5] == 2 && v.f[89] == 0); }`);
  expect([counts(run), violations(run)]).toEqual(["states 11 transitions 10 depth 10", []]);
});

describe("states of at least 8,000 bits", () => {
  test.each([
    [
      "a queue of 1,024",
      "queue<0..300, 1024> q;",
      "push(q, i * 3); push(q, i); if (i % 3 == 0) pop(q); same = 21 in q;",
    ],
    [
      "a queue of structs",
      "struct s { 0..1000 v; bool w[5]; set<0..40> m; }; queue<s, 200> q; queue<s, 200> old;",
      "s h; h.v = i; h.w[i % 5] = true; h.m += i % 41; push(q, h); if (i > 2) { h = pop(q); push(q, h); } old = q; same = old == q;",
    ],
    [
      "arrays of queues",
      "queue<0..6, 90> q[40]; ",
      "push(q[i % 40], i % 7); if (i % 4 == 0) pop(q[i % 20]); q[(i + 1) % 40] = q[i % 40]; same = q[3] == q[4];",
    ],
    [
      "sets",
      "set<0..4095> a, b; set<0..2000> c[2];",
      "a += i; a += b; b += { 4095 - i, i * 2 }; a -= { i, 3 }; c[i % 2] += i; c[1] -= c[0]; same = a == b || size(c[1]) == 1;",
    ],
  ])("%s", (_, declarations, body) => {
    const spec =
      specOf(`spec s "x"; 0..999 i; bool same; ${declarations} event step(bool again) { ${body} if (again) i = i + 1; }
invariant never: !same || i < 9; invariant more: i < 8;`);
    expect(generate(spec, [], false).words * 32).toBeGreaterThanOrEqual(8000);
    expect(agreedReduced(spec, { maxStates: 60 }).states).toBe(60);
  });
});
