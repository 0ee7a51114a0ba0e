import { expect, test } from "vitest";
import { counts, readText, searched, shown, specOf, traceOf, verdictOf, violations } from "../spec-text.ts";

/** What every JavaScript object has; in a spec they are names like any other. */
const inherited = [
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "valueOf",
  "isPrototypeOf",
  "__defineGetter__",
  "prototype",
  "length",
];

/** The same spec twice with other names: whatever is said of one must be said of the other. */
function behaves(spec: (name: string) => string): void {
  const plain = searched(specOf(spec("plain")));
  expect(plain.states).toBeGreaterThan(1);
  for (const name of inherited) {
    const run = searched(specOf(spec(name)));
    expect(`${name}: ${counts(run)}`).toBe(`${name}: ${counts(plain)}`);
    const renamed = violations(plain).map((violation) => violation.replace("plain", name));
    expect(violations(run)).toEqual(renamed);
  }
}

test("a variable may have any name", () => {
  behaves((name) => `spec s "s"; 0..2 ${name}; task a { ${name} = 1; ${name} += 1; } invariant low: ${name} < 2;`);
});

test("a ghost and a durable variable may have any name", () => {
  behaves((name) => `spec s "s"; ghost bool ${name}; bool x; task a { x = true; ${name} = x; } invariant p: !${name};`);
  behaves((name) => `spec s "s"; durable bool ${name}; task a { ${name} = true; } crash c { assert (!${name}); }`);
});

test("an array may have any name", () => {
  behaves((name) => `spec s "s"; bool ${name}[2]; task a { ${name}[1] = true; } invariant p: !${name}[1];`);
});

test("a local, a parameter and what binds a value may have any name", () => {
  behaves(
    (name) => `spec s "s"; bool x; task a { bool ${name} = !x; x = ${name}; } invariant p: forall (a w) !w.${name};`,
  );
  behaves((name) => `spec s "s"; bool x; void f(bool ${name}) { x = ${name}; } task a { f(true); } invariant p: !x;`);
  behaves((name) => `spec s "s"; bool b[2]; task a { for (bool ${name}) b[0] = ${name}; } invariant p: !b[0];`);
  behaves((name) => `spec s "s"; 0..2 n; task a { pick (0..2 ${name}) { n = ${name}; } } invariant p: n < 2;`);
  behaves((name) => `spec s "s"; bool b[2]; task a { b[1] = true; } invariant p: forall (0..1 ${name}) !b[${name}];`);
});

test("a struct and its fields may have any name", () => {
  behaves((name) => `spec s "s"; struct ${name} { bool u; }; ${name} v; task a { v.u = true; } invariant p: !v.u;`);
  behaves(
    (name) =>
      `spec s "s"; struct t { bool ${name}; bool u; }; t v; task a { v = { .${name} = true }; v.u = v.${name}; } invariant p: !v.u;`,
  );
});

test("an enum and its members may have any name", () => {
  behaves((name) => `spec s "s"; enum ${name} { A, B } ${name} v; task a { v = B; } invariant p: v == A;`);
  behaves((name) => `spec s "s"; enum e { A, ${name} } e v; task a { v = ${name}; } invariant p: v != ${name};`);
  behaves((name) => `spec s "s"; enum e { ${name}, B } e v; task a { v = B; } invariant p: v == ${name};`);
});

test("a type and a constant may have any name", () => {
  behaves((name) => `spec s "s"; type ${name} = 0..1; ${name} v; task a { v = 1; } invariant p: v == 0;`);
  behaves(
    (name) => `spec s "s"; const ${name} = 1; 0..${name} v; task a[${name}] { v = ${name}; } invariant p: v == 0;`,
  );
});

test("a task, a daemon and an event may have any name", () => {
  behaves((name) => `spec s "s"; bool x; task ${name}[2] { x = true; } invariant p: !(exists (${name} w) done(w));`);
  behaves((name) => `spec s "s"; ${name}? v; daemon ${name} { v = self; } invariant p: v == none;`);
  behaves(
    (name) => `spec s "s"; bool x; event ${name}(bool b) when (!x) { x = b; } invariant p: enabled(${name}, true);`,
  );
});

test("a function may have any name", () => {
  behaves(
    (name) => `spec s "s"; bool x; bool ${name}() { return !x; } task a { x = ${name}(); } invariant p: ${name}();`,
  );
  behaves(
    (name) => `spec s "s"; bool x; void ${name}() { x = true; x = false; } task a { ${name}(); } invariant p: !x;`,
  );
});

