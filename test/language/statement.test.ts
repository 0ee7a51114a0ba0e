import { expect, test } from "vitest";
import { textOf } from "../../src/language/source.ts";
import { shown, shownStatement, shownType, statementOf, statementsOf } from "./parsed.ts";

test.each([
  ["if (a) if (b) x = 1; else x = 2;", "if (a) [if (b) [x = 1] else [x = 2]]"],
  ["if (a) { if (b) x = 1; } else x = 2;", "if (a) [[if (b) [x = 1]]] else [x = 2]"],
  ["if (a) while (b) if (c) f(); else g();", "if (a) [while (b) [if (c) [f()] else [g()]]]"],
  ["if (a) ; else if (b) ; else ;", "if (a) [;] else [if (b) [;] else [;]]"],
])("an else belongs to the nearest if: %s", (text, tree) => {
  expect(statementsOf(text).map(shownStatement)).toEqual([tree]);
});

test.each([
  ["x = 1;", "assign", "x = 1"],
  ["a[i].b += f(x)  ;", "assign", "a[i].b += f(x)"],
  ["x -= 1;", "assign", "x -= 1"],
  ["lock(l, EXCL);", "call", "lock(l, EXCL)"],
  ["trylock(l);", "call", "trylock(l)"],
  ["push(q[1], { .a = 1 });", "call", "push(q[1], { .a = 1 })"],
  ["x = pop(q) ;", "assign", "x = pop(q)"],
  ["s += { a, b };", "assign", "s += { a, b }"],
  ["spawn w(0, -EAGAIN, ) ;", "spawn", "spawn w(0, -EAGAIN, )"],
  ["goto out;", "goto", "goto out"],
  ["break;", "break", "break"],
  ["continue;", "continue", "continue"],
  ["return;", "return", "return"],
  ["return -EAGAIN because x;", "return", "return -EAGAIN because x"],
  ["wait (a == 0);", "wait", "wait (a == 0)"],
  ['assert (a) "why";', "assert", 'assert (a) "why"'],
  ["assert name (a);", "assert", "assert name (a)"],
  [";", "empty", ";"],
  ["bool a, b[2] = c;", "declare", "bool a, b[2] = c"],
])("the text of a simple statement is all but its semicolon: %s", (text, kind, span) => {
  const statement = statementOf(text);
  expect([statement.kind, textOf(statement.span)]).toEqual([kind, span]);
});

test.each([
  ["if (a) x = 1; else x = 2;", "if (a)"],
  ["while (a && b) { x = 1; }", "while (a && b)"],
  ["for (page p) x = 1;", "for (page p)"],
  ["loop { x = 1; }", "loop"],
  ["atomic { x = 1; }", "atomic"],
  ["choose { x = 1; } or { }", "choose"],
  ["pick (page p where dirty[p]) { } else { }", "pick (page p where dirty[p])"],
  ["{ x = 1; }", "{"],
  ["switch (a + 1) { case 1: x = 1; }", "switch (a + 1)"],
])("the text of a statement that holds others is its head: %s", (text, head) => {
  expect(textOf(statementOf(text).span)).toBe(head);
});

test.each([
  ["bool x;", "bool"],
  ["errno x;", "errno"],
  ["lockmode x;", "lockmode"],
  ["task x;", "task"],
  ["task? x;", "task?"],
  ["page x;", "page"],
  ["page x[2];", "page"],
  ["page x = 1;", "page"],
  ["page x, y;", "page"],
  ["page? x;", "page?"],
  ["0..3 x;", "0..3"],
  ["-1..N x;", "(- 1)..N"],
  ["(N+1)..2*N x;", "(N + 1)..(2 * N)"],
  ["N..M x;", "N..M"],
  ["N-1..N x;", "(N - 1)..N"],
  ["N*2..M? x;", "(N * 2)..M?"],
  ["0..N until;", "0..N"],
  ["next x;", "next"],
  ["set<page> x;", "set<page>"],
  ["set<0..3?>? x[2] = { };", "set<0..3?>?"],
  ["queue<bio, N> x;", "queue<bio, N>"],
  ["queue<set<-1..1>, 2*N + 1> x;", "queue<set<(- 1)..1>, ((2 * N) + 1)>"],
  ["symmetric N x;", "symmetric N"],
])("a declaration is known by its first tokens: %s", (text, type) => {
  const statement = statementOf(text);
  expect(statement.kind === "declare" && shownType(statement.type)).toBe(type);
});

test.each([
  ["bool x[page];", ["type page"]],
  ["bool x[3][N];", ["size 3", "type N"]],
  ["bool x[N+1];", ["size (N + 1)"]],
  ["bool x[0..3];", ["type 0..3"]],
  ["bool x[0..3?];", ["type 0..3?"]],
  ["bool x[bool][page?];", ["type bool", "type page?"]],
  ["bool x[2*N..M];", ["type (2 * N)..M"]],
])("an index is a type or a size, a lone name counts as a type: %s", (text, indices) => {
  const statement = statementOf(text);
  const declared = statement.kind === "declare" ? (statement.declarators[0]?.indices ?? []) : [];
  const parts = declared.map((index) =>
    index.kind === "type" ? `type ${shownType(index.type)}` : `size ${shown(index.size)}`,
  );
  expect(parts).toEqual(indices);
});

