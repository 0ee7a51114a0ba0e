import { expect, test } from "vitest";
import { parseFile } from "../../src/language/parse-file.ts";
import { textOf } from "../../src/language/source.ts";
import { softWords } from "../../src/language/token.ts";
import { example } from "./example.ts";
import { declarationOf, declarationsOf, errorsOf, shown, shownType } from "./parsed.ts";

test("the example of the language design parses without errors", () => {
  expect(errorsOf(example)).toEqual([]);
  const { syntax } = parseFile({ path: "retry-demo.untorn", text: example });
  expect(syntax.spec?.name.text).toBe("retry_demo");
  expect(syntax.spec?.doc).toMatch(/^One writer/);
  expect(syntax.hides).toBe("readers, power failure, more than one page");
  expect(syntax.declarations.map(({ kind }) => kind).join(" ")).toBe(
    "const type enum codes knob knob knob design design lock variable variable function function task task event invariant liveness expect expect",
  );
});

test.each([
  ['use "parts/iolock.untorn";', 'use "parts/iolock.untorn"'],
  ["const PAGES = 1 ;", "const PAGES = 1"],
  ["type page = 0..PAGES-1;", "type page = 0..PAGES-1"],
  ["enum io_mode { HW, COW, }", "enum io_mode"],
  ["enum e { A };", "enum e"],
  ["struct bio { page target; bool live; };", "struct bio"],
  ["errno EAGAIN, EBUSY;", "errno EAGAIN, EBUSY"],
  ["knob bool DRAIN = true;", "knob bool DRAIN = true"],
  ['design posted "as posted" { DRAIN = false; }', 'design posted "as posted"'],
  ["assume (A != B || C);", "assume (A != B || C)"],
  ["bool dirty[page];", "bool dirty[page]"],
  ["ghost bool seen;", "ghost bool seen"],
  ["durable 0..3 disk[page];", "durable 0..3 disk[page]"],
  ["rwsem r[page], s;", "rwsem r[page], s"],
  ["task writer[2] { }", "task writer[2]"],
  ["strong task writer { }", "strong task writer"],
  ["work endio[N](page p, errno e) { }", "work endio[N](page p, errno e)"],
  ["unfair work endio() { }", "unfair work endio()"],
  ["type blk = symmetric N+1;", "type blk = symmetric N+1"],
  ["ghost set<page> seen = { 0 };", "ghost set<page> seen = { 0 }"],
  ["queue<bio, 4> q[2], r;", "queue<bio, 4> q[2], r"],
  ["set<page> f(set<page> s) { }", "set<page> f(set<page> s)"],
  ["event io_done(page p) when (e) { }", "event io_done(page p) when (e)"],
  ["errno f(page p) { }", "errno f(page p)"],
  ["void g() { }", "void g()"],
  ["init { }", "init"],
  ['invariant name "doc": e;', 'invariant name "doc": e'],
  ['crash name "doc" { }', 'crash name "doc"'],
  ["liveness name: always e;", "liveness name: always e"],
  ["expect posted with N = 2 violates only p in 3;", "expect posted with N = 2 violates only p in 3"],
])("the text of a declaration is its head, or all but its semicolon: %s", (text, span) => {
  expect(declarationsOf(text).map((each) => textOf(each.span))).toEqual([span]);
});

test("a line of error codes declares codes, any other errno line variables", () => {
  expect(declarationOf("codes", "errno EAGAIN, E2BIG;").names.map(({ text }) => text)).toEqual(["EAGAIN", "E2BIG"]);
  expect(declarationOf("variable", "errno result[writer];").storage).toBe("shared");
  expect(declarationOf("variable", "errno last = 0, Ex;").declarators).toHaveLength(2);
  expect(shownType(declarationOf("variable", "errno? EX;").type)).toBe("errno?");
});

test("a knob has a type, a domain if it likes, a default and a doc", () => {
  const knob = declarationOf("knob", 'knob errno K in { EAGAIN, same, 0..3, } = same "what";');
  expect(knob.domain?.map(({ kind }) => kind)).toEqual(["value", "same", "range"]);
  expect([knob.initial.kind, knob.doc, knob.name.text]).toEqual(["same", "what", "K"]);
  expect(declarationOf("knob", "knob 0..3 N = 1 + 1;")).toMatchObject({ domain: null, doc: null });
});

test("a design sets knobs, also to same", () => {
  const design = declarationOf("design", "design d { A = 1; B = same; }");
  expect(design.settings.map(({ knob, value, span }) => [knob.text, value.kind, textOf(span)])).toEqual([
    ["A", "value", "A = 1"],
    ["B", "same", "B = same"],
  ]);
});

test("the fields of a struct may share a type and be arrays", () => {
  const { fields } = declarationOf("struct", "struct s { bool a, b[2]; t c[page]; }");
  expect(
    fields.map(({ type, declarator }) => [shownType(type), declarator.name.text, declarator.indices.length]),
  ).toEqual([
    ["bool", "a", 0],
    ["bool", "b", 1],
    ["t", "c", 1],
  ]);
});

test.each([
  ["task t { }", "task weak"],
  ["strong task t { }", "task strong"],
  ["unfair task t { }", "task unfair"],
  ["daemon t { }", "daemon weak"],
  ["strong daemon t { }", "daemon strong"],
  ["unfair daemon t { }", "daemon unfair"],
  ["work t() { }", "work weak"],
  ["strong work t() { }", "work strong"],
  ["unfair work t[2](page p) { }", "work unfair"],
])("tasks, daemons and works are weakly fair unless they say otherwise: %s", (text, role) => {
  const task = declarationOf("task", text);
  expect(`${task.role} ${task.fairness}`).toBe(role);
});

