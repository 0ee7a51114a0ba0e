import { expect, test } from "vitest";
import { formatSpec } from "../../../src/language/formatter/format-spec.ts";
import { formatted } from "./formatted.ts";

/** Lines of a body, formatted; given and taken without the task around them. */
function body(...lines: readonly string[]): string[] {
  const text = formatted(`task t\n{\n${lines.join("\n")}\n}\n`);
  const [head, open, ...inside] = text.split("\n");
  expect([head, open, ...inside.slice(-2)]).toEqual(["task t", "{", "}", ""]);
  return inside.slice(0, -2).map((line) => line.replace(/^\t/, ""));
}

function file(...lines: readonly string[]): string[] {
  return formatted(lines.join("\n")).split("\n").slice(0, -1);
}

test("the brace of a function, task, work or event has a line of its own, others end their line", () => {
  expect(
    file("void f() {", "}", "work w[2](bool b) {", "x = b; }", "init", "{", "}", "crash c", "{", "x = 1; }"),
  ).toEqual([
    ...["void f()", "{", "}", "work w[2](bool b)", "{", "\tx = b;", "}"],
    ...["init {", "}", "crash c {", "\tx = 1;", "}"],
  ]);
  expect(body("if (a)", "{", "x = 1;", "}", "else", "{", "x = 2;", "}")).toEqual([
    ...["if (a) {", "\tx = 1;", "} else {", "\tx = 2;", "}"],
  ]);
  expect(body("choose", "{", "x = 1;", "}", "or", "{", "}", "pick (p q) {", "x = q; }", "else { }")).toEqual([
    ...["choose {", "\tx = 1;", "} or {", "}", "pick (p q) {", "\tx = q;", "} else { }"],
  ]);
});

test("each statement begins a line, and each declaration but for short ones that the author put side by side", () => {
  expect(
    file("spec s; bool a;  mutex b; const C = 1;", "knob bool D = true; knob bool E = true; bool f; void g() { }"),
  ).toEqual([
    ...[
      "spec s;",
      "bool a; mutex b; const C = 1;",
      "knob bool D = true;",
      "knob bool E = true;",
      "bool f;",
      "void g() { }",
    ],
  ]);
  expect(body("x = 1; y = 2; { z = 3; } ;")).toEqual(["x = 1;", "y = 2;", "{ z = 3; }", ";"]);
});

test("a block written on one line stays there while the line has at most 100 columns", () => {
  const head = "daemon mapper[1] { loop { ";
  const fitting = `${head}${"x".repeat(100 - head.length - " = true; } }".length)} = true; } }`;
  expect(fitting.length).toBe(100);
  expect(file(fitting)).toEqual([fitting]);
  const wide = fitting.replace("true", "!true");
  expect(file(wide)).toEqual(["daemon mapper[1]", "{", `\t${wide.slice(head.length - 7, -2)}`, "}"]);
});

test("the width of a line includes its indent, and not the comment behind it", () => {
  const line = `if (a) { ${"x".repeat(88 - "if (a) {  = 1; }".length)} = 1; }`;
  expect(line.length).toBe(88);
  expect(body(`${line} // why`)).toEqual([`${line} // why`]);
  const deeper = body("loop {", line, "}");
  expect(deeper).toEqual(["loop {", "\tif (a) {", `\t\t${line.slice(9, -2)}`, "\t}", "}"]);
});

test("blocks of one statement are on one line together or not at all, but for empty ones", () => {
  expect(body("choose { x = 1; } or { x = 2;", "}")).toEqual(["choose {", "\tx = 1;", "} or {", "\tx = 2;", "}"]);
  expect(body("choose { } or { x = 2;", "}")).toEqual(["choose { } or {", "\tx = 2;", "}"]);
  expect(body("if (a) { x = 1; } else if (b) { x = 2; } else { x = 3; }")).toEqual([
    "if (a) { x = 1; } else if (b) { x = 2; } else { x = 3; }",
  ]);
});

test("a statement behind a head stands beside it or below it, as written", () => {
  expect(body("for (p q) if (q == 1) x = q;", "if (a)", "x = 1;", "else", "x = 2;")).toEqual([
    ...["for (p q) if (q == 1) x = q;", "if (a)", "\tx = 1;", "else", "\tx = 2;"],
  ]);
  expect(body("for (p q)", "if (q == 1) {", "x = q;", "}")).toEqual([
    ...["for (p q)", "\tif (q == 1) {", "\t\tx = q;", "\t}"],
  ]);
  expect(body("if (a &&", "    b) x = 1;")).toEqual(["if (a &&", "    b)", "\tx = 1;"]);
});

