import { expect, test } from "vitest";
import type { Expression, Process, Statement } from "../../src/language/checked-spec.ts";
import { type Type, typeName } from "../../src/language/types.ts";
import { counts, readText, searched, specOf, shown as told } from "../spec-text.ts";
import { mistakesOf } from "./flow.ts";

/** What the checker makes of sets, queues, symmetric values, `switch` and works. */

const SYMMETRIC = "type blk = symmetric 3; struct bio { blk at; bool live; }; ";

function processNamed(text: string, name: string): Process {
  const found = specOf(`spec s "s"; bool x; ${text}`).actors.find((actor) => actor.name === name);
  if (found === undefined || found.kind === "event") throw new Error(`no process '${name}'`);
  return found;
}

/** What is refused in a text; warnings are another matter. */
function refused(text: string): string[] {
  return readText(text).diagnostics.flatMap((diagnostic) =>
    diagnostic.severity === "error" ? [told(diagnostic)] : [],
  );
}

/** The statements of a task `a` with this body. */
function bodyOf(declarations: string, body: string): readonly Statement[] {
  return processNamed(`${declarations} task a { ${body} }`, "a").body.block.statements;
}

/** A type with what `typeName` does not tell: a place for symmetric values that is empty at first. */
function placeName(type: Type): string {
  return type.kind === "optional" && type.implicit === true ? `place of ${typeName(type.element)}` : typeName(type);
}

/** An expression by its kind and type, conversions around what they convert. */
function shown(expression: Expression): string {
  const type = placeName(expression.type);
  return expression.kind === "convert" ? `${type} of ${shown(expression.operand)}` : `${expression.kind}:${type}`;
}

// -------------------------------------------------------------------------------- symmetric values

test("variables, locals, fields, elements, parameters and results of a symmetric type are places", () => {
  const spec = specOf(
    `spec s "s"; ${SYMMETRIC} blk v, w[2]; blk? o; blk f(blk p) { blk l = p; return l; } work k(blk q) { bool y; }
     event e(blk p) { v = p; } task a { for (blk b) v = b; pick (blk c) { v = c; } }`,
  );
  expect(spec.variables.map(({ type }) => placeName(type))).toEqual(["place of blk", "array of 2 blk", "blk?"]);
  const [, array] = spec.variables;
  expect(array?.type.kind === "array" && placeName(array.type.element)).toBe("place of blk");
  const [f] = spec.functions;
  expect(f?.body.locals.map(({ type }) => placeName(type))).toEqual(["place of blk", "place of blk"]);
  expect([f && placeName(f.result), f?.body.result && placeName(f.body.result)]).toEqual([
    "place of blk",
    "place of blk",
  ]);
  const locals = spec.actors.map(({ body }) => body.locals.map(({ name, type }) => `${name}: ${placeName(type)}`));
  expect(locals).toEqual([["q: place of blk", "y: bool"], ["p: blk"], ["b: blk", "c: blk"]]);
});

test.each([
  ["v", "blk of variable:place of blk"],
  ["l", "blk of local:place of blk"],
  ["w[1]", "blk of index:place of blk"],
  ["u.at", "blk of field:place of blk"],
  ["us[0].at", "blk of field:place of blk"],
  ["k.q", "blk of remote:place of blk"],
  ["f(l)", "blk of call:place of blk"],
  ["b", "local:blk"],
  ["o", "blk of variable:blk?"],
])("a read of a place is converted, so that it can be in vain: %s", (read, tree) => {
  const declarations = `${SYMMETRIC} blk v, w[2]; blk? o; bio u, us[2]; set<blk> s; work wk(blk q) { bool y; }
    blk f(blk p) { return p; }`;
  const [, , pick] = bodyOf(declarations, `blk l; wk k; pick (blk b) { s += ${read}; }`);
  const [update] = pick?.kind === "pick" ? pick.block.statements : [];
  if (update?.kind !== "update-set" || update.value.kind !== "set") throw new Error("no update of a set");
  expect(update.value.elements.map(shown)).toEqual([tree]);
});

test("a store wraps what is read into the place again, and a copy around it reads nothing", () => {
  const declarations = `${SYMMETRIC} blk v, w[2], w2[2]; bio u, u2; queue<bio, 2> q; queue<blk, 2> qs;`;
  const values = bodyOf(declarations, "v = w[0]; w = w2; u = u2; push(q, u); push(qs, v); x = u == u2;").map(
    (statement) => ("value" in statement && statement.value !== null ? shown(statement.value) : statement.kind),
  );
  expect(values).toEqual([
    "place of blk of blk of index:place of blk",
    "variable:array of 2 blk",
    "variable:bio",
    "variable:bio",
    "blk of variable:place of blk",
    "equal:bool",
  ]);
});