test("declarators share a type, each with its own indices and initial value", () => {
  const statement = statementOf("bool a, b[2][page] = f(1, 2), c = { .x = 1 };");
  const declared = statement.kind === "declare" ? statement.declarators : [];
  expect(declared.map(({ name, indices, initial }) => [name.text, indices.length, initial && shown(initial)])).toEqual([
    ["a", 0, null],
    ["b", 2, "f(1, 2)"],
    ["c", 0, "{.x = 1}"],
  ]);
});

test("labels belong to the statement behind them, before a brace to an empty one", () => {
  const statements = statementsOf("a: b: x = 1; loop { c: y = 2; d: } e:");
  const inside = statements[1]?.kind === "loop" && statements[1].body.kind === "block" ? statements[1].body.body : null;
  const labels = [...statements, ...(inside?.statements ?? [])].map((each) => [
    each.kind,
    each.labels.map((l) => l.text),
  ]);
  expect(labels).toEqual([
    ["assign", ["a", "b"]],
    ["loop", []],
    ["empty", ["e"]],
    ["assign", ["c"]],
    ["empty", ["d"]],
  ]);
});

test("branches of a choose keep their guard apart from their statements", () => {
  const choose = statementOf("choose { when (a == 1) x = 1; y = 2; } or { when = 1; } or { when(a); } or { }");
  const branches = choose.kind === "choose" ? choose.branches : [];
  expect(
    branches.map(({ guard, body, span }) => [guard && shown(guard), body.statements.length, textOf(span)]),
  ).toEqual([
    ["(a == 1)", 2, "when (a == 1)"],
    [null, 1, "{"],
    ["a", 1, "when(a)"],
    [null, 0, "{"],
  ]);
});

test("the labels of a case stand before the statements up to the next label, or to the brace", () => {
  const [statement] = statementsOf(`switch (a) {
    case A: case 1..N+1: { x = 1; } break;
    case b ? c : d: default: out: x = 2; goto out;
    case -EBUSY: if (a) break; else return; out: case none:
    }`);
  expect(statement && shownStatement(statement)).toBe(
    "switch (a) case A: case 1..N+1: [[x = 1]; break] case b ? c : d: default: [x = 2; goto out] " +
      "case -EBUSY: [if (a) [break] else [return]; out] case none: []",
  );
  const cases = statement?.kind === "switch" ? statement.cases : [];
  expect(cases.map(({ labels }) => labels.map(({ span }) => textOf(span)))).toEqual([
    ["case A", "case 1..N+1"],
    ["case b ? c : d", "default"],
    ["case -EBUSY"],
    ["case none"],
  ]);
  expect(cases.map(({ body }) => textOf(body.span))).toEqual([
    "{ x = 1; } break;",
    "out: x = 2; goto out;",
    "if (a) break; else return; out:",
    "",
  ]);
});

test("a switch may be empty, and stand in another one", () => {
  expect(statementsOf("switch (a) { } switch (a) { default: switch (b) { case 1: } }").map(shownStatement)).toEqual([
    "switch (a) ",
    "switch (a) default: [switch (b) case 1: []]",
  ]);
});

test("pick and for name a value of a type", () => {
  const [pick, plain, loop] = statementsOf(
    "pick (page p where a) { x = p; } else { } pick (0..3 n) { } for (writer w) f(w);",
  );
  expect(pick?.kind === "pick" && [shownType(pick.type), pick.name.text, pick.where && shown(pick.where)]).toEqual([
    "page",
    "p",
    "a",
  ]);
  expect(pick?.kind === "pick" && pick.otherwise?.statements).toEqual([]);
  expect(plain?.kind === "pick" && [plain.where, plain.otherwise]).toEqual([null, null]);
  expect(loop?.kind === "for" && [shownType(loop.type), loop.name.text]).toEqual(["writer", "w"]);
});

test("an assert may have a name and a reason, with escapes resolved", () => {
  const assert = statementOf('assert no_trample (a) "say \\"no\\" to \\\\";');
  expect(assert.kind === "assert" && [assert.name?.text, shown(assert.condition), assert.why]).toEqual([
    "no_trample",
    "a",
    'say "no" to \\',
  ]);
});

test.each([
  ["/// one\nx = 1;", "one"],
  ["/// one\n///   two  \n// not this\nx = 1;", "one two"],
  ["/// of the label\nretry: x = 1;", "of the label"],
  ["/// label\nretry:\n/// statement\nx = 1;", "statement"],
  ["//// a rule of slashes\nx = 1;", null],
  ["// plain\nx = 1;", null],
  ["///\nx = 1;", null],
])("a line with three slashes is the doc of the statement behind it: %j", (text, doc) => {
  expect(statementOf(text).doc).toBe(doc);
});

test("three slashes behind a statement do not name the next one", () => {
  expect(statementsOf("x = 1; /// not a doc\ny = 2;").map(({ doc }) => doc)).toEqual([null, null]);
});
