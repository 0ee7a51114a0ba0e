import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { NO_CONSTANTS, searched, specAt, specOf } from "../spec-text.ts";
import { agreedReduced } from "./both.ts";
import { resetOf } from "./reset.ts";

const FOLDER = "test/semantics";
const MOST_STATES = 300;

/** In each, some local is dead in some states and alive in others. */
const specs: readonly (readonly [string, string])[] = [
  ["a local used up by its last read", "0..3 x; task t[2] { 0..3 k; k = x; x = (k + 1) % 4; x = 0; }"],
  [
    "a loop's counter behind the loop",
    "bool x; task t { 0..3 k; pick (0..2 v) { k = v; } while (k < 3) { x = !x; k += 1; } x = true; x = false; }",
  ],
  [
    "a counter that is set anew in each round",
    "bool x; daemon d { 0..2 k; loop { pick (0..2 v) { k = v; } if (x) { x = k == 1; } x = k > 0; x = true; } }",
  ],
  [
    "a parameter behind its last read",
    "0..3 x; void f(0..3 p) { x = p; x = 0; x = 1; } task t { pick (0..3 v) { f(v); } x = 2; }",
  ],
  [
    "a caller's local while a function runs",
    "0..3 x; void f() { x = 1; x = 2; } task t { 0..3 a; 0..3 b; pick (0..3 v) { a = v; b = v; } x = a; f(); x = b; f(); }",
  ],
  [
    "a returned value that is stored over",
    "0..3 x; 0..3 f() { 0..3 l; l = x; x = 0; return l; } task t { 0..3 a; pick (0..3 v) { x = v; } a = f(); x = 1; a = 2; x = a; }",
  ],
  [
    "a variable of for and of pick",
    "bool x[3]; task t { for (0..2 i) { x[i] = true; x[0] = false; } pick (0..2 p) { x[p] = false; x[1] = true; x[2] = true; } }",
  ],
  [
    "an error code with its cause",
    'bool x; errno EIO, EBUSY; task t { errno e; choose { e = -EIO because one; } or { e = -EIO because two; } or { e = -EBUSY because one; } x = true; assert a (cause(e) != two) "x"; x = e == -EIO; x = false; x = true; }',
  ],
  [
    "a struct, whole and by field",
    "struct s { 0..1 a; bool b; }; 0..1 x; task t { s l; pick (0..1 v) { l.a = v; l.b = v == 1; } x = l.a; x = 0; x = l.b ? 1 : 0; x = 1; pick (0..1 v) { l = { .a = v }; } x = l.a; x = 0; x = 1; }",
  ],
  [
    "an array, whole and by element",
    "0..1 x; task t { bool l[2]; bool m[2]; pick (0..1 v) { l[v] = true; } x = 1; m = l; x = m[0] ? 1 : 0; x = m[1] ? 0 : 1; x = 1; }",
  ],
  ["locals of a task that is done", "0..2 x; task t[2] { 0..2 k; pick (0..2 v) { k = v; } x = k; } task u { x = 1; }"],
  [
    "a local that another task reads",
    "0..2 x; task t { 0..2 k; 0..2 l; pick (0..2 v) { k = v; l = v; } x = k + l > 2 ? 2 : 0; x = 1; } daemon u { loop { x = other().k; } } t other() { return 0; }",
  ],
  [
    "a local that an invariant reads",
    "bool x; task t { 0..2 k; 0..2 l; pick (0..2 v) { k = v; l = v; } x = l > 0; x = true; } invariant i: forall (t w) w.k < 2; invariant j: forall (t w) w.k > 0;",
  ],
  [
    "the target of a trylock",
    "mutex m; bool x; task t[2] { bool got; got = trylock(m); if (got) { x = !x; unlock(m); } x = true; got = trylock(m); if (got) unlock(m); }",
  ],
  [
    "a lock's mode",
    "rwsem r; bool x; task t[2] { lockmode m; 0..1 n; pick (lockmode v) { m = v; } lock(r, m); x = m == EXCL; n = x ? 1 : 0; unlock(r); x = n == 1; }",
  ],
  [
    "what a goto leads back to",
    "0..2 x; init { pick (0..2 v) { x = v; } } task t { 0..2 k; again: k = x; if (k < 2) { x = k + 1; goto again; } x = 0; x = 1; }",
  ],
  [
    "what one branch reads and the other does not",
    "bool x; task t[2] { 0..2 k; pick (0..2 v) { k = v; } choose { when (x) k = 0; } or { x = true; x = k == 1; } x = false; x = k == 0; x = true; }",
  ],
  [
    "what is written in atomic blocks",
    "0..3 x; task t[2] { 0..3 k; atomic { wait (x < 3); x += 1; k = x; } atomic { if (k > 1) { x = 0; k = 0; } } x = k; x = 1; }",
  ],
  [
    "an optional and an instance",
    "t? owner; bool x; task t[2] { t? mine; t who; mine = owner; x = mine == none; owner = self; who = self; x = false; owner = none; x = who == 0; x = true; }",
  ],
  [
    "a queue that is popped empty, and what was popped",
    "queue<0..2, 2> q; 0..2 x; task t { queue<0..2, 2> l; 0..2 k; pick (0..2 v) { push(q, v); k = v; } push(l, k); push(l, 1); k = pop(l); x = k; k = pop(q); x = 0; x = k; x = length(l); x = 1; x = 2; }",
  ],
  [
    "a set that is added to, and not read before it is set anew",
    "0..2 x; task t { set<0..2> s; set<0..2> u; pick (0..2 v) { s += v; u += v; } x = 1; s += 1; u -= u; x = size(s); x = 0; s = { 2 }; x = 2 in s ? 1 : 2; x = size(u); x = 0; }",
  ],
  [
    "parameters of a work: read, read later, not read at all",
    "0..2 x; bool y; work w[2](0..2 a, 0..2 b, 0..2 c) { x = a; a = 1; x = b; y = true; } task t { pick (0..2 v) { spawn w(v, 2, v); } y = false; spawn w(1, 0, 2); }",
  ],
  [
    "locals of a work, which is idle in between",
    "0..2 x; work w[2]() { 0..2 k; 1..2 l; k = x; pick (0..2 v) { k = v; } l = 2; x = k; x = l; } task t { spawn w(); x = 1; spawn w(); } invariant i: forall (w c) done(c) || x < 2;",
  ],
  [
    "a parameter of a work that an invariant reads",
    "0..2 x; work w[2](0..2 a, 0..2 b) { x = 1; b = 1; x = 0; } task t { pick (0..2 v) { pick (0..2 u) { spawn w(v, u); } } x = 2; } invariant i: forall (w c) c.a < 2; invariant j: forall (w c) done(c) => c.a == 0;",
  ],
  [
    "the value of a switch",
    "0..3 x; task t[2] { 0..3 k; pick (0..3 v) { k = v; } x = 1; switch (k) { case 0: x = 2; x = 3; break; case 1..2: x = k; k = 0; x = 0; break; default: x = 1; x = k; x = 0; } }",
  ],
  [
    "what only a ghost reads",
    "bool x; ghost 0..2 g; task t { 0..2 k; pick (0..2 v) { k = v; } x = true; g = k; x = false; g = 0; x = true; }",
  ],
];

