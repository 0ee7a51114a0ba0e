import { expect, test } from "vitest";
import { mistakesOf } from "./flow.ts";

const HEAD = 'spec s "mistakes"; bool x; 0..1 n; mutex m; ';
const DAEMON = " daemon d { x = true; }";

/** What is marked in a text behind HEAD. */
function told(text: string): string[] {
  return mistakesOf(`${HEAD}${text}${DAEMON}`).map((mistake) => mistake.replace(/^\d+:\d+ /, ""));
}

// -------------------------------------------------------------------------------- one mistake is told once

test.each([
  ["an unknown type that several variables share", "foo a, b; task t { a = b; }", "U0103 'foo'"],
  ["an unknown type that several fields share", "struct r { foo a, b; }; r v; task t { v.a = v.b; }", "U0103 'foo'"],
  ["an unknown type that several locals share", "task t { foo a, b; a = b; }", "U0103 'foo'"],
  ["a design whose setting is wrong", 'design u "u" { K = true; } expect u holds;', "U0103 'K'"],
  ["an assert that stands twice", "invariant p: x; task t { assert p (x); assert p (!x); }", "U0101 'p'"],
  ["a local that hides a function", "void f() { } task t { bool f; f(); }", "U0104 'f'"],
  ["a local that hides a variable of another type", "void f(bool n) { x = n; }", "U0104 'n'"],
  ["two types of one name", "type t = 0..1; type t = 0..3; t v; task a { v = x; }", "U0101 't'"],
  ["two tasks of one name", "task a { 0..1 k; } task a { bool l; } invariant p: forall (a w) w.l;", "U0101 'a'"],
  ["a task and a variable of one name", "bool a; task a { 0..1 k; assert (self.k == 0); }", "U0101 'a'"],
  ["a top-level name of the language", "bool done; task a { x = done; done = x; }", "U0102 'done'"],
  [
    "an outermost local that others look at",
    "task a { foo mine; } invariant p: forall (a w) w.mine == 1;",
    "U0103 'foo'",
  ],
  ["a parameter of an event that is asked for", "event e(foo p) { } invariant p: enabled(e, 1);", "U0103 'foo'"],
  ["the lock of a trylock in a condition", "task a { if (!trylock(q)) x = true; }", "U0103 'q'"],
  ["a number of instances", "task a[x] { } invariant p: forall (a w) done(w);", "U0201 'x'"],
  ["the type of a result", "foo f() { return 1; } task a { x = f(); n = 1 + f(); }", "U0103 'foo'"],
  ["the type of a parameter", "void f(foo p) { p = 1; } task a { f(1); }", "U0103 'foo'"],
  ["a function that calls itself", "0..1 f(0..1 p) { return 1 - f(p); } task a { n = 1 - f(1); }", "U0317 'f'"],
  ["a wait in an atomic in an atomic", "task a { atomic { atomic { n = 1; wait (x); } } }", "U0308 'wait (x)'"],
  ["the value of a switch", "task t { switch (one) { case 0: case 1: n = 1; } }", "U0103 'one'"],
  [
    "a case whose value is unknown",
    "task t { switch (n) { case one: x = true; break; default: x = x; } }",
    "U0103 'one'",
  ],
  [
    "a label that falls through two ways",
    "task t { switch (n) { case 0: if (x) { } case 1: x = x; } }",
    "U0319 'case 1'",
  ],
  ["the type of a parameter of a work", "work w(foo p) { p = 1; } task t { spawn w(1); }", "U0103 'foo'"],
  ["a parameter of a work that others look at", "work w(foo p) { } invariant p: forall (w v) v.p == 1;", "U0103 'foo'"],
  ["a parameter and a local of one name", "work w(bool p) { 0..1 p; p = 1; } task t { spawn w(x); }", "U0104 'p'"],
  ["the element of a set", "set<foo> s; task t { s += 1; x = 1 in s && size(s) == 0; }", "U0103 'foo'"],
  ["the room of a queue", "queue<bool, x> q; task t { push(q, x); x = pop(q); n = length(q); }", "U0201 'x'"],
  ["a symmetric type", "type blk = symmetric x; blk b[blk]; task t { pick (blk c) { b[c] = c; } }", "U0201 'x'"],
  ["a work and a variable of one name", "work a() { } bool a; task t { spawn a(); a = x; }", "U0101 'a'"],
  [
    "a push in an atomic in an event's function",
    "queue<bool, 1> q; void f() { atomic { n = 1; push(q, x); } } event e() { f(); }",
    "U0308 'push(q, x)'",
  ],
  ["a call with two waits in it", "void f() { wait (x); wait (!x); } event e() { f(); }", "U0308 'f()'"],
])("told once: %s", (_, text, mistake) => {
  expect(told(text)).toEqual([mistake]);
});