test.each([
  ["event e() { }", "none"],
  ["fair event e() { }", "weak"],
  ["strong event e() { }", "strong"],
])("events are unfair unless they say otherwise: %s", (text, fairness) => {
  expect(declarationOf("event", text).fairness).toBe(fairness);
});

test("a task has one instance unless it says how many", () => {
  expect(declarationOf("task", "task t { }").count).toBeNull();
  const { count } = declarationOf("task", "task t[N + 1] { }");
  expect(count && shown(count)).toBe("(N + 1)");
});

test("a work has parameters, a task has none", () => {
  const { parameters, count } = declarationOf("task", "work w[2](page p, set<page>? s) { }");
  expect(parameters.map(({ type, name }) => [shownType(type), name.text])).toEqual([
    ["page", "p"],
    ["set<page>?", "s"],
  ]);
  expect(count && shown(count)).toBe("2");
  expect(declarationOf("task", "task w { }").parameters).toEqual([]);
});

test("'task' begins a task, a variable that holds one, or a function that returns one", () => {
  expect(
    declarationsOf("task t { } task u[2] { } task v; task w[2]; task x = 0; task f(task y) { }").map((d) => d.kind),
  ).toEqual(["task", "task", "variable", "variable", "variable", "function"]);
});

test("a function returns a type or nothing", () => {
  expect(declarationOf("function", "void f() { }").result).toBeNull();
  const { result, parameters } = declarationOf("function", "0..3? f(page p, task t) { }");
  expect(result && shownType(result)).toBe("0..3?");
  expect(parameters.map(({ type, name }) => [shownType(type), name.text])).toEqual([
    ["page", "p"],
    ["task", "t"],
  ]);
});

test.each([
  ["/// __iomap_dio_rw()\nerrno f() { }", "function"],
  ["/// __iomap_dio_rw()\nvoid f() { }", "function"],
  ["/// __iomap_dio_rw()\nstrong task f { }", "task"],
  ["/// __iomap_dio_rw()\nfair event f() { }", "event"],
  ["/// __iomap_dio_rw()\nstrong work f() { }", "task"],
] as const)("three slashes name the kernel function it stands for: %j", (text, kind) => {
  expect(declarationOf(kind, text).doc).toBe("__iomap_dio_rw()");
});

test.each([
  ["expect holds;", null, [], "holds "],
  ["expect all holds;", "all", [], "holds "],
  ["expect posted holds deadlock, locks, line:12;", "posted", [], "holds deadlock,locks,line:12"],
  ["expect with A = 1, B = N+1 vacuous p;", null, ["A=1", "B=(N + 1)"], "vacuous p"],
  ["expect d with A = 1 violates p in 3, ranges;", "d", ["A=1"], "violates p in 3,ranges"],
  ["expect d violates only p, q in 2*3;", "d", [], "violates only p,q in (2 * 3)"],
  ["expect violates only;", null, [], "violates only"],
  ["expect holds holds;", null, [], "holds holds"],
] as const)("expectations: %s", (text, design, constants, verdict) => {
  const expected = declarationOf("expect", text);
  expect(expected.design?.text ?? null).toBe(design);
  expect(expected.constants.map(({ name, value }) => `${name.text}=${shown(value)}`)).toEqual(constants);
  const shownVerdict = (): string => {
    const given = expected.verdict;
    if (given.kind === "holds") return `holds ${given.properties.map(({ text: name }) => name).join(",")}`;
    if (given.kind === "vacuous") return `vacuous ${given.property.text}`;
    const each = given.violations.map(({ property, steps }) => property.text + (steps ? ` in ${shown(steps)}` : ""));
    return `violates ${given.only ? "only " : ""}${each.join(",")}`;
  };
  expect(shownVerdict()).toBe(verdict);
});

test("a file without a spec line is a part, and may say what it hides", () => {
  const part = parseFile({ path: "part.untorn", text: 'hides "reflinks"; bool b;' });
  expect(part.diagnostics).toEqual([]);
  expect([part.syntax.spec, part.syntax.hides, part.syntax.declarations.length]).toEqual([null, "reflinks", 1]);
});

test("an empty file is a part without declarations", () => {
  for (const text of ["", "\n", " // nothing", "/* nothing */", "\ufeff"]) {
    expect(parseFile({ path: "part.untorn", text })).toEqual({
      syntax: { spec: null, hides: null, declarations: [] },
      diagnostics: [],
      lost: new Set(),
    });
  }
});

test("a spec line needs no doc", () => {
  const { syntax } = parseFile({ path: "x.untorn", text: "spec x;" });
  expect([syntax.spec?.name.text, syntax.spec?.doc]).toEqual(["x", null]);
});

const plainNames = ["__proto__", "constructor", "toString", "hasOwnProperty", "size", "length", "lock", "push", "pop"];

test.each([...softWords, ...plainNames])(
  "'%s' can name a variable, field, enum member, parameter, label, cause and local",
  (word) => {
    const text = `bool ${word}[2]; struct s { bool ${word}; } enum e { ${word} } mutex ${word};
void f(page ${word}) { ${word}: ${word} = 1; ${word}[0] = x.${word}; bool ${word} = !${word}; goto ${word}; }
errno g() { return -E because ${word}; } task ${word}[2] { assert ${word} (${word}); for (t ${word}) x = ${word}; }
invariant ${word}: forall (t ${word}) ${word} == ${word}.${word}; knob bool ${word} = true; const ${word} = 1;`;
    expect(errorsOf(text)).toEqual([]);
  },
);