test("a work, a set, a queue and a symmetric type may have any name", () => {
  behaves(
    (name) => `spec s "s"; bool x; work ${name}(bool b) { x = b; } task a { spawn ${name}(true); } invariant p: !x;`,
  );
  behaves((name) => `spec s "s"; set<bool> ${name}; task a { ${name} += true; } invariant p: size(${name}) == 0;`);
  behaves(
    (name) =>
      `spec s "s"; queue<bool, 2> ${name}; task a { push(${name}, true); pop(${name}); } invariant p: ${name} == ${name} && !(true in ${name});`,
  );
  behaves(
    (name) =>
      `spec s "s"; type ${name} = symmetric 2; ${name}? v; task a { pick (${name} w) { v = w; } } invariant p: v == none;`,
  );
});

test("a lock may have any name", () => {
  behaves(
    (name) => `spec s "s"; mutex ${name}; task a[2] { lock(${name}); unlock(${name}); } invariant p: !held(${name});`,
  );
});

test("a label may have any name", () => {
  behaves(
    (name) =>
      `spec s "s"; bool x; task a { ${name}: x = !x; goto ${name}; } invariant p: forall (a w) at(w, ${name}) => !x;`,
  );
});

test("a cause may have any name", () => {
  behaves(
    (name) =>
      `spec s "s"; errno EAGAIN; errno e; task a { e = -EAGAIN because ${name}; } invariant p: cause(e) != ${name};`,
  );
  for (const name of inherited) {
    const text = `spec s "s"; errno EAGAIN; errno e; task a { e = -EAGAIN because ${name}; } invariant p: e == 0;`;
    const { steps } = traceOf(searched(specOf(text)), "p");
    expect(steps.at(-1)?.changes).toMatchObject([{ name: "e", after: "-EAGAIN", cause: name }]);
  }
});

test("a cause that no because gives is unknown, whatever JavaScript knows of its name", () => {
  for (const name of inherited) {
    const text = `spec s "s"; errno EAGAIN; errno e; task a { e = -EAGAIN; } invariant p: cause(e) == ${name};`;
    expect(readText(text).diagnostics.map(({ code }) => code)).toEqual(["U0103"]);
  }
});

test("a name that nobody declares is unknown, whatever JavaScript knows of it", () => {
  for (const name of inherited) {
    for (const use of [
      `x = ${name};`,
      `${name} = x;`,
      `${name}();`,
      `lock(${name});`,
      `${name} v;`,
      `bool b[${name}];`,
    ]) {
      const { diagnostics } = readText(`spec s "s"; bool x; void f() { ${use} } task a { f(); }`);
      // 'length' asks for that of a queue where no function has its name.
      const code = use === "length();" ? "U0311" : "U0103";
      expect(diagnostics.map((one) => `${use} ${one.code}`)).toContain(`${use} ${code}`);
      if (code === "U0103") expect(diagnostics.map(({ hint }) => hint)).toContain(null);
    }
  }
});

test("a knob and a design may have any name", () => {
  for (const name of inherited) {
    const text = `spec s "s"; knob bool ${name} = false; design ${name}_on "on" { ${name} = true; } design ${name} "off" { }
      bool x; task a { if (${name}) x = true; } invariant p: !x; expect ${name}_on violates p in 1;`;
    const spec = specOf(text);
    expect(violations(searched(spec, { design: `${name}_on` }))).toEqual(["p in 1"]);
    expect(violations(searched(spec, { design: name }))).toEqual([]);
  }
});

test("a property may have any name, an assert, an invariant, a crash check or a formula", () => {
  behaves((name) => `spec s "s"; bool x; task a { x = true; assert ${name} (!x); }`);
  behaves(
    (name) => `spec s "s"; bool x; task a { x = true; } invariant ${name}: !x; expect violates only ${name} in 1;`,
  );
  behaves((name) => `spec s "s"; durable bool x; task a { x = true; } crash ${name} { assert (!x); }`);
  for (const name of inherited) {
    const spec = specOf(
      `spec s "s"; bool x; task a { x = true; } liveness ${name}: eventually x; expect holds ${name};`,
    );
    expect(verdictOf(searched(spec), name)).toMatchObject({ kind: "holds", vacuous: false });
  }
});

test("the spec itself may have any name", () => {
  for (const name of inherited) expect(specOf(`spec ${name} "s"; bool x; task a { x = true; }`).name).toBe(name);
});

test("a constant of any name can be set from outside", () => {
  for (const name of inherited) {
    const text = `spec s "s"; const ${name} = 1; 0..9 v; task a { v = ${name}; } invariant p: v < 7;`;
    expect(violations(searched(specOf(text, new Map([[name, 7]]))))).toEqual(["p in 1"]);
    expect(violations(searched(specOf(text)))).toEqual([]);
  }
});

// ------------------------------------------------------------------------------- misspelt names

