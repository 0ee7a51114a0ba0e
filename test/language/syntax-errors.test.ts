import { expect, test } from "vitest";
import { grammarCodes } from "../../src/language/grammar-codes.ts";
import { parseFile } from "../../src/language/parse-file.ts";
import { hardWords } from "../../src/language/token.ts";
import { errorsOf } from "./parsed.ts";

const task = (body: string): string => `task t {\n${body}\n}`;

test.each([
  ["x = 1", "2:6 expected ';' or an operator, found '}' [U0007] add ';' here"],
  ["x = 1\ny = 2;", "2:6 expected ';' or an operator, found 'y' [U0007] add ';' here"],
  ["x = 1 y = 2;", "2:7 expected ';' or an operator, found 'y' [U0007]"],
  ["return\n", "2:7 expected ';' or an expression, found '}' [U0007] add ';' here"],
  ["break x;", "2:7 expected ';', found 'x' [U0007]"],
  ["bool x 3;", "2:8 expected '[', '=', ',' or ';', found '3' [U0007]"],
  ["x = ;", "2:5 expected an expression, found ';' [U0008]"],
  ["x = a + * b;", "2:9 expected an expression, found '*' [U0008]"],
  ["f(a, , b);", "2:6 expected an expression, found ',' [U0008]"],
  ["f(a b);", "2:5 expected ',', ')' or an operator, found 'b' [U0013]"],
  ["f(a;", "2:4 expected ',', ')' or an operator, found ';' [U0013] add ')' here"],
  ["x[1 = 2;", "2:5 expected ']' or an operator, found '=' [U0013] compare with '=='"],
  ["x[1; y = 2;", "2:4 expected ']' or an operator, found ';' [U0013] add ']' here"],
  ["if (x = 1) ;", "2:7 expected ')' or an operator, found '=' [U0013] compare with '=='"],
  ["x == 1;", "2:3 expected '=', '+=' or '-=', found '==' [U0013] assign with '='"],
  ["x;", "2:2 expected '=', '+=' or '-=', found ';' [U0013]"],
  ["x++;", "2:3 expected an expression, found '+' [U0008] write '+= 1'"],
  ["x--;", "2:4 expected an expression, found ';' [U0008] write '-= 1'"],
  ["w->mode = 1;", "2:3 expected an expression, found '>' [U0008] write '.'"],
  ["if x ;", "2:4 expected '(', found 'x' [U0013]"],
  ["if (x { }", "2:6 expected ')' or an operator, found '{' [U0013] add ')' here"],
  ["else x = 1;", "2:1 expected a statement, found 'else' [U0011] there is no 'if' before it"],
  ["or { }", "2:1 expected a statement, found 'or' [U0011] there is no 'choose' before it"],
  [") x = 1;", "2:1 expected a statement, found ')' [U0011]"],
  ["mutex m;", "2:1 expected a statement or '}', found 'mutex' [U0014] the '{' in line 1 is not closed"],
  [" mutex m;", "2:2 expected a statement, found 'mutex' [U0011] it stands outside of tasks and functions"],
  ["goto ;", "2:6 expected a name, found ';' [U0010]"],
  ["bool if;", "2:6 expected a name, found 'if' [U0010] it is a word of the language: choose another name"],
  ["bool queue;", "2:6 expected a name, found 'queue' [U0010] it is a word of the language: choose another name"],
  ["atomic x = 1;", "2:8 expected '{', found 'x' [U0013]"],
  ["choose { } or x = 1;", "2:15 expected '{', found 'x' [U0013]"],
  ["for (i = 0; i < n; i += 1) { }", "2:8 expected a name, found '=' [U0010]"],
  ["pick (page) { }", "2:11 expected a name, found ')' [U0010]"],
  [
    "pick (page p in s) { }",
    "2:14 expected 'where' or ')', found 'in' [U0013] say which ones behind 'where': 'where x in s'",
  ],
  [
    "for (page p in s) { }",
    "2:13 expected ')', found 'in' [U0013] these are all values of the type: ask 'x in s' inside",
  ],
  ["assert x;", "2:9 expected '(', found ';' [U0013]"],
  ["x = a ? b;", "2:10 expected ':' or an operator, found ';' [U0013]"],
  ["x = a in;", "2:9 expected an expression, found ';' [U0008]"],
  ["x = a in { };", "2:12 expected an expression, found '}' [U0008]"],
  ["x = { .a };", "2:10 expected '=', found '}' [U0013]"],
  ["x = forall (p) p;", "2:14 expected a name, found ')' [U0010]"],
  ["x = -E because 3;", "2:16 expected a name, found '3' [U0010]"],
  ["5;", "2:2 expected '..' or an operator, found ';' [U0013]"],
  ["x = { a b };", "2:9 expected ',', '}' or an operator, found 'b' [U0013]"],
  ["x = { a, .b = 1 };", "2:10 expected an expression, found '.' [U0008]"],
  ["x = { .a = 1, b };", "2:15 expected '.', found 'b' [U0013]"],
  ["spawn w;", "2:8 expected '(', found ';' [U0013]"],
  ["spawn 1();", "2:7 expected a name, found '1' [U0010]"],
  ["spawn w(1;", "2:10 expected ',', ')' or an operator, found ';' [U0013] add ')' here"],
  ["spawn = 1;", "2:7 expected a name, found '=' [U0010]"],
  ["set q;", "2:5 expected '<', found 'q' [U0013]"],
  ["queue<page> q;", "2:11 expected ',', found '>' [U0013]"],
  ["case A: x = 1;", "2:1 expected a statement, found 'case' [U0011] there is no 'switch' around it"],
  ["default: x = 1;", "2:1 expected a statement, found 'default' [U0011] there is no 'switch' around it"],
  ["switch x { }", "2:8 expected '(', found 'x' [U0013]"],
  ["switch (x) case A: ;", "2:12 expected '{', found 'case' [U0013]"],
  [
    "switch (x) { y = 1; }",
    "2:14 expected 'case', 'default' or '}', found 'y' [U0013] statements stand behind a 'case' or 'default'",
  ],
  ["switch (x) { case: y = 1; }", "2:18 expected an expression, found ':' [U0008]"],
  ["switch (x) { case A, B: y = 1; }", "2:20 expected ':', found ',' [U0013] write 'case A: case B:'"],
  ["switch (x) { case A y = 1; }", "2:21 expected ':' or an operator, found 'y' [U0013]"],
  ["switch (x) { default y = 1; }", "2:22 expected ':', found 'y' [U0013]"],
  ["switch (x) { default 1: y = 1; }", "2:22 expected ':', found '1' [U0013]"],
  ["switch (x) { cse A: y = 1; }", "2:14 expected 'case', 'default' or '}', found 'cse' [U0013] did you mean 'case'?"],
])("in a task, %j is told in one line", (body, error) => {
  expect(errorsOf(task(body))[0]).toBe(error);
});

