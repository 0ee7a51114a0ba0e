import { expect, test } from "vitest";
import type { Trace } from "../../src/model/trace.ts";
import { mermaidText } from "../../src/report/mermaid.ts";
import { searched, specOf, verdictOf } from "../spec-text.ts";
import { actors, change, FILE, property, spanOf, step, trace } from "./drawn.ts";

function diagram(counterexample: Trace): string {
  const { property: of, steps } = counterexample;
  const verdict = { kind: "violated", steps: steps.length - 1, shortest: true, counterexample, limit: null } as const;
  return mermaidText({ property: of, verdict });
}

const cause = property(0, "right_cause");

/** All that the text of a spec may consist of, once it is in a diagram. */
const SAFE = "(?:[A-Za-z0-9 _.,()[\\]=+*/:!?^-]|#\\d+;|<br/>)*";
const STATEMENT = new RegExp(
  `^ {2}(?:title ${SAFE}|participant p\\d+ as ${SAFE}|Note over p\\d+(?:,p\\d+)?: ${SAFE}|loop for ever|end)$`,
);

function expectToBeWellFormed(text: string): void {
  const [first, ...lines] = text.split("\n");
  expect(first).toBe("sequenceDiagram");
  expect(lines.pop()).toBe("");
  for (const line of lines) expect(line).toMatch(STATEMENT);
  const named = new Set([...text.matchAll(/participant (p\d+) /g)].map(([, name]) => name));
  for (const [, name] of text.matchAll(/\b(p\d+)(?=[,:])/g)) expect(named).toContain(name);
}

test("a trace is a sequence diagram: who moves, and a note for each step", () => {
  const text = `spec a "x";
errno EIO;
mutex m; 0..1 n;
fair event tick() when (n == 0) { n = 1; }
/// the writer
task writer[2] {
  errno ret;
  lock(m);
  /// D1 submit
  if (n == 1)
    ret = -EIO because broken;
  assert fine (cause(ret) == none) "an error; it is #1";
  unlock(m);
}`;
  const run = searched(specOf(text));
  const of = run.spec.properties.find(({ name }) => name === "fine") ?? cause;
  const shown = mermaidText({ property: of, verdict: verdictOf(run, "fine") });
  expectToBeWellFormed(shown);
  expect(`\n${shown}`).toMatchInlineSnapshot(`
    "
    sequenceDiagram
      title fine: violated in 3 steps
      participant p0 as tick
      participant p1 as writer[0]
      Note over p0: 1 tick<br/>n: 0 -#62; 1
      Note over p1: 2 lock m
      Note over p1: 3 D1 submit<br/>ret = -EIO #60;== cause broken<br/>^^^^^^ fine: an error#59; it is #35;1
    "
  `);
});

test("nothing that a spec says can end a line or begin a statement of Mermaid's own", () => {
  const hostile = [
    "end",
    "end;",
    "; end",
    "%% comment",
    "#59;",
    "#",
    "a;b",
    "<script>alert(1)</script>",
    "<br/>",
    '"',
    "`",
    "{}",
    "$$x$$",
    "participant x",
    "a\nend",
    "a\r\nNote over p0: b",
    "->>",
    "--)",
    "wrap: x",
    "nowrap:x",
    "&lt;",
    "\u2028",
    "\u4e2d\u{1f600}",
    "\\",
  ];
  for (const text of hostile) {
    const span = spanOf(FILE, "line one");
    const steps = [
      step(0, text, {
        where: text,
        choices: [{ value: 0, text, span }],
        changes: [change(text, text, text, { cause: text })],
      }),
      step(1, text, { failures: [{ property: 0, message: text, span }] }),
    ];
    const who = [...actors("writer"), { index: 1, kind: "event" as const, name: text, instance: null }];
    const shown = diagram(trace({ ...cause, name: text }, who, steps));
    expectToBeWellFormed(shown);
    expect(shown.split("\n")).toHaveLength(7);
  }
});

test("a trace that goes on for ever is a loop, and power failure a note of its own", () => {
  const span = spanOf(FILE, "line one");
  const steps = [step(0, "a = 1"), step(0, "b = 1"), step(0, "b = 0")];
  const forEver = diagram(trace(cause, actors("writer"), steps, { loop: 1 }));
  expectToBeWellFormed(forEver);
  expect(forEver).toMatch(
    /Note over p0: 1[^\n]*\n {2}loop for ever\n {2}Note over p0: 2.*\n {2}Note over p0: 3.*\n {2}end\n/,
  );
  const failing = diagram(
    trace(cause, actors("writer", "reader"), steps, {
      crash: { choices: [], changes: [change("disk[0]", 0, 1)], failure: { property: 0, message: "torn", span } },
    }),
  );
  expectToBeWellFormed(failing);
  expect(failing).toContain("Note over p0: power fails<br/>disk[0]: 0 -#62; 1<br/>right_cause: torn\n");
});

test("a name that Mermaid would take for an instruction stays a name", () => {
  const of = { ...property(0, "wrap", "invariant"), doc: "a" };
  const end = { message: "a", span: null, actors: [] };
  expect(diagram(trace(of, actors("writer"), [step(0, "a = 1")], { end }))).toContain("Note over p0: wrap#58; a\n");
});

test("a property that holds is a diagram that says so", () => {
  const text = mermaidText({ property: cause, verdict: { kind: "holds", vacuous: false } });
  expectToBeWellFormed(text);
  expect(text).toContain("Note over p0: holds\n");
});