test("labels stand at the margin, the comments before them where they were", () => {
  const lines = formatted("task t\n{\n\tx = 1;\n\t// of the lock\n  again: lock(m);\n\t\tlast:\n}\n").split("\n");
  expect(lines).toEqual(["task t", "{", "\tx = 1;", "\t// of the lock", "again:", "\tlock(m);", "last:", "}", ""]);
});

test("cases stand at the level of their switch, their statements below or, on one line, beside them", () => {
  expect(
    body("switch (x) {", "  case 0: case 1..2:", "y = 1; break;", "case 3: y = 2; break;", "default:", "y = 3;", "}"),
  ).toEqual([
    ...[
      "switch (x) {",
      "case 0: case 1..2:",
      "\ty = 1;",
      "\tbreak;",
      "case 3: y = 2; break;",
      "default:",
      "\ty = 3;",
      "}",
    ],
  ]);
});

test("a guard stands in a line of its own or before the first statement, as written", () => {
  expect(body("choose {", "  when (a)", "x = 1;", "} or {", "when (b) x = 2;", "y = 1;", "}")).toEqual([
    ...["choose {", "\twhen (a)", "\tx = 1;", "} or {", "\twhen (b) x = 2;", "\ty = 1;", "}"],
  ]);
});

test("one empty line at most, and none at the edges of a block, of the file or inside of a statement", () => {
  expect(
    file(
      "",
      "spec s;",
      "",
      "",
      "",
      "task t",
      "",
      "{",
      "",
      "x = 1;",
      "",
      "",
      "// c",
      "",
      "y =",
      "",
      "1;",
      "",
      "}",
      "",
      "",
    ),
  ).toEqual([...["spec s;", "", "task t", "{", "\tx = 1;", "", "\t// c", "", "\ty =", "\t\t1;", "}"]]);
});

test("blanks stand around operators between two operands, and nowhere inside of parentheses and indices", () => {
  expect(body("x=a [ i+1 ]*( b-c )%-d;", "x += - 1;", "b=! a&&c||d=>e==f;", "x = a?b:c ;")).toEqual([
    ...["x = a[i + 1] * (b - c) % -d;", "x += -1;", "b = !a && c || d => e == f;", "x = a ? b : c;"],
  ]);
  expect(body("x = f ( a,b );", "wait( a );", 'assert( a )"why";', "assert n( a );", "return( a );")).toEqual([
    ...["x = f(a, b);", "wait (a);", 'assert (a) "why";', "assert n (a);", "return (a);"],
  ]);
  expect(body("x = { .a=1,.b={ } };", "b = x in{a,1 .. 3};", "x.y . z = 1;")).toEqual([
    ...["x = { .a = 1, .b = { } };", "b = x in { a, 1..3 };", "x.y.z = 1;"],
  ]);
});

test("a minus behind the names of a quantifier, or behind a word between operands, is no operator between two", () => {
  expect(file("invariant i :forall(p x)- x<1 && count(p y)(y==x)<=- 1;")).toEqual([
    "invariant i: forall (p x) -x < 1 && count (p y) (y == x) <= -1;",
  ]);
  expect(body("from = from -1;", "e = -A from - B;", "next = next - 1;")).toEqual([
    ...["from = from - 1;", "e = -A from -B;", "next = next - 1;"],
  ]);
});

test("in bounds, arithmetic is kept without blanks where it was written so", () => {
  expect(file("type a = 0 .. N-1;", "type b = 0..2 * N + 1;", "bool x[N-1];", "queue < 0..N-1 , N-1 > q;")).toEqual([
    ...["type a = 0..N-1;", "type b = 0..2 * N + 1;", "bool x[N - 1];", "queue<0..N-1, N - 1> q;"],
  ]);
});

test("the mark of an optional type joins it, the one of a conditional does not", () => {
  expect(file("p ? x;", "p ? f(q ?y, set<r ? > z) { return a?b:c; }", "bool m[p ?];")).toEqual([
    ...["p? x;", "p? f(q? y, set<r?> z) { return a ? b : c; }", "bool m[p?];"],
  ]);
  expect(body("pick (p ? x where a?x==none:b) { }")).toEqual(["pick (p? x where a ? x == none : b) { }"]);
});