test.each([
  ["x = 1;", "1:1 expected a declaration, found 'x' [U0012]"],
  ["if (x) ;", "1:1 expected a declaration, found 'if' [U0012]"],
  ["bool b; }", "1:9 expected a declaration, found '}' [U0012] there is one '}' too many"],
  ["void f() { };", "1:13 expected a declaration, found ';' [U0012] remove it"],
  ["bool b", "1:7 expected '(', '[', '=', ',' or ';', found the end of the file [U0007] add ';' here"],
  ["bool;", "1:5 expected a name, found ';' [U0010]"],
  ["type t = ;", "1:10 expected a type, found ';' [U0009]"],
  ["type t = 3;", "1:11 expected '..' or an operator, found ';' [U0013]"],
  ["bool f(void) { }", "1:8 expected ')' or a type, found 'void' [U0009] leave the parentheses empty"],
  ["const X;", "1:8 expected '=', found ';' [U0013]"],
  ["enum e { A B }", "1:12 expected ',' or '}', found 'B' [U0013]"],
  ["enum e { }", "1:10 expected a name, found '}' [U0010]"],
  ["mutex m = 1;", "1:9 expected '[', ',' or ';', found '=' [U0007]"],
  ["knob bool K;", "1:12 expected 'in' or '=', found ';' [U0013]"],
  ["design d { A; }", "1:13 expected '=', found ';' [U0013]"],
  ["assume a;", "1:8 expected '(', found 'a' [U0013]"],
  ["task t[2 { }", "1:9 expected '..', ']' or an operator, found '{' [U0013] add ']' here"],
  ["event e { }", "1:9 expected '(', found '{' [U0013]"],
  ["invariant x a;", "1:13 expected ':' or a string, found 'a' [U0013]"],
  ["expect d;", "1:9 expected 'with', 'holds', 'vacuous' or 'violates', found ';' [U0013]"],
  ["expect violates;", "1:16 expected a name, found ';' [U0010]"],
  ["use x;", "1:5 expected a string, found 'x' [U0013]"],
  ["queue<bool, 3 q;", "1:15 expected '>' or an operator, found 'q' [U0013]"],
  ["queue<bool> q;", "1:11 expected ',', found '>' [U0013]"],
  ["work w[2] { }", "1:11 expected '(', found '{' [U0013]"],
  ["ghost set<> s;", "1:11 expected a type, found '>' [U0009]"],
  ["type t = symmetric;", "1:19 expected an expression, found ';' [U0008]"],
  [
    "errno EA, x;",
    "1:11 'x' is no error code, the line declares others [U0018] codes are E and capitals; declare variables apart",
  ],
  ["errno EA[2];", "1:7 the variable 'EA' is named like an error code [U0019] give it another name"],
  ["errno x, EA = 0;", "1:10 the variable 'EA' is named like an error code [U0019] give it another name"],
  ["ghost errno EA;", "1:13 the variable 'EA' is named like an error code [U0019] give it another name"],
  ["bool b; spec x;", "1:9 the 'spec' line stands first in its file, and once [U0020]"],
  ["spec x; spec y;", "1:9 the 'spec' line stands first in its file, and once [U0020]"],
  ["spec;", "1:1 expected a declaration, found 'spec' [U0012]"],
  ['spec "x";', "1:6 expected a name, found a string [U0010]"],
  ['bool b; hides "x";', "1:9 the 'hides' line follows the 'spec' line, once [U0021]"],
  ['spec x; hides "x"; hides "y";', "1:20 the 'hides' line follows the 'spec' line, once [U0021]"],
  [
    "liveness l: a leads_to b leads_to c;",
    "1:26 'leads_to' cannot stand in a row [U0022] say with parentheses what leads to what",
  ],
  [
    "bool next(page p) { }",
    "1:6 a function cannot be named 'next', which is an operator before '(' [U0023] give it another name",
  ],
  [
    "void when() { }",
    "1:6 a function cannot be named 'when', which is an operator before '(' [U0023] give it another name",
  ],
  ["fair work t() { }", "1:1 'fair' cannot stand before 'work' [U0024] it is weakly fair without that"],
  ["fair task t { }", "1:1 'fair' cannot stand before 'task' [U0024] it is weakly fair without that"],
  ["unfair event e() { }", "1:1 'unfair' cannot stand before 'event' [U0024] it is unfair without that"],
])("at top level, %j is told in one line", (text, error) => {
  expect(errorsOf(text)).toEqual([error]);
});