test("a symmetric type is the same under another name, and another one of equal size is not", () => {
  const text = `spec s "s"; ${SYMMETRIC} type other = symmetric 3; type alias = blk; blk v; alias w; other o;
task a { v = w;
v = o; }`;
  expect(mistakesOf(text)).toEqual(["3:5 U0202 'o'"]);
});

// -------------------------------------------------------------------------------- sets and queues

test.each([
  ["s += n;", "+= set:set<0..1> [local:0..1]"],
  ["s -= 1;", "-= set:set<0..1> [literal:0..1]"],
  ["s += { n, 1 };", "+= set:set<0..1> [local:0..1, literal:0..1]"],
  ["s -= { };", "-= set:set<0..1> []"],
  ["s += t;", "+= variable:set<0..1>"],
  ["s += n == 0 ? t : { n };", "+= conditional:set<0..1>"],
  ["s += big;", "+= set:set<0..1> [0..1 of local:0..9]"],
  ["s = { };", "= set:set<0..1> []"],
])("what is added to a set is a set, whatever is written: %s", (text, tree) => {
  const [, , statement] = bodyOf("type page = 0..1; set<page> s, t;", `page n; 0..9 big; ${text}`);
  if (statement?.kind !== "update-set" && statement?.kind !== "assign") throw new Error("no store");
  const { operator, value } = statement;
  const elements = value.kind === "set" ? ` [${value.elements.map(shown).join(", ")}]` : "";
  expect(`${operator} ${shown(value)}${elements}`).toBe(tree);
});

test("an update of a set is told from that of an int by the place it goes to", () => {
  const kinds = bodyOf(
    "struct r { set<bool> s; 0..9 n; }; r v[2]; ghost set<bool> g;",
    "v[0].s += x; v[0].n += 1; g += x;",
  );
  expect(kinds.map(({ kind }) => kind)).toEqual(["update-set", "assign", "update-set"]);
});

test("sets and queues are known wherever a value of theirs is expected", () => {
  const text = `spec s "s"; type page = 0..1; struct r { set<page> pages; queue<page, 2> q; }; r v; set<page> all = { 0, 1 };
    set<page> f(set<page> p) { return p == { 1 } ? { } : { 0, 1 }; }
    bool in_all(page p) { return p in all && p in f({ p }); }
    set<page>? maybe; bool x;
    task a { set<page> l = { 0 }; v = { .pages = { 1 } }; maybe = { 0 }; x = in_all(1); l = f({ }); x = { } == l || maybe == l;
      push(v.q, 0); v.q = v.q; x = 1 in v.q && length(v.q) > 0; page p = pop(v.q); p = pop(v.q); pop(v.q); }
    invariant i: forall (page p) p in all && size(all) == 2;`;
  expect(refused(text)).toEqual([]);
});

test("'size' and 'length' can name variables and functions", () => {
  const text = `spec s "s"; set<bool> s; 0..9 size, n; queue<bool, 2> q; 0..9 length(queue<bool, 2> p) { return 7; }
    task a { size = size(s); n = size + size(s); n = length(q); n = 1 + length(q); }`;
  const [, , third, fourth] = specOf(text).actors[0]?.body.block.statements ?? [];
  expect(third?.kind).toBe("call");
  const sum = fourth?.kind === "assign" && fourth.value.kind === "convert" ? fourth.value.operand : null;
  expect(sum?.kind === "arithmetic" && sum.right.kind).toBe("call");
});

test("a pop is a statement, the whole right side of a store, or the condition of an if or while", () => {
  const statements = bodyOf(
    "queue<bool, 2> q[2]; ghost bool g;",
    "pop(q[0]); x = pop(q[1]); bool l = pop(q[0]); g = pop(q[0]); if (!pop(q[0])) ; while (!!pop(q[1])) ;",
  );
  const parts = statements.map((statement) => {
    if (statement.kind === "pop") return statement.target?.root.kind ?? "dropped";
    if (statement.kind !== "if" && statement.kind !== "while") return statement.kind;
    const { condition } = statement;
    return condition.kind === "pop" ? `${statement.kind} ${condition.negated}` : condition.kind;
  });
  expect(parts).toEqual(["dropped", "variable", "local", "variable", "if true", "while false"]);
});

// -------------------------------------------------------------------------------- switch

test("a case has its alternatives, says whether it is the default, and has its own locals", () => {
  const [, statement] = bodyOf(
    "type page = 0..7; page n; knob 0..7 K = 1;",
    "page k; switch (n) { case 1: case 2..3: page l = 1; n = l; break; default: case 5: break; case K: page l = 2; n = l; }",
  );
  const cases = statement?.kind === "switch" ? statement.cases : [];
  expect(
    cases.map(({ alternatives, isDefault, block }) => [alternatives.map(({ kind }) => kind), isDefault, block.locals]),
  ).toEqual([
    [["value", "range"], false, [1]],
    [["value"], true, []],
    [["value"], false, [2]],
  ]);
});