describe("the reduced states are the image of the interpreter's under reset", () => {
  test.each(specs)("%s", (_, text) => {
    const spec = specOf(`spec s "x"; ${text}`);
    const expected = resetOf(spec, 5000);
    agreedReduced(spec);
    const reduced = searched(spec, { engine: "generated", reduce: true });
    expect({ states: reduced.states, transitions: reduced.transitions }).toEqual({
      states: expected?.resetStates,
      transitions: expected?.resetTransitions,
    });
  });

  test("and that has fewer states in nearly all of these specs", () => {
    const fewer = specs.filter(([, text]) => {
      const spec = specOf(`spec s "x"; ${text}`);
      const [full, reduced] = [false, true].map((reduce) => searched(spec, { engine: "generated", reduce }).states);
      return (reduced ?? 0) < (full ?? 0);
    });
    expect(fewer.length).toBeGreaterThanOrEqual(specs.length - 3);
  });
});

test("no more is reset than what is dead: on every spec of test/semantics", { timeout: 300_000 }, () => {
  let looked = 0;
  for (const file of readdirSync(FOLDER).filter((name) => name.endsWith(".untorn"))) {
    const text = readFileSync(`${FOLDER}/${file}`, "utf8");
    // Loops of a thousand rounds, followed for each value of their counter.
    if (/\b[0-9]{3,}\b/.test(text.replace(/^\/\/.*$/gm, ""))) continue;
    const spec = specOf(text, NO_CONSTANTS, `${FOLDER}/${file}`);
    const expected = resetOf(spec, MOST_STATES);
    if (expected === null) continue;
    const { states } = searched(spec, { engine: "generated", reduce: true });
    expect(states, file).toBeGreaterThanOrEqual(expected.resetStates);
    expect(states, file).toBeLessThanOrEqual(expected.states);
    looked += 1;
  }
  expect(looked).toBeGreaterThan(150);
});

test("no spec of the peers needs resets by hand: without them it has as many states", () => {
  const full = searched(specAt("specs/peers/rwretry.untorn", new Map([["K", 2]])), { engine: "generated" });
  const text = readFileSync("specs/peers/rwretry.untorn", "utf8");
  const bare = text.replace(/^\t+(unaligned = false|pg = 0|mp = 0|cur = 0);\n/gm, "");
  expect(bare.length).toBeLessThan(text.length);
  const spec = specOf(bare.replace(/const K = 3/, "const K = 2"));
  const reduced = searched(spec, { engine: "generated", reduce: true });
  expect(reduced.states).toBeLessThanOrEqual(full.states);
});