test("parentheses say what leads to what", () => {
  expect(errorsOf("liveness l: (a leads_to b) leads_to c;")).toEqual([]);
});

test("errors inside a switch are all told, those of its cases and those behind it", () => {
  const text = `task t {
  switch (x) {
  case A: y = ; break;
  cse B: y = 1; break;
  case : y = 1; break;
  case C
    y = 1;
    break;
  Case 1..3: case 7: if (a == ) { y = ; } break;
  default: switch (z) { case A: y = ; }
  }
  swich (x) {
  case A: y = ; break;
  default: y = 1;
  }
  switch x { case A: y = ; }
  y = ;
}
work w(page) { switch (p) { case 1: y = ; } }
work v(page p) { y = ; }
`;
  expect(errorsOf(text).map((error) => error.split(" ")[0])).toEqual(
    "3:15 4:3 5:8 7:5 9:3 9:31 9:39 10:37 12:13 13:15 16:10 16:26 17:7 19:12 19:41 20:22".split(" "),
  );
});

test("every independent error of a file is reported, in the order of the text", () => {
  const text = `const A = ;
struct s { bool }
task t[2 {
  x = ;
  if (a == ) { y = ; } else { z = ; }
  foo(1;
  choose { when (b c) p = ; } or { q = ; }
  for (i = 0; i < 3; i = 1) { r = ; }
  switch (x) { case A: y = ; }
}
enum e { A B }
bool good;
void f( {
  s = ;
}
invariant i: a b;
expect nothing;
`;
  expect(errorsOf(text).map((error) => error.replace(/ expected.*| '.*| nested.*/, ""))).toEqual(
    "1:11 2:17 3:9 4:7 5:12 5:20 5:35 6:8 7:20 7:40 8:10 8:35 9:28 11:12 13:8 14:7 16:16 17:15".split(" "),
  );
});

test("what is right is kept beside what is wrong", () => {
  const text = "const A = ;\nbool a;\ntask t {\n x = ;\n y = 1;\n z = 2\n}\nenum e { B }";
  const { declarations } = parseFile({ path: "test.untorn", text }).syntax;
  expect(declarations.map((each) => (each.kind === "task" ? each.body.statements.length : each.kind))).toEqual([
    "variable",
    2,
    "enum",
  ]);
});

test("a brace that is not closed is reported once, where the next declaration begins", () => {
  const open = "task a {\n  if (x) {\n    while (y) {\n      z = 1;\n\n";
  const declarations = [
    "task b {\n}",
    "task b[2] {\n}",
    "bool f(page p) {\n}",
    "fair event e() { }",
    "const A = 1;",
    "init { }",
  ];
  for (const declaration of declarations) {
    const [first, ...others] = errorsOf(`${open}${declaration}`);
    const [word] = declaration.split(" ");
    expect(first).toBe(`6:1 expected a statement or '}', found '${word}' [U0014] the '{' in line 3 is not closed`);
    expect(others).toEqual([]);
  }
  expect(errorsOf(open)).toEqual([
    "4:13 expected a statement or '}', found the end of the file [U0014] the '{' in line 3 is not closed",
  ]);
});

test("an error after a lexical error at the same place is not told twice", () => {
  expect(errorsOf("const A = 1 @ 2;")).toEqual(["1:13 unexpected character '@' [U0001]"]);
  expect(errorsOf('task t {\n  assert (x) "why;\n  y = ;\n}')).toEqual([
    "2:14 this string does not end [U0002] close it with '\"'",
    "3:7 expected an expression, found ';' [U0008]",
  ]);
});

test("after fifty errors the rest of the file is not read", () => {
  const errors = errorsOf("const A = ;\n".repeat(1000));
  expect(errors).toHaveLength(50);
  expect(errors.slice(0, 49).every((error) => error.includes("[U0008]"))).toBe(true);
  expect(errors[49]).toBe("50:11 too many errors: the rest of the file was not read [U0017]");
  expect(errorsOf("const A = ;\n".repeat(49))).toHaveLength(49);
});

test("a word of the language is never a name, and the hint says so", () => {
  for (const word of Object.values(hardWords).flat()) {
    const [error] = errorsOf(`enum e { ${word} }`);
    expect(error).toBe(
      `1:10 expected a name, found '${word}' [U0010] it is a word of the language: choose another name`,
    );
  }
});

test("long names are cut in messages", () => {
  expect(errorsOf("x".repeat(500))[0]).toBe(`1:1 expected a declaration, found '${"x".repeat(39)}\u2026' [U0012]`);
});

test("every code of the table is used for something, and nothing else is", () => {
  const texts = [
    "@",
    'use "',
    "/*",
    "const A = 9999999999999999999;",
    "\0",
    'use "\\n";',
    "bool b",
    "const A = ;",
    "type t = ;",
    "bool ;",
    "task t { ) }",
    "x",
    "use x;",
    "task t {",
    "queue q;",
    `const A = ${"(".repeat(1000)}`,
    "const A = ;\n".repeat(50),
    "errno EA, x;",
    "errno EA[2];",
    "bool b; spec x;",
    'bool b; hides "x";',
    "liveness l: a leads_to b leads_to c;",
    "bool next() { }",
    "fair task t { }",
    "const A = 01;",
    " ".repeat(2 ** 21),
  ];
  const found = texts.flatMap((text) => parseFile({ path: "test.untorn", text }).diagnostics.map(({ code }) => code));
  expect([...new Set(found)].sort()).toEqual(Object.keys(grammarCodes).sort());
});
