import { expect, test } from "vitest";
import { readSpec } from "../../src/check.ts";
import { shown } from "../spec-text.ts";
import { mistakesOf } from "./flow.ts";

test("independent mistakes are all told, in the order of the text, whatever they are", () => {
  const text = `spec many "mistakes everywhere";
errno EAGAIN;
knob bool FAST = 3;
bool first = later;
bool later;
ghost bool seen;
invariant p: lateer;
design slow "slow" { SLOW = true; }
void f() { later = seen; later = unknown; }
task a {
	f();
	if (seen) later = true;
	later = seen;
	goto nowhere;
}
event e() when (seen) { later = true; }
crash c { assert (later); }
expect q holds;
task b { first = 1; }
`;
  expect(mistakesOf(text)).toEqual([
    "3:18 U0506 '3'",
    "4:14 U0103 'later'",
    "7:14 U0103 'lateer'",
    "8:22 U0103 'SLOW'",
    "9:34 U0103 'unknown'",
    "11:2 U0402 'f()'",
    "12:6 U0402 'seen'",
    "13:10 U0402 'seen'",
    "14:7 U0313 'nowhere'",
    "16:17 U0402 'seen'",
    "17:19 U0401 'later'",
    "18:8 U0103 'q'",
  ]);
});

test("independent mistakes in sets, queues, switches and works are all told", () => {
  const text = `spec many "mistakes everywhere";
errno EAGAIN;
set<errno> first;
queue<bool, 0> second;
ghost queue<bool, 2> third;
symmetric 2 fourth;
queue<bool, 2> q;
ghost set<bool> seen;
work w(bool p) {
	switch (p) { case true: p = later; case false: break; defalt: continue; }
	push(q, later);
	if (pop(q) && p) q = { };
}
task a {
	spawn w();
	spawn b(true);
	atomic { p_later = true; pop(q); }
	if (size(seen) > 0) push(q, true in seen);
}
crash c { spawn w(true); assert (length(q) > later); }
event e(errno p) { push(q, p); }
task b { bool x; x = pop(q) && x; }
`;
  expect(mistakesOf(text)).toEqual([
    "3:5 U0234 'errno'",
    "4:13 U0235 '0'",
    "5:22 U0237 'third'",
    "6:1 U0233 'symmetric 2'",
    "10:30 U0103 'later'",
    "10:37 U0319 'case false'",
    "10:56 U0323 'defalt'",
    "10:64 U0309 'continue'",
    "11:10 U0103 'later'",
    "12:6 U0304 'pop(q)'",
    "12:23 U0224 '{ }'",
    "15:2 U0231 'spawn w()'",
    "16:8 U0322 'b'",
    "17:11 U0103 'p_later'",
    "17:27 U0308 'pop(q)'",
    "18:11 U0402 'seen'",
    "18:38 U0402 'seen'",
    "20:11 U0405 'spawn w(true)'",
    "20:41 U0401 'q'",
    "20:46 U0103 'later'",
    "21:9 U0223 'errno'",
    "22:22 U0304 'pop(q)'",
  ]);
});

test("several mistakes of grammar are all told, in the order of the text", () => {
  const text = `spec many "grammar";
bool x
task a { x = ; }
task b { x = true }
invariant p x;
`;
  expect(mistakesOf(text)).toEqual(["2:7 U0007 ''", "3:14 U0008 ';'", "4:18 U0007 ''", "5:13 U0013 'x'"]);
});

test("mistakes of a part are told with its own path, after those of the file that uses it", () => {
  const part = { path: "parts/lock.untorn", text: "bool held_by_me = unknown;\nvoid f() { x = 1; }\n" };
  const text = `spec whole "of parts";\nuse "parts/lock.untorn";\nbool x;\ntask a { x = 2; }\n`;
  const { diagnostics } = readSpec({ path: "whole.untorn", text }, { constants: new Map(), readPart: () => part });
  expect(diagnostics.map((each) => `${each.span.file.path}:${shown(each).split(" ", 2).join(" ")}`)).toEqual([
    "whole.untorn:4:14 U0202",
    "parts/lock.untorn:1:19 U0103",
    "parts/lock.untorn:2:16 U0202",
  ]);
});

const HEAD = 'spec s "one of many"; bool x; ';
const DAEMON = " daemon d { x = true; }";

/** What is marked in a text behind HEAD. */
function told(text: string): string[] {
  return mistakesOf(`${HEAD}${text}${DAEMON}`).map((mistake) => mistake.replace(/^\d+:\d+ /, ""));
}

test("a mistake in a condition does not hide those in the branches", () => {
  expect(told("task a { if (one) { x = two; } else x = three; }")).toEqual([
    "U0103 'one'",
    "U0103 'two'",
    "U0103 'three'",
  ]);
});

test("a mistake in a guard does not hide those in its branch or in the others", () => {
  expect(told("task a { choose { when (one) x = two; } or { x = three; } }")).toEqual([
    "U0103 'one'",
    "U0103 'two'",
    "U0103 'three'",
  ]);
});

test("a mistake in the guard of an event does not hide those in its body", () => {
  expect(told("event e() when (one) { x = two; }")).toEqual(["U0103 'one'", "U0103 'two'"]);
});

test("every design that breaks an assumption is told", () => {
  const text = 'knob bool K = true; assume (K); design u "u" { K = false; } design v "v" { K = false; }';
  expect(told(text)).toEqual(["U0508 'design u \"u\"'", "U0508 'design v \"v\"'"]);
});

test("a mistake in a function is told once, however often it is called", () => {
  expect(told("void f() { x = one; } task a { f(); f(); } task b { f(); }")).toEqual(["U0103 'one'"]);
});

test("a mistake in the only return of a function is not told again where the function stands in expressions", () => {
  expect(told("bool f() { return one; } task a { if (f()) x = true; } invariant p: !f();")).toEqual(["U0103 'one'"]);
});

test("a mistake in the head of a function is not told again where it is called", () => {
  expect(told("foo f() { return 1; } task a { f(); }")).toEqual(["U0103 'foo'"]);
  expect(told("void f(bool x) { } task a { f(true); }")).toEqual(["U0104 'x'"]);
});

test("a local of a task with an unknown type is told once", () => {
  expect(told("task a { foo mine; mine = 1; }")).toEqual(["U0103 'foo'"]);
});

test("a parameter of an event with an unknown type is told once", () => {
  expect(told("event e(foo p) { x = true; }")).toEqual(["U0103 'foo'"]);
});

test("a local of a task that is declared twice is told once", () => {
  const mistakes = told("task a { bool mine; bool mine; x = mine; }");
  expect(mistakes).toHaveLength(1);
});

test("a label that stands twice is told once, and gotos reach it", () => {
  expect(told("task a { here: x = true; here: x = false; goto here; }")).toEqual(["U0101 'here'"]);
});

test("a name declared twice is told where it is declared the second time, and not again where it is used", () => {
  expect(mistakesOf('spec s "s";\nbool x;\ntask x { x = true; }\n')).toEqual(["3:6 U0101 'x'"]);
  expect(mistakesOf('spec s "s";\nbool x;\nenum e { x, y }\ntask a { x = true; }\n')).toEqual(["3:10 U0101 'x'"]);
});

test("uses of a name whose declaration is wrong are no mistakes of their own", () => {
  expect(told("const C = unknown; bool q[C]; task a[C] { q[0] = true; } invariant p: forall (a w) done(w);")).toEqual([
    "U0103 'unknown'",
  ]);
});