const SPELT = `spec spelling "one of each";
errno EAGAIN, EBUSY;
const PAGES = 2;
knob bool DRAIN = true;
knob errno REFUSED in { EAGAIN, EBUSY } = EAGAIN;
type page = 0..PAGES-1;
enum io_mode { HARDWARE, STAGED }
struct segment { page target; bool landed; };
segment bio;
bool dirty[page];
io_mode mode;
errno result;
mutex iolock;
design posted "as posted" { }
errno invalidate(page p) { return -EBUSY because redirtied; }
task writer { io_mode current = mode; again: result = invalidate(0); }
event completion(page p) when (dirty[p]) { dirty[p] = false; }
`;

/** Of each kind of name: a text with one letter wrong, and what is suggested. */
const misspelt = [
  ["a variable that is read", "task t { result = reslt; }", "result"],
  ["a variable that is written", "task t { dirtyy[0] = true; }", "dirty"],
  ["a local", "task t { bool landed_now; if (landed_nwo) mode = STAGED; }", "landed_now"],
  ["a parameter", "void f(page first) { dirty[frist] = true; }", "first"],
  ["a name bound by a quantifier", "invariant p: forall (page block) !dirty[blokc];", "block"],
  ["a constant", "bool more[PAGE + 1];", "PAGES"],
  ["a type", "pages other;", "page"],
  ["a type of the language", "boool other;", "bool"],
  ["a task as a type", "invariant p: forall (writter w) done(w);", "writer"],
  ["a member of an enum", "task t { mode = STAGE; }", "STAGED"],
  ["a field", "task t { bio.laned = true; }", "landed"],
  ["a field that is read", "task t { dirty[bio.tarjet] = true; }", "target"],
  ["a field of a struct literal", "task t { bio = { .landded = true }; }", "landed"],
  ["an error code", "task t { result = -EAGIAN; }", "EAGAIN"],
  ["a knob as an error code", "task t { result = -REFUSD; }", "REFUSED"],
  ["a function", "task t { result = invaildate(0); }", "invalidate"],
  ["a function as a statement", "task t { invalidat(0); }", "invalidate"],
  ["a lock", "task t { lock(iolokc); }", "iolock"],
  ["a label", "task t { agian: mode = STAGED; goto again; }", "agian"],
  ["a label in at", "invariant p: forall (writer w) !at(w, agian);", "again"],
  ["a local of another task", "invariant p: forall (writer w) w.curent == mode;", "current"],
  ["a cause", "invariant p: cause(result) != redirtid;", "redirtied"],
  ["an event", "invariant p: enabled(completoin);", "completion"],
  ["a knob in a design", 'design other "other" { DRIAN = false; }', "DRAIN"],
  ["the code of a knob", "knob errno BUSY in { EAGAIN, EBSY } = EAGAIN;", "EBUSY"],
  ["the member of a knob", "knob io_mode FIRST in { HARDWARE, STAGGED } = HARDWARE;", "STAGED"],
  ["a lock mode of a knob", "knob lockmode HOW = EXCLL;", "EXCL"],
  ["a design", "expect postd holds;", "posted"],
  ["a property", "invariant clean: !dirty[0]; expect violates claen;", "clean"],
  ["a property of the language", "expect holds deadlok;", "deadlock"],
  ["a work", "work endio() { } task t { spawn endoi(); }", "endio"],
  ["a parameter of a work", "work endio(page target) { } invariant p: forall (endio w) w.taget == 0;", "target"],
  ["a queue", "queue<page, 2> flushes; task t { push(flushs, 0); }", "flushes"],
  ["a set", "set<page> stale; task t { stael += 0; }", "stale"],
  ["a member of an enum in a case", "task t { switch (mode) { case STAGGED: } }", "STAGED"],
  ["an error code in a case", "task t { switch (result) { case -EAGIAN: } }", "EAGAIN"],
  ["a constant of an expectation", "expect with PAGE = 1 holds;", "PAGES"],
] as const;

for (const [kind, text, meant] of misspelt) {
  test(`a misspelt name gets a suggestion: ${kind}`, () => {
    const { spec, diagnostics } = readText(SPELT + text);
    expect(spec).toBeNull();
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics.map(shown).join()).toContain(`'${meant}'`);
    expect(diagnostics[0]?.hint).toContain(meant);
  });
}

test("a name that is like no other gets no suggestion", () => {
  const { diagnostics } = readText(`${SPELT}task t { result = zebra; }`);
  expect(diagnostics).toMatchObject([{ code: "U0103", hint: null }]);
});

test("the suggestion is the name that is nearest", () => {
  const { diagnostics } = readText(`${SPELT}bool dirties, drity; task t { dirties = dirti; }`);
  expect(diagnostics).toMatchObject([{ hint: "did you mean 'dirty'?" }]);
});

test("names are told apart by their case, and suggested across it", () => {
  const { diagnostics } = readText(`${SPELT}task t { mode = staged; }`);
  expect(diagnostics).toMatchObject([{ code: "U0103", hint: "did you mean 'STAGED'?" }]);
});
