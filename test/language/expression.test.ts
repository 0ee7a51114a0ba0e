import { expect, test } from "vitest";
import { textOf } from "../../src/language/source.ts";
import { errorsOf, expressionOf, shown } from "./parsed.ts";

test.each([
  // tightest first, each level beside its neighbours
  ["!a && b", "((! a) && b)"],
  ["-a * b", "((- a) * b)"],
  ["a * b + c", "((a * b) + c)"],
  ["a + b * c", "(a + (b * c))"],
  ["a % b / c * d", "(((a % b) / c) * d)"],
  ["a + b < c - d", "((a + b) < (c - d))"],
  ["a < b == c >= d", "((a < b) == (c >= d))"],
  ["a == b && c != d", "((a == b) && (c != d))"],
  ["a && b || c && d", "((a && b) || (c && d))"],
  ["a || b until c || d", "((a || b) until (c || d))"],
  ["a until b leads_to c until d", "((a until b) leads_to (c until d))"],
  ["a leads_to b => c leads_to d", "((a leads_to b) => (c leads_to d))"],
  ["a || b => c && d", "((a || b) => (c && d))"],
  ["a => b ? c : d", "((a => b) ? c : d)"],
  ["a ? b => c : d => e", "(a ? (b => c) : (d => e))"],
  // grouping within a level
  ["a - b - c", "((a - b) - c)"],
  ["a / b / c", "((a / b) / c)"],
  ["a < b < c", "((a < b) < c)"],
  ["a == b == c", "((a == b) == c)"],
  ["a && b && c", "((a && b) && c)"],
  ["a => b => c", "(a => (b => c))"],
  ["a until b until c", "(a until (b until c))"],
  ["a ? b : c ? d : e", "(a ? b : (c ? d : e))"],
  ["a ? b ? c : d : e", "(a ? (b ? c : d) : e)"],
  ["(a - (b - c)) * d", "((a - (b - c)) * d)"],
  ["- - a", "(- (- a))"],
  ["!!a", "(! (! a))"],
  ["-a.b[c]", "(- a.b[c])"],
])("operators bind as in C: %s", (text, tree) => {
  expect(shown(expressionOf(text))).toBe(tree);
});

test.each([
  ["a in { b, c }", "(a in {b, c})"],
  ["a in { 0..3, N+1 .. 2*N, x }", "(a in {0..3, (N + 1)..(2 * N), x})"],
  ["a in { b, }", "(a in {b})"],
  ["a + 1 in { b } == c in { d }", "(((a + 1) in {b}) == (c in {d}))"],
  ["a in { b } && c", "((a in {b}) && c)"],
])("'in' takes values and ranges and binds like '<': %s", (text, tree) => {
  expect(shown(expressionOf(text))).toBe(tree);
});

test.each([
  ["forall (writer w) a => b ? c : d", "(forall writer w: ((a => b) ? c : d))"],
  ["a && exists (page p, 0..3 n) b || c", "(a && (exists page p, 0..3 n: (b || c)))"],
  ["forall (a x) exists (b y) x == y", "(forall a x: (exists b y: (x == y)))"],
  ["count (writer w) (w.mode == COW) <= 1", "((count writer w: (w.mode == COW)) <= 1)"],
  ["count (writer w) done(w) + 1", "((count writer w: done(w)) + 1)"],
  ["count (page? p) !a && b", "((count page? p: (! a)) && b)"],
  ["forall (task t, bool b, errno e, lockmode m) b", "(forall task t, bool b, errno e, lockmode m: b)"],
  ["forall (N-1..2*N x) x", "(forall (N - 1)..(2 * N) x: x)"],
])("the body of a quantifier reaches far, that of count does not: %s", (text, tree) => {
  expect(shown(expressionOf(text))).toBe(tree);
});

test.each([
  ["a in s", "(a in s)"],
  ["a + 1 in s.t[b + 1]", "((a + 1) in s.t[(b + 1)])"],
  ["a in s == b in { c }", "((a in s) == (b in {c}))"],
  ["a in s + t < b", "((a in (s + t)) < b)"],
  ["a in f(b) && !(c in d)", "((a in f(b)) && (! (c in d)))"],
  ["a in ({ b })", "(a in {b})"],
  ["a in c ? d : e", "((a in c) ? d : e)"],
  ["a in in_flight in { true }", "((a in in_flight) in {true})"],
])("'in' takes what binds tighter than a comparison, or values in braces: %s", (text, tree) => {
  expect(shown(expressionOf(text))).toBe(tree);
});