test("the colon of a label, case or property joins what is before it; of a line too what is behind", () => {
  expect(file('invariant i "doc" : a;', "expect violates line : 12 in 3;")).toEqual([
    ...['invariant i "doc": a;', "expect violates line:12 in 3;"],
  ]);
});

test("broken lines stay broken: below the first token in the bracket, or indented by tabs as deep as they were", () => {
  expect(body("x = f(a,", "      b)", "    + c;", "y = a", "\t\t+ b;")).toEqual([
    ...["x = f(a,", "      b)", "\t+ c;", "y = a", "\t\t+ b;"],
  ]);
  expect(body("x = ff( a,", "        b);")).toEqual(["x = ff(a,", "       b);"]);
  expect(file("invariant i:", "  a", "    => b;", "event e()", "when (a) {", "x = 1; }")).toEqual([
    ...["invariant i:", "\ta", "\t=> b;", "event e()", "\twhen (a)", "{", "\tx = 1;", "}"],
  ]);
});

test("comments stay on their lines, and as far to the right of their line as they were", () => {
  expect(body("x = 1;   // one", "  y  =  2; // two", "y=3;// three", "/* four */ z = 1; /* five */")).toEqual([
    ...["x = 1;   // one", "y = 2;   // two", "y = 3; // three", "/* four */ z = 1; /* five */"],
  ]);
  expect(file("bool a;\t\t// one", "bool bbb;\t// two", "\t\t// and more")).toEqual([
    ...["bool a;\t\t// one", "bool bbb;\t// two", "\t\t// and more"],
  ]);
});

test("comments of several rows move with their stars, others keep what is in them", () => {
  expect(body("      /* one", "       * two */", "/* three", "   four */", "x = 1;")).toEqual([
    ...["/* one", " * two */", "/* three", "   four */", "x = 1;"],
  ]);
});

test("names for traces stay before what they name", () => {
  expect(body("/// one", "x = 1;", "", "/// two", "y = 1;")).toEqual(["/// one", "x = 1;", "", "/// two", "y = 1;"]);
});

const knobs = [
  'knob errno A in { E1, E2 } = E1  "a";',
  'knob errno B in { E1 }     = E1  "b";',
  'knob bool  C               = true "c";',
];

test("a table made with blanks stays one", () => {
  expect(file(...knobs)).toEqual(knobs);
  expect(file("bool\ta;", "page\tb;")).toEqual(["bool\ta;", "page\tb;"]);
});

test("a table with another mistake in it, or a wider gap that meets nothing, becomes plain lines", () => {
  const plain = knobs.map((line) => line.replace(/ +/g, " "));
  expect(file(...knobs.map((line) => line.replace("in {", "in{")))).toEqual(plain);
  expect(file("bool  a;", "page b;")).toEqual(["bool a;", "page b;"]);
});

test("members, fields and settings stay on their lines", () => {
  expect(
    file("enum e { A,B,", "C }", "struct s { bool a; bool b; };", "design d {", "A = 1; B = 2;", "}", "design f{}"),
  ).toEqual([
    ...[
      "enum e {",
      "\tA, B,",
      "\tC",
      "}",
      "struct s { bool a; bool b; };",
      "design d {",
      "\tA = 1; B = 2;",
      "}",
      "design f { }",
    ],
  ]);
});

test("a text with errors of grammar is refused, with all of them", () => {
  const result = formatSpec({ path: "a.untorn", text: "task t {\nx = ;\ny = 1\n}" });
  expect(result.text).toBeNull();
  expect("diagnostics" in result ? result.diagnostics.map(({ code }) => code) : []).toEqual(["U0008", "U0007"]);
});

test("a text with nothing but errors of names or types is formatted", () => {
  expect(file("task t { unknown=1; }")).toEqual(["task t { unknown = 1; }"]);
});

test("an empty text stays empty, comments alone are kept", () => {
  expect(formatted("")).toBe("");
  expect(formatted(" \n\n")).toBe("");
  expect(formatted("\n// c\n\n\n/* d */")).toBe("// c\n\n/* d */\n");
});