test.each([
  ["bool", "x", "case true: case false:"],
  ["an int", "1 + 1", "case 2: case -3..0: case N: case N + 1:"],
  ["a range", "n", "case 0: case 1..N - 1: default:"],
  ["an enum", "v", "case A: case B:"],
  ["an errno", "e", "case 0: case -EAGAIN: case -K:"],
  ["an errno knob", "K", "case EAGAIN:"],
  ["a lock mode", "h", "case SHARED: case EXCL:"],
  ["an instance", "self", "case 0: case 1:"],
  ["an optional", "o", "case none: case 3: case 0..1:"],
  ["a task", "t", "case none: default:"],
  ["a symmetric value", "b", "default:"],
  ["an optional symmetric value", "bo", "case none: default:"],
])("a switch is over %s", (_, value, labels) => {
  const text = `spec s "s"; const N = 5; bool x; 0..9 n; enum k { A, B } k v; errno EAGAIN, EBUSY; errno e; 0..3? o; task? t;
    knob errno K in { EAGAIN, EBUSY } = EBUSY; type blk = symmetric 2; blk? bo; task a[2] { lockmode h; blk b; x = true;
    switch (${value}) { ${labels} x = true; } }`;
  expect(refused(text)).toEqual([]);
});

test("200 levels of switch, in atomics and loops too, are checked", () => {
  const nested = (levels: number, open: string, inner: string, close: string) =>
    open.repeat(levels) + inner + close.repeat(levels);
  const switches = nested(200, "switch (n) { case 0: n = 1; break; default: ", "n = 2;", " break; case 1: n = 3; }");
  const mixed = nested(150, "loop { switch (x) { case true: return; default: ", "return;", " } }");
  const loops = nested(150, "switch (n) { case 0: loop { n = 1; ", "break;", " break; } break; case 1: }");
  for (const body of [switches, mixed, loops, `atomic { ${switches} }`]) {
    expect(refused(`spec s "s"; bool x; 0..3 n; task a { ${body} }`)).toEqual([]);
  }
});

// -------------------------------------------------------------------------------- works

test("the parameters of a work are its first locals, and with its outermost ones what others see", () => {
  const work = processNamed("strong work w[2](0..3 p, bool q) { bool r, s[2]; { bool deep; } 0..9 t; x = q; }", "w");
  expect([work.kind, work.fairness, work.type.count, work.body.parameters]).toEqual(["work", "strong", 2, 2]);
  expect(work.body.locals.map(({ name }) => name)).toEqual(["p", "q", "r", "s", "t", "deep"]);
  expect(work.outermost).toEqual([0, 1, 2, 3, 4]);
  expect(work.body.block.locals).toEqual([2, 3, 4]);
});

test("instances of works are numbered among all in order of declaration", () => {
  const spec = specOf(
    'spec s "s"; bool x; task a[2] { x = true; } work w[3]() { x = true; } daemon d { x = true; } event e() { spawn w(); }',
  );
  const firsts = spec.actors.flatMap((actor) => (actor.kind === "event" ? [] : [[actor.name, actor.type.first]]));
  expect(firsts).toEqual([
    ["a", 0],
    ["w", 2],
    ["d", 5],
  ]);
  expect(spec.instances).toBe(6);
});

test("what is said of tasks is said of works", () => {
  const text = `spec s "s"; bool x; mutex m; w? last; bool seen[w];
    work w[2](bool p) { bool l; again: lock(m); unlock(m); last = self; seen[self] = p; l = p; if (l) spawn w(!p); }
    init { spawn w(true); }
    invariant i: forall (w v) (done(v) || blocked(v) || v.p || !v.l) && (holds(v, m) => held(m)) && !at(v, again) || may_sleep(v);
    invariant j: forall (task t) done(t) || !done(t);
    liveness k: forall (w v) eventually done(v);`;
  expect(refused(text)).toEqual([]);
  expect(counts(searched(specOf(text)))).toMatch(/^states [1-9]/);
});

test("asserts, labels and causes in cases and works are known to the whole spec", () => {
  const text = `spec s "s"; errno EAGAIN; errno e; 0..2 n;
    work w(0..2 p) { switch (p) { case 0: assert low (n == 0); break; default: inside: e = -EAGAIN because odd; } }
    task a { spawn w(1); }
    invariant i: forall (w v) at(v, inside) => e == 0 || cause(e) == odd;
    expect holds low; expect holds i;`;
  expect(refused(text)).toEqual([]);
  const spec = specOf(text);
  expect(spec.properties.map(({ name }) => name)).toContain("low");
  expect(spec.causes).toContain("odd");
});