// -------------------------------------------------------------------------------- none hides another one

test.each([
  ["the head and the body of a function", "foo f(bar p) { x = one; }", ["foo", "bar", "one"]],
  ["the type of a local and what follows", "task a { foo k; x = one; }", ["foo", "one"]],
  ["the type of a for and its body", "task a { for (foo k) { x = one; n = k; } }", ["foo", "one"]],
  [
    "the type of a pick, its where and its bodies",
    "task a { pick (foo k where one) { x = two; } else { x = three; } }",
    ["foo", "one", "two", "three"],
  ],
  [
    "the value of a switch and its cases",
    "task a { switch (one) { case two: x = three; break; case 0: x = four; } }",
    ["one", "three", "four"],
  ],
  [
    "a case, the next one and what stands in them",
    "task a { switch (n) { case one: x = two; case three: continue; case 0..four: case 0: case 0: x = five; } }",
    ["one", "two", "case three", "three", "continue", "four", "case 0", "five"],
  ],
  [
    "the arguments of a spawn",
    "work w(bool p, bool q) { x = one; } task a { spawn w(two, three); }",
    ["one", "two", "three"],
  ],
  ["the head and the body of a work", "work w[one](foo p) { x = two; }", ["one", "foo", "two"]],
  [
    "the elements of a set",
    "set<bool> s; task a { s = { one, two }; s += three; x = four in s; }",
    ["one", "two", "three", "four"],
  ],
  ["the element and the room of a queue", "queue<foo, one> q; queue<bool, two> r;", ["foo", "one", "two"]],
  ["what is pushed and what follows", "queue<bool, 1> q; task a { push(q, one); x = pop(two); }", ["one", "two"]],
  ["two arguments", "void f(bool p, bool q) { } task a { f(one, two); }", ["one", "two"]],
  ["two operands", "task a { x = one && two || three; n = four + five; }", ["one", "two", "three", "four", "five"]],
  ["two fields of a struct", "struct r { foo a; bar b; };", ["foo", "bar"]],
  ["two settings of a design", 'design u "u" { ONE = true; TWO = true; }', ["ONE", "TWO"]],
  ["the parts of an expectation", "expect one with TWO = 1 holds three, four;", ["one", "TWO", "three", "four"]],
  ["a copied declaration and its uses", "const C = 1; const C = 1; bool b[C]; task a { b[0] = one; }", ["C", "one"]],
  ["a number of instances and the body", "task a[one] { x = two; }", ["one", "two"]],
  ["two inits", "init { x = one; } init { x = two; }", ["one", "init", "two"]],
  ["two functions of one name", "void f() { x = one; } void f() { x = two; }", ["one", "f", "two"]],
  ["two tasks of one name", "task a { x = one; } task a { x = two; }", ["one", "a", "two"]],
  ["a wrong first statement and a wait behind it", "task a { atomic { x = one; wait (x); } }", ["one", "wait (x)"]],
  ["two waits in one atomic", "task a { atomic { n = 1; wait (x); wait (!x); } }", ["wait (x)", "wait (!x)"]],
  [
    "an assumption that a design breaks",
    'knob bool K = true; assume (K); design u "u" { K = false; } bool y = one;',
    ['design u "u"', "one"],
  ],
])("all told: %s", (_, text, marked) => {
  expect(told(text).map((mistake) => mistake.replace(/^U\d+ '(.*)'$/, "$1"))).toEqual(marked);
});