test.each([
  ["forall (writer w) eventually done(w)", "(forall writer w: (eventually done(w)))"],
  ["always eventually x", "(always (eventually x))"],
  ["always (a => b)", "(always (a => b))"],
  ["always a => b", "((always a) => b)"],
  ["always a && eventually b", "((always a) && (eventually b))"],
  ["next !a until next b", "((next (! a)) until (next b))"],
  ["always forall (writer w) w.n == 0", "(always (forall writer w: (w.n == 0)))"],
  ["eventually true", "(eventually true)"],
])("temporal operators are prefixes: %s", (text, tree) => {
  expect(shown(expressionOf(text))).toBe(tree);
});

test.each([
  ["next == 3", "(next == 3)"],
  ["next - 1", "(next - 1)"],
  ["next", "next"],
  ["next[0] + always.x", "(next[0] + always.x)"],
  ["next until always", "(next until always)"],
  ["next ? always : eventually", "(next ? always : eventually)"],
  ["next in { always }", "(next in {always})"],
  ["f(next, always)", "f(next, always)"],
  ["until until until", "(until until until)"],
  ["leads_to leads_to leads_to", "(leads_to leads_to leads_to)"],
  ["count + count", "(count + count)"],
  ["count[from].because", "count[from].because"],
  ["all + with + holds + only + same", "((((all + with) + holds) + only) + same)"],
])("words with a meaning in some places only are names elsewhere: %s", (text, tree) => {
  expect(shown(expressionOf(text))).toBe(tree);
});

test.each([
  ["-EAGAIN because page_dirty", "(-EAGAIN because page_dirty)"],
  ["-EAGAIN from ret", "(-EAGAIN from ret)"],
  ["-K from f(x)[1].y", "(-K from f(x)[1].y)"],
  ["-K from -L from e", "(-K from (-L from e))"],
  ["a == -E because because", "(a == (-E because because))"],
  ["-E from a == -F", "((-E from a) == (- F))"],
  ["-EAGAIN", "(- EAGAIN)"],
  ["-(EAGAIN)", "(- EAGAIN)"],
  ["-1", "(- 1)"],
])("a cause belongs to the minus before a plain name: %s", (text, tree) => {
  expect(shown(expressionOf(text))).toBe(tree);
});

test.each([
  ["true", "true"],
  ["false", "false"],
  ["none", "none"],
  ["self.mode", "self.mode"],
  ["f()", "f()"],
  ["f(a, b + 1)", "f(a, (b + 1))"],
  ["f(a)(b)", null],
  ["a[1][2].b.c[d]", "a[1][2].b.c[d]"],
  ["(a).b", "a.b"],
  ["{ .a = 1, .b = { .c = x } }", "{.a = 1, .b = {.c = x}}"],
  ["{ .a = 1, }", "{.a = 1}"],
  ["{ }", "{}"],
  ["{ a }", "{a}"],
  ["{ a, b + 1, c in s, }", "{a, (b + 1), (c in s)}"],
  ["{ { a }, { .b = { } } }", "{{a}, {.b = {}}}"],
  ["9007199254740992", "9007199254740992"],
  ["__proto__ + constructor.toString + hasOwnProperty(valueOf)", null],
])("operands: %s", (text, tree) => {
  if (tree !== null) expect(shown(expressionOf(text))).toBe(tree);
  else
    expect(errorsOf(`const X = ${text};`)).toEqual(text.startsWith("f") ? [expect.stringContaining("found '('")] : []);
});

test("the span of an expression is its whole text, parentheses included", () => {
  for (const text of [
    "(a + b) * (c)",
    "f(a)[1]",
    "(x) in { 1, 2 }",
    "count (w x) (a)",
    "(a ? b : (c))",
    "-E from (a)",
  ]) {
    expect(textOf(expressionOf(text).span)).toBe(text);
  }
});

test("every binary operator on the left or right of every other one groups in exactly one way", () => {
  const levels = [
    ["*", "/", "%"],
    ["+", "-"],
    ["<", "<=", ">", ">="],
    ["==", "!="],
    ["&&"],
    ["||"],
    ["until"],
    ["leads_to"],
    ["=>"],
  ];
  const power = (operator: string): number => levels.findIndex((level) => level.includes(operator));
  const operators = levels.flat();
  const right = new Set(["=>", "until"]);
  for (const first of operators) {
    for (const second of operators) {
      if (first === "leads_to" && second === "leads_to") continue;
      const leftFirst = power(first) < power(second) || (power(first) === power(second) && !right.has(first));
      const tree = leftFirst ? `((a ${first} b) ${second} c)` : `(a ${first} (b ${second} c))`;
      expect(shown(expressionOf(`a ${first} b ${second} c`))).toBe(tree);
    }
  }
});
