import { expect, test } from "vitest";
import { readText, shown } from "../spec-text.ts";

// Each spec is correct; what it is warned about stands behind it.

function warnings(text: string): string[] {
  const { spec, diagnostics } = readText(`spec s "x";\n${text}`);
  expect(spec).not.toBeNull();
  return diagnostics.map((each) => `${each.severity === "warning" ? "" : "ERROR "}${shown(each).replace(/ \|.*/, "")}`);
}

test("a declaration that nothing uses is warned about, whatever it is", () => {
  const text = [
    "const N = 1; type t = 0..1; enum e { A, B } struct p { bool a; }; errno EIO;",
    "knob bool K = true; bool x; mutex m; void f() {} bool used;",
    "task w { bool l; used = true; }",
  ].join("\n");
  expect(warnings(text)).toEqual([
    "2:7 U0701 the constant 'N' is never used",
    "2:19 U0701 the type 't' is never used",
    "2:34 U0701 the enum 'e' is never used",
    "2:52 U0701 the struct 'p' is never used",
    "2:73 U0701 the error code 'EIO' is never used",
    "3:11 U0701 the knob 'K' decides nothing",
    "3:26 U0701 the variable 'x' is never used",
    "3:35 U0701 the lock 'm' is never used",
    "3:43 U0701 the function 'f' is never used",
    "4:15 U0701 the local 'l' is never used",
  ]);
});

test("an enum of which one member stands somewhere is used", () => {
  expect(warnings("enum e { A, B } bool x; task w { x = A == A; }")).toEqual([]);
});

test("a knob that designs set and nothing reads decides nothing", () => {
  expect(warnings("knob bool K = true; design d { K = false; } bool x; task w { x = true; }")).toEqual([
    "2:11 U0701 the knob 'K' decides nothing",
  ]);
});

test("a local that a property reads is used, as is one that is only written", () => {
  const text = "bool x; task w { bool seen; x = true; } task v { bool l; l = x; } invariant i: forall (w a) !a.seen;";
  expect(warnings(text)).toEqual([]);
});

test("a label is used by a goto of its own body or by a property", () => {
  expect(warnings("bool x; task w { again: x = !x; goto again; } task v { again: x = true; }")).toEqual([
    "2:56 U0702 no 'goto' and no property names the label 'again'",
  ]);
  expect(warnings("bool x; task w { here: x = true; } invariant i: forall (w a) !at(a, here);")).toEqual([]);
});

test("a code that is raised by name and in no comparison is warned about once, where it is raised first", () => {
  const text = (decision: string) =>
    `errno EIO, EBUSY; bool x;\nerrno f() { if (x) return -EIO; if (x) return -EIO; return -EBUSY; }\ntask w { errno e = f(); ${decision} }`;
  expect(warnings(text("if (e == -EBUSY) x = true;"))).toEqual(["3:27 U0703 -EIO is raised, and no test names it"]);
  expect(warnings(text("if (e in { -EIO, -EBUSY }) x = true;"))).toEqual([]);
  expect(warnings(text("if (e != 0) x = true;")).length).toBe(2);
});

test("a knob that is tested tests all codes it can be", () => {
  const text =
    "errno EIO, EBUSY; knob errno K in { EIO, EBUSY } = EIO; bool x;\nerrno f() { if (x) return -EIO; return -EBUSY; }\ntask w { errno e = f(); if (e == -K) x = true; }";
  expect(warnings(text)).toEqual([]);
});

test("an atomic that stores two durable elements is warned about, through calls too, outside of events", () => {
  const text = "durable bool a[2]; bool go;\n";
  expect(warnings(`${text}task w { atomic { a[0] = true; a[1] = true; } go = true; }`)).toEqual([
    "3:10 U0704 this atomic writes the durable 'a[0]' and 'a[1]' in one step",
  ]);
  expect(warnings(`${text}void f() { a[1] = true; } task w { atomic { a[0] = go; f(); } }`)).toEqual([
    "3:36 U0704 this atomic writes the durable 'a[0]' and 'a[1]' in one step",
  ]);
  expect(warnings(`${text}task w { atomic { a[0] = true; a[0] = go; } }`)).toEqual([]);
  expect(warnings(`${text}event e() { a[0] = true; a[1] = go; }`)).toEqual([]);
});

test("the copy of a whole durable array is a step that could tear", () => {
  expect(warnings("durable bool a[2]; task w { bool b[2]; a = b; }")).toEqual([
    "2:40 U0704 all 2 elements of the durable 'a' change in one step",
  ]);
});

test("a store that reads another shared variable is warned about where no lock can be held", () => {
  const copy = "U0705 'y' is read and 'x' written in one step, and no lock is held";
  expect(warnings("bool x, y; task w { x = y; }")).toEqual([`2:21 ${copy}`]);
  expect(warnings("bool x, y; task w { atomic { x = y; } }")).toEqual([]);
  expect(warnings("bool x, y; event e() { x = y; }")).toEqual([]);
  expect(warnings("0..3 x; task w { x += 1; }")).toEqual([]);
  expect(warnings("mutex m; bool x, y; task w { lock(m); x = y; unlock(m); x = y; }")).toEqual([`2:57 ${copy}`]);
});

test("locks are followed through calls, loops, trylock and goto", () => {
  const copy = "U0705 'y' is read and 'x' written in one step, and no lock is held";
  const spec = (body: string) => `mutex m; bool x, y;\nvoid take() { lock(m); }\ntask w { ${body} }`;
  expect(warnings(spec("take(); x = y; unlock(m);"))).toEqual([]);
  expect(warnings(spec("if (trylock(m)) { x = y; unlock(m); } take(); unlock(m);"))).toEqual([]);
  expect(warnings(spec("take(); loop { x = y; if (x) break; } unlock(m); x = y;"))).toEqual([`4:59 ${copy}`]);
  expect(warnings(spec("again: x = y; if (x) { take(); goto again; }"))).toEqual([`4:17 ${copy}`]);
  expect(warnings(spec("take(); goto on; on: x = y; unlock(m);"))).toEqual([]);
});
